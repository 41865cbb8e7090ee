"""The climb after a date has passed, step by step."""

from dataclasses import replace

import pytest

from core.followup.ladder import FIRM, GENTLE
from core.followup.model import Manner, NoticeKind, NoticeState
from core.tasks.model import Criterion, Priority, Status, Text
from tests.followup.cases import ANA, EVE, HOME, JON, MARIA, Story, at, blocker, due, task

OVERDUE, AGAIN, TOLD = NoticeKind.OVERDUE, NoticeKind.OVERDUE_AGAIN, NoticeKind.OVERDUE_TOLD
CHANNEL, LEAD = NoticeKind.OVERDUE_CHANNEL, NoticeKind.OVERDUE_LEAD


@pytest.fixture
def story() -> Story:
    """Due on Tuesday at 17:00; others wait for it."""
    return Story(task(due=due("tue 17:00")), waited_by=True)


def test_the_owner_is_asked_in_the_first_working_hour_after_the_date(story: Story) -> None:
    """Tuesday 17:00 is the end of the day, so the question comes on Wednesday at 9:00."""
    assert story.decide("tue 17:00").wanted == ()
    assert story.decide("tue 17:00").check_at == at("wed 9:00")
    assert story.step("wed 9:00") == [(OVERDUE, MARIA)]


def test_a_working_day_later_the_owner_again_and_the_requester_is_told(story: Story) -> None:
    """The second question and the word to who asked are one step."""
    story.said("wed 9:00")
    assert story.step("wed 16:59") == []
    assert story.decide("wed 16:59").check_at == at("thu 9:00")
    assert story.step("thu 9:00") == [(AGAIN, MARIA), (TOLD, JON)]
    assert story.notice(TOLD).wanted.manner is Manner.BRIEF


def test_then_the_channel_and_then_the_lead(story: Story) -> None:
    """Each a working day after the step before it was said; after the lead, nothing."""
    story.said("wed 9:00")
    story.said("thu 9:00")
    assert story.said("fri 9:00") == [(CHANNEL, HOME)]
    assert story.notice(CHANNEL).wanted.manner is Manner.CHANNEL
    assert story.decide("sat 12:00").check_at == at("+mon 9:00")
    assert story.said("+mon 9:00") == [(LEAD, ANA)]
    assert story.step("+++mon 9:00") == []
    assert story.decide("+++mon 9:00").check_at is None


def test_without_others_waiting_the_channel_is_left_out(story: Story) -> None:
    """The lead is asked when they would have been asked anyway, three days after the first."""
    story.waited_by = False
    story.said("wed 9:00")
    story.said("thu 9:00")
    assert story.step("fri 9:00") == []
    assert story.step("+mon 9:00") == [(LEAD, ANA)]


def test_firm_speaks_in_the_channel_whoever_waits(story: Story) -> None:
    """Firm: always."""
    story.ladder, story.waited_by = FIRM, False
    story.said("wed 9:00")
    story.said("thu 9:00")
    assert story.step("fri 9:00") == [(CHANNEL, HOME)]


def test_gentle_never_speaks_in_a_channel_and_waits_longer(story: Story) -> None:
    """Gentle: two days, then five; no channel even where others wait."""
    story.ladder = GENTLE
    story.said("wed 9:00")
    assert story.step("thu 9:00") == []
    assert story.said("fri 9:00") == [(AGAIN, MARIA), (TOLD, JON)]
    assert story.decide("+tue 9:00").check_at == at("+wed 9:00")
    assert story.step("+wed 9:00") == [(LEAD, ANA)]


def test_a_project_that_may_not_speak_has_no_channel_step(story: Story) -> None:
    """No place in the open: the climb goes on without it."""
    story.channel = None
    story.said("wed 9:00")
    story.said("thu 9:00")
    assert story.step("+mon 9:00") == [(LEAD, ANA)]


def test_clocks_start_at_delivery(story: Story) -> None:
    """Said only on Thursday at 15:00, the next step comes on Friday at 15:00."""
    story.step("wed 9:00")
    assert story.step("thu 9:00") == []
    story.say("thu 15:00")
    assert story.step("fri 9:00") == []
    assert story.step("fri 15:00") == [(AGAIN, MARIA), (TOLD, JON)]


def test_what_is_owed_but_unsaid_holds_the_later_steps(story: Story) -> None:
    """A question that never reached its person is not unanswered."""
    story.step("wed 9:00")
    for day in ("thu", "fri", "+mon", "++mon"):
        decision = story.decide(f"{day} 12:00")
        assert decision.wanted == ()
        assert decision.check_at is not None
        assert decision.check_at > at(f"{day} 12:00")


def test_after_an_outage_it_moves_one_step(story: Story) -> None:
    """Nothing ran for a fortnight: one question, not four."""
    assert story.said("++wed 9:00") == [(OVERDUE, MARIA)]
    assert story.step("++wed 9:01") == []


