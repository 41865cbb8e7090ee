"""Numbers that the list of people elsewhere sends back: only those that it may have offered."""

from dataclasses import replace

import pytest

from core.context import FieldValue
from core.kernel.errors import BadInput
from core.people.model import Role
from core.reading.filled import Filled
from core.screens.elsewhere import CHOSEN, beside
from core.unit import WorkUnit
from tests.support.worlds import World


def is_told(world: World, who: str, whom: str, **facts: object) -> str:
    """What becomes of it when *who* sends the number of *whom*; *facts* are of who sends it."""

    def ask(work: WorkUnit) -> str:
        work.people.save_person(replace(work.people.person(world.people[who]), **facts))  # type: ignore[arg-type, type-var]
        given: dict[str, FieldValue] = {beside("owner"): f"{CHOSEN}{world.people[whom]}"}
        try:
            found = Filled(work, given, world.context(who)).person("owner")
        except BadInput as error:
            return error.code
        return "nobody" if found is None else next(k for k, v in world.people.items() if v == found)

    return world.work(ask)


def test_a_member_chooses_by_number(world: World) -> None:
    """What the list offered is who was chosen."""
    assert is_told(world, "maria", "tom") == "tom"


@pytest.mark.parametrize("role", [Role.GUEST, Role.EXTERNAL])
def test_a_guest_learns_nothing_by_numbers(world: World, role: Role) -> None:
    """They are offered nobody: a number is a name that nobody has, whoever it belongs to."""
    assert is_told(world, "maria", "tom", role=role) == "unknown_person"


def test_who_has_left_is_not_chosen(world: World) -> None:
    """No list offers them."""

    def leaves(work: WorkUnit) -> None:
        tom = work.people.person(world.people["tom"])
        assert tom is not None
        work.people.save_person(replace(tom, active=False))

    world.work(leaves)
    assert is_told(world, "maria", "tom") == "empty_field"
