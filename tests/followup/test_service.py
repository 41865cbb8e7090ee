"""Following up on real units of work: owes, answers, watches, chooses."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from core import dispatch
from core.calendar.hours import Hours, Window
from core.calendar.leave import Leave
from core.followup import service as followup
from core.followup import ticking
from core.followup.model import (
    Manner,
    Notice,
    NoticeKind,
    NoticeState,
    RoutineKind,
    Wanted,
    to_person,
    to_place,
)
from core.followup.routines import advance, put_brief
from core.kernel.audience import System
from core.kernel.events import Event, Verb
from core.kernel.refs import PostId, ProjectId, Ref, TaskId, project_ref, task_ref
from core.tasks.commands import Assign, Drop, Finish, LeaveOpen, SetDue, Snooze, Start
from core.tasks.commands_blocking import Block
from core.tasks.model import Due, Priority, Status
from core.unit import WorkUnit
from tests.support.worlds import World


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of November 2026; the 23rd is a Monday, and London is at UTC."""
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


def follow(world: World, task: TaskId, hold: float = 0) -> None:
    """One look at a task, as a reaction does."""
    span = timedelta(seconds=hold)
    world.work(lambda work: followup.follow(work, task_ref(task), world.now, span))


def notices(world: World, task: TaskId) -> list[Notice]:
    """All that was ever owed about a task."""
    return list(world.work(lambda work: work.notices.of(task_ref(task))))


def say(world: World, task: TaskId, post: int = 900) -> None:
    """What is owed about a task reaches its people now."""

    def run(work: WorkUnit) -> None:
        owed = [n.id for n in work.notices.of(task_ref(task)) if n.state is NoticeState.OWED]
        work.notices.settle(owed, NoticeState.SAID, world.now)

    world.work(run)


def tick(world: World) -> int:
    """Works off what is due."""
    return world.work(lambda work: ticking.tick(work, world.now))


def check_at(world: World) -> datetime | None:
    """When it will be looked at next."""
    return world.work(lambda work: work.watches.earliest())


def test_an_assignment_is_owed_once_and_held_for_an_undo(world: World) -> None:
    """A minute's hold; looking again owes nothing more."""
    task = world.add()
    follow(world, task.id, hold=60)
    follow(world, task.id)
    (notice,) = notices(world, task.id)
    assert notice.wanted.kind is NoticeKind.ASSIGNED
    assert notice.wanted.recipient == to_person(world.people["maria"])
    assert notice.wanted.not_before == world.now + timedelta(seconds=60)


def test_undone_within_the_hold_nobody_hears_of_it(world: World) -> None:
    """What is owed but no longer true is dropped by the next look."""
    task = world.add()
    follow(world, task.id, hold=60)
    world.do("jon", Drop(task.id))
    follow(world, task.id)
    assert [n.state for n in notices(world, task.id)] == [NoticeState.DROPPED]
    assert check_at(world) is None


def test_the_overdue_climb_on_a_real_store(world: World) -> None:
    """Due on Monday at noon: asked then, and again on Tuesday, with a word to who asked."""
    task = world.add(due=Due(at(23, 12), "UTC", True))
    follow(world, task.id)
    say(world, task.id)
    world.now = at(24, 9)
    follow(world, task.id)
    assert notices(world, task.id)[-1].wanted.kind is NoticeKind.OVERDUE
    say(world, task.id)
    world.now = at(25, 9)
    assert tick(world) == 1
    kinds = [n.wanted.kind for n in notices(world, task.id)]
    assert kinds[-2:] == [NoticeKind.OVERDUE_AGAIN, NoticeKind.OVERDUE_TOLD]


def test_starting_is_an_answer(world: World) -> None:
    """The owner's act ends the climb; three working days later they are asked anew."""
    task = world.add(due=Due(at(23, 12), "UTC", True))
    follow(world, task.id)
    say(world, task.id)
    world.now = at(24, 12)
    follow(world, task.id)
    say(world, task.id)
    world.do("maria", Start(task.id))
    world.work(lambda work: followup.answer(work, task_ref(task.id), None, world.now))
    follow(world, task.id)
    assert {n.state for n in notices(world, task.id)} == {NoticeState.ANSWERED}
    assert check_at(world) == at(27, 12)


def test_a_snooze_is_read_from_the_events(world: World) -> None:
    """It holds the question, and never moves the date."""
    task = world.add(due=Due(at(23, 12), "UTC", True))
    world.do("maria", Start(task.id))
    world.now = at(24, 9)
    follow(world, task.id)
    say(world, task.id)
    world.do("maria", Snooze(task.id, at(26, 15)))
    world.work(lambda work: followup.answer(work, task_ref(task.id), None, world.now))
    follow(world, task.id)
    assert check_at(world) == at(26, 15)
    assert world.task(task.id).due == task.due


