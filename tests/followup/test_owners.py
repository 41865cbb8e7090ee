"""Nobody's, refused twice, or its owner is away."""

import pytest

from core.followup.around import Past
from core.followup.model import Manner, NoticeKind
from core.tasks.model import Status
from tests.followup.cases import ANA, EVE, HOME, JON, MARIA, Story, at, blocker, due, task

UNOWNED, DECLINED, AWAY = NoticeKind.UNOWNED, NoticeKind.DECLINED_LEAD, NoticeKind.OWNER_AWAY


@pytest.fixture
def open_task() -> Story:
    """Nobody's since Monday 9:00."""
    return Story(task(Status.TRIAGE, owner=None))


def test_after_four_working_hours_it_is_offered_in_the_channel(open_task: Story) -> None:
    """With a Claim button, in the project's home."""
    assert open_task.decide("mon 9:00").check_at == at("mon 13:00")
    assert open_task.step("mon 12:59") == []
    assert open_task.step("mon 13:00") == [(UNOWNED, HOME)]
    assert open_task.notice(UNOWNED).wanted.manner is Manner.CHANNEL


def test_left_open_on_purpose_it_is_offered_at_once(open_task: Story) -> None:
    """*Leave open* asks for volunteers now."""
    open_task.past = Past(left_open=True)
    assert open_task.step("mon 9:00") == [(UNOWNED, HOME)]


def test_it_is_offered_once(open_task: Story) -> None:
    """The digest goes on to list it."""
    open_task.said("mon 13:00")
    assert open_task.step("+++mon 13:00") == []


def test_without_a_place_to_speak_its_requester_reads_of_it(open_task: Story) -> None:
    """In the brief: it does not lie there unseen."""
    open_task.channel = None
    assert open_task.step("mon 13:00") == [(UNOWNED, JON)]
    assert open_task.notice(UNOWNED).wanted.manner is Manner.BRIEF


def test_once_claimed_the_offer_holds_no_more(open_task: Story) -> None:
    """Somebody was faster than the deliverer."""
    open_task.step("mon 13:00")
    open_task.change(owner=EVE, status=Status.TODO)
    assert not open_task.true(UNOWNED, "mon 13:01")


def test_given_back_it_is_offered_anew(open_task: Story) -> None:
    """Another absence of an owner, another anchor."""
    open_task.said("mon 13:00")
    open_task.past = Past(unowned_at=at("wed 9:00"))
    assert open_task.step("wed 13:00") == [(UNOWNED, HOME)]


def test_refused_twice_the_lead_decides(open_task: Story) -> None:
    """*Not mine* twice, or *Not me* twice."""
    open_task.past = Past(declined_at=at("tue 10:00"), unowned_at=at("tue 10:00"))
    open_task.change(declines=1)
    assert open_task.step("tue 10:00") == []
    open_task.change(declines=2)
    assert open_task.said("tue 10:00") == [(DECLINED, ANA)]
    assert open_task.step("tue 10:01") == []


# The owner is away


def late(**values: object) -> Story:
    """Maria's, due on Tuesday at 17:00, and she is on leave until the Friday after next."""
    story = Story(task(Status.IN_PROGRESS, due=due("tue 17:00"), **values))
    story.away(MARIA, "tue", "+fri")
    return story


def test_the_lead_is_told_once() -> None:
    """When a date comes near: reassign, new date, or wait; and nobody is asked meanwhile."""
    story = late()
    assert story.said("tue 9:00") == [(AWAY, ANA)]
    for moment in ("wed 9:00", "fri 9:00", "+wed 9:00"):
        assert story.step(moment) == []


def test_who_wants_to_be_asked_later_is_asked_again() -> None:
    """ "Ask me tomorrow" is kept, as often as it is said."""
    story = late()
    story.said("tue 9:00")
    story.snooze(ANA, "tue 10:00", "wed 10:00")
    assert story.decide("tue 11:00").check_at == at("wed 10:00")
    assert story.step("wed 9:59") == []
    assert story.said("wed 10:00") == [(AWAY, ANA)]
    story.snooze(ANA, "wed 11:00", "thu 11:00")
    assert story.step("thu 10:00") == []
    assert story.said("thu 11:00") == [(AWAY, ANA)]
    assert story.step("+thu 11:00") == []


def test_an_answer_after_the_snooze_is_the_answer() -> None:
    """A note the same afternoon: nothing is asked tomorrow."""
    story = late()
    story.said("tue 9:00")
    story.snooze(ANA, "tue 10:00", "wed 10:00")
    story.act(ANA, "tue 15:00")
    assert story.step("wed 10:00") == []


def test_a_longer_leave_is_told_again() -> None:
    """Another day of return is another absence."""
    story = late()
    story.said("tue 9:00")
    story.away(MARIA, "tue", "++fri")
    assert story.step("wed 9:00") == [(AWAY, ANA)]


def test_back_again_the_owner_is_asked_themselves() -> None:
    """What still holds is said once, now."""
    story = late()
    story.said("tue 9:00")
    assert story.step("++mon 9:00") == [(NoticeKind.OVERDUE, MARIA)]


def test_with_a_cover_the_cover_is_asked() -> None:
    """Nobody need be told: somebody answers."""
    story = late()
    story.away(MARIA, "tue", "+fri", cover=EVE)
    assert story.step("wed 9:00") == [(NoticeKind.OVERDUE, EVE)]


def test_one_day_off_is_no_absence() -> None:
    """More than one working day."""
    story = late()
    story.away(MARIA, "wed", "wed")
    story.said("mon 0:00")
    assert story.step("wed 9:00") == []
    assert story.step("thu 9:00") == [(NoticeKind.OVERDUE, MARIA)]


def test_a_lead_who_is_the_owner_leaves_it_to_the_requester() -> None:
    """Lead or requester."""
    story = late(owner=ANA)
    story.away(ANA, "tue", "+fri")
    assert story.step("wed 9:00") == [(AWAY, JON)]


def test_who_has_left_is_told_of_for_all_tasks_at_once() -> None:
    """One message about the person stands in for one about each task."""
    for held in (
        task(Status.TODO),
        task(Status.BLOCKED, blocker=blocker("mon 9:00", helper=None, outside="ACME")),
    ):
        story = Story(held)
        story.gone(MARIA)
        assert AWAY not in {kind for kind, _ in story.said("mon 9:00")}


def test_a_private_task_is_told_to_who_may_see_it() -> None:
    """Not to a lead outside of the place."""
    story = late()
    story.insiders = frozenset({MARIA, JON})
    assert story.step("tue 9:00") == [(AWAY, JON)]


def test_begun_work_without_a_date_is_told_of_when_it_lies_still() -> None:
    """As long as nobody would have been asked, nobody is told."""
    story = late()
    story.change(due=None)
    assert story.step("wed 9:00") == []
    assert story.step("thu 9:00") == [(AWAY, ANA)]


def test_what_waited_for_the_owner_waits_on() -> None:
    """Owed before the leave began, it holds no more while they are away."""
    story = late()
    story.calendars.leaves = {}
    story.said("mon 0:00")
    story.step("wed 9:00")
    story.away(MARIA, "wed", "+fri")
    assert not story.true(NoticeKind.OVERDUE, "wed 9:01")
