"""Question after question stays open with one person: asked once, then the lead about the load."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.calendar.leave import Leave
from core.followup import easing, load
from core.followup import service as followup
from core.followup.commands import AnswerLoad, GiveAway, LoadAnswer
from core.followup.model import Manner, Notice, NoticeKind, NoticeState, Wanted, to_person
from core.kernel.refs import PersonId, PostId, ProjectId, TaskId, task_ref
from core.people.settings import Topic, Way
from core.tasks.commands import Drop, Start
from core.tasks.model import Due
from core.unit import WorkUnit
from tests.support.worlds import World

LOAD, LEAD, TALK = NoticeKind.LOAD, NoticeKind.LOAD_LEAD, NoticeKind.LOAD_TALK


def asked(
    world: World, count: int, project: ProjectId | None = None, *, together: bool = False
) -> list[TaskId]:
    """Maria has *count* tasks that are late since Monday; she was asked about each, at once, and
    in messages of their own unless they stood in one (*together*)."""
    project = project or world.project()
    found = []
    for number in range(count):
        due = Due(world.now + timedelta(hours=1), "Europe/London", has_time=True)
        task = world.add("maria", title=f"Task {number}", due=due, project=project)
        world.do("maria", Start(task.id))
        found.append(task.id)
    world.later(hours=2)
    if together:
        ask_together(world, found)
    for number in () if together else found:
        ask(world, number)
    return found


def ask(
    world: World, task: TaskId, kind: NoticeKind = NoticeKind.OVERDUE, post: PostId | None = None
) -> None:
    """The question about *task* reaches Maria now, in a message of its own or in *post*."""
    world.work(lambda work: followup.follow(work, task_ref(task), world.now))
    world.work(lambda work: settle(work, task, kind, world, post))


def ask_together(world: World, tasks: list[TaskId], kind: NoticeKind = NoticeKind.OVERDUE) -> None:
    """The questions about *tasks* reach Maria in one message."""
    post = world.work(lambda work: PostId(work.new_id()))
    for task in tasks:
        ask(world, task, kind, post)


def settle(
    work: WorkUnit, task: TaskId, kind: NoticeKind, world: World, post: PostId | None
) -> None:
    owed = [n.id for n in work.notices.of(task_ref(task)) if n.wanted.kind is kind]
    assert owed, [n.wanted for n in work.notices.of(task_ref(task))]
    if post is not None:
        work.notices.claim(owed, post)
    work.notices.settle(owed, NoticeState.SAID, world.now)


def look(world: World) -> tuple[NoticeKind, PersonId] | None:
    """What is owed about Maria's load now, and to whom."""
    found = world.work(lambda work: easing.look(work, world.people["maria"], world.now))
    return (found.wanted.kind, PersonId(found.wanted.recipient.id)) if found else None


def say(world: World) -> None:
    """What is owed about her load reaches its person now."""

    def run(work: WorkUnit) -> None:
        owed = work.notices.of(load.person_ref(world.people["maria"]))
        work.notices.settle([n.id for n in owed], NoticeState.SAID, world.now)

    world.work(run)


def test_three_in_a_row_are_asked_about_after_a_working_day(world: World) -> None:
    """Not before each had its day; then once, as a message of its own."""
    asked(world, 3)
    world.later(hours=24)
    assert look(world) is None
    world.later(hours=1)
    assert look(world) == (LOAD, world.people["maria"])
    say(world)
    assert look(world) is None, "asked once"


def test_two_are_no_reason(world: World) -> None:
    """However often each of them was asked: a climb counts once."""
    tasks = asked(world, 2)
    world.later(days=1, hours=1)
    for task in tasks:
        ask(world, task, NoticeKind.OVERDUE_AGAIN)
    world.later(days=2)
    assert look(world) is None


def test_lines_of_one_message_are_one_time_of_asking(world: World) -> None:
    """Five late tasks in one message, and again in one the day after: she was asked twice."""
    tasks = asked(world, 5, together=True)
    world.later(days=1, hours=1)
    ask_together(world, tasks, NoticeKind.OVERDUE_AGAIN)
    world.later(days=2)
    assert look(world) is None


def test_a_third_message_makes_three_times_of_asking(world: World) -> None:
    """Two messages about the same tasks, and one about another."""
    tasks = asked(world, 3, together=True)
    world.later(days=1, hours=1)
    ask_together(world, tasks, NoticeKind.OVERDUE_AGAIN)
    newest = world.add("maria", title="Newest", project=world.task(tasks[0]).project,
                       due=Due(world.now, "Europe/London", has_time=True))  # fmt: skip
    world.do("maria", Start(newest.id))
    world.later(hours=2)
    ask(world, newest.id)
    world.later(days=1)
    assert look(world) is None, "the newest has its day"
    world.later(hours=1)
    assert look(world) == (LOAD, world.people["maria"])


def test_an_answer_ends_the_row(world: World) -> None:
    """To the newest of them: the others are as they are, and nothing is said of them."""
    tasks = asked(world, 3)
    world.later(hours=1)
    newest = world.add("maria", title="Newest", project=world.task(tasks[0]).project,
                       due=Due(world.now, "Europe/London", has_time=True))  # fmt: skip
    world.do("maria", Start(newest.id))
    ask(world, newest.id)
    maria = world.people["maria"]
    world.work(lambda w: w.notices.answer(task_ref(newest.id), maria, world.now))
    world.later(days=1, hours=1)
    assert look(world) is None


def test_what_others_have_settled_is_not_unanswered(world: World) -> None:
    """Dropped by who leads: it asks nothing any more."""
    tasks = asked(world, 3)
    world.do("ana", Drop(tasks[0], "not needed"))
    world.later(days=1, hours=1)
    assert look(world) is None


