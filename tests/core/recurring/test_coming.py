"""The next occurrence: when it comes, what it is like, and that it comes once."""

from dataclasses import replace
from datetime import date, time, timedelta
from graphlib import TopologicalSorter

import pytest

from core import dispatch
from core.followup.model import NoticeState
from core.kernel.events import Verb
from core.kernel.refs import TaskId, task_ref
from core.projects.commands import (
    CloseProject,
    Leftover,
    OpenProject,
    PauseProject,
    ResumeProject,
)
from core.reactions import CASCADES, REACTIONS
from core.recurring.commands import Skip
from core.recurring.service import stop_in_project
from core.tasks.commands import Accept, Drop, Finish, SendBack, Start, TickCriterion, Undo
from core.tasks.model import Priority, Status
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
    tick,
    until,
)
from tests.support.worlds import World

WEEK = timedelta(days=7)


def test_a_line_that_says_so_begins_a_series(world: World) -> None:
    """The first date is that of the line; nothing else is there yet."""
    first = add(world)
    assert (days(world), series(world).pattern.start) == ([FRIDAY], FRIDAY)
    assert [event.verb for event in world.events(first.id)] == [
        Verb.ADDED, Verb.DUE_CHANGED, Verb.REPEATED,
    ]  # fmt: skip


@pytest.mark.parametrize("end", [Finish, Drop, Skip])
def test_the_next_comes_when_this_one_ends(world: World, end: type) -> None:
    """Done, dropped or skipped: the next one is there at once, for its own day."""
    first = add(world, who="maria")
    act(world, "maria", end(first.id))
    assert days(world) == [FRIDAY, FRIDAY + WEEK]
    assert newest(world).status is Status.TODO


def test_what_waits_for_a_check_has_ended_for_its_owner(world: World) -> None:
    """The next one comes with *done*, and the check brings no other."""
    first = add(world)
    act(world, "maria", Finish(first.id))
    act(world, "jon", Accept(first.id))
    assert days(world) == [FRIDAY, FRIDAY + WEEK]


def test_it_carries_everything_but_what_was_done(world: World) -> None:
    """Title, owner, project, priority, criteria unticked, verifier, estimate and notes."""
    project = world.project()
    first = add(
        world, criteria=("Figures", "Text"), verifier=world.people["tom"], project=project,
        priority=Priority.HIGH, estimate=90, notes="See the sheet",
    )  # fmt: skip
    act(world, "maria", Start(first.id))
    act(world, "maria", TickCriterion(first.id, 0, met=True))
    act(world, "maria", Finish(first.id))
    second, was = newest(world), world.task(first.id)
    same = ("title", "notes", "owner", "requester", "verifier", "project", "priority", "estimate")
    assert all(getattr(second, name) == getattr(first, name) for name in same)
    assert [(c.text.body, c.met) for c in second.criteria] == [("Figures", False), ("Text", False)]
    assert (second.status, second.started_at, second.version) == (Status.TODO, None, 0)
    assert was.status is Status.IN_REVIEW


def test_an_open_one_does_not_hold_up_the_schedule(world: World) -> None:
    """On its own day the next one comes although the one before is open; then none is added."""
    add(world)
    until(world, FRIDAY + WEEK - timedelta(days=1))
    assert len(tasks(world)) == 1
    until(world, FRIDAY + WEEK)
    assert days(world) == [FRIDAY, FRIDAY + WEEK]
    until(world, FRIDAY + 4 * WEEK)
    assert days(world) == [FRIDAY, FRIDAY + WEEK]
    left = [e for e in world.events(TaskId(2)) if e.verb is Verb.LEFT_OUT]
    assert [e.after["left_out_first"] for e in left] == ["2026-12-11", "2026-12-18", "2026-12-25"]


def test_after_two_open_ones_it_goes_on_with_what_lies_ahead(world: World) -> None:
    """When both have ended, the next one is the next Friday, not one of those that went by."""
    add(world)
    until(world, FRIDAY + 4 * WEEK + timedelta(days=3))
    for number in (1, 2):
        act(world, "maria", Finish(TaskId(number)))
    assert days(world)[2:] == [FRIDAY + 5 * WEEK]


def test_after_an_outage_the_latest_comes_alone(world: World) -> None:
    """Two weeks without a look at a daily task: one new task, and the others are named."""
    add(world, every("FREQ=DAILY", date(2026, 11, 23)))
    until(world, date(2026, 12, 7), outage=True)
    assert days(world) == [date(2026, 11, 23), date(2026, 12, 7)]
    [came] = [e for e in world.events(TaskId(2)) if e.verb is Verb.RECURRED]
    assert came.after["left_out"] == 13
    assert came.after["left_out_first"] == "2026-11-24"
    tick(world)
    assert len(tasks(world)) == 2


