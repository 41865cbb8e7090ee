"""Blocked: helper, channel, lead; promises; somebody outside; what stays blocked."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.followup.ladder import GENTLE
from core.followup.model import Manner, NoticeKind
from core.people.settings import Settings, Topic, Way
from core.tasks.model import Status
from tests.followup.cases import ANA, EVE, HOME, JON, MARIA, TOM, Story, at, blocker, due, task

HELP, CHANNEL, LEAD = NoticeKind.HELP, NoticeKind.HELP_CHANNEL, NoticeKind.HELP_LEAD
CHECK, GO_ON, OUTSIDE = NoticeKind.HELP_CHECK, NoticeKind.CAN_GO_ON, NoticeKind.CHECK_OUTSIDE


@pytest.fixture
def story() -> Story:
    """Blocked on Tuesday at 10:15; Tom can help."""
    return Story(task(Status.BLOCKED, blocker=blocker("tue 10:15", helper=TOM)))


def test_the_helper_at_once_then_the_channel_then_the_lead(story: Story) -> None:
    """Four working hours; a working day after the helper was asked."""
    assert story.said("tue 10:15") == [(HELP, TOM)]
    assert story.step("tue 14:14") == []
    assert story.said("tue 14:15") == [(CHANNEL, HOME)]
    assert story.notice(CHANNEL).wanted.manner is Manner.CHANNEL
    assert story.step("wed 10:14") == []
    assert story.said("wed 10:15") == [(LEAD, ANA)]


def test_nobody_else_hears_before_the_helper_had_their_time(story: Story) -> None:
    """Asked on Tuesday evening, reached on Wednesday: the four hours begin there."""
    story.step("tue 10:15")
    assert story.step("wed 10:15") == []
    story.say("wed 11:00")
    assert story.step("wed 14:59") == []
    assert story.step("wed 15:00") == [(CHANNEL, HOME)]


def test_never_while_a_promise_runs(story: Story) -> None:
    """ "I'll do it, until Thursday noon": silence until then, and then the helper once."""
    story.said("tue 10:15")
    story.act(TOM, "tue 11:00")
    story.change(blocker=blocker("tue 10:15", helper=TOM, promised_until=at("thu 12:00")))
    for moment in ("tue 15:00", "wed 10:15", "thu 11:59"):
        assert story.step(moment) == []
    assert story.decide("tue 15:00").check_at == at("thu 12:00")
    assert story.said("thu 12:00") == [(CHECK, TOM)]
    assert story.said("thu 16:00") == [(CHANNEL, HOME)]
    assert story.said("fri 12:00") == [(LEAD, ANA)]


def test_a_new_promise_is_a_new_question(story: Story) -> None:
    """Another moment, another anchor; the old question is over."""
    story.change(blocker=blocker("tue 10:15", helper=TOM, promised_until=at("wed 12:00")))
    story.said("wed 12:00")
    story.act(TOM, "wed 12:30")
    story.change(blocker=blocker("tue 10:15", helper=TOM, promised_until=at("thu 12:00")))
    assert story.step("wed 17:00") == []
    assert story.step("thu 12:00") == [(CHECK, TOM)]


def test_it_is_done_asks_the_owner_whether_they_can_go_on(story: Story) -> None:
    """Once, and once more a day later; nobody else is troubled."""
    story.said("tue 10:15")
    story.act(TOM, "tue 12:00")
    story.change(blocker=blocker("tue 10:15", helper=TOM, freed_at=at("tue 12:00")))
    assert story.said("tue 12:00") == [(GO_ON, MARIA)]
    assert story.step("tue 16:00") == []
    assert story.said("wed 12:00") == [(GO_ON, MARIA)]
    assert story.step("thu 12:00") == []


def test_still_blocked_asks_the_helper_again_at_once(story: Story) -> None:
    """It was not enough: the helper hears it now, and the ladder begins anew."""
    story.said("tue 10:15")
    story.act(MARIA, "wed 9:00", help_asked_at=at("wed 9:00"))
    assert story.step("wed 9:00") == [(HELP, TOM)]


def test_another_helper_is_asked_at_once(story: Story) -> None:
    """ "Not me, ask Eve"."""
    story.said("tue 10:15")
    story.act(TOM, "tue 11:00", help_asked_at=at("tue 11:00"), declined_at=at("tue 11:00"))
    story.change(blocker=blocker("tue 10:15", helper=EVE), declines=1)
    assert story.said("tue 11:00") == [(HELP, EVE)]
    assert story.step("tue 14:59") == []
    assert story.step("tue 15:00") == [(CHANNEL, HOME)]


def test_another_act_of_the_helper_puts_the_rest_off(story: Story) -> None:
    """A question of theirs is an answer; a working day later they are asked anew."""
    story.said("tue 10:15")
    story.act(TOM, "tue 11:00")
    assert story.step("tue 15:00") == []
    assert story.step("wed 11:00") == [(HELP, TOM)]


def test_without_a_helper_the_channel_is_asked_after_four_hours() -> None:
    """Nobody was named: nobody is asked first."""
    story = Story(task(Status.BLOCKED, blocker=blocker("tue 10:15")))
    assert story.step("tue 10:15") == []
    assert story.said("tue 14:15") == [(CHANNEL, HOME)]
    assert story.step("wed 10:15") == [(LEAD, ANA)]


def test_without_a_helper_and_a_channel_the_lead_decides() -> None:
    """A working day after it was blocked."""
    story = Story(task(Status.BLOCKED, blocker=blocker("tue 10:15")), channel=None)
    assert story.step("wed 10:14") == []
    assert story.step("wed 10:15") == [(LEAD, ANA)]


def test_gentle_asks_no_channel(story: Story) -> None:
    """The lead after two days."""
    story.ladder = GENTLE
    story.said("tue 10:15")
    assert story.step("wed 16:00") == []
    assert story.step("thu 10:15") == [(LEAD, ANA)]


def test_a_helper_who_is_away_is_covered_for(story: Story) -> None:
    """The cover is asked instead."""
    story.away(TOM, "tue", "fri", cover=EVE)
    assert story.step("tue 10:15") == [(HELP, EVE)]


def test_what_a_helper_put_off_is_put_off_for_who_covers_them(story: Story) -> None:
    """Tom was asked, wants to be asked on Thursday, and is away then."""
    story.said("tue 10:15")
    story.snooze(TOM, "tue 10:20", "thu 11:00")
    story.away(TOM, "wed", "+fri", cover=EVE)
    assert story.step("thu 10:59") == []
    assert story.step("thu 11:00") == [(HELP, EVE)]


@pytest.mark.parametrize("how", ["away", "gone", "bot"])
def test_a_helper_who_is_not_there_is_left_out(story: Story, how: str) -> None:
    """Nobody covers: the next step comes when it would have come."""
    if how == "away":
        story.away(TOM, "tue", "fri")
    else:
        getattr(story, how)(TOM)
    assert story.step("tue 10:15") == []
    assert story.step("tue 14:15") == [(CHANNEL, HOME)]


def test_a_lead_who_helps_is_not_asked_twice() -> None:
    """The decision goes to the requester."""
    story = Story(task(Status.BLOCKED, blocker=blocker("tue 10:15", helper=ANA)), channel=None)
    story.said("tue 10:15")
    assert story.step("wed 10:15") == [(LEAD, JON)]


def test_open_for_five_working_days_the_lead_decides_again(story: Story) -> None:
    """The decision card, once."""
    for moment in ("tue 10:15", "tue 14:15", "wed 10:15"):
        story.said(moment)
    assert story.step("+tue 10:14") == []
    assert story.said("+tue 10:15") == [(LEAD, ANA)]
    assert story.step("++tue 10:15") == []


def test_old_and_outside_the_lead_decides_when_the_day_to_check_is_over() -> None:
    """The watch is set for it, also where the owner's own question comes days later."""
    waiting = blocker("tue 10:15", outside="ACME", check_on=at("+fri 0:00").date())
    story = Story(task(Status.BLOCKED, blocker=waiting))
    assert story.step("+tue 10:15") == []
    assert story.said("+fri 9:00") == [(OUTSIDE, MARIA)]
    over = at("+fri 23:59") + timedelta(seconds=59)
    assert story.decide("+fri 10:00").check_at == over
    assert story.step("++mon 9:00") == [(LEAD, ANA)]