@pytest.mark.parametrize("way", [Way.BRIEF, Way.OFF])
def test_what_comes_in_the_brief_or_not_at_all_does_not_count(world: World, way: Way) -> None:
    """Muted kinds and lines of a brief want no answer."""
    asked(world, 3)

    def run(work: WorkUnit) -> None:
        person = work.people.person(world.people["maria"])
        assert person is not None
        mine = person.settings.choosing([(Topic.DATES, way)])
        work.people.save_person(replace(person, settings=mine))

    world.work(run)
    world.later(days=1, hours=1)
    assert look(world) is None


def test_leave_counts_for_nothing(world: World) -> None:
    """Away for a week: looked at again when she is back, with her own day for each."""
    asked(world, 3)

    def run(work: WorkUnit) -> None:
        person = work.people.person(world.people["maria"])
        assert person is not None
        day = world.now.date() + timedelta(days=1)
        away = (Leave(day, day + timedelta(days=3)),)
        work.people.save_person(replace(person, leave=away))

    world.work(run)
    world.later(days=1, hours=1)
    assert look(world) is None
    world.later(days=4)
    assert look(world) is None, "Saturday"


def test_two_working_days_later_the_lead_is_asked_about_the_load(world: World) -> None:
    """Of what she was asked about, to who leads it; once; not when she answers."""
    asked(world, 3)
    world.later(days=1, hours=1)
    look(world)
    say(world)
    world.later(days=1, hours=1)
    assert look(world) is None
    world.later(days=1, hours=1)
    assert look(world) == (LEAD, world.people["ana"])
    assert look(world) is None


def test_any_answer_keeps_the_lead_out(world: World) -> None:
    """*All is well*: nobody hears of anything, and it is not asked again for weeks."""
    asked(world, 3)
    world.later(days=1, hours=1)
    look(world)
    say(world)
    ctx = world.context("maria")
    world.work(lambda work: easing.answer_load(work, AnswerLoad(LoadAnswer.FINE), ctx))
    world.later(days=5)
    assert look(world) is None


def test_who_wants_to_talk_is_heard_by_the_lead_alone(world: World) -> None:
    """The lead of what was asked about hears it at once."""
    asked(world, 3)
    ctx = world.context("maria")
    world.work(lambda work: easing.answer_load(work, AnswerLoad(LoadAnswer.TALK), ctx))
    maria = load.person_ref(world.people["maria"])
    (owed,) = world.work(lambda work: work.notices.of(maria))
    assert (owed.wanted.kind, owed.wanted.recipient) == (TALK, to_person(world.people["ana"]))


def test_a_lead_who_is_asked_too_much_has_nobody_above(world: World) -> None:
    """Maria leads it herself: she is asked, and nobody after her."""
    asked(world, 3, world.project(lead="maria"))
    world.later(days=1, hours=1)
    assert look(world) == (LOAD, world.people["maria"])
    say(world)
    world.later(days=3)
    assert look(world) is None


def test_the_question_no_longer_holds_once_something_was_answered(world: World) -> None:
    """Owed in the evening, answered before the morning: it is never said."""
    tasks = asked(world, 3)
    world.later(days=1, hours=1)
    look(world)
    maria = world.people["maria"]
    owed = world.work(lambda work: work.notices.of(load.person_ref(maria)))[-1]
    assert world.work(lambda work: followup.holds(work, owed, world.now))
    world.work(lambda w: w.notices.answer(task_ref(tasks[2]), maria, world.now))
    assert not world.work(lambda work: followup.holds(work, owed, world.now))


def test_what_is_handed_over_is_somebody_elses(world: World) -> None:
    """Each to whom it was given, all in one command, and the question is answered."""
    tasks = asked(world, 3)
    world.later(days=1, hours=1)
    look(world)
    say(world)
    tom, jon = world.people["tom"], world.people["jon"]
    given = GiveAway(((tasks[0], tom), (tasks[1], jon)))
    world.work(lambda work: easing.hand_over(work, given, world.context("maria")))
    assert [world.task(task).owner for task in tasks] == [tom, jon, world.people["maria"]]
    found = world.work(lambda work: work.notices.of(load.person_ref(world.people["maria"])))
    assert found[-1].state is NoticeState.ANSWERED


def test_a_lead_who_does_not_see_the_work_hears_nothing_of_it(world: World) -> None:
    """All of it stays in a private place that Ana is not in: the question goes no further."""
    project = world.project()
    for number in range(3):
        due = Due(world.now + timedelta(hours=1), "Europe/London", has_time=True)
        task = world.add("maria", title=f"Secret {number}", due=due, project=project,
                         place=world.private)  # fmt: skip
        world.do("maria", Start(task.id))
    world.later(hours=2)
    for number in range(1, 4):
        ask(world, TaskId(number))
    world.later(days=1, hours=1)
    assert look(world) == (LOAD, world.people["maria"])
    say(world)
    world.later(days=4)
    assert look(world) is None


def test_a_brief_line_wants_no_answer(world: World) -> None:
    """Only messages of their own are questions that stay open."""
    maria, task = world.people["maria"], TaskId(1)
    wanted = Wanted(task_ref(task), NoticeKind.STALLED, "s", to_person(maria), Manner.BRIEF,
                    world.now)  # fmt: skip
    person = world.work(lambda work: work.people.person(maria))
    notice = Notice(1, wanted, NoticeState.SAID, world.now)  # type: ignore[arg-type]
    assert not load.counts(person, notice)
    assert load.counts(person, replace(notice, wanted=replace(wanted, manner=Manner.NOW)))