def test_counted_from_completion_it_waits_for_the_end(world: World) -> None:
    """``every! 3 days``: never on schedule; three days after it was done."""
    add(world, every("FREQ=DAILY;INTERVAL=3", date(2026, 11, 24), from_completion=True))
    until(world, date(2026, 12, 5))
    assert len(tasks(world)) == 1
    act(world, "maria", Finish(TaskId(1)))
    assert days(world)[1:] == [date(2026, 12, 8)]


def test_so_many_times_and_no_more(world: World) -> None:
    """A count ends it, on schedule and from completion alike."""
    for pattern in (every("FREQ=DAILY;COUNT=2"), every("FREQ=DAILY;COUNT=2", from_completion=True)):
        act(world, "maria", Finish(add(world, pattern).id))
        second = newest(world)
        act(world, "maria", Finish(second.id))
        assert newest(world) == world.task(second.id)


def test_undone_done_takes_the_next_one_back(world: World) -> None:
    """Nobody has touched it: it goes, and comes when this one is done again."""
    first = add(world, who="maria")
    act(world, "maria", Finish(first.id))
    act(world, "maria", Undo())
    assert [task.status for task in tasks(world)] == [Status.TODO, Status.DROPPED]
    assert repeating(world, TaskId(2)) is None
    act(world, "maria", Finish(first.id))
    assert (newest(world).id, newest(world).due, newest(world).status) == (
        TaskId(3), world.task(TaskId(2)).due, Status.TODO,
    )  # fmt: skip


def test_redone_done_brings_the_same_one_back(world: World) -> None:
    """Undo of undo: the one that was taken back has its day again."""
    first = add(world, who="maria")
    act(world, "maria", Finish(first.id))
    act(world, "maria", Undo())
    redo(world, "maria")
    assert [task.status for task in tasks(world)] == [Status.DONE, Status.TODO]
    assert repeating(world, TaskId(2)) is not None


def test_one_that_somebody_began_stays(world: World) -> None:
    """Undo of *done* leaves the next one alone once it was touched."""
    first = add(world, who="maria")
    act(world, "maria", Finish(first.id), key="the finish")
    act(world, "maria", Start(TaskId(2)))
    act(world, "maria", Undo("the finish"))
    assert [task.status for task in tasks(world)] == [Status.TODO, Status.IN_PROGRESS]


def test_the_same_press_twice_brings_one(world: World) -> None:
    """A duplicate delivery of *done* answers again and brings nothing."""
    first = add(world)
    for _ in range(2):
        act(world, "maria", Finish(first.id), key="one press")
    assert len(tasks(world)) == 2


def test_a_crash_before_the_commit_brings_none_and_after_it_one(world: World) -> None:
    """The next one is committed with *done*, or neither is."""
    first = add(world)
    ctx = world.context("maria")
    with pytest.raises(RuntimeError), world.unit() as unit:
        dispatch.handle(unit, Finish(first.id), ctx)
        raise RuntimeError("killed")
    assert [task.status for task in tasks(world)] == [Status.TODO]
    act(world, "maria", Finish(first.id), key=ctx.key)
    assert len(tasks(world)) == 2


def test_sent_back_is_open_beside_the_next_one(world: World) -> None:
    """What was not good is to be done again; the next one has its own day and stays."""
    first = add(world)
    act(world, "maria", Finish(first.id))
    act(world, "jon", SendBack(first.id, "The figures"))
    assert [task.status.open for task in tasks(world)] == [True, True]
    act(world, "maria", Finish(first.id))
    assert len(tasks(world)) == 2


def test_private_stays_private(world: World) -> None:
    """What repeats in a private place comes again there, and nobody else sees it."""
    first = add(world)
    stays = replace(world.task(first.id), visible_in=world.private, version=first.version + 1)
    world.work(lambda work: work.task_writer.save(stays))
    act(world, "maria", Finish(first.id))
    second = newest(world)
    assert second.visible_in == world.private
    assert not world.sees("tom", second.id) and world.sees("maria", second.id)


