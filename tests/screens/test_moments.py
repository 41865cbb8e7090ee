"""Dates in words: absolute and relative, in the reader's zone and habit, for any zone."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.calendar.zones import local_date
from core.language.line import read_due
from core.screens.moments import (
    day_words,
    distance_words,
    due_fact,
    due_words,
    time_words,
    typed_due,
)
from core.screens.views import Reader
from core.tasks.model import Due

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
ZONES = st.sampled_from([
    "UTC", "Europe/London", "America/New_York", "Asia/Kolkata", "Pacific/Auckland",
    "Pacific/Honolulu", "America/St_Johns",
])  # fmt: skip
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1)).map(  # noqa: DTZ001
    lambda at: at.replace(tzinfo=UTC, second=0, microsecond=0)
)


def _reader(locale: str = "en-GB", zone: str = "UTC", now: datetime = NOW) -> Reader:
    return Reader(zone, locale, now)


def test_a_due_date_is_said_absolute_and_relative() -> None:
    """With its hour, or as the end of the day."""
    due = Due(datetime(2026, 11, 25, 17, tzinfo=UTC), "UTC", has_time=True)
    assert due_words(due_fact(due, _reader()), _reader()) == "Wed 25 Nov 17:00 (tomorrow)"
    whole = Due(due.at, "UTC")
    assert due_words(due_fact(whole, _reader()), _reader()) == "Wed 25 Nov, end of day (tomorrow)"


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "today"), (1, "tomorrow"), (-1, "yesterday"), (4, "in 4 days"), (-2, "2 days ago"),
        (7, "in 7 days"),
    ],
)  # fmt: skip
def test_distances_are_counted_in_days(days: int, said: str) -> None:
    """Near days have names."""
    assert distance_words(days, _reader()) == said


def test_hours_are_said_as_people_there_say_them() -> None:
    """Twelve hours in the United States, twenty-four in Britain."""
    at = datetime(2026, 11, 25, 0, 5, tzinfo=UTC)
    assert time_words(at, _reader("en-US")) == "12:05 AM"
    assert time_words(at, _reader("en-GB")) == "00:05"
    assert time_words(at + timedelta(hours=12), _reader("en-US")) == "12:05 PM"


def test_another_year_is_said() -> None:
    """A day of this year needs no year."""
    today = date(2026, 11, 24)
    assert day_words(date(2026, 12, 3), today) == "Thu 3 Dec"
    assert day_words(date(2027, 1, 4), today) == "Mon 4 Jan 2027"


def test_a_day_stays_the_day_that_was_meant() -> None:
    """The end of Thursday in California is Friday in Berlin, and is still said as Thursday."""
    due = Due(datetime(2026, 11, 27, 1, tzinfo=UTC), "America/Los_Angeles")
    fact = due_fact(due, _reader(zone="Europe/Berlin"))
    assert (fact.day, fact.days) == (date(2026, 11, 26), 2)


@given(at=MOMENTS, now=MOMENTS, zone=ZONES, theirs=ZONES)
def test_a_moment_is_on_the_readers_calendar(
    at: datetime, now: datetime, zone: str, theirs: str
) -> None:
    """Days are counted on the reader's wall, wherever the date was set; late is late anywhere."""
    fact = due_fact(Due(at, theirs, has_time=True), _reader(zone=zone, now=now))
    assert fact.day == local_date(at, zone)
    assert fact.days == (local_date(at, zone) - local_date(now, zone)).days
    assert fact.late is (at < now)


@given(at=MOMENTS, zone=ZONES, has_time=st.booleans())
def test_what_a_form_shows_is_read_back(at: datetime, zone: str, has_time: bool) -> None:
    """A date that nobody changed in a form means the same when it comes back."""
    if at.astimezone(ZoneInfo(zone)).fold or at.astimezone(UTC) != at:
        return
    reader = _reader(zone=zone, now=datetime(2025, 12, 1, tzinfo=UTC))
    typed = typed_due(Due(at, zone, has_time), reader)
    read = read_due(typed, now=reader.now or NOW, zone=zone, locale="en-GB")
    assert read is not None
    assert read.day == local_date(at, zone)
    local = at.astimezone(ZoneInfo(zone))
    assert (read.time is not None) is has_time
    assert read.time is None or (read.time.hour, read.time.minute) == (local.hour, local.minute)


def test_a_reader_needs_a_present() -> None:
    """Without now no distance can be said."""
    with pytest.raises(ValueError, match="now"):
        due_fact(Due(NOW, "UTC"), Reader("UTC"))
