"""Slack's own do-not-disturb holds what would interrupt, for a working day at most."""

from dataclasses import replace

from core.calendar.working import WorkCalendar
from core.followup.budget import split
from core.followup.model import Manner, Notice, NoticeKind, NoticeState, Wanted, to_person
from core.kernel.refs import NoticeId, TaskId, task_ref
from tests.followup.cases import MARIA, at, person

WANTED = Wanted(
    task_ref(TaskId(1)), NoticeKind.HELP, "1", to_person(MARIA), Manner.URGENT, at("mon 9:00")
)
OWED = [Notice(NoticeId(1), WANTED, NoticeState.OWED, at("mon 9:00"))]
WEEK = WorkCalendar("UTC")


def test_messages_wait_until_it_ends() -> None:
    """Urgent ones too; before it begins and from its end on they are said."""
    maria = replace(person(MARIA), dnd=(at("mon 10:00"), at("mon 12:00")))
    assert split(OWED, 0, 3, WEEK, maria, at("mon 9:30")).now == tuple(OWED)
    assert split(OWED, 0, 3, WEEK, maria, at("mon 10:30")).later == ((OWED[0], at("mon 12:00")),)
    assert split(OWED, 0, 3, WEEK, maria, at("mon 12:00")).now == tuple(OWED)


def test_a_pause_without_end_holds_for_a_working_day() -> None:
    """Then what is owed is said all the same."""
    maria = replace(person(MARIA), dnd=(at("mon 10:00"), at("+fri 10:00")))
    assert split(OWED, 0, 3, WEEK, maria, at("mon 11:00")).later == ((OWED[0], at("tue 10:00")),)
    assert split(OWED, 0, 3, WEEK, maria, at("tue 10:00")).now == tuple(OWED)