def test_an_owner_who_left_leaves_it_to_be_taken(world: World) -> None:
    """The next one waits for an owner; who leads hears of it by the usual way."""
    first = add(world)
    act(world, "maria", Finish(first.id))
    world.meet("maria", active=False)
    act(world, "jon", Drop(TaskId(2), "she left"))
    third = newest(world)
    assert (third.owner, third.status, third.requester) == (
        None, Status.TRIAGE, world.people["jon"],
    )  # fmt: skip


def test_when_everybody_has_left_it_comes_no_more(world: World) -> None:
    """A task that nobody could see does not come."""
    add(world, who="maria")
    world.meet("maria", active=False)
    until(world, FRIDAY + 2 * WEEK)
    assert len(tasks(world)) == 1
    assert series(world).on is False


@pytest.mark.parametrize("leftover", list(Leftover))
def test_nothing_comes_again_in_a_project_that_was_closed(world: World, leftover: Leftover) -> None:
    """Closing drops or lets go what is open: neither brings the next one, then or later."""
    number = world.project()
    first = add(world, project=number)
    act(world, "ana", CloseProject(number, leftover=leftover))
    if world.task(first.id).status.open:
        act(world, "maria", Finish(first.id))
    until(world, FRIDAY + 2 * WEEK)
    assert len(tasks(world)) == 1
    assert series(world).on is False


def test_nothing_comes_while_its_project_is_paused(world: World) -> None:
    """On the day when the project goes on, what is due comes; of several days only the last."""
    number = world.project()
    first = add(world, project=number)
    act(world, "ana", PauseProject(number))
    act(world, "maria", Finish(first.id))
    until(world, FRIDAY + 2 * WEEK + timedelta(days=1))
    assert len(tasks(world)) == 1
    act(world, "ana", ResumeProject(number))
    tick(world)
    assert days(world) == [FRIDAY, FRIDAY + 3 * WEEK]


def test_what_repeats_in_a_project_can_be_stopped(world: World) -> None:
    """For whoever ends a project in another way: the history says who stopped it."""
    number = act(world, "ana", OpenProject("web", "Web", lead=world.people["ana"])).events[0]
    first = add(world, project=number.subject.id)
    ctx = world.context("ana")
    world.work(lambda work: stop_in_project(work, number.subject.id, ctx.act))
    act(world, "maria", Finish(first.id))
    assert len(tasks(world)) == 1


def test_a_wall_time_is_kept_across_the_clock_change(world: World) -> None:
    """09:00 on 26 March 2027 is 09:00 in London on 2 April, an hour earlier in UTC."""
    start = date(2027, 3, 26)
    first = add(world, every(start=start, wall=time(9)))
    act(world, "maria", Finish(first.id))
    was, now = world.task(first.id).due, newest(world).due
    assert was is not None and now is not None
    assert now.at - was.at == WEEK - timedelta(hours=1)


def test_undone_add_ends_the_series(world: World) -> None:
    """A line that was taken back brings nothing; one that was brought back does."""
    add(world)
    act(world, "jon", Undo())
    tick(world)
    assert repeating(world, TaskId(1)) is None
    redo(world, "jon")
    act(world, "maria", Finish(TaskId(1)))
    assert days(world) == [FRIDAY, FRIDAY + WEEK]


def test_undone_add_brings_nothing(world: World) -> None:
    """What was taken back does not come on its day either."""
    add(world)
    act(world, "jon", Undo())
    until(world, FRIDAY + 2 * WEEK)
    assert len(tasks(world)) == 1


def test_days_left_out_answer_no_question(world: World) -> None:
    """That no third one came is no answer about the two that are open."""
    add(world)
    until(world, FRIDAY + 2 * WEEK - timedelta(days=1))
    owed = world.work(lambda work: work.notices.of(task_ref(TaskId(2))))
    world.work(
        lambda work: work.notices.settle(
            [notice.id for notice in owed], NoticeState.SAID, world.now
        )
    )
    until(world, FRIDAY + 2 * WEEK, hour=1)
    found = world.work(lambda work: work.notices.of(task_ref(TaskId(2))))
    assert owed and all(notice.answered_at is None for notice in found)


def test_what_follows_by_itself_never_follows_from_itself() -> None:
    """The reactions that change tasks can be sorted: none leads back to where it began."""
    named = {
        reaction.__name__: {verb for verb, listed in REACTIONS.items() if reaction in listed}
        for reactions in REACTIONS.values()
        for reaction in reactions
        if reaction.__name__ in CASCADES
    }
    assert named.keys() == CASCADES.keys()
    before = {
        name: {other for other, made in CASCADES.items() if made & named[name]} for name in named
    }
    assert list(TopologicalSorter(before).static_order())
