"""The first day after a leave: one brief, then nothing before 13:00."""

from datetime import UTC, date, datetime

import pytest

from core.calendar.leave import Leave
from core.calendar.working import WorkCalendar
from core.followup.budget import split
from core.followup.model import Manner, Notice, NoticeKind, NoticeState, Wanted, to_person
from core.followup.moments import back_since, quiet_return
from core.kernel.refs import NoticeId, TaskId, task_ref
from tests.followup.cases import MARIA, at, person

WEEK = WorkCalendar("UTC", leave=(Leave(date(2026, 11, 23), date(2026, 11, 29)),))


def test_who_was_away_for_days_is_back_on_the_next_working_day() -> None:
    """And knows since when they were away; a day later it is a day like others."""
    assert back_since(WEEK, at("+mon 9:00")) == date(2026, 11, 23)
    assert back_since(WEEK, at("+tue 9:00")) is None
    assert back_since(WEEK, at("fri 9:00")) is None


def test_one_day_off_is_no_return() -> None:
    """Nothing piles up in a day."""
    calendar = WorkCalendar("UTC", leave=(Leave(date(2026, 11, 25), date(2026, 11, 25)),))
    assert back_since(calendar, at("thu 9:00")) is None


@pytest.mark.parametrize(("moment", "later"), [("+mon 9:00", "+mon 13:00"), ("+mon 13:00", None)])
def test_the_morning_of_the_return_is_quiet(moment: str, later: str | None) -> None:
    """Until 13:00 in the person's zone."""
    assert quiet_return(WEEK, at(moment)) == (at(later) if later else None)


@pytest.mark.parametrize("manner", [Manner.NOW, Manner.URGENT])
def test_what_is_owed_then_waits_until_one(manner: Manner) -> None:
    """Urgent or not; from 13:00 on it is said."""
    wanted = Wanted(
        task_ref(TaskId(1)), NoticeKind.HELP, "1", to_person(MARIA), manner, at("mon 9:00")
    )
    owed = [Notice(NoticeId(1), wanted, NoticeState.OWED, datetime(2026, 11, 20, tzinfo=UTC))]
    choice = split(owed, 0, 3, WEEK, person(MARIA), at("+mon 9:30"))
    assert choice.later == ((owed[0], at("+mon 13:00")),)
    assert split(owed, 0, 3, WEEK, person(MARIA), at("+mon 13:00")).now == tuple(owed)