def test_the_leads_decision_holds_no_more_once_somebody_promises(story: Story) -> None:
    """Owed, not yet said: the promise comes first."""
    for moment in ("tue 10:15", "tue 14:15", "wed 10:15"):
        story.said(moment)
    assert story.step("+tue 10:15") == [(LEAD, ANA)]
    story.change(blocker=blocker("tue 10:15", helper=TOM, promised_until=at("+thu 12:00")))
    assert not story.true(LEAD, "+tue 10:20")


def test_somebody_outside_is_looked_after_on_the_chosen_day() -> None:
    """In the morning of that day, the owner."""
    waiting = blocker("tue 10:15", outside="ACME", check_on=at("fri 0:00").date())
    story = Story(task(Status.BLOCKED, blocker=waiting))
    assert story.step("thu 12:00") == []
    assert story.step("fri 0:00") == [(OUTSIDE, MARIA)]
    assert story.notice(OUTSIDE).wanted.not_before == at("fri 9:00")


def test_somebody_outside_is_never_asked_for_in_the_channel() -> None:
    """Colleagues cannot remove it."""
    waiting = blocker("tue 10:15", outside="ACME", check_on=at("fri 0:00").date())
    story = Story(task(Status.BLOCKED, blocker=waiting))
    for moment in ("tue 10:15", "tue 14:15", "wed 10:15", "thu 10:15"):
        assert story.step(moment) == []


