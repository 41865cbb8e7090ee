"""An offer that nobody takes: told of once, then over."""

from dataclasses import replace

import pytest

from core.followup.ladder import FIRM, GENTLE, STANDARD, VOLUNTEER, Ladder, ladder
from core.followup.model import NoticeKind
from core.followup.policy import next_step
from core.projects.model import LadderName
from tests.followup.cases import ANA, HOME, MARIA, TOM, Story, at, task

OFFERED, OPEN = NoticeKind.OFFERED, NoticeKind.OFFER_OPEN


def offered(ladder: Ladder = STANDARD) -> Story:
    """Ana offers it to Maria on Monday at ten, who reads it at once."""
    story = Story(task(owner=TOM, offered_to=MARIA), channel=None, ladder=ladder)
    story.past = replace(story.past, offered_at=at("mon 10:00"), offered_by=ANA)
    assert (OFFERED, MARIA) in story.said("mon 10:00")
    return story


@pytest.mark.parametrize(
    ("rules", "last", "over"),
    [
        (FIRM, "wed 9:59", "wed 10:00"),
        (STANDARD, "thu 9:59", "thu 10:00"),
        (GENTLE, "+mon 9:59", "+mon 10:00"),
        (VOLUNTEER, "+wed 9:59", "+wed 10:00"),
    ],
)
def test_an_offer_ends_after_what_the_ladder_says(rules: Ladder, last: str, over: str) -> None:
    """In working days of who is asked, from when it reached them."""
    story = offered(rules)
    story.said("tue 10:00")
    assert not story.decide(last).end_offer
    assert story.decide(over).end_offer


def test_who_offered_it_is_told_once_before() -> None:
    """After a working day; and looked at again no later than when it ends."""
    story = offered()
    assert story.said("tue 10:00") == [(OPEN, ANA)]
    assert story.step("wed 16:00") == []
    assert story.decide("wed 16:00").check_at == at("thu 10:00")


def test_an_offer_that_was_not_read_does_not_end() -> None:
    """Held back by night, budget or a refused message, its clock has not begun."""
    story = Story(task(owner=TOM, offered_to=MARIA), channel=None)
    story.past = replace(story.past, offered_at=at("mon 10:00"), offered_by=ANA)
    story.step("mon 10:00")
    assert not story.decide("+thu 10:00").end_offer


def test_a_word_of_who_is_asked_gives_them_the_whole_time_anew() -> None:
    """A note is no answer, but a sign of life."""
    story = offered()
    story.act(MARIA, "wed 12:00")
    assert not story.decide("thu 10:00").end_offer
    assert story.decide("+mon 12:00").end_offer


def test_an_offer_to_somebody_who_has_left_is_over() -> None:
    """Nobody can take it."""
    story = offered()
    story.gone(MARIA)
    assert story.decide("mon 12:00").end_offer


def test_what_was_announced_holds_where_the_ladder_is_changed_since() -> None:
    """Longer from the next offer on."""
    story = offered()
    story.ladder = ladder(LadderName.STANDARD, (("early.offer_days", 9),))
    story.said("tue 10:00")
    assert story.decide("thu 10:00").end_offer


def test_the_question_says_when_the_offer_ends() -> None:
    """And who hears before that it is open."""
    story = offered()
    step = next_step(story.notice(OFFERED), story.task, story.around, at("mon 10:00"))
    assert (step.kind, step.at, step.ends) == (OPEN, at("tue 10:00"), at("thu 10:00"))
    story.said("tue 10:00")
    step = next_step(story.notice(OPEN), story.task, story.around, at("tue 10:00"))
    assert (step.kind, step.ends) == (None, at("thu 10:00"))


def test_where_it_ends_within_a_day_only_the_end_is_told() -> None:
    """One line to who offered it, not two."""
    story = offered(ladder(LadderName.STANDARD, (("early.offer_days", 1),)))
    decision = story.decide("tue 10:00")
    assert decision.end_offer and not decision.wanted


def test_nobody_else_is_asked_while_it_is_offered() -> None:
    """The channel is asked four working hours after the offer was over, not while it runs."""
    story = Story(task(owner=None, offered_to=MARIA))
    story.past = replace(story.past, offered_at=at("mon 10:00"), offered_by=ANA)
    assert story.said("mon 10:00") == [(OFFERED, MARIA)]
    assert story.said("tue 9:59") == []
    story.change(offered_to=None)
    story.past = replace(story.past, offered_at=None, offer_over_at=at("tue 12:00"))
    assert story.step("tue 15:59") == []
    assert story.step("tue 16:00") == [(NoticeKind.UNOWNED, HOME)]


def test_where_they_can_not_be_told_others_are_asked_all_the_same() -> None:
    """When the time of an offer is over, though its clock has not begun."""
    story = Story(task(owner=None, offered_to=MARIA))
    story.past = replace(story.past, offered_at=at("mon 10:00"), offered_by=ANA)
    assert story.step("mon 10:00") == [(OFFERED, MARIA)]
    assert story.step("thu 9:59") == []
    assert story.step("thu 10:00") == [(NoticeKind.UNOWNED, HOME)]
    assert not story.decide("+fri 10:00").end_offer
