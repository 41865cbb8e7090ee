"""Who is told of a task that was given while its owner is away, and when questions begin."""

from core.followup.around import Past
from core.followup.model import NoticeKind
from core.tasks.model import Priority
from tests.followup.cases import ANA, EVE, JON, MARIA, Story, at, due, task

ASSIGNED, OVERDUE = NoticeKind.ASSIGNED, NoticeKind.OVERDUE


def given(when: str = "wed 10:00", until: str = "thu 17:00", by: int = JON) -> Story:
    """Maria is away from Tuesday to Friday of the next week, and Eve covers."""
    story = Story(task(due=due(until), created_at=at(when)))
    story.away(MARIA, "tue", "+fri", EVE)
    story.past = Past(assigned_at=at(when), assigned_by=by)
    return story


def told() -> Story:
    """Eve has heard of it; Maria is still away."""
    story = given()
    story.step("wed 10:00")
    story.step("wed 10:00")
    mine = [n for n in story.notices if n.wanted.recipient.id == MARIA]
    story.notices = [n for n in story.notices if n not in mine]
    story.say("wed 10:00")
    story.notices += mine
    return story


def test_what_is_due_within_a_leave_is_told_to_who_covers() -> None:
    """At once; the owner's own line is kept for their return."""
    story = given()
    assert story.step("wed 10:00") == [(ASSIGNED, MARIA)]
    assert story.step("wed 10:00") == [(ASSIGNED, EVE)]
    owner, cover = story.notices
    assert cover.wanted.not_before == at("wed 10:00")
    assert owner.wanted.not_before >= at("++mon 9:00")


def test_what_can_wait_for_the_owner_waits() -> None:
    """Due after the return, and not urgent."""
    story = given(until="++tue 17:00")
    assert story.step("wed 10:00") == [(ASSIGNED, MARIA)]
    assert story.step("wed 10:01") == []


def test_what_is_urgent_is_told_to_who_covers() -> None:
    """With a date after the return too."""
    story = given(until="++tue 17:00")
    story.change(priority=Priority.URGENT)
    story.step("wed 10:00")
    assert story.step("wed 10:00") == [(ASSIGNED, EVE)]


def test_what_was_given_before_the_leave_and_read_is_told_to_nobody_else() -> None:
    """The owner has heard of it: who covers is asked when it is due, and not told before."""
    story = given("mon 10:00")
    assert story.said("mon 10:00") == [(ASSIGNED, MARIA)]
    assert story.step("wed 10:00") == []


def test_what_was_given_in_the_evening_before_a_leave_is_told_when_it_begins() -> None:
    """Nobody has read it: on the first morning it is for who covers."""
    story = given("mon 18:00")
    story.step("mon 18:00")
    assert story.step("mon 18:00") + story.step("tue 9:00") == [(ASSIGNED, EVE)]


def test_who_covers_is_asked_how_it_is() -> None:
    """The first working hour after the date, though the owner has not heard of it yet."""
    story = told()
    assert story.step("fri 9:00") == [(OVERDUE, EVE)]


def test_nothing_is_asked_before_who_covers_was_told() -> None:
    """They would read the question about a task that they have never heard of."""
    story = given("wed 18:00", "wed 20:00")
    story.step("wed 18:00")
    story.step("wed 18:00")
    assert story.step("thu 9:00") == []
    story.say("thu 9:00")
    assert story.step("thu 9:01") == []
    assert story.step("fri 9:01") == [(OVERDUE, EVE)]


def test_who_gave_it_and_covers_is_not_told_of_it() -> None:
    """They know; and they are asked when it is due."""
    story = given(by=EVE)
    assert story.step("wed 10:00") == [(ASSIGNED, MARIA)]
    assert story.step("fri 9:00") == [(OVERDUE, EVE)]


def test_another_cover_is_told_too() -> None:
    """Who covers from now on has not heard of it."""
    story = told()
    story.away(MARIA, "tue", "+fri", ANA)
    assert story.step("thu 9:00") == [(ASSIGNED, ANA)]


def test_who_covers_and_has_begun_is_told_nothing() -> None:
    """They found it by themselves."""
    story = given()
    story.step("wed 10:00")
    story.act(EVE, "wed 10:30")
    assert story.step("wed 11:00") == []