def test_a_check_of_the_owner_asks_again_some_days_later() -> None:
    """They looked and wait on: three working days."""
    waiting = blocker("tue 10:15", outside="ACME", check_on=at("wed 0:00").date())
    story = Story(task(Status.BLOCKED, blocker=waiting))
    story.said("wed 9:00")
    story.act(MARIA, "wed 10:00")
    assert story.step("+mon 9:59") == []
    assert story.step("+mon 10:00") == [(OUTSIDE, MARIA)]


def test_what_was_unblocked_asks_nobody(story: Story) -> None:
    """The way is free: the question holds no more."""
    story.step("tue 10:15")
    story.change(status=Status.IN_PROGRESS, blocker=None)
    assert not story.true(HELP, "tue 10:16")


DATE = NoticeKind.OVERDUE_BLOCKED


def past(**values: object) -> Story:
    """Blocked since Tuesday, due on Wednesday at 17:00; nobody but its owner may be asked."""
    found = Story(
        task(Status.BLOCKED, due=due("wed 17:00"), blocker=blocker("tue 10:15", **values)),
        channel=None, lead=None,
    )  # fmt: skip
    found.change(requester=MARIA)
    return found


def test_blocked_and_past_its_date_the_owner_is_asked_about_the_date() -> None:
    """Once, in the first working hour after it."""
    story = past(outside="ACME", check_on=at("+fri 0:00").date())
    assert story.step("wed 16:00") == []
    assert story.said("thu 9:00") == [(DATE, MARIA)]
    assert story.step("+mon 9:00") == []


def test_it_still_waits_asks_again_some_days_later() -> None:
    """An answer that leaves it as late, under the ladder's span; a promise is waited for."""
    story = past(outside="ACME", check_on=at("++fri 0:00").date())
    story.said("thu 9:00")
    story.act(MARIA, "thu 10:00")
    assert story.step("+tue 9:59") == []
    assert story.step("+tue 10:00") == [(DATE, MARIA)]


def test_a_new_date_or_a_free_way_ends_it() -> None:
    """What was owed holds no more."""
    for change in ({"due": due("+fri 17:00")}, {"status": Status.IN_PROGRESS, "blocker": None}):
        story = past(outside="ACME", check_on=at("+fri 0:00").date())
        story.step("thu 9:00")
        story.change(**change)
        assert not story.true(DATE, "thu 9:01")


def test_on_the_day_to_check_the_date_is_asked_with_it() -> None:
    """One question: whether the answer has come; what of the date is owed holds no more."""
    story = past(outside="ACME", check_on=at("thu 0:00").date())
    assert story.said("thu 9:00") == [(OUTSIDE, MARIA)]
    assert story.step("thu 9:01") == []
    assert [n.wanted.kind for n in story.notices] == [OUTSIDE]
    named = past(outside="ACME", check_on=at("+fri 0:00").date())
    assert named.step("thu 8:00") == []
    assert named.step("thu 9:00") == [(DATE, MARIA)]
    named.change(blocker=blocker("tue 10:15", outside="ACME", check_on=at("thu 0:00").date()))
    assert not named.true(DATE, "thu 9:01")


def test_an_open_check_keeps_the_question_of_the_date() -> None:
    """Asked before the date, and not answered: it comes once more, and nothing beside it."""
    story = past(outside="ACME", check_on=at("wed 0:00").date())
    assert story.said("wed 9:00") == [(OUTSIDE, MARIA)]
    assert story.step("thu 9:00") == []
    assert story.said("+mon 9:00") == [(OUTSIDE, MARIA)]
    assert story.step("+fri 9:00") == []


def test_a_check_answered_before_the_date_leaves_the_date_to_be_asked() -> None:
    """A working day after that answer at the earliest, as after any."""
    story = past(outside="ACME", check_on=at("wed 0:00").date())
    story.said("wed 9:00")
    story.act(MARIA, "wed 10:00")
    assert story.step("thu 9:00") == [(DATE, MARIA)]


def test_a_late_check_that_is_answered_has_asked_of_the_date() -> None:
    """Another day to check: the date is asked of after the ladder's span, not the day after."""
    story = past(outside="ACME", check_on=at("thu 0:00").date())
    story.said("thu 9:00")
    story.act(MARIA, "thu 10:00")
    story.change(blocker=blocker("tue 10:15", outside="ACME", check_on=at("++fri 0:00").date()))
    assert story.step("+tue 9:59") == []
    assert story.step("+tue 10:00") == [(DATE, MARIA)]


def test_a_check_that_is_switched_off_keeps_nothing() -> None:
    """Who wants no questions about help is asked about the date."""
    story = past(outside="ACME", check_on=at("thu 0:00").date())
    off = Settings(ways=((Topic.HELP, Way.OFF),))
    story.people[MARIA] = replace(story.people[MARIA], settings=off)
    assert story.step("thu 9:00") == [(DATE, MARIA)]
