"""What is urgent, outside of the hours: at any hour where the workspace says so, and only then."""

from dataclasses import replace
from datetime import datetime

import pytest

from core.calendar.leave import Leave
from core.calendar.working import WorkCalendar
from core.followup.budget import Choice, split
from core.followup.model import Manner, Notice, NoticeKind, NoticeState, Wanted, to_person
from core.followup.outside import LEARNING, reach, soonest
from core.kernel.refs import NoticeId, TaskId, task_ref
from core.people.model import Person
from core.tasks.model import Priority, Status
from tests.followup.cases import ANA, MARIA, TOM, Story, at, blocker, due, person, task

WEEK = WorkCalendar("UTC")
AWAY = WorkCalendar("UTC", leave=(Leave(at("mon 0:00").date(), at("fri 0:00").date()),))
A_DAY = WorkCalendar("UTC", leave=(Leave(at("wed 0:00").date(), at("wed 0:00").date()),))


def owed(kind: NoticeKind = NoticeKind.HELP, manner: Manner = Manner.URGENT) -> Notice:
    """One thing to say to Maria."""
    wanted = Wanted(task_ref(TaskId(1)), kind, "1", to_person(MARIA), manner, at("mon 9:00"))
    return Notice(NoticeId(int(manner is Manner.URGENT)), wanted, NoticeState.OWED, at("mon 9:00"))


def chosen(
    when: str, *given: Notice, spent: int = 0, calendar: WorkCalendar = WEEK,
    maria: Person | None = None,
) -> Choice:  # fmt: skip
    """What Maria hears then, where what is urgent comes at any hour."""
    who = maria or person(MARIA)
    return split(given, spent, 3, calendar, who, at(when), anytime=True)


@pytest.mark.parametrize("when", ["mon 23:30", "tue 6:00", "sat 12:00"])
def test_at_night_and_on_days_off_what_is_urgent_is_said(when: str) -> None:
    """All else waits for the next morning."""
    urgent, usual = owed(), owed(manner=Manner.NOW)
    choice = chosen(when, urgent, usual)
    assert choice.now == (urgent,)
    assert [notice for notice, _ in choice.later] == [usual]


def test_what_is_a_matter_of_days_waits_for_the_hours() -> None:
    """An urgent task's reminder of the day before comes in the morning."""
    reminder = owed(NoticeKind.DUE_SOON)
    assert chosen("mon 23:30", reminder).later == ((reminder, at("tue 9:00")),)


def test_unless_the_workspace_says_so_it_waits() -> None:
    """The default."""
    urgent = owed()
    choice = split([urgent], 0, 3, WEEK, person(MARIA), at("mon 23:30"))
    assert choice == Choice(later=((urgent, at("tue 9:00")),))


def test_it_passes_a_spent_budget_at_night_too() -> None:
    """As it does by day."""
    urgent = owed()
    assert chosen("mon 23:30", urgent, spent=3).now == (urgent,)


def test_do_not_disturb_holds_it() -> None:
    """Until it ends, be it before the hours begin."""
    maria = replace(person(MARIA), dnd=(at("mon 22:00"), at("tue 7:30")))
    urgent = owed()
    assert chosen("mon 23:30", urgent, maria=maria).later == ((urgent, at("tue 7:30")),)
    assert chosen("tue 7:30", urgent, maria=maria).now == (urgent,)


def test_who_refused_a_message_is_not_tried_at_night() -> None:
    """A working day later, as announced."""
    maria = replace(person(MARIA), unreachable_until=at("tue 9:00"))
    urgent = owed()
    assert chosen("mon 23:30", urgent, maria=maria).later == ((urgent, at("tue 9:00")),)


@pytest.mark.parametrize(
    ("when", "calendar", "from_when"),
    [
        ("mon 23:30", WEEK, "mon 23:30"),
        ("wed 12:00", AWAY, "+mon 13:00"),
        ("sat 12:00", AWAY, "+mon 13:00"),
        ("+mon 10:00", AWAY, "+mon 13:00"),
        ("+mon 6:00", AWAY, "+mon 13:00"),
        ("+mon 22:00", AWAY, "+mon 22:00"),
        ("wed 20:00", A_DAY, "thu 9:00"),
        ("tue 20:00", A_DAY, "tue 20:00"),
    ],
)
def test_nobody_on_leave_is_reached(when: str, calendar: WorkCalendar, from_when: str) -> None:
    """Nor on the weekend that ends it, nor before 13:00 on the day of the return."""
    assert reach(calendar, at(when)) == at(from_when)


def test_outside_of_the_hours_there_is_time_to_learn_of_do_not_disturb() -> None:
    """A minute and a half from now; in the hours, none."""
    night: datetime = at("mon 23:30")
    assert soonest(WEEK, night, night) == night + LEARNING
    assert soonest(WEEK, at("mon 9:00"), at("mon 9:00")) == at("mon 9:00")


class Anytime(Story):
    """A story where the workspace lets what is urgent come at any hour."""

    @property
    def around(self):  # noqa: ANN201
        """As policy gets it."""
        return replace(super().around, urgent_anytime=True)


def test_help_is_asked_for_at_once() -> None:
    """At eleven in the evening; the lead's turn is a working day after that."""
    story = Anytime(
        task(Status.BLOCKED, priority=Priority.URGENT, blocker=blocker("mon 23:00", helper=TOM)),
        channel=None,
    )
    (wanted,) = story.decide("mon 23:00").wanted
    assert wanted.kind is NoticeKind.HELP
    assert wanted.not_before == at("mon 23:00") + LEARNING
    assert story.said("mon 23:02") == [(NoticeKind.HELP, TOM)]
    assert story.said("tue 17:00") == []
    assert story.said("wed 9:00") == [(NoticeKind.HELP_LEAD, ANA)]


@pytest.mark.parametrize(
    ("given", "asked"), [({"has_time": True}, "mon 22:00"), ({"has_time": False}, "tue 9:00")]
)
def test_the_hour_that_was_named_is_the_hour_of_the_question(
    given: dict[str, bool], asked: str
) -> None:
    """A date alone is asked about in the first working hour after it."""
    story = Anytime(task(priority=Priority.URGENT, due=due("mon 22:00", **given)))
    decision = story.decide("mon 22:00")
    found = [w.not_before for w in decision.wanted if w.kind is NoticeKind.OVERDUE]
    if asked == "mon 22:00":
        assert found == [at(asked) + LEARNING]
    else:
        assert found == [] and decision.check_at == at(asked)
