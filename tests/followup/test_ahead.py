"""What happens next, and why: nothing is done that was not announced."""

from dataclasses import replace

import pytest

from core.followup.around import Past
from core.followup.ladder import GENTLE, STANDARD
from core.followup.model import NoticeKind, to_person, to_place
from core.followup.policy import next_step, why
from core.kernel.refs import TextId
from core.tasks.model import Criterion, Status, Text
from tests.followup.cases import ANA, HOME, JON, MARIA, TOM, Story, at, blocker, due, task

CRITERIA = (Criterion(Text(TextId(9), "Records answer")),)


def ahead(story: Story, kind: NoticeKind, when: str):  # noqa: ANN201 - a test's shorthand
    """The next step after the newest notice of that kind."""
    return next_step(story.notice(kind), story.task, story.around, at(when))


def test_every_step_of_a_climb_is_announced_by_the_one_before() -> None:
    """Kind, moment, recipient and who is told along are what then happens."""
    story = Story(task(due=due("tue 17:00")), waited_by=True)
    story.step("wed 9:00")
    for kind in (NoticeKind.OVERDUE, NoticeKind.OVERDUE_AGAIN, NoticeKind.OVERDUE_CHANNEL):
        when = {"overdue": "wed", "overdue_again": "thu", "overdue_channel": "fri"}[kind]
        announced = ahead(story, kind, f"{when} 9:00")
        story.say(f"{when} 9:00")
        assert ahead(story, kind, f"{when} 12:00") == announced
        assert announced.at is not None
        taken = story.step(f"{ {'wed': 'thu', 'thu': 'fri', 'fri': '+mon'}[when] } 9:00")
        assert story.notices[-len(taken)].created_at == announced.at
        assert announced.who is not None
        assert taken[0] == (announced.kind, announced.who.id)
        assert [to for _, to in taken[1:]] == [ref.id for ref in announced.told]


def test_after_the_last_step_only_the_digest_goes_on() -> None:
    """Nobody else is told."""
    story = Story(task(due=due("tue 17:00")))
    for moment in ("wed 9:00", "thu 9:00", "+mon 9:00"):
        story.said(moment)
    step = ahead(story, NoticeKind.OVERDUE_LEAD, "+mon 9:00")
    assert step.kind is None
    assert step.at is None
    assert step.digest


def test_an_assignment_says_when_it_is_asked_about_first() -> None:
    """The day before its date."""
    story = Story(task(due=due("fri 17:00")))
    story.past = Past(assigned_at=at("mon 10:00"), assigned_by=JON)
    story.step("mon 10:00")
    step = ahead(story, NoticeKind.ASSIGNED, "mon 10:00")
    assert (step.kind, step.who) == (NoticeKind.DUE_SOON, to_person(MARIA))
    assert step.at == at("thu 9:00")


def test_the_day_before_says_when_it_is_asked_about() -> None:
    """The first working hour after the date."""
    story = Story(task(due=due("thu 17:00")))
    story.said("wed 0:00")
    step = ahead(story, NoticeKind.DUE_SOON, "wed 9:00")
    assert (step.kind, step.at) == (NoticeKind.OVERDUE, at("fri 9:00"))


def test_a_stalled_task_is_asked_about_once_more() -> None:
    """Then the digest lists it."""
    story = Story(task(Status.IN_PROGRESS))
    story.said("thu 9:00")
    step = ahead(story, NoticeKind.STALLED, "thu 9:00")
    assert (step.kind, step.at, step.who) == (
        NoticeKind.STALLED, at("+tue 9:00"), to_person(MARIA),
    )  # fmt: skip
    story.said("+tue 9:00")
    assert ahead(story, NoticeKind.STALLED, "+tue 9:00").digest


def test_a_helper_reads_when_and_where_others_are_asked() -> None:
    """In the channel, four working hours from now."""
    story = Story(task(Status.BLOCKED, blocker=blocker("tue 10:15", helper=TOM)))
    story.step("tue 10:15")
    step = ahead(story, NoticeKind.HELP, "tue 11:30")
    assert (step.kind, step.at, step.who) == (
        NoticeKind.HELP_CHANNEL, at("tue 15:30"), to_place(HOME),
    )  # fmt: skip


def test_a_checker_reads_of_the_reminder_and_then_of_the_lead() -> None:
    """One reminder, then somebody else."""
    review = {"finished_by": MARIA, "finished_at": at("tue 10:00"), "criteria": CRITERIA}
    story = Story(task(Status.IN_REVIEW, **review))
    story.said("tue 10:00")
    step = ahead(story, NoticeKind.VERIFY, "tue 10:00")
    assert (step.kind, step.at) == (NoticeKind.VERIFY_AGAIN, at("wed 10:00"))
    story.said("wed 10:00")
    step = ahead(story, NoticeKind.VERIFY_AGAIN, "wed 10:00")
    assert (step.kind, step.at, step.who) == (
        NoticeKind.VERIFY_LEAD, at("fri 10:00"), to_person(ANA),
    )  # fmt: skip


def test_a_check_that_nobody_must_make_says_when_it_closes() -> None:
    """Done, not checked: also a step, so it is announced."""
    story = Story(task(Status.IN_REVIEW, finished_by=MARIA, finished_at=at("tue 10:00")))
    story.step("tue 10:00")
    step = ahead(story, NoticeKind.VERIFY, "wed 9:00")
    assert step.closes
    assert step.at == at("+mon 9:00")
    story.say("wed 9:00")
    assert story.decide("+mon 9:00").close_unchecked


def test_news_is_followed_by_nothing() -> None:
    """Who is told along is asked nothing."""
    story = Story(task(due=due("tue 17:00")))
    story.said("wed 9:00")
    story.said("thu 9:00")
    step = ahead(story, NoticeKind.OVERDUE_TOLD, "thu 9:00")
    assert step.kind is None
    assert not step.closes


def test_why_names_the_rule_its_facts_and_what_stops_it() -> None:
    """With the moments when the steps before it were said, and no names of who was asked."""
    story = Story(task(due=due("tue 17:00")), waited_by=True)
    story.said("wed 9:00")
    story.said("thu 9:00")
    found = why(story.notice(NoticeKind.OVERDUE_AGAIN), story.task, story.around)
    assert found.rule == "overdue_again"
    facts = {fact.key: fact for fact in found.facts}
    assert facts["due"].at == at("tue 17:00")
    assert facts["asked_at"].at == at("wed 9:00")
    assert facts["asked_at"].who is None
    assert "waited_by" in facts
    assert "done" in found.stops
    assert set(found.change) == {"snooze", "ladder"}
    assert found.ladder is STANDARD.name


@pytest.mark.parametrize("kind", list(NoticeKind))
def test_every_kind_says_what_stops_it(kind: NoticeKind) -> None:
    """No message without an answer to "why this?"."""
    story = Story(task(), ladder=GENTLE)
    story.past = Past(assigned_at=at("mon 10:00"), assigned_by=JON)
    story.step("mon 10:00")
    first = story.notices[0]
    notice = replace(first, wanted=replace(first.wanted, kind=kind, slot="x"))
    found = why(notice, story.task, story.around)
    assert found.rule == kind
    assert found.stops
    assert found.change