def test_an_act_of_the_owner_ends_the_climb(story: Story) -> None:
    """A note is an answer; still late three working days on, the owner is asked anew."""
    story.said("wed 9:00")
    story.act(MARIA, "wed 10:00")
    assert story.step("thu 9:00") == []
    assert story.step("+mon 9:59") == []
    assert story.step("+mon 10:00") == [(OVERDUE, MARIA)]


def test_an_act_of_the_requester_does_not(story: Story) -> None:
    """Who asked for it cannot answer for who does it."""
    story.said("wed 9:00")
    story.act(JON, "wed 10:00")
    assert story.step("thu 9:00") == [(AGAIN, MARIA), (TOLD, JON)]


def test_an_act_of_the_lead_who_was_asked_ends_it(story: Story) -> None:
    """Anybody who was asked may answer."""
    for day in ("wed", "thu", "fri", "+mon"):
        story.said(f"{day} 9:00")
    story.act(ANA, "+mon 12:00")
    assert story.step("+tue 12:00") == []
    assert story.step("+thu 12:00") == [(OVERDUE, MARIA)]


def test_an_act_before_the_first_question_puts_it_off_by_a_day(story: Story) -> None:
    """Who speaks up at 17:30 is not asked the same at 9:00."""
    story.act(MARIA, "tue 17:30")
    assert story.step("wed 9:00") == []
    assert story.step("thu 9:00") == [(OVERDUE, MARIA)]


def test_snooze_asks_again_when_it_was_wanted(story: Story) -> None:
    """ "In an hour" is in an hour; the date stays."""
    story.said("wed 9:00")
    story.snooze(MARIA, "wed 9:30", "wed 10:30")
    assert story.step("wed 10:29") == []
    assert story.step("wed 10:30") == [(OVERDUE, MARIA)]
    assert story.task.due == due("tue 17:00")


def test_a_moved_date_is_a_new_story(story: Story) -> None:
    """The old question no longer holds, and the new date has its own."""
    story.step("wed 9:00")
    story.change(due=due("thu 17:00"))
    assert not story.true(OVERDUE, "wed 9:30")
    assert story.step("wed 12:00") == []
    assert story.step("fri 9:00") == [(OVERDUE, MARIA)]


def test_a_date_that_was_moved_back_is_asked_about_again(story: Story) -> None:
    """A dropped notice does not stand in the way of the same question later."""
    story.step("wed 9:00")
    story.notices = [replace(n, state=NoticeState.DROPPED) for n in story.notices]
    assert story.step("wed 12:00") == [(OVERDUE, MARIA)]


def test_a_renamed_task_is_not_a_new_notice(story: Story) -> None:
    """The title is no anchor."""
    story.said("wed 9:00")
    story.change(title=Text(story.task.title.id, "Move the DNS"), version=9)
    assert story.step("wed 12:00") == []


def test_who_asked_themselves_is_not_told_along() -> None:
    """Owner and requester in one person hear it once."""
    story = Story(task(due=due("tue 17:00"), requester=MARIA))
    story.said("wed 9:00")
    assert story.step("thu 9:00") == [(AGAIN, MARIA)]


def test_a_lead_who_owns_it_is_not_asked_again() -> None:
    """The decision goes to the requester instead, for they can decide too."""
    story = Story(task(due=due("tue 17:00"), owner=ANA))
    story.said("wed 9:00")
    story.said("thu 9:00")
    assert story.step("+mon 9:00") == [(LEAD, JON)]


def test_a_lead_who_owns_and_asked_for_it_leaves_nobody_to_ask() -> None:
    """A step that would reach the same person again is skipped."""
    story = Story(task(due=due("tue 17:00"), owner=ANA, requester=ANA))
    story.said("wed 9:00")
    story.said("thu 9:00")
    assert story.step("++mon 9:00") == []


def test_another_owner_begins_anew(story: Story) -> None:
    """Who gets a late task hears of it, and has a day before the first question."""
    story.said("wed 9:00")
    story.said("thu 9:00")
    story.change(owner=EVE)
    story.past = replace(story.past, assigned_at=at("fri 9:00"), assigned_by=ANA)
    assert story.said("fri 9:00") == [(NoticeKind.ASSIGNED, EVE)]
    assert story.step("fri 16:00") == []
    assert story.step("+mon 9:00") == [(OVERDUE, EVE)]


def test_urgent_questions_are_urgent(story: Story) -> None:
    """Urgent ones pass the budget and the bundle."""
    story.change(priority=Priority.URGENT)
    story.step("wed 9:00")
    assert story.notice(OVERDUE).wanted.manner is Manner.URGENT


