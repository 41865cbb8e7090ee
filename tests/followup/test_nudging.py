"""Nudges: once a working day, never on leave, and nothing that shows what somebody has set."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from core import dispatch
from core.calendar.leave import Leave
from core.compose import compose
from core.followup import service as followup
from core.followup.model import Manner, Notice, NoticeKind, NoticeState, Wanted, to_person
from core.followup.nudging import Bar, chance
from core.kernel.errors import NotFound
from core.kernel.refs import TaskId, task_ref
from core.people.settings import Topic, Way
from core.tasks.commands import Drop, Finish, LeaveOpen, Nudge
from core.unit import WorkUnit
from tests.support.worlds import World


def nudge(world: World, task: TaskId, who: str = "jon") -> str:
    """Nudges as dispatch does; the answer."""
    ctx = world.context(who)
    with world.unit() as unit:
        return repr(dispatch.handle(unit, Nudge(task), ctx).view)


def nudges(world: World, task: TaskId) -> list[Notice]:
    """All that were ever owed."""
    found = world.work(lambda work: work.notices.of(task_ref(task)))
    return [n for n in found if n.wanted.kind is NoticeKind.NUDGED]


def bar(world: World, task: TaskId, who: str = "tom") -> Bar | None:
    """Why this person can't nudge."""
    found, person = world.task(task), world.people[who]
    return world.work(lambda work: chance(work, found, person, world.now)).bar


def change(world: World, who: str, **values: object) -> None:
    """Somebody as they are now."""

    def run(work: WorkUnit) -> None:
        person = work.people.person(world.people[who])
        assert person is not None
        work.people.save_person(replace(person, **values))

    world.work(run)


def test_a_nudge_is_one_line_of_the_next_brief(world: World) -> None:
    """Owed once; a second one on the same working day hears that it is on its way."""
    task = world.add()
    assert "at the latest" in nudge(world, task.id)
    [line] = nudges(world, task.id)
    assert line.wanted.manner is Manner.BRIEF
    assert "already on its way" in nudge(world, task.id, "tom")
    assert len(nudges(world, task.id)) == 1


def test_it_goes_along_with_a_message_that_comes_earlier(world: World) -> None:
    """The bundle takes it; alone it makes no message."""
    task = world.add()
    nudge(world, task.id)
    to = to_person(world.people["maria"])
    later = world.now + timedelta(minutes=5)
    assert world.work(lambda work: compose(work, to, later)) == 0
    other = Wanted(task_ref(task.id), NoticeKind.SENT_BACK, "x", to, Manner.NOW, world.now)
    world.work(lambda work: work.notices.owe(other, world.now))
    world.work(lambda work: compose(work, to, later))
    [line] = nudges(world, task.id)
    assert line.state is NoticeState.CLAIMED and line.post is not None


def test_once_it_was_said_the_next_working_day_is_free(world: World) -> None:
    """Said on Monday, no other on Monday."""
    task = world.add()
    nudge(world, task.id)
    [line] = nudges(world, task.id)
    world.work(lambda work: work.notices.settle([line.id], NoticeState.SAID, world.now))
    assert bar(world, task.id) is Bar.TODAY
    world.later(days=1)
    assert bar(world, task.id) is None


def test_nobody_is_nudged_on_leave(world: World) -> None:
    """The answer names the day of return, and no more."""
    task = world.add()
    change(world, "maria", leave=(Leave(date(2026, 11, 23), date(2026, 11, 25)),))
    assert "Thu 26 Nov" in nudge(world, task.id)
    assert nudges(world, task.id) == []


@pytest.mark.parametrize(
    ("who", "intent", "expected"),
    [("maria", Finish, Bar.REVIEW), ("jon", Drop, Bar.CLOSED), ("jon", LeaveOpen, Bar.UNOWNED)],
)
def test_nothing_is_asked_where_nobody_is_to_do_it(
    world: World, who: str, intent: type, expected: Bar
) -> None:
    """Done, dropped, without an owner."""
    task = world.add(criteria=("it holds",))
    world.do(who, intent(task.id))
    assert bar(world, task.id) is expected
    nudge(world, task.id)
    assert nudges(world, task.id) == []


def test_nobody_nudges_themselves(world: World) -> None:
    """Who has it knows."""
    task = world.add()
    assert bar(world, task.id, "maria") is Bar.OWN


def test_what_is_off_stays_off_and_the_answer_does_not_tell(world: World) -> None:
    """The same words whether Maria takes such lines or not."""
    task, other = world.add(), world.add(owner="tom")
    person = world.work(lambda work: work.people.person(world.people["maria"]))
    assert person is not None
    change(world, "maria", settings=person.settings.choosing([(Topic.QUIET, Way.OFF)]))
    muted, free = nudge(world, task.id), nudge(world, other.id)
    assert re.sub(r"\W[Tt]-?1\b", " it", muted).replace("Maria", "Tom") == (
        re.sub(r"\W[Tt]-?2\b", " it", free)
    )
    [line] = nudges(world, task.id)
    held = world.work(lambda work: followup.holds(work, line, world.now))
    assert held is False


def test_who_does_not_see_it_nudges_nobody(world: World) -> None:
    """A private task answers like one that is not there."""
    secret = world.add(place=world.private)
    with pytest.raises(NotFound):
        nudge(world, secret.id, "tom")


def test_a_nudge_is_no_activity(world: World) -> None:
    """A quiet task stays quiet, and undo finds nothing of it."""
    task = world.add()
    before = world.task(task.id)
    world.later(hours=1)
    nudge(world, task.id)
    assert world.task(task.id) == before