def test_a_new_date_ends_the_old_story(world: World) -> None:
    """Owed for the old date: dropped; looked at again for the new one."""
    task = world.add(due=Due(at(23, 12), "UTC", True))
    world.do("maria", Start(task.id))
    world.now = at(24, 9)
    follow(world, task.id)
    world.do("maria", SetDue(task.id, Due(at(26, 12), "UTC", True)))
    follow(world, task.id)
    assert {n.state for n in notices(world, task.id)} == {NoticeState.DROPPED}


def test_reassigned_the_new_owner_hears_of_it(world: World) -> None:
    """And the old one no more."""
    task = world.add()
    follow(world, task.id, hold=60)
    world.do("jon", Assign(task.id, world.people["tom"]))
    follow(world, task.id, hold=60)
    old, new = notices(world, task.id)
    assert old.state is NoticeState.DROPPED
    assert new.wanted.recipient == to_person(world.people["tom"])


def test_left_open_it_is_offered_at_once_where_the_project_may_speak(world: World) -> None:
    """In the project's home, in its working time."""
    project = world.project(home=world.channel, speaks=True)
    task = world.add(owner=None, project=project)
    follow(world, task.id)
    assert notices(world, task.id) == []
    world.do("jon", LeaveOpen(task.id))
    follow(world, task.id)
    (notice,) = notices(world, task.id)
    assert notice.wanted.recipient == to_place(world.channel)
    assert notice.wanted.manner is Manner.CHANNEL


def test_a_private_task_never_reaches_the_channel(world: World) -> None:
    """It is visible in another place: its requester reads of it instead."""
    project = world.project(home=world.channel, speaks=True)
    task = world.add(owner=None, project=project, place=world.private)
    assert task.visible_in == world.private
    world.now = at(23, 14)
    follow(world, task.id)
    (notice,) = notices(world, task.id)
    assert notice.wanted.recipient == to_person(world.people["jon"])


def test_blocked_asks_the_helper_who_reads_it_as_still_true(world: World) -> None:
    """``holds`` reads with the recipient's eyes."""
    task = world.add()
    world.later(minutes=5)
    world.do("maria", Block(task.id, "no rights", helper=world.people["tom"]))
    follow(world, task.id)
    (notice,) = notices(world, task.id)
    assert notice.wanted.kind is NoticeKind.HELP
    assert world.work(lambda work: followup.holds(work, notice, world.now))


def test_what_closes_unchecked_closes_in_the_tick_and_is_reacted_to(world: World) -> None:
    """Three working days after the requester read of it; the event goes to who reacts."""
    task = world.add()
    world.do("maria", Finish(task.id))
    follow(world, task.id)
    world.now = at(24, 9)
    say(world, task.id)
    follow(world, task.id)
    world.now = at(27, 9)
    heard: list[Event] = []
    world.work(lambda work: ticking.tick(work, world.now, after=heard.extend))
    assert [event.verb for event in heard] == [Verb.CLOSED]
    closed = world.task(task.id)
    assert closed.status is Status.DONE
    assert not closed.checked


# Owing


def owed(world: World, manner: Manner, not_before: datetime, to: Ref | None = None) -> Notice:
    """A notice about the first task."""
    subject = task_ref(TaskId(1))
    recipient = to or to_person(world.people["maria"])
    wanted = Wanted(subject, NoticeKind.FREE, not_before.isoformat(), recipient, manner, not_before)
    notice = world.work(lambda work: followup.owe(work, wanted, world.now))
    assert notice is not None
    return notice


def test_what_is_owed_moves_into_working_time(world: World) -> None:
    """Asked for at night, it waits for the morning; a line waits for the brief."""
    world.add()
    assert owed(world, Manner.NOW, at(23, 22)).wanted.not_before == at(24, 9)
    assert owed(world, Manner.BRIEF, at(23, 12)).wanted.not_before == at(24, 9)
    assert owed(world, Manner.URGENT, at(28, 12)).wanted.not_before == at(30, 9)


