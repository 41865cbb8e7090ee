"""How it repeats: set, changed, paused, stopped, for one or for all that come; and taken back."""

from datetime import date, time, timedelta

import pytest

from core.kernel.context import cause_of
from core.kernel.errors import BadInput, Conflict, NotAllowed, NotFound
from core.kernel.refs import TaskId
from core.recurring.commands import (
    ApplyToComing,
    PauseRepeating,
    Repeat,
    Skip,
    StopRepeating,
)
from core.tasks.commands import Assign, Edit, Finish, SetDue, Undo
from core.tasks.model import Due
from tests.core.recurring.office import (
    FRIDAY,
    act,
    add,
    days,
    every,
    newest,
    redo,
    repeating,
    series,
    tasks,
    until,
)
from tests.support.worlds import World

WEEK = timedelta(days=7)


def test_a_task_that_is_there_comes_again(world: World) -> None:
    """Its own date stays; those that come are as the rule says."""
    thursday = Due(world.now.replace(day=26, hour=18), "Europe/London")
    task = world.add(due=thursday)
    act(world, "maria", Repeat(task.id, every()))
    assert world.task(task.id).due == thursday
    act(world, "maria", Finish(task.id))
    assert newest(world).due is not None and newest(world).due.day == FRIDAY


def test_a_date_that_is_missing_is_that_of_the_rule(world: World) -> None:
    """Without a date it gets the first one."""
    task = world.add()
    act(world, "maria", Repeat(task.id, every()))
    assert days(world) == [FRIDAY]


def test_an_hour_that_it_has_is_kept(world: World) -> None:
    """The hour of its own date holds for those that come, unless the rule says another."""
    task = world.add(due=Due(world.now.replace(day=27, hour=15), "Europe/London", has_time=True))
    act(world, "maria", Repeat(task.id, every()))
    assert series(world, task.id).pattern.wall == time(15)


def test_another_rule_holds_from_now_on(world: World) -> None:
    """It goes on from the newest one, with the new rule."""
    first = add(world)
    act(world, "maria", Repeat(first.id, every("FREQ=DAILY;INTERVAL=2")))
    act(world, "maria", Finish(first.id))
    assert days(world) == [FRIDAY, FRIDAY + timedelta(days=2)]


def test_stopped_it_stays_and_comes_no_more(world: World) -> None:
    """What is open stays open."""
    first = add(world)
    act(world, "maria", StopRepeating(first.id))
    until(world, FRIDAY + 2 * WEEK)
    assert (len(tasks(world)), world.task(first.id).status.open) == (1, True)
    with pytest.raises(Conflict, match="repeats_not"):
        act(world, "maria", StopRepeating(first.id))


def test_paused_it_comes_after_the_pause(world: World) -> None:
    """None of the days in the pause brings a task, and none of them is called left out."""
    first = add(world)
    act(world, "maria", PauseRepeating(first.id, date(2026, 12, 14)))
    act(world, "maria", Finish(first.id))
    until(world, date(2026, 12, 13))
    assert len(tasks(world)) == 1
    until(world, date(2026, 12, 14))
    assert days(world) == [FRIDAY, date(2026, 12, 18)]
    assert "left_out" not in world.events(TaskId(2))[0].after


def test_a_pause_ends_early(world: World) -> None:
    """Going on brings what would have come."""
    first = add(world)
    act(world, "maria", PauseRepeating(first.id, date(2027, 1, 14)))
    act(world, "maria", Finish(first.id))
    act(world, "maria", PauseRepeating(first.id, None))
    assert days(world) == [FRIDAY, FRIDAY + WEEK]


def test_a_pause_lies_ahead(world: World) -> None:
    """A day that is over is no end of a pause."""
    first = add(world)
    with pytest.raises(BadInput, match="past_date"):
        act(world, "maria", PauseRepeating(first.id, date(2026, 11, 1)))


