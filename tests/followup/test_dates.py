"""Given, due soon, too little time: what the owner hears before the date."""

from dataclasses import replace

import pytest

from core.followup.around import Past
from core.followup.model import Manner, NoticeKind, NoticeState
from core.kernel.refs import PersonId
from core.tasks.model import Priority, Status
from tests.followup.cases import ANA, EVE, JON, MARIA, Story, at, due, task

ASSIGNED, SOON, SHORT = NoticeKind.ASSIGNED, NoticeKind.DUE_SOON, NoticeKind.SHORT_OF_TIME


def given(by: PersonId = JON, when: str = "mon 10:00", **values: object) -> Story:
    """Maria's since then."""
    story = Story(task(**values))  # type: ignore[arg-type]
    story.past = Past(assigned_at=at(when), assigned_by=by)
    return story


def test_the_owner_hears_at_once_while_at_work() -> None:
    """A message of its own; the caller holds it for the Undo."""
    story = given()
    assert story.step("mon 10:00") == [(ASSIGNED, MARIA)]
    assert story.notice(ASSIGNED).wanted.manner is Manner.NOW
    assert story.notice(ASSIGNED).wanted.not_before == at("mon 10:00")


def test_outside_of_work_it_rides_in_the_brief() -> None:
    """At night nobody is written to; the next brief has it."""
    story = given(when="mon 20:00")
    story.step("mon 20:00")
    assert story.notice(ASSIGNED).wanted.manner is Manner.BRIEF
    assert story.notice(ASSIGNED).wanted.not_before == at("tue 9:00")


def test_an_urgent_one_waits_for_working_time_all_the_same() -> None:
    """Urgent passes the bundle, never working hours."""
    story = given(when="fri 20:00", priority=Priority.URGENT)
    story.step("fri 20:00")
    assert story.notice(ASSIGNED).wanted.manner is Manner.URGENT
    assert story.notice(ASSIGNED).wanted.not_before == at("+mon 9:00")


def test_who_takes_a_task_is_not_told_of_it() -> None:
    """Claimed or added for oneself: no notice."""
    assert given(by=MARIA).step("mon 10:00") == []


def test_who_acted_on_it_since_knows() -> None:
    """Started before the hold was over: nothing to tell, and what was owed holds no more."""
    story = given()
    story.step("mon 10:00")
    story.act(MARIA, "mon 10:01")
    assert not story.true(ASSIGNED, "mon 10:02")


def test_handed_on_within_the_hold_the_first_hears_nothing() -> None:
    """Who owns it no more is not told that they do."""
    story = given()
    story.step("mon 10:00")
    story.change(owner=EVE)
    story.past = replace(story.past, assigned_at=at("mon 10:01"))
    assert not story.true(ASSIGNED, "mon 10:02")
    assert story.step("mon 10:02") == [(ASSIGNED, EVE)]


def test_nothing_is_asked_before_the_owner_knows() -> None:
    """A late task that was just given: the question waits until the owner was told."""
    story = given(when="wed 9:00", due=due("tue 17:00"))
    story.step("wed 9:00")
    assert story.step("fri 9:00") == []
    story.say("fri 10:00")
    assert story.step("fri 16:00") == []
    assert story.step("+mon 10:00") == [(NoticeKind.OVERDUE, MARIA)]


def test_a_dropped_word_of_the_assignment_does_not_keep_questions_away() -> None:
    """Only what is still to be said holds the rest."""
    story = given(due=due("tue 17:00"))
    story.step("mon 10:00")
    story.act(MARIA, "mon 10:01")
    story.notices = [replace(n, state=NoticeState.DROPPED) for n in story.notices]
    assert story.step("wed 9:00") == [(NoticeKind.OVERDUE, MARIA)]


# Due soon


def soon(when: str = "thu 17:00", **values: object) -> Story:
    """An old task that is due then."""
    return Story(task(due=due(when), **values))  # type: ignore[arg-type]


def test_a_line_in_the_brief_of_the_working_day_before() -> None:
    """Due on Thursday: Wednesday's brief."""
    story = soon()
    assert story.decide("tue 12:00").check_at == at("wed 0:00")
    assert story.step("wed 0:00") == [(SOON, MARIA)]
    assert story.notice(SOON).wanted.manner is Manner.BRIEF
    assert story.notice(SOON).wanted.not_before == at("wed 9:00")


def test_due_on_monday_it_is_said_on_friday() -> None:
    """Days off are no days before."""
    assert soon("+mon 17:00").step("fri 0:00") == [(SOON, MARIA)]