def test_a_great_many_urgent_notices_are_not_timed_again_at_once(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who sets when they come waits for the answer: the soonest are, whomever they are for."""
    monkeypatch.setattr(followup, "RETIMED", 2)
    task = world.add().id
    base = Wanted(
        task_ref(task), NoticeKind.HELP, "", to_person(world.people["maria"]), Manner.URGENT,
        world.now,
    )  # fmt: skip

    def switch(work: WorkUnit) -> None:
        for day in (23, 24, 25):
            followup.owe(work, replace(base, slot=str(day), not_before=at(day, 22)), world.now)
        home = work.people.workspace()
        work.people.save_workspace(replace(home, urgent_anytime=True))
        followup.settle_urgent(work, world.now)

    world.work(switch)
    found = {n.wanted.slot: n.wanted.not_before for n in notices(world, task)}
    assert [found[day] for day in ("23", "24", "25")] == [world.now, world.now, at(26, 9)]


def test_who_has_left_is_owed_nothing(world: World) -> None:
    """They are never told again."""
    world.add()
    gone = world.meet("gone", active=False)
    wanted = Wanted(
        task_ref(TaskId(1)), NoticeKind.FREE, "x", to_person(gone), Manner.NOW, world.now
    )
    assert world.work(lambda work: followup.owe(work, wanted, world.now)) is None


# Choosing


def choose(world: World, *given: Notice) -> followup.Choice:
    """What Maria hears now of these."""
    maria = world.people["maria"]
    return world.work(lambda work: followup.choose(work, maria, given, world.now))


def interrupt(world: World, times: int) -> None:
    """Maria was interrupted so often today: each time with two notices in one bundle."""
    for number in range(times):
        pair = [
            owed(world, Manner.NOW, world.now + timedelta(minutes=2 * number + more))
            for more in range(2)
        ]

        def run(work: WorkUnit, pair: list[Notice] = pair, number: int = number) -> None:
            work.notices.claim([n.id for n in pair], PostId(700 + number))
            work.notices.settle([n.id for n in pair], NoticeState.SAID, world.now)

        world.work(run)


def test_the_budget_counts_messages_not_notices(world: World) -> None:
    """Two bundles of two are two interruptions: one more is free."""
    world.add()
    interrupt(world, 2)
    more = owed(world, Manner.NOW, at(23, 10))
    assert choose(world, more).now == (more,)


def test_past_the_budget_only_urgent_ones_are_said(world: World) -> None:
    """The rest waits for the next brief."""
    world.add()
    interrupt(world, 3)
    more, urgent = owed(world, Manner.NOW, at(23, 11)), owed(world, Manner.URGENT, at(23, 12))
    choice = choose(world, more, urgent)
    assert choice.now == (urgent,)
    assert choice.later == ((more, at(24, 9)),)


def test_a_night_at_work_is_one_day_of_the_budget(world: World) -> None:
    """After midnight the count of the evening goes on; the next evening it begins anew."""
    night = (Window(time(20), time(4)),)

    def work_at_night(work: WorkUnit) -> None:
        person = work.people.person(world.people["maria"])
        assert person is not None
        settings = replace(person.settings, own_hours=True)
        work.people.save_person(replace(person, hours=Hours((night,) * 7), settings=settings))

    world.work(work_at_night)
    world.add()
    world.now = at(23, 20, 30)
    interrupt(world, 3)
    more = owed(world, Manner.NOW, at(24, 1, 30))
    world.now = at(24, 1, 30)
    assert choose(world, more).later == ((more, at(24, 20)),)
    world.now = at(24, 20)
    assert choose(world, more).now == (more,)


def test_out_of_hours_even_urgent_ones_wait(world: World) -> None:
    """An outage until the evening: tomorrow."""
    world.add()
    urgent = owed(world, Manner.URGENT, at(23, 10))
    world.now = at(23, 19)
    assert choose(world, urgent).later == ((urgent, at(24, 9)),)


def test_who_could_not_be_reached_is_tried_a_working_day_later(world: World) -> None:
    """The climb holds meanwhile."""
    world.add()
    urgent = owed(world, Manner.URGENT, at(23, 10))
    maria = world.people["maria"]
    until = world.work(lambda work: followup.next_try(work, maria, world.now))
    assert until == at(24, 9)

    def refuse(work: WorkUnit) -> None:
        person = work.people.person(maria)
        assert person is not None
        work.people.save_person(replace(person, unreachable_until=until))

    world.work(refuse)
    assert choose(world, urgent).later == ((urgent, at(24, 9)),)


def test_a_channel_hears_nothing_at_night(world: World) -> None:
    """It waits for the project's morning."""
    world.add()
    line = owed(world, Manner.CHANNEL, at(23, 10), to_place(world.channel))
    found = world.work(lambda w: followup.choose_in(w, world.channel, [line], at(23, 20)))
    assert found.later == ((line, at(24, 9)),)


# Routines


def brief(world: World) -> datetime | None:
    """When Maria's brief comes."""
    subject = to_person(world.people["maria"])
    routine = world.work(lambda work: work.routines.get(RoutineKind.BRIEF, subject))
    return routine.next_at if routine else None


def test_a_brief_comes_on_working_days(world: World) -> None:
    """Put on Friday at noon: Monday at 9:00."""
    world.now = at(27, 12)
    world.work(lambda work: put_brief(work, world.people["maria"], world.now))
    assert brief(world) == at(30, 9)


def test_a_brief_that_was_said_comes_no_second_time_that_day(world: World) -> None:
    """Whatever somebody changes at the moment when it was said, or afterwards for a later hour."""
    maria = world.people["maria"]
    world.work(lambda work: put_brief(work, maria, at(24, 8)))

    def said(work: WorkUnit) -> None:
        routine = work.routines.get(RoutineKind.BRIEF, to_person(maria))
        assert routine is not None
        advance(work, routine, at(24, 9), said=True)

    def later(work: WorkUnit) -> None:
        person = work.people.person(maria)
        assert person is not None
        work.people.save_person(replace(person, brief_at=time(11)))

    world.work(said)
    world.work(lambda work: put_brief(work, maria, at(24, 9)))
    assert brief(world) == at(25, 9)
    world.work(later)
    world.work(lambda work: put_brief(work, maria, at(24, 10)))
    assert brief(world) == at(25, 11)


def test_briefs_of_one_hour_are_spread_over_ten_minutes(world: World) -> None:
    """Five hundred people: at most one cohort in each minute, and everybody always in the same."""
    people = [world.meet(f"p{n}") for n in range(60)]
    moments = []
    for person in people:
        world.work(lambda work, person=person: put_brief(work, person, at(24, 10)))
        subject = to_person(person)
        found = world.work(lambda work, s=subject: work.routines.get(RoutineKind.BRIEF, s))
        assert found is not None
        moments.append(found.next_at)
    assert {(m - at(25, 9)) // timedelta(minutes=1) for m in moments} == set(range(10))


def test_a_brief_that_falls_on_leave_moves_on_unsaid(world: World) -> None:
    """Leave that was entered after the row was written."""
    maria = world.people["maria"]
    world.work(lambda work: put_brief(work, maria, world.now + timedelta(hours=1)))
    assert brief(world) == at(24, 9)

    def leave(work: WorkUnit) -> None:
        person = work.people.person(maria)
        assert person is not None
        away = Leave(at(24, 0).date(), at(25, 0).date())
        work.people.save_person(replace(person, leave=(away,)))

    world.work(leave)
    world.now = at(24, 9)
    with world.unit() as unit:
        assert dispatch.tick(unit, world.workspace, world.now, 100) == 1
        assert unit.outbox.earliest() is None
    assert brief(world) == at(26, 9)


def test_a_rule_that_changed_looks_at_every_open_task_of_the_project(world: World) -> None:
    """A row of the project is worked off into rows of its tasks."""
    project: ProjectId = world.project()
    world.add(project=project, priority=Priority.LOW)
    world.add(project=project, priority=Priority.LOW)
    world.work(lambda work: work.watches.set(project_ref(project), world.now))
    assert tick(world) == 1
    due = world.work(lambda work: work.watches.due(world.now, 10))
    assert {watch.subject for watch in due} == {task_ref(TaskId(1)), task_ref(TaskId(2))}


def test_an_unknown_subject_is_watched_no_more(world: World) -> None:
    """A task that is gone."""
    world.work(lambda work: work.watches.set(task_ref(TaskId(99)), world.now))
    assert tick(world) == 1
    assert check_at(world) is None


def test_system_reads_only_under_a_listed_reason(world: World) -> None:
    """The reason is on the store's list."""
    assert world.work(lambda work: work.tasks(System("followup")).get(TaskId(99))) is None


def test_a_brief_that_came_late_is_the_one_of_its_day(world: World) -> None:
    """After an outage yesterday's comes just before today's minute: the next one is tomorrow's."""
    maria = world.people["maria"]
    world.work(lambda work: put_brief(work, maria, at(23, 8)))

    def said(work: WorkUnit) -> None:
        routine = work.routines.get(RoutineKind.BRIEF, to_person(maria))
        assert routine is not None
        advance(work, routine, at(24, 9) - timedelta(minutes=2), said=True)

    world.work(said)
    assert brief(world) == at(25, 9)
