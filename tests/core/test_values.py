"""Dataclasses whose methods are written late behave as the standard ones do."""

import copy
import dataclasses
import inspect
import pickle
import pydoc
from dataclasses import field, replace

import pytest

from core.kernel.values import dataclass


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something is."""

    x: int
    name: str = "here"
    marks: list[str] = field(default_factory=list, compare=False, repr=False)

    def __post_init__(self) -> None:
        if self.x < 0:
            raise ValueError("too far left")


@dataclass(frozen=True, slots=True)
class Dot(Spot):
    """A spot with a size."""

    size: int = 1


@dataclasses.dataclass(frozen=True, slots=True)
class Standard:
    """The same, as the standard library makes it."""

    x: int
    name: str = "here"


def test_its_first_use_is_as_any_other() -> None:
    """Made, compared, hashed and shown, whichever comes first."""
    assert repr(Spot(1)) == "Spot(x=1, name='here')"
    assert Spot(1) == Spot(1, marks=["red"]) != Spot(2)
    assert len({Dot(1), Dot(1), Dot(1, size=2)}) == 2
    assert Dot(1) != Spot(1)
    assert hash(Spot(3, "there")) == hash(Standard(3, "there"))


def test_what_the_class_demands_holds() -> None:
    """Its own checks, its defaults, and that nothing is changed or missing."""
    with pytest.raises(ValueError, match="too far left"):
        Dot(-1)
    with pytest.raises(TypeError, match="argument"):
        Spot()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="argument"):
        Spot(1, "there", [], 4)  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="argument"):
        Spot(x=1, y=2)  # type: ignore[call-arg]
    with pytest.raises(dataclasses.FrozenInstanceError):
        Spot(1).x = 2  # type: ignore[misc]
    assert Spot(1).marks is not Spot(1).marks


def test_it_is_copied_pickled_and_matched() -> None:
    """As everything else that works on dataclasses."""
    dot = Dot(1, "there", ["red"], 4)
    assert replace(dot, x=2) == Dot(2, "there", size=4)
    for twin in (copy.copy(dot), copy.deepcopy(dot), pickle.loads(pickle.dumps(dot))):  # noqa: S301
        assert (twin, twin.marks) == (dot, ["red"])
    assert dataclasses.asdict(dot) == {"x": 1, "name": "there", "marks": ["red"], "size": 4}
    match dot:
        case Dot(x, name):
            assert (x, name) == (1, "there")


def test_it_is_asked_for_as_the_standard_one_is() -> None:
    """The same names in the same order, and a default that is written nowhere."""

    @dataclass(frozen=True, slots=True)
    class Unmade:
        x: int
        name: str = "here"
        marks: list[str] = field(default_factory=list)

    shown = "(x: int, name: str = 'here', marks: list[str] = <factory>) -> None"
    assert str(inspect.signature(Unmade)) == shown
    assert shown in pydoc.render_doc(Unmade, renderer=pydoc.plaintext)
    assert str(inspect.signature(Unmade)) == shown, "as before the first was made"
    assert Unmade(3).name == "here"
    assert not hasattr(Unmade(3), "__signature__")
    assert Spot(x=1, name="there").name == Spot(1, "there").name == "there"
    assert Spot(1, marks=["red"]).marks == ["red"]


def test_a_field_that_is_only_named_is_named() -> None:
    """One with ``kw_only=True`` is out of the ordinary."""

    @dataclass(frozen=True, slots=True)
    class Marked:
        mark: str = field(kw_only=True)
        word: str

    assert Marked("here", mark="x").word == "here"
    with pytest.raises(TypeError):
        Marked("here", "x")  # type: ignore[call-arg]


def test_a_field_that_is_not_asked_for_has_its_value() -> None:
    """One with ``init=False`` stands there from the beginning."""

    @dataclass(frozen=True, slots=True)
    class Counted:
        word: str
        count: int = field(init=False, default=3)

    assert Counted("here").count == 3


def test_a_class_may_inherit_from_one_with_methods_of_its_own() -> None:
    """It has the fields of both, and is frozen."""

    @dataclass(frozen=True, slots=True)
    class Loud(Spot):
        loud: bool = True

        def __repr__(self) -> str:
            return "LOUD"

    @dataclass(frozen=True, slots=True)
    class Louder(Loud):
        more: int = 1

    assert (Louder(1).x, Louder(1).loud, Louder(1).more) == (1, True, 1)
    with pytest.raises(dataclasses.FrozenInstanceError):
        Louder(1).x = 2  # type: ignore[misc]


def test_a_class_keeps_the_methods_of_its_own() -> None:
    """What it says itself is not written over."""

    @dataclass(frozen=True, slots=True)
    class Quiet:
        word: str

        def __repr__(self) -> str:
            return "Quiet"

    assert (repr(Quiet("x")), Quiet("x")) == ("Quiet", Quiet("x"))
