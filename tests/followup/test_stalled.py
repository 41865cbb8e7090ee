"""Quiet, not late."""

import pytest

from core.followup.ladder import FIRM, GENTLE
from core.followup.model import Manner, NoticeKind
from core.tasks.model import Priority, Status
from tests.followup.cases import JON, MARIA, Story, at, due, task

STALLED, UNTOUCHED = NoticeKind.STALLED, NoticeKind.UNTOUCHED


@pytest.fixture
def story() -> Story:
    """Begun, touched last on Monday at 9:00."""
    return Story(task(Status.IN_PROGRESS))


def test_after_three_quiet_working_days_the_owner_is_asked(story: Story) -> None:
    """From Monday 9:00 on: Thursday 9:00."""
    assert story.decide("mon 10:00").check_at == at("thu 9:00")
    assert story.step("thu 8:59") == []
    assert story.step("thu 9:00") == [(STALLED, MARIA)]


def test_asked_twice_and_then_only_the_digest(story: Story) -> None:
    """The second time three working days after the first; never a third."""
    story.said("thu 9:00")
    assert story.step("fri 9:00") == []
    assert story.said("+tue 9:00") == [(STALLED, MARIA)]
    assert story.step("+++tue 9:00") == []
    assert story.decide("+++tue 9:00").check_at is None


def test_the_span_is_the_ladders(story: Story) -> None:
    """Firm asks after two days, gentle after five."""
    story.ladder = FIRM
    assert story.decide("mon 10:00").check_at == at("wed 9:00")
    story.ladder = GENTLE
    assert story.decide("mon 10:00").check_at == at("+mon 9:00")


def test_activity_of_anybody_begins_a_new_spell(story: Story) -> None:
    """A note by the requester is activity: it is not quiet."""
    story.act(JON, "wed 12:00")
    assert story.step("thu 9:00") == []
    assert story.step("+mon 12:00") == [(STALLED, MARIA)]


def test_what_was_owed_before_the_activity_holds_no_more(story: Story) -> None:
    """Something happened while it waited to be sent."""
    story.step("thu 9:00")
    story.act(JON, "thu 9:01")
    assert not story.true(STALLED, "thu 9:02")


def test_all_fine_keeps_it_quiet(story: Story) -> None:
    """Not before the moment that the answer chose."""
    story.act(MARIA, "mon 12:00")
    story.change(quiet_until=at("+wed 12:00"))
    assert story.step("+tue 12:00") == []
    assert story.step("+wed 12:00") == [(STALLED, MARIA)]


def test_all_fine_ends_a_working_day_before_the_date(story: Story) -> None:
    """Quiet at most until the day before it is due."""
    story.act(MARIA, "mon 12:00")
    story.change(quiet_until=at("++wed 12:00"), due=due("+wed 17:00"))
    assert (STALLED, MARIA) not in story.step("+mon 12:00")
    kinds = {story.said("+tue 0:00")[0][0], story.said("+tue 0:01")[0][0]}
    assert kinds == {NoticeKind.DUE_SOON, STALLED}


def test_past_its_date_it_is_overdue_not_stalled(story: Story) -> None:
    """One question at a time."""
    story.change(due=due("wed 17:00"))
    story.said("tue 0:00")
    assert story.step("thu 9:00") == [(NoticeKind.OVERDUE, MARIA)]


def test_snooze_holds_the_question(story: Story) -> None:
    """Ask me on Monday, although it is quiet before."""
    story.said("thu 9:00")
    story.snooze(MARIA, "thu 9:05", "++fri 9:00")
    assert story.step("++thu 9:00") == []
    assert story.step("++fri 9:00") == [(STALLED, MARIA)]


def test_untouched_for_ten_working_days_is_a_line_in_the_brief() -> None:
    """Not begun: still wanted?"""
    story = Story(task(Status.TODO))
    assert story.decide("mon 10:00").check_at == at("++mon 9:00")
    assert story.step("++mon 9:00") == [(UNTOUCHED, MARIA)]
    assert story.notice(UNTOUCHED).wanted.manner is Manner.BRIEF
    story.say("++mon 9:00")
    assert story.step("+++fri 9:00") == []


def test_a_later_start_counts_from_then() -> None:
    """Postponed to next Monday: the ten days begin there."""
    story = Story(task(Status.TODO, start_on=at("+mon 0:00").date()))
    assert story.step("++mon 9:00") == []
    assert story.step("+++mon 9:00") == [(UNTOUCHED, MARIA)]


def test_urgent_work_is_asked_about_urgently(story: Story) -> None:
    """As every question about an urgent task."""
    story.change(priority=Priority.URGENT)
    story.step("thu 9:00")
    assert story.notice(STALLED).wanted.manner is Manner.URGENT


@pytest.mark.parametrize("status", [Status.TRIAGE, Status.BLOCKED, Status.DONE, Status.DROPPED])
def test_only_begun_work_stalls(status: Status) -> None:
    """Other statuses have other rules."""
    story = Story(task(status, owner=None if status is Status.TRIAGE else MARIA))
    assert STALLED not in {kind for kind, _ in story.step("+mon 9:00")}