def test_an_edit_is_for_this_one(world: World) -> None:
    """The next one begins as the series says, whatever was changed of this one."""
    first = add(world)
    act(world, "maria", Edit(first.id, world.task(first.id).version, title="Report, once"))
    act(world, "maria", Finish(first.id))
    assert newest(world).title.body == "Weekly report"


def test_an_edit_is_for_all_when_somebody_says_so(world: World) -> None:
    """Title, owner and date of this one hold for all that come."""
    first = add(world)
    thursday = Due(world.now.replace(day=26, hour=9), "Europe/London", has_time=True)
    for number, intent in enumerate((
        Edit(first.id, world.task(first.id).version, title="Figures"),
        Assign(first.id, world.people["tom"]),
        SetDue(first.id, thursday),
    )):  # fmt: skip
        key = f"change {number}"
        act(world, "jon", intent, key=key)
        act(world, "jon", ApplyToComing(first.id, cause_of(key)))
    act(world, "tom", Finish(first.id))
    second = newest(world)
    assert (second.title.body, second.owner) == ("Figures", world.people["tom"])
    assert second.due is not None
    assert second.due.at == thursday.at + WEEK


def test_only_what_was_changed_then_is_applied(world: World) -> None:
    """Another change of this one stays its own."""
    first = add(world)
    act(world, "jon", Assign(first.id, world.people["tom"]))
    version = world.task(first.id).version
    act(world, "jon", Edit(first.id, version, title="Figures"), key="the edit")
    act(world, "jon", ApplyToComing(first.id, "the edit"))
    act(world, "jon", Skip(first.id))
    assert (newest(world).title.body, newest(world).owner) == ("Figures", world.people["maria"])


@pytest.mark.parametrize("intent", [
    lambda task: StopRepeating(task),
    lambda task: PauseRepeating(task, date(2027, 1, 14)),
    lambda task: Repeat(task, every("FREQ=DAILY;INTERVAL=2")),
])  # fmt: skip
def test_every_change_is_taken_back(world: World, intent: object) -> None:
    """Undo, and it comes as before; undo of undo, and it is as it was set."""
    first = add(world)
    was = series(world)
    act(world, "maria", intent(first.id))  # type: ignore[operator]
    changed = series(world)
    act(world, "maria", Undo())
    assert series(world) == was
    redo(world, "maria")
    assert series(world) == changed != was


def test_begun_repeating_is_taken_back(world: World) -> None:
    """A task that should not have come again is a single one, with the date that it had."""
    task = world.add()
    act(world, "maria", Repeat(task.id, every()))
    act(world, "maria", Undo())
    assert (repeating(world, task.id), world.task(task.id).due) == (None, None)
    redo(world, "maria")
    assert repeating(world, task.id) is not None


def test_skipped_is_taken_back_with_the_next_one(world: World) -> None:
    """This time after all: the next one goes."""
    first = add(world)
    act(world, "maria", Skip(first.id))
    act(world, "maria", Undo())
    assert [task.status.open for task in tasks(world)] == [True, False]


def test_who_may_say_how_it_repeats(world: World) -> None:
    """Owner, requester and lead; nobody else, and who does not see it hears nothing."""
    first = add(world)
    with pytest.raises(NotAllowed):
        act(world, "tom", Repeat(first.id, every()))
    with pytest.raises(NotFound):
        act(world, "tom", Skip(TaskId(99)))


def test_what_does_not_repeat_is_not_skipped(world: World) -> None:
    """Skip means the next one comes; a single task is dropped instead."""
    task = world.add()
    with pytest.raises(Conflict, match="repeats_not"):
        act(world, "maria", Skip(task.id))


def test_a_form_sets_it_and_ends_it(world: World) -> None:
    """A rule begins it, an empty field ends it, in one command with the rest of the form."""
    task = world.add()
    act(world, "maria", Edit(task.id, 0, title="Report", repeat=every()))
    assert (world.task(task.id).title.body, days(world)) == ("Report", [FRIDAY])
    version = world.task(task.id).version
    act(world, "maria", Edit(task.id, version, title="Report 2", once=True))
    assert series(world, task.id).on is False
