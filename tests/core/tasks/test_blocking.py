"""What is in the way, and who removes it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from core.kernel.errors import BadInput, Conflict, NotAllowed
from core.people.model import Role
from core.tasks.commands import Assign, Finish
from core.tasks.commands_blocking import (
    Block,
    DeclineHelp,
    GiveHelp,
    PromiseHelp,
    StillBlocked,
    Unblock,
)
from core.tasks.model import Status, Task
from tests.support.worlds import MONDAY, World


@pytest.fixture
def stuck(world: World) -> Task:
    """Maria's task, blocked, and Tom can help."""
    task = world.add()
    change = world.do("maria", Block(task.id, "No firewall rights", helper=world.people["tom"]))
    blocked: Task = change.task
    return blocked


def test_blocked(world: World, stuck: Task) -> None:
    """A blocked task knows why, since when and who can help."""
    assert stuck.status is Status.BLOCKED
    assert stuck.blocker is not None
    assert stuck.blocker.reason.body == "No firewall rights"
    assert (stuck.blocker.since, stuck.helper) == (MONDAY, world.people["tom"])
    assert world.task(stuck.id) == stuck


def test_another_helper_for_the_same_is_no_new_blocker(world: World, stuck: Task) -> None:
    """Its age stays, and who has refused so far; another reason begins anew."""
    world.do("tom", DeclineHelp(stuck.id))
    world.now += timedelta(hours=3)
    priya = world.meet("priya")
    same = world.do("maria", Block(stuck.id, "No firewall rights", helper=priya)).task
    assert (same.blocker.since, same.declines) == (MONDAY, 1)
    other = world.do("maria", Block(stuck.id, "No disks", helper=priya)).task
    assert (other.blocker.since, other.declines) == (world.now, 0)


def test_owner_is_no_helper(world: World) -> None:
    """Nobody waits for themselves."""
    with pytest.raises(BadInput, match="helper_is_owner"):
        world.do("maria", Block(world.add().id, "Stuck", helper=world.people["maria"]))


def test_bots_do_not_help(world: World) -> None:
    """A bot cannot be the helper."""
    bot = world.meet("ci", Role.BOT)
    with pytest.raises(BadInput, match="person_is_bot"):
        world.do("maria", Block(world.add().id, "Stuck", helper=bot))


def test_blocked_without_a_reason(world: World) -> None:
    """Blocking needs a word, with an example of what to type."""
    task = world.add()
    with pytest.raises(BadInput, match="reason_needed") as bad:
        world.do("maria", Block(task.id, ""))
    assert str(bad.value.fields["example"]).startswith("/task block T-1 ")


def test_somebody_outside(world: World) -> None:
    """Waiting for somebody outside has a day to check, and is its own reason."""
    task = world.add()
    intent = Block(task.id, "", outside="ACME", check_on=date(2026, 11, 27))
    blocked = world.do("maria", intent).task
    assert blocked.blocker is not None
    assert (blocked.blocker.outside, blocked.blocker.reason.body) == ("ACME", "ACME")


def test_check_day_in_the_past(world: World) -> None:
    """A day to check that is over is refused."""
    with pytest.raises(BadInput, match="past_date"):
        intent = Block(world.add().id, "", outside="ACME", check_on=date(2026, 11, 22))
        world.do("maria", intent)


def test_promise_without_a_moment(world: World, stuck: Task) -> None:
    """I'll do it, without when, is a promise for one working day of the helper's."""
    promised = world.do("tom", PromiseHelp(stuck.id)).task
    assert promised.blocker.promised_until == MONDAY + timedelta(days=1)


def test_promise_in_the_past(world: World, stuck: Task) -> None:
    """A promise for a moment that is over is refused."""
    with pytest.raises(BadInput, match="past_date"):
        world.do("tom", PromiseHelp(stuck.id, datetime(2026, 11, 23, 8, tzinfo=UTC)))


def test_only_the_helper_promises(world: World, stuck: Task) -> None:
    """Help is promised by the helper alone."""
    with pytest.raises(NotAllowed):
        world.do("jon", PromiseHelp(stuck.id))


def test_help_given_does_not_unblock(world: World, stuck: Task) -> None:
    """Only the owner's yes unblocks."""
    freed = world.do("tom", GiveHelp(stuck.id)).task
    assert (freed.status, freed.blocker.freed_at) == (Status.BLOCKED, MONDAY)
    with pytest.raises(Conflict, match="already_freed"):
        world.do("tom", GiveHelp(stuck.id))
    with pytest.raises(NotAllowed):
        world.do("tom", Unblock(stuck.id))
    assert world.do("maria", Unblock(stuck.id)).task.status is Status.IN_PROGRESS


def test_not_enough(world: World, stuck: Task) -> None:
    """What was not enough can be given again; the blocker keeps its age."""
    world.do("tom", GiveHelp(stuck.id))
    world.later(hours=2)
    again = world.do("maria", StillBlocked(stuck.id)).task.blocker
    assert (again.freed_at, again.since) == (None, MONDAY)


def test_pass_on(world: World, stuck: Task) -> None:
    """Not me, ask Ana: Ana is the helper now, and it counts."""
    passed = world.do("tom", DeclineHelp(stuck.id, world.people["ana"])).task
    assert (passed.helper, passed.declines) == (world.people["ana"], 1)


def test_pass_on_to_the_owner(world: World, stuck: Task) -> None:
    """The owner cannot be asked to help themselves."""
    with pytest.raises(BadInput, match="helper_is_owner"):
        world.do("tom", DeclineHelp(stuck.id, world.people["maria"]))


def test_late_help(world: World, stuck: Task) -> None:
    """Help for what is blocked no more is answered kindly, whoever presses."""
    world.do("maria", Unblock(stuck.id))
    with pytest.raises(Conflict, match="not_blocked"):
        world.do("tom", GiveHelp(stuck.id))


def test_done_clears_the_blocker(world: World, stuck: Task) -> None:
    """Who finishes what was blocked needs not unblock it first."""
    assert world.do("maria", Finish(stuck.id)).task.blocker is None


def test_helper_becomes_owner(world: World, stuck: Task) -> None:
    """Who takes over what they were to unblock is not their own helper."""
    given = world.do("jon", Assign(stuck.id, world.people["tom"])).task
    assert (given.owner, given.helper) == (world.people["tom"], None)
