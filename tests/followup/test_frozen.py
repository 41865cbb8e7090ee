"""A climb goes on under the ladder that it began under; what begins later has the new one."""

from dataclasses import replace

from core.followup.ladder import GENTLE, STANDARD, ladder
from core.followup.model import NoticeKind
from core.followup.policy import why
from core.kernel.refs import TextId
from core.projects.model import LadderName
from core.tasks.model import Criterion, Status, Text
from tests.followup.cases import ANA, JON, MARIA, Story, at, blocker, due, task

AGAIN, ASK, LEAD = NoticeKind.OVERDUE_AGAIN, NoticeKind.OVERDUE, NoticeKind.OVERDUE_LEAD
SLOW = ladder(LadderName.STANDARD, (("overdue.again_days", 4), ("overdue.channel_days", 5),
                                    ("overdue.lead_days", 6)))  # fmt: skip


def late() -> Story:
    """Due on Tuesday; Maria is asked on Wednesday at nine, under the standard ladder."""
    story = Story(task(due=due("tue 17:00")), channel=None)
    assert story.said("wed 9:00") == [(ASK, MARIA)]
    return story


def test_what_has_begun_goes_on_as_it_was_announced() -> None:
    """Slower since noon: the second question and the lead still come when they were said to."""
    story = late()
    story.ladder = SLOW
    assert (AGAIN, MARIA) in story.said("thu 9:00")
    assert story.said("+mon 9:00") == [(LEAD, ANA)]


def test_what_begins_later_has_the_new_ladder() -> None:
    """After an answer another round begins: under the ladder of that day."""
    story = late()
    story.ladder = SLOW
    story.act(MARIA, "wed 12:00")
    assert story.said("+mon 12:00") == [(ASK, MARIA)]
    assert story.step("+thu 12:00") == []
    assert (AGAIN, MARIA) in story.step("+fri 12:00")


def test_each_climb_has_its_own_ladder() -> None:
    """A blocker and a date of one task, begun under different ladders, keep theirs."""
    story = Story(task(Status.BLOCKED, blocker=blocker("mon 9:00", helper=JON)))
    assert story.said("mon 9:00") == [(NoticeKind.HELP, JON)]
    story.ladder = GENTLE
    assert story.said("mon 13:00") == [(NoticeKind.HELP_CHANNEL, 50)]


def test_a_check_closes_when_it_was_said_to() -> None:
    """Three working days, whatever the project says by then."""
    story = Story(task(Status.IN_REVIEW, finished_by=MARIA, finished_at=at("tue 10:00")))
    story.step("tue 10:00")
    story.say("wed 9:00")
    story.ladder = ladder(LadderName.STANDARD, (("check.close_days", 9),))
    assert not story.decide("+mon 8:59").close_unchecked
    assert story.decide("+mon 9:00").close_unchecked


def test_a_check_that_is_asked_for_goes_on() -> None:
    """The reminder a day later, though the project has another ladder."""
    criteria = (Criterion(Text(TextId(9), "Records answer")),)
    done = task(Status.IN_REVIEW, finished_by=MARIA, finished_at=at("tue 10:00"), criteria=criteria)
    story = Story(done)
    story.said("tue 10:00")
    story.ladder = GENTLE
    assert story.step("wed 10:00") == [(NoticeKind.VERIFY_AGAIN, JON)]


def test_why_says_which_ladder_spoke() -> None:
    """The one it began under, its own rules, and that the project follows up otherwise by now."""
    story = late()
    asked = story.notice(ASK)
    assert asked.wanted.ladder == "standard"
    assert not why(asked, story.task, story.around).since_changed
    story.ladder = SLOW
    found = why(asked, story.task, story.around)
    assert (found.ladder, found.tuning, found.since_changed) == (STANDARD.name, (), True)
    began_slow = replace(asked, wanted=replace(asked.wanted, ladder=SLOW.spelt))
    assert why(began_slow, story.task, story.around).tuning == SLOW.tuning


def test_what_was_owed_before_ladders_were_kept_follows_the_present_one() -> None:
    """A notice of an older release says none."""
    story = late()
    story.notices = [replace(n, wanted=replace(n.wanted, ladder="")) for n in story.notices]
    story.ladder = SLOW
    assert story.step("thu 9:00") == []
