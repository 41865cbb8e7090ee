"""What a digest may call quiet: what its owner was asked about twice, or would have been."""

from dataclasses import replace

import pytest

from core.calendar.hours import Hours
from core.calendar.working import WorkCalendar
from core.followup.model import NoticeKind, NoticeState
from core.followup.policy import next_step
from core.followup.quiet import lists_quiet
from core.kernel.refs import PersonId
from core.people.settings import Settings, Topic, Way
from core.tasks.model import Status
from tests.followup.cases import MARIA, Calendars, Story, at, task

STALLED = NoticeKind.STALLED


@pytest.fixture
def story() -> Story:
    """Begun, touched last on Monday at 9:00; asked from Thursday 9:00 on."""
    return Story(task(Status.IN_PROGRESS))


def listed(story: Story, when: str) -> bool:
    """Whether the digest of that moment calls it quiet."""
    return lists_quiet(story.task, story.around, at(when))


def test_not_before_the_second_question_had_its_time(story: Story) -> None:
    """Asked on Thursday and on Tuesday: from Friday on, and the second question says so."""
    story.said("thu 9:00")
    assert not listed(story, "+tue 8:59")
    story.said("+tue 9:00")
    assert not listed(story, "+fri 8:59")
    assert listed(story, "+fri 9:00")
    told = next_step(story.notices[-1], story.task, story.around, at("+tue 9:00"))
    assert (told.digest, told.at) == (True, at("+fri 9:00"))


def test_what_was_asked_late_is_listed_late(story: Story) -> None:
    """After an outage the first question comes a week later: nobody is named before."""
    assert not listed(story, "++fri 9:00")
    story.said("+thu 9:00")
    assert not listed(story, "++tue 8:59")


def test_an_answer_takes_it_off(story: Story) -> None:
    """ "All fine" begins a new silence."""
    story.said("thu 9:00")
    story.said("+tue 9:00")
    story.act(MARIA, "+wed 9:00")
    assert not listed(story, "+fri 9:00")


def test_days_are_those_of_who_is_asked(story: Story) -> None:
    """Who works on Mondays is asked on Mondays, and their task is quiet after nine of these."""

    class OnMondays(Calendars):
        def of(self, person: PersonId) -> WorkCalendar:
            return replace(super().of(person), hours=Hours((Hours.standard().days[0],) + ((),) * 6))

    story.calendars = OnMondays()
    assert not listed(story, "++tue 9:00")
    assert story.step("++tue 9:00") == []


def test_a_muted_question_is_no_silence_of_its_person_but_shows(story: Story) -> None:
    """The climb holds; the digest lists the task when both questions would have had their time."""
    off = replace(story.people[MARIA], settings=Settings(ways=((Topic.QUIET, Way.OFF),)))
    story.people[MARIA] = off
    assert story.step("thu 9:00") == []
    assert not listed(story, "+fri 8:59")
    assert listed(story, "+fri 9:00")


def test_what_budget_or_refusal_holds_back_shows_as_well(story: Story) -> None:
    """Owed on Thursday and never said."""
    story.step("thu 9:00")
    assert story.notices[-1].state is NoticeState.OWED
    assert not listed(story, "+fri 8:59")
    assert listed(story, "+fri 9:00")
