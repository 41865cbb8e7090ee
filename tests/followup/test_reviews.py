"""Marked done: asked to check, asked again, then who decides; or closed unchecked."""

from dataclasses import replace

import pytest

from core.followup.model import Manner, NoticeKind
from core.kernel.refs import TextId
from core.tasks.model import Criterion, Status, Text
from tests.followup.cases import ANA, EVE, JON, MARIA, TOM, Story, at, task

VERIFY, AGAIN, LEAD = NoticeKind.VERIFY, NoticeKind.VERIFY_AGAIN, NoticeKind.VERIFY_LEAD
CRITERIA = (Criterion(Text(TextId(9), "Records answer")),)


def done(**values: object) -> Story:
    """Maria says done on Tuesday at 10:00; Jon asked for it, with criteria."""
    base = {"finished_by": MARIA, "finished_at": at("tue 10:00"), "criteria": CRITERIA}
    return Story(task(Status.IN_REVIEW, **{**base, **values}))


def test_the_requester_checks_then_again_then_the_lead() -> None:
    """At once; a working day later; three working days after the first."""
    story = done()
    assert story.said("tue 10:00") == [(VERIFY, JON)]
    assert story.notice(VERIFY).wanted.manner is Manner.NOW
    assert story.step("wed 9:59") == []
    assert story.said("wed 10:00") == [(AGAIN, JON)]
    assert story.step("fri 9:59") == []
    assert story.said("fri 10:00") == [(LEAD, ANA)]
    assert story.step("++fri 10:00") == []


def test_a_named_verifier_checks_and_the_requester_is_the_last_resort() -> None:
    """Named explicitly: before the requester, who is asked in the lead's place."""
    story = done(verifier=TOM)
    assert story.said("tue 10:00") == [(VERIFY, TOM)]
    story.said("wed 10:00")
    assert story.said("fri 10:00") == [(LEAD, JON)]


def test_who_did_it_never_checks_it() -> None:
    """One's own task with criteria is checked by the lead."""
    story = done(requester=MARIA)
    assert story.step("tue 10:00") == [(VERIFY, ANA)]


def test_nobody_else_to_ask_waits_for_nobody() -> None:
    """No lead, no other requester: no question, and it is never closed by itself."""
    story = done(requester=MARIA)
    story.lead = None
    assert story.decide("++fri 10:00") == story.decide("+++fri 10:00")
    assert story.step("++fri 10:00") == []


def test_a_checker_who_is_away_is_stood_in_for() -> None:
    """The cover first."""
    story = done()
    story.away(JON, "tue", "+fri", cover=EVE)
    assert story.step("tue 10:00") == [(VERIFY, EVE)]


def test_a_checker_who_is_away_without_cover_leaves_it_to_the_lead() -> None:
    """Else the lead."""
    story = done()
    story.away(JON, "tue", "+fri")
    assert story.step("tue 10:00") == [(VERIFY, ANA)]


def test_a_note_of_the_checker_is_no_check() -> None:
    """They are asked again a working day later."""
    story = done()
    story.said("tue 10:00")
    story.act(JON, "tue 12:00")
    assert story.step("wed 11:59") == []
    assert story.step("wed 12:00") == [(VERIFY, JON)]


def test_done_again_is_a_new_question() -> None:
    """Sent back and done once more: another anchor."""
    story = done()
    story.said("tue 10:00")
    story.act(JON, "tue 12:00")
    story.change(finished_at=at("wed 15:00"))
    assert story.step("wed 15:00") == [(VERIFY, JON)]


# Without criteria


def plain(**values: object) -> Story:
    """Asked by Jon, no criteria, nobody named."""
    return done(criteria=(), **values)


def test_without_criteria_the_check_rides_in_the_brief() -> None:
    """No message of its own, no reminder, no lead."""
    story = plain()
    assert story.said("tue 10:00") == [(VERIFY, JON)]
    assert story.notice(VERIFY).wanted.manner is Manner.BRIEF
    assert story.step("thu 12:00") == []


def test_after_three_working_days_it_closes_unchecked() -> None:
    """Counted from when the requester read of it."""
    story = plain()
    story.step("tue 10:00")
    story.say("wed 9:00")
    assert story.decide("wed 9:00").check_at == at("+mon 9:00")
    assert not story.decide("+mon 8:59").close_unchecked
    assert story.decide("+mon 9:00").close_unchecked


