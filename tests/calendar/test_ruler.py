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
from core.kernel.errors import ChivvyError
from tests.calendar.test_working_properties import anywhere, calendars, calendars_and_moments

NEAR = st.timedeltas(timedelta(days=-40), timedelta(days=200))
SPANS = st.timedeltas(timedelta(0), timedelta(hours=300))
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


def _ruler(cal: WorkCalendar, moment: datetime) -> Ruler:
    """One that begins a month before *moment*, so that some questions lie before it."""
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
        assert ruler.between(moment + a, moment + b) == expected


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
        assert _outcome(partial(ruler.add, at, span)) == expected


@given(calendars, anywhere, NEAR, NEAR, st.integers(0, 70))
def test_counting_days_is_the_same(
    cal: WorkCalendar, moment: datetime, a: timedelta, b: timedelta, most: int
) -> None:
    """The working days between two dates, up to a bound."""
    first, last = (moment + a).date(), (moment + b).date()
    expected = working.count_working_days(cal, first, last, most)
    assert _ruler(cal, moment).count_days(first, last, most) == expected


def test_who_never_works_is_told() -> None:
    """A calendar without hours ends a search with the same error."""
    ruler = Ruler(WorkCalendar("UTC", Hours(((),) * 7)), NOW.date())
    with pytest.raises(ChivvyError, match="no_working_hours"):
        ruler.add(NOW, timedelta(hours=1))


def test_a_far_date_is_answered() -> None:
    """A date beyond what is measured gets the answer of the calendar itself."""
    cal, far = WorkCalendar("UTC"), NOW + timedelta(days=365 * 30)
    expected = working.working_between(cal, NOW, far)
    assert Ruler(cal, NOW.date()).between(NOW, far) == expected
