"""What a person has switched off or put into the brief."""

from dataclasses import replace

import pytest

from core.followup.model import Manner, NoticeKind
from core.followup.policy import next_step
from core.followup.ways import TOPICS, manner_of, way_of
from core.people.settings import NEVER_OFF, Settings, Topic, Way
from core.screens.questions import QUESTIONS
from core.tasks.model import Priority
from tests.followup.cases import ANA, EVE, JON, MARIA, Story, at, due, person, task

OVERDUE, AGAIN = NoticeKind.OVERDUE, NoticeKind.OVERDUE_AGAIN


@pytest.fixture
def story() -> Story:
    """Due on Tuesday at 17:00; others wait for it."""
    return Story(task(due=due("tue 17:00")), waited_by=True)


def choose(story: Story, who: object, topic: Topic, way: Way) -> None:
    """Somebody sets how a kind of message reaches them."""
    known = story.people[who]  # type: ignore[index]
    settings = known.settings.choosing([(topic, way)])
    story.people[known.id] = replace(known, settings=settings)


def test_a_muted_question_holds_the_whole_climb(story: Story) -> None:
    """Neither the owner nor anybody after them hears: silence is no answer."""
    choose(story, MARIA, Topic.DATES, Way.OFF)
    for day in ("wed 9:00", "thu 9:00", "fri 9:00", "+mon 9:00", "+wed 9:00"):
        assert story.step(day) == []


def test_what_is_muted_is_looked_at_again_sometimes(story: Story) -> None:
    """A week later at the latest, so that nothing is forgotten for good."""
    choose(story, MARIA, Topic.DATES, Way.OFF)
    assert story.decide("wed 9:00").check_at == at("+wed 9:00")


def test_muting_in_the_middle_holds_what_was_to_follow(story: Story) -> None:
    """The second question was said; the channel and the lead are not asked any more."""
    story.said("wed 9:00")
    story.said("thu 9:00")
    choose(story, MARIA, Topic.DATES, Way.OFF)
    assert story.step("fri 9:00") == []
    assert story.step("+mon 9:00") == []


def test_a_message_announces_no_step_that_is_held(story: Story) -> None:
    """What follows a question whose kind was muted since is the digest."""
    story.said("wed 9:00")
    choose(story, MARIA, Topic.DATES, Way.OFF)
    step = next_step(story.notice(OVERDUE), story.task, story.around, at("wed 10:00"))
    assert step.kind is None


def test_what_is_owed_already_is_not_true_any_more(story: Story) -> None:
    """Muting takes back what has not been said."""
    story.step("wed 9:00")
    assert story.true(OVERDUE, "wed 9:00")
    choose(story, MARIA, Topic.DATES, Way.OFF)
    assert not story.true(OVERDUE, "wed 9:00")


def test_others_are_told_all_the_same(story: Story) -> None:
    """What one person has muted reaches the cover, the lead, whoever else is asked."""
    choose(story, ANA, Topic.DATES, Way.OFF)
    assert story.step("wed 9:00") == [(OVERDUE, MARIA)]


def test_a_cover_is_told_in_the_way_of_the_cover(story: Story) -> None:
    """The settings of whoever is asked count, not those of whom they cover for."""
    choose(story, MARIA, Topic.DATES, Way.OFF)
    story.away(MARIA, "wed", "fri", cover=EVE)
    assert story.step("wed 9:00") == [(OVERDUE, EVE)]


def test_in_the_brief_waits_for_the_brief(story: Story) -> None:
    """The question rides in the next morning's brief."""
    choose(story, MARIA, Topic.DATES, Way.BRIEF)
    [wanted] = story.decide("wed 9:30").wanted
    assert (wanted.manner, wanted.not_before) == (Manner.BRIEF, at("thu 9:00"))


def test_what_is_urgent_does_not_wait_for_the_brief(story: Story) -> None:
    """Unless it is off altogether."""
    story.change(priority=Priority.URGENT)
    choose(story, MARIA, Topic.DATES, Way.BRIEF)
    [wanted] = story.decide("wed 9:30").wanted
    assert wanted.manner is Manner.URGENT


def test_a_requester_who_muted_the_news_holds_nothing(story: Story) -> None:
    """The second question goes out; only the word to who asked falls away."""
    choose(story, JON, Topic.NEWS, Way.OFF)
    story.said("wed 9:00")
    assert story.step("thu 9:00") == [(AGAIN, MARIA)]


def test_as_it_comes_is_not_kept() -> None:
    """Settings hold what differs from the usual, in one order."""
    chosen = Settings().choosing([(Topic.QUIET, Way.OFF), (Topic.DATES, Way.BRIEF)])
    assert chosen.choosing([(Topic.QUIET, Way.NOW)]).ways == ((Topic.DATES, Way.BRIEF),)


def test_every_question_about_a_task_has_a_topic() -> None:
    """Whatever a person may be asked or told of a task can be heard less of."""
    assert set(QUESTIONS) - set(TOPICS) == set()


def test_given_and_checks_can_not_be_off() -> None:
    """Others rely on them."""
    assert {TOPICS[NoticeKind.ASSIGNED], TOPICS[NoticeKind.VERIFY]} == NEVER_OFF


def test_nobody_in_particular_is_told_as_the_rule_has_it() -> None:
    """Places and strangers have no settings."""
    assert way_of(None, OVERDUE) is Way.NOW
    assert manner_of(person(MARIA), OVERDUE, Manner.NOW) is Manner.NOW