def test_it_does_not_close_before_the_requester_was_told() -> None:
    """On leave for a fortnight with nobody in their place: it waits for them."""
    story = plain()
    story.step("tue 10:00")
    assert not story.decide("++fri 10:00").close_unchecked


def test_it_closes_when_there_is_nobody_to_tell() -> None:
    """The requester left and nobody leads: three working days after done."""
    story = plain()
    story.lead = None
    story.gone(JON)
    assert story.decide("tue 10:00").check_at == at("fri 10:00")
    assert story.decide("fri 10:00").close_unchecked


def test_a_snoozed_check_closes_no_earlier_than_that() -> None:
    """Ask me on the second Friday."""
    story = plain()
    story.said("tue 10:00")
    story.snooze(JON, "tue 10:30", "+fri 9:00")
    assert not story.decide("+thu 10:00").close_unchecked
    assert story.decide("+fri 9:00").close_unchecked


@pytest.mark.parametrize("values", [{"criteria": CRITERIA}, {"verifier": TOM, "criteria": ()}])
def test_what_must_be_checked_never_closes_by_itself(values: dict[str, object]) -> None:
    """With criteria or a named verifier it stays until somebody accepts."""
    story = done(**values)
    for moment in ("tue 10:00", "wed 10:00", "fri 10:00"):
        story.said(moment)
    assert not story.decide("+++fri 10:00").close_unchecked


def test_another_checker_begins_anew() -> None:
    """Who is asked in the place of another gets the question and their own reminder."""
    story = done()
    story.said("tue 10:00")
    story.task = replace(story.task, verifier=TOM)
    story.past = replace(story.past, check_moved_at=at("tue 12:00"))
    assert story.said("tue 12:00") == [(VERIFY, TOM)]
    assert story.said("wed 12:00") == [(AGAIN, TOM)]


# Stand-ins


def test_away_for_a_single_working_day_is_waited_for() -> None:
    """Who is back tomorrow is asked then; nobody stands in."""
    story = done(verifier=TOM)
    story.away(TOM, "tue", "tue", cover=EVE)
    assert story.step("tue 10:00") == [(VERIFY, TOM)]


def test_a_verifier_who_has_left_leaves_it_to_who_asked_then_to_the_lead() -> None:
    """Nobody covers for them: the requester, and without one who is there the lead."""
    story = done(verifier=TOM)
    story.gone(TOM)
    assert story.step("tue 10:00") == [(VERIFY, JON)]
    other = done(verifier=TOM)
    other.gone(TOM)
    other.gone(JON)
    assert other.step("tue 10:00") == [(VERIFY, ANA)]


def test_who_owned_it_at_done_never_stands_in() -> None:
    """Not as the cover of the verifier, not as the lead: then whoever is left, or nobody."""
    story = done(verifier=TOM, requester=MARIA)
    story.away(TOM, "tue", "+fri", cover=MARIA)
    assert story.step("tue 10:00") == [(VERIFY, ANA)]
    alone = done(verifier=TOM, requester=MARIA)
    alone.lead = MARIA
    alone.away(TOM, "tue", "+fri", cover=MARIA)
    assert alone.step("tue 10:00") == []


def test_another_owner_since_does_not_make_who_did_it_a_checker() -> None:
    """Given on in review: who owned it at done is still not asked."""
    story = done(requester=MARIA)
    story.change(owner=TOM)
    assert story.step("tue 10:00") == [(VERIFY, ANA)]


def test_who_goes_away_after_the_question_is_stood_in_for() -> None:
    """Asked on Tuesday, on leave from Wednesday: who covers is asked, with the whole time anew."""
    story = done(verifier=TOM)
    assert story.said("tue 10:00") == [(VERIFY, TOM)]
    story.away(TOM, "wed", "+fri", cover=EVE)
    assert story.said("wed 9:00") == [(VERIFY, EVE)]
    assert story.step("thu 8:59") == []
    assert story.said("thu 9:00") == [(AGAIN, EVE)]
    assert story.said("+mon 9:00") == [(LEAD, JON)]
    assert story.step("++mon 9:00") == [], "back again, and asked already"


def test_what_nobody_must_check_closes_after_who_covers_has_read_of_it() -> None:
    """Three working days of theirs, not of who is away."""
    story = plain()
    story.said("tue 10:00")
    story.away(JON, "wed", "+fri", cover=EVE)
    assert story.said("wed 9:00") == [(VERIFY, EVE)]
    assert story.decide("+mon 9:00").close_unchecked