@pytest.mark.parametrize(
    "values",
    [
        {"status": Status.DONE},
        {"status": Status.DROPPED},
        {"status": Status.BLOCKED, "blocker": blocker("mon 9:00")},
        {"status": Status.IN_REVIEW, "finished_at": at("tue 9:00"), "criteria": (
            Criterion(Text(story_text := 3, "checked")),)},
        {"due": None},
    ],
)  # fmt: skip
def test_only_open_work_with_a_date_is_asked_about(values: dict[str, object]) -> None:
    """Closed, blocked, in review or without a date: other rules, or none."""
    story = Story(task(due=due("tue 17:00")))
    story.change(**values)
    assert OVERDUE not in {kind for kind, _ in story.step("wed 9:00")}


def test_a_private_task_is_decided_by_who_may_see_it(story: Story) -> None:
    """A lead outside of the private place is not asked; the requester is."""
    story.insiders, story.channel = frozenset({MARIA, JON}), None
    story.said("wed 9:00")
    story.said("thu 9:00")
    assert story.step("+mon 9:00") == [(LEAD, JON)]


def test_the_delay_counts_in_the_working_time_of_who_is_to_answer(story: Story) -> None:
    """A holiday of the owner's in between makes it a day longer."""
    story.said("wed 9:00")
    story.away(MARIA, "thu", "thu")
    assert story.step("thu 9:00") == []
    assert story.step("fri 9:00") == [(AGAIN, MARIA), (TOLD, JON)]


def test_never_before_working_time(story: Story) -> None:
    """Decided at night, it is said in the morning."""
    decision = story.decide("wed 3:00")
    assert decision.wanted == ()
    late = story.decide("wed 19:00").wanted[0]
    assert late.not_before == at("thu 9:00")


def test_who_goes_away_after_the_question_is_stood_in_for_from_the_start() -> None:
    """Maria was asked and is on leave since: her cover gets the question and its whole day."""
    story = Story(task(due=due("tue 17:00")))
    assert story.said("wed 9:00") == [(OVERDUE, MARIA)]
    story.away(MARIA, "thu", "+fri", cover=EVE)
    assert story.said("thu 9:00") == [(OVERDUE, EVE)]
    assert story.step("fri 8:59") == []
    assert (AGAIN, EVE) in story.said("fri 9:00")


# Put off, and then away


def put_off() -> Story:
    """Due on Monday at 17:00, put off by Maria until Wednesday 11:00; Eve covers from Tuesday."""
    story = Story(task(due=due("mon 17:00")))
    story.snooze(MARIA, "mon 10:00", "wed 11:00")
    story.away(MARIA, "tue", "+fri", cover=EVE)
    return story


def test_what_its_owner_put_off_is_put_off_for_who_covers() -> None:
    """It is about the task: who covers is asked when the owner wanted to be."""
    story = put_off()
    for moment in ("tue 9:00", "wed 10:59"):
        assert story.step(moment) == []
    assert story.decide("tue 9:00").check_at == at("wed 11:00")
    assert story.step("wed 11:00") == [(OVERDUE, EVE)]


def test_what_was_put_off_when_asked_is_put_off_for_who_covers() -> None:
    """The question had come already, and was answered by "ask me later"."""
    story = Story(task(due=due("mon 12:00")))
    assert story.said("mon 12:00") == [(OVERDUE, MARIA)]
    story.snooze(MARIA, "mon 13:00", "wed 11:00")
    story.away(MARIA, "tue", "+fri", cover=EVE)
    assert story.step("wed 10:59") == []
    assert story.step("wed 11:00") == [(OVERDUE, EVE)]


def test_a_date_that_comes_to_lie_before_is_asked_about_all_the_same() -> None:
    """Set while the owner is away, who did not know of it when they put it off."""
    story = put_off()
    story.change(due=due("tue 12:00"))
    story.past = replace(story.past, dated_at=at("tue 9:30"))
    assert story.step("tue 11:59") == []
    assert story.step("tue 12:00") == [(OVERDUE, EVE)]


def test_a_later_date_leaves_it_put_off() -> None:
    """Only one before the end of it does not."""
    story = put_off()
    story.change(due=due("wed 12:00"))
    story.past = replace(story.past, dated_at=at("tue 9:30"))
    assert story.step("wed 9:00") == []
    assert story.step("wed 12:00") == [(OVERDUE, EVE)]


def test_what_the_requester_put_off_holds_back_no_owner() -> None:
    """Maria covers for Jon, who wanted to hear nothing: her own question is hers."""
    story = Story(task(due=due("mon 17:00")))
    story.snooze(JON, "mon 10:00", "wed 11:00")
    story.away(JON, "tue", "+fri", cover=MARIA)
    assert story.step("tue 9:00") == [(OVERDUE, MARIA)]


def test_back_before_it_ends_the_owner_is_asked_then() -> None:
    """Whoever answers by then."""
    story = put_off()
    story.away(MARIA, "mon", "tue", cover=EVE)
    assert story.step("tue 9:00") == []
    assert story.step("wed 10:59") == []
    assert story.step("wed 11:00") == [(OVERDUE, MARIA)]
