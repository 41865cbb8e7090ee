"""Linking tasks."""

import pytest

from core.kernel.errors import BadInput, NotAllowed, NotFound
from core.kernel.events import Verb
from core.links.commands import WaitFor, WaitNoMore
from core.people.model import PlaceKind
from core.people.service import see_place
from tests.support.worlds import World


def test_link(world: World) -> None:
    """A link is one event per edge; linking again is none."""
    first, second, third = world.add(), world.add(), world.add()
    change = world.do("jon", WaitFor(third.id, (first.id, second.id)))
    assert [event.verb for event in change.events] == [Verb.LINKED, Verb.LINKED]
    assert world.task(third.id) == change.task
    assert world.do("jon", WaitFor(third.id, (first.id,))).events == ()


def test_circle(world: World) -> None:
    """A circle is refused and shown, and nothing of the command stays."""
    first, second = world.add(), world.add()
    world.do("jon", WaitFor(second.id, (first.id,)))
    third = world.add()
    with pytest.raises(BadInput, match="cycle") as refused:
        world.do("jon", WaitFor(first.id, (third.id, second.id)))
    assert refused.value.fields["path"] == ("T-1", "T-2", "T-1")
    assert not world.work(lambda work: list(work.dependencies.before([first.id])))


def test_circle_through_the_unseen(world: World) -> None:
    """A circle through a private task is refused without naming it."""
    first, last = world.add("jon", "ana"), world.add("jon", "ana")
    hidden = world.add("jon", "maria", world.private)
    world.do("jon", WaitFor(hidden.id, (first.id,)))
    world.do("jon", WaitFor(last.id, (hidden.id,)))
    with pytest.raises(BadInput, match="cycle") as refused:
        world.do("ana", WaitFor(first.id, (last.id,)))
    assert refused.value.fields["path"] == ("T-1", "T-2", "…", "T-1")


def test_itself(world: World) -> None:
    """No task waits for itself."""
    task = world.add()
    with pytest.raises(BadInput, match="waits_for_itself"):
        world.do("jon", WaitFor(task.id, (task.id,)))


def test_unknown_and_unseen_ends(world: World) -> None:
    """Both ends must be seen by who links them."""
    task = world.add("ana", "ana")
    hidden = world.add("jon", "maria", world.private)
    for number in (hidden.id, 99):
        with pytest.raises(NotFound):
            world.do("ana", WaitFor(task.id, (number,)))  # type: ignore[arg-type]


def test_strangers_do_not_link(world: World) -> None:
    """Linking is for owner, requester and lead."""
    first, second = world.add(), world.add()
    with pytest.raises(NotAllowed):
        world.do("tom", WaitFor(second.id, (first.id,)))


def test_unlink(world: World) -> None:
    """A link that is not there cannot be taken away."""
    first, second = world.add(), world.add()
    world.do("jon", WaitFor(second.id, (first.id,)))
    assert world.do("jon", WaitNoMore(second.id, first.id)).events[0].verb is Verb.UNLINKED
    with pytest.raises(NotFound, match="no_link"):
        world.do("jon", WaitNoMore(second.id, first.id))


def test_two_private_places(world: World) -> None:
    """Tasks of two different private places are not linked."""
    other = world.work(
        lambda work: see_place(
            work, work.people.installations()[0].id, "G2", "other", PlaceKind.GROUP, world.now,
            frozenset({world.people["jon"], world.people["maria"]}),
        ).id
    )  # fmt: skip
    first = world.add("jon", "maria", world.private)
    world.private = other
    second = world.add("jon", "maria", other)
    with pytest.raises(BadInput, match="private_link"):
        world.do("jon", WaitFor(second.id, (first.id,)))
