"""A measured calendar answers as the calendar itself does."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.calendar import working
from core.calendar.hours import Hours
from core.calendar.ruler import Ruler
from core.calendar.working import WorkCalendar
from core.calendar.zones import local_date
from core.kernel.errors import ChivvyError
from tests.calendar.test_working_properties import anywhere, calendars, calendars_and_moments

NEAR = st.timedeltas(timedelta(days=-25), timedelta(days=200))
SPANS = st.timedeltas(timedelta(0), timedelta(hours=300))
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


def _ruler(cal: WorkCalendar, moment: datetime) -> Ruler:
    """One that begins before all that is asked of it around *moment*."""
    return Ruler(cal, moment.date() - timedelta(days=30))


def _outcome(ask: Callable[[], datetime]) -> datetime | str:
    try:
        return ask()
    except ChivvyError as error:
        return error.code


@given(calendars_and_moments(), st.lists(st.tuples(NEAR, NEAR), min_size=1, max_size=4))
def test_time_between_is_the_same(
    found: tuple[WorkCalendar, datetime], asked: list[tuple[timedelta, timedelta]]
) -> None:
    """Working time between two moments, whichever was asked first and whichever comes first."""
    cal, moment = found
    ruler = _ruler(cal, moment)
    for a, b in asked:
        expected = working.working_between(cal, moment + a, moment + b)
        assert ruler.worked(moment + b) - ruler.worked(moment + a) == expected


@given(calendars_and_moments(), st.lists(st.tuples(NEAR, SPANS), min_size=1, max_size=4))
def test_adding_is_the_same(
    found: tuple[WorkCalendar, datetime], asked: list[tuple[timedelta, timedelta]]
) -> None:
    """The moment that lies a span of working time later; or that there is none."""
    cal, moment = found
    ruler = _ruler(cal, moment)
    for apart, span in asked:
        at = moment + apart
        expected = _outcome(partial(working.add_working, cal, at, span))
        assert _outcome(partial(ruler.moment, ruler.worked(at) + span)) == expected


@given(calendars, anywhere, NEAR, NEAR, st.integers(0, 70))
def test_counting_days_is_the_same(
    cal: WorkCalendar, moment: datetime, a: timedelta, b: timedelta, most: int
) -> None:
    """The working days between the dates of two moments, up to a bound."""
    ruler, dates = _ruler(cal, moment), [local_date(moment + each, cal.zone) for each in (a, b)]
    expected = working.count_working_days(cal, *dates, most)
    counted = ruler.days_to(moment + b) - ruler.days_to(moment + a)
    assert max(0, min(counted, most)) == expected


def test_who_never_works_is_told() -> None:
    """A calendar without hours ends a search with the same error."""
    ruler = Ruler(WorkCalendar("UTC", Hours(((),) * 7)), NOW.date())
    with pytest.raises(ChivvyError, match="no_working_hours"):
        ruler.moment(ruler.worked(NOW) + timedelta(hours=1))


def test_what_lies_before_or_far_ahead_is_as_its_ends_are() -> None:
    """A date beyond what is measured neither fails nor costs more than the horizon."""
    ruler = Ruler(WorkCalendar("UTC"), NOW.date())
    ends = [ruler.worked(NOW + timedelta(days=365 * years)) for years in (30, 31)]
    assert ends[0] == ends[1] > timedelta(days=365)
    assert ruler.worked(NOW - timedelta(days=9)) == timedelta(0)