@pytest.mark.parametrize("priority", [Priority.HIGH, Priority.URGENT])
def test_high_ones_get_a_message_of_their_own(priority: Priority) -> None:
    """A DM only if high or urgent."""
    story = soon(priority=priority)
    story.step("wed 0:00")
    assert story.notice(SOON).wanted.manner in {Manner.NOW, Manner.URGENT}
    assert story.notice(SOON).wanted.not_before == at("wed 9:00")


def test_what_was_given_or_dated_since_is_not_said_again() -> None:
    """The assignment or the new date has just told it."""
    story = soon()
    story.past = Past(dated_at=at("wed 8:00"))
    assert story.step("wed 8:00") == []


def test_on_the_day_itself_the_brief_lists_it_anyway() -> None:
    """No "due soon" once the day has come."""
    assert soon().step("thu 8:00") == []


def test_it_is_said_once() -> None:
    """One word before the date."""
    story = soon()
    story.said("wed 0:00")
    assert story.step("wed 12:00") == []


def test_asked_later_the_question_comes_again_before_the_date() -> None:
    """ "In an hour" on the day before, as a message; once."""
    story = soon(priority=Priority.HIGH)
    story.said("wed 9:00")
    story.snooze(MARIA, "wed 10:00", "wed 11:00")
    assert story.step("wed 10:59") == []
    assert story.said("wed 11:00") == [(SOON, MARIA)]
    assert story.step("wed 16:00") == []


def test_asked_later_also_on_the_day_itself() -> None:
    """ "Tomorrow" is the day of the date: no line of the brief, but the question as promised."""
    story = soon()
    story.said("wed 9:00")
    story.snooze(MARIA, "wed 10:00", "thu 10:00")
    assert story.step("thu 9:00") == []
    assert story.said("thu 10:00") == [(SOON, MARIA)]
    assert story.notice(SOON).wanted.manner is Manner.NOW


def test_put_off_beyond_the_date_its_end_is_asked_about_then() -> None:
    """ "On Monday" of a task due on Thursday."""
    story = soon()
    story.said("wed 9:00")
    story.snooze(MARIA, "wed 10:00", "+mon 9:00")
    for moment in ("thu 10:00", "fri 9:00"):
        assert story.step(moment) == []
    assert story.step("+mon 9:00") == [(NoticeKind.OVERDUE, MARIA)]


# Too little time


def test_start_now_and_will_it_be_done_are_one_question() -> None:
    """Sixteen hours of work, due on Thursday: on Wednesday at 9:00 it is "start now?" alone."""
    for priority in (Priority.MEDIUM, Priority.HIGH):
        story = soon(estimate=960, priority=priority)
        assert story.step("wed 0:00") == []
        assert story.said("wed 9:00") == [(SHORT, MARIA)]
        assert story.step("wed 9:01") == []


def test_begun_that_morning_it_is_not_asked_about_again_that_day() -> None:
    """*Start now* has answered both."""
    story = soon(estimate=960, priority=Priority.HIGH)
    story.said("wed 9:00")
    story.act(MARIA, "wed 9:05")
    story.change(status=Status.IN_PROGRESS)
    assert story.step("wed 9:06") == []


def test_start_now_put_off_asks_again() -> None:
    """What the message offers is kept."""
    story = soon(estimate=960)
    story.said("wed 9:00")
    story.snooze(MARIA, "wed 10:00", "wed 11:00")
    assert story.step("wed 11:00") == [(SHORT, MARIA)]


def test_when_less_time_is_left_than_the_estimate() -> None:
    """Ten hours of work, due on Thursday at 17:00: they must begin on Wednesday at 15:00."""
    story = soon(estimate=600)
    story.said("wed 0:00")
    assert story.step("wed 14:59") == []
    assert story.step("wed 15:00") == [(SHORT, MARIA)]


def test_begun_work_is_not_asked_to_begin() -> None:
    """In progress: nothing to say about its start."""
    story = soon(status=Status.IN_PROGRESS, estimate=600)
    story.said("wed 0:00")
    assert story.step("wed 15:00") == []


def test_a_chosen_start_is_respected() -> None:
    """ "Not now, on Thursday" is an answer to "start now?"."""
    story = soon(estimate=600, start_on=at("thu 0:00").date())
    story.said("wed 0:00")
    assert story.step("wed 15:00") == []


def test_who_is_away_has_nothing_in_their_brief() -> None:
    """The lead is told once instead."""
    story = soon()
    story.away(MARIA, "wed", "+wed")
    assert story.step("wed 0:00") == [(NoticeKind.OWNER_AWAY, ANA)]
