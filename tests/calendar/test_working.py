"""Working time, case by case: 23 to 29 November 2026 is an ordinary week, Monday to Sunday."""

import time as stopwatch
from datetime import UTC, date, datetime, time, timedelta

import pytest

from core.calendar import working
from core.calendar.days_off import days_off
from core.calendar.hours import Hours, Window, parse_hours
from core.calendar.leave import Leave
from core.calendar.working import WorkCalendar
from core.calendar.zones import instant, local
from core.kernel.errors import ChivvyError
from core.kernel.refs import PersonId

BERLIN = "Europe/Berlin"
OFFICE = WorkCalendar(BERLIN)
SPLIT = WorkCalendar(BERLIN, parse_hours("mon-fri 9-12, 13-17"))
PART_TIME = WorkCalendar(BERLIN, parse_hours("mon, wed 9-13"))
NIGHTS = WorkCalendar(BERLIN, parse_hours("mon-fri 22:00-06:00"))
ALWAYS = WorkCalendar(BERLIN, parse_hours("daily 0-24"))
NEVER = WorkCalendar(BERLIN, Hours(((),) * 7))
HOUR = timedelta(hours=1)
ZERO = timedelta(0)


def _away(first: str, last: str, cover: PersonId | None = None) -> Leave:
    return Leave(date.fromisoformat(first), date.fromisoformat(last), cover)


def at(text: str, zone: str = BERLIN) -> datetime:
    """A wall time as an instant."""
    wall = datetime.fromisoformat(text)
    return instant(wall.date(), wall.time(), zone)


def wall(moment: datetime | None, zone: str = BERLIN) -> str | None:
    """An instant as a wall time."""
    return f"{local(moment, zone):%Y-%m-%dT%H:%M}" if moment else None


ON_LEAVE = WorkCalendar(BERLIN, leave=(_away("2026-11-24", "2026-11-25"),))
WITH_HOLIDAY = WorkCalendar(BERLIN, days_off=frozenset({date(2026, 11, 25)}))
BAVARIA = WorkCalendar(BERLIN, days_off=days_off("DE", "BY"))

# calendar, moment, next working instant
NEXT = [
    (OFFICE, "2026-11-23T08:59", "2026-11-23T09:00"),
    (OFFICE, "2026-11-23T09:00", "2026-11-23T09:00"),
    (OFFICE, "2026-11-23T16:59", "2026-11-23T16:59"),
    (OFFICE, "2026-11-23T17:00", "2026-11-24T09:00"),
    (OFFICE, "2026-11-27T17:00", "2026-11-30T09:00"),
    (OFFICE, "2026-11-28T12:00", "2026-11-30T09:00"),
    (SPLIT, "2026-11-23T12:00", "2026-11-23T13:00"),
    (PART_TIME, "2026-11-23T13:00", "2026-11-25T09:00"),
    (PART_TIME, "2026-11-25T13:00", "2026-11-30T09:00"),
    (NIGHTS, "2026-11-24T02:00", "2026-11-24T02:00"),
    (NIGHTS, "2026-11-24T06:00", "2026-11-24T22:00"),
    (NIGHTS, "2026-11-28T05:59", "2026-11-28T05:59"),
    (NIGHTS, "2026-11-28T06:00", "2026-11-30T22:00"),
    (NIGHTS, "2026-11-23T02:00", "2026-11-23T22:00"),
    (ON_LEAVE, "2026-11-23T17:00", "2026-11-26T09:00"),
    (WITH_HOLIDAY, "2026-11-25T10:00", "2026-11-26T09:00"),
    (BAVARIA, "2026-12-24T17:00", "2026-12-28T09:00"),
    (BAVARIA, "2027-01-05T17:00", "2027-01-07T09:00"),
    (ALWAYS, "2026-11-29T03:00", "2026-11-29T03:00"),
]


@pytest.mark.parametrize(("cal", "moment", "expected"), NEXT)
def test_the_next_working_instant(cal: WorkCalendar, moment: str, expected: str) -> None:
    """At or after; a moment is working when it is its own next one; its zone does not matter."""
    start = at(moment)
    assert wall(working.next_working(cal, start)) == expected
    assert wall(working.next_working(cal, local(start, "Asia/Tokyo"))) == expected
    assert wall(working.first_working_hour_after(cal, start)) == expected
    assert working.is_working(cal, start) == (moment == expected)


def test_results_are_in_utc() -> None:
    """Whatever zone the moment came in."""
    tokyo = local(at("2026-11-23T10:00"), "Asia/Tokyo")
    found = [
        working.next_working(OFFICE, tokyo),
        working.add_working(OFFICE, tokyo, HOUR),
        working.add_working(OFFICE, tokyo, -HOUR),
        working.add_working_days(OFFICE, tokyo, 1),
        working.add_working_days(OFFICE, tokyo, -1),
        working.start_of_day(OFFICE, date(2026, 11, 23)),
        working.end_of_day(OFFICE, date(2026, 11, 23)),
        working.end_of_day(OFFICE, date(2026, 11, 22)),
    ]
    assert [moment.tzinfo for moment in found if moment] == [UTC] * len(found)


def test_a_night_belongs_to_the_day_on_which_it_begins() -> None:
    """A holiday ends neither the night before it nor lets its own night begin."""
    off = WorkCalendar(BERLIN, NIGHTS.hours, frozenset({date(2026, 11, 25)}))
    assert working.is_working(off, at("2026-11-25T05:00"))
    assert not working.is_working(off, at("2026-11-25T23:00"))
    assert not working.is_working(off, at("2026-11-26T05:00"))
    assert wall(working.next_working(off, at("2026-11-25T06:00"))) == "2026-11-26T22:00"


# calendar, moment, hours, expected
ADD = [
    (OFFICE, "2026-11-23T10:00", 4, "2026-11-23T14:00"),
    (OFFICE, "2026-11-23T15:00", 4, "2026-11-24T11:00"),
    (OFFICE, "2026-11-23T13:00", 4, "2026-11-24T09:00"),
    (OFFICE, "2026-11-27T16:00", 4, "2026-11-30T12:00"),
    (OFFICE, "2026-11-28T12:00", 4, "2026-11-30T13:00"),
    (OFFICE, "2026-11-28T12:00", 0, "2026-11-30T09:00"),
    (OFFICE, "2026-11-23T10:00", 0, "2026-11-23T10:00"),
    (OFFICE, "2026-11-23T09:00", 40, "2026-11-30T09:00"),
    (SPLIT, "2026-11-23T11:00", 2, "2026-11-23T14:00"),
    (PART_TIME, "2026-11-23T12:00", 4, "2026-11-25T12:00"),
    (NIGHTS, "2026-11-23T23:00", 8, "2026-11-24T23:00"),
    (ON_LEAVE, "2026-11-23T16:00", 2, "2026-11-26T10:00"),
    (OFFICE, "2026-11-23T14:00", -4, "2026-11-23T10:00"),
    (OFFICE, "2026-11-23T13:00", -4, "2026-11-23T09:00"),
    (OFFICE, "2026-11-24T11:00", -4, "2026-11-23T15:00"),
    (OFFICE, "2026-11-24T09:00", -1, "2026-11-23T16:00"),
    (OFFICE, "2026-11-29T09:00", -1, "2026-11-27T16:00"),
    (NIGHTS, "2026-11-24T01:00", -2, "2026-11-23T23:00"),
]


@pytest.mark.parametrize(("cal", "moment", "hours", "expected"), ADD)
def test_adding_working_time(cal: WorkCalendar, moment: str, hours: int, expected: str) -> None:
    """Only working time counts, and the result is in it, so 17:00 is the next morning."""
    assert wall(working.add_working(cal, at(moment), hours * HOUR)) == expected


# zone, hours, from, to, real hours
ACROSS_CHANGES = [
    (BERLIN, "daily 0-24", "2026-03-29T00:00", "2026-03-30T00:00", 23),
    (BERLIN, "daily 0-24", "2026-10-25T00:00", "2026-10-26T00:00", 25),
    (BERLIN, "daily 22:00-06:00", "2026-03-28T22:00", "2026-03-29T06:00", 7),
    (BERLIN, "daily 22:00-06:00", "2026-10-24T22:00", "2026-10-25T06:00", 9),
    (BERLIN, "daily 02:30-06:00", "2026-03-29T00:00", "2026-03-29T12:00", 3),
    (BERLIN, "daily 00:00-02:30", "2026-03-29T00:00", "2026-03-29T12:00", 2),
    (BERLIN, "daily 02:10-02:50", "2026-03-29T00:00", "2026-03-29T12:00", 0),
    (BERLIN, "daily 9-17", "2026-03-27T09:00", "2026-03-30T17:00", 32),
    ("America/New_York", "daily 0-24", "2026-03-08T00:00", "2026-03-09T00:00", 23),
    ("America/New_York", "daily 22-6", "2026-10-31T12:00", "2026-11-01T12:00", 9),
    ("Australia/Sydney", "daily 22-6", "2026-10-03T12:00", "2026-10-04T12:00", 7),
    ("Australia/Sydney", "daily 0-24", "2026-04-05T00:00", "2026-04-06T00:00", 25),
    ("Australia/Lord_Howe", "daily 22-6", "2026-10-03T12:00", "2026-10-04T12:00", 7.5),
    ("Australia/Lord_Howe", "daily 22-6", "2026-04-04T12:00", "2026-04-05T12:00", 8.5),
    ("Africa/Cairo", "daily 22-6", "2026-04-23T12:00", "2026-04-24T12:00", 7),
    ("Africa/Cairo", "daily 22-6", "2026-10-29T12:00", "2026-10-30T12:00", 9),
    ("Africa/Cairo", "sun-thu 9-24", "2026-10-29T09:00", "2026-10-30T09:00", 16),
    ("America/Nuuk", "daily 23:00-00:00", "2026-03-28T12:00", "2026-03-29T12:00", 0),
]


@pytest.mark.parametrize(("zone", "hours", "start", "end", "expected"), ACROSS_CHANGES)
def test_working_time_across_a_clock_change(
    zone: str, hours: str, start: str, end: str, expected: float
) -> None:
    """A window in which clocks change has its real length."""
    cal = WorkCalendar(zone, parse_hours(hours))
    found = working.working_between(cal, at(start, zone), at(end, zone))
    assert found == timedelta(hours=expected)


def test_adding_across_a_clock_change_counts_real_hours() -> None:
    """Three working hours from 01:00 end at 05:00 where 02:00 is skipped."""
    added = working.add_working(ALWAYS, at("2026-03-29T01:00"), 3 * HOUR)
    assert wall(added) == "2026-03-29T05:00"
    back = working.add_working(ALWAYS, at("2026-03-29T05:00"), -3 * HOUR)
    assert wall(back) == "2026-03-29T01:00"


def test_working_between_backwards_is_negative() -> None:
    """Too late by 3 working hours is minus 3."""
    early, late = at("2026-11-23T16:00"), at("2026-11-24T11:00")
    assert working.working_between(OFFICE, early, late) == 3 * HOUR
    assert working.working_between(OFFICE, late, early) == -3 * HOUR
    assert working.working_between(OFFICE, early, early) == ZERO


# calendar, moment, days, expected
DAYS = [
    (OFFICE, "2026-11-23T10:00", 1, "2026-11-24T10:00"),
    (OFFICE, "2026-11-27T10:00", 1, "2026-11-30T10:00"),
    (OFFICE, "2026-11-27T10:00", -1, "2026-11-26T10:00"),
    (OFFICE, "2026-11-23T10:00", -1, "2026-11-20T10:00"),
    (OFFICE, "2026-11-23T10:00", 10, "2026-12-07T10:00"),
    (OFFICE, "2026-11-28T12:00", 1, "2026-11-30T12:00"),
    (OFFICE, "2026-11-28T12:00", -1, "2026-11-27T12:00"),
    (OFFICE, "2026-11-28T12:00", 0, "2026-11-30T09:00"),
    (OFFICE, "2026-11-23T10:00", 0, "2026-11-23T10:00"),
    (OFFICE, "2026-11-26T07:00", 1, "2026-11-27T09:00"),
    (OFFICE, "2026-11-26T20:00", 1, "2026-11-30T09:00"),
    (OFFICE, "2026-11-26T17:00", -1, "2026-11-25T09:00"),
    (OFFICE, "2026-11-26T07:00", -1, "2026-11-25T09:00"),
    (SPLIT, "2026-11-23T12:30", 1, "2026-11-24T13:00"),
    (SPLIT, "2026-11-24T12:30", -1, "2026-11-23T13:00"),
    (SPLIT, "2026-11-24T17:00", -1, "2026-11-23T13:00"),
    (PART_TIME, "2026-11-23T10:00", 1, "2026-11-25T10:00"),
    (NIGHTS, "2026-11-28T02:00", 1, "2026-12-01T02:00"),
    (NIGHTS, "2026-12-01T02:00", -1, "2026-11-28T02:00"),
    (NIGHTS, "2026-11-28T12:00", 1, "2026-11-30T22:00"),
    (ON_LEAVE, "2026-11-23T10:00", 1, "2026-11-26T10:00"),
    (WITH_HOLIDAY, "2026-11-26T10:00", -1, "2026-11-24T10:00"),
    (OFFICE, "2026-03-27T10:00", 1, "2026-03-30T10:00"),
    (ALWAYS, "2026-03-28T02:30", 1, "2026-03-29T03:00"),
]


@pytest.mark.parametrize(("cal", "moment", "days", "expected"), DAYS)
def test_adding_working_days(cal: WorkCalendar, moment: str, days: int, expected: str) -> None:
    """The same wall time some working days away, moved into working time."""
    found = working.add_working_days(cal, at(moment), days)
    assert wall(found) == expected
    assert working.is_working(cal, found)


def test_working_days() -> None:
    """Hours, days off and leave decide; next and previous never mean the day itself."""
    monday, friday = date(2026, 11, 23), date(2026, 11, 27)
    assert working.is_working_day(OFFICE, monday)
    assert not working.is_working_day(OFFICE, date(2026, 11, 28))
    assert not working.is_working_day(ON_LEAVE, date(2026, 11, 24))
    assert not working.is_working_day(WITH_HOLIDAY, date(2026, 11, 25))
    assert working.next_working_day(OFFICE, friday) == date(2026, 11, 30)
    assert working.previous_working_day(OFFICE, monday) == date(2026, 11, 20)
    assert working.next_working_day(ON_LEAVE, monday) == date(2026, 11, 26)


@pytest.mark.parametrize(
    ("cal", "day", "at_the_end"),
    [
        (OFFICE, "2026-11-23", "2026-11-23T17:00"),
        (NIGHTS, "2026-11-23", "2026-11-23T23:59"),
        (ALWAYS, "2026-11-23", "2026-11-23T23:59"),
        (NIGHTS, "2026-11-28", "2026-11-28T18:00"),
        (OFFICE, "2026-11-28", "2026-11-28T18:00"),
    ],
)
def test_what_a_date_alone_means(cal: WorkCalendar, day: str, at_the_end: str) -> None:
    """The end of its work, of a night its last minute; 18:00 where only last night's rest lies."""
    assert wall(working.end_of_date(cal, date.fromisoformat(day))) == at_the_end


@pytest.mark.parametrize(
    ("cal", "day", "start", "end"),
    [
        (OFFICE, "2026-11-23", "2026-11-23T09:00", "2026-11-23T17:00"),
        (SPLIT, "2026-11-23", "2026-11-23T09:00", "2026-11-23T17:00"),
        (PART_TIME, "2026-11-23", "2026-11-23T09:00", "2026-11-23T13:00"),
        (NIGHTS, "2026-11-23", "2026-11-23T22:00", "2026-11-24T06:00"),
        (ALWAYS, "2026-11-23", "2026-11-23T00:00", "2026-11-24T00:00"),
        (OFFICE, "2026-11-28", None, "2026-11-28T18:00"),
        (ON_LEAVE, "2026-11-24", None, "2026-11-24T18:00"),
        (BAVARIA, "2026-12-25", None, "2026-12-25T18:00"),
        (NEVER, "2026-11-23", None, "2026-11-23T18:00"),
    ],
)
def test_start_and_end_of_a_day(cal: WorkCalendar, day: str, start: str | None, end: str) -> None:
    """The first and the last window of a date; 18:00 on one without work."""
    assert wall(working.start_of_day(cal, date.fromisoformat(day))) == start
    assert wall(working.end_of_day(cal, date.fromisoformat(day))) == end


def test_leave_and_the_day_of_return() -> None:
    """Away on every date of the leave, weekends inside it too, back on the next working day."""
    cal = WorkCalendar(BERLIN, leave=(_away("2026-11-16", "2026-11-20"),))
    assert working.away_until(cal, at("2026-11-15T23:59")) is None
    assert working.away_until(cal, at("2026-11-16T00:00")) == date(2026, 11, 20)
    assert working.away_until(cal, at("2026-11-20T23:59")) == date(2026, 11, 20)
    assert working.away_until(cal, at("2026-11-21T00:00")) is None
    assert working.back_on(cal, at("2026-11-18T12:00")) == date(2026, 11, 23)
    assert working.away_until(cal, at("2026-11-21T00:00")) is None
    assert working.back_on(cal, at("2026-11-21T00:00")) is None


def test_leaves_without_a_working_day_between_are_one() -> None:
    """Two weeks with a weekend between, and an overlapping third, in any order."""
    leaves = (
        _away("2026-11-30", "2026-12-04"),
        _away("2026-11-16", "2026-11-20"),
        _away("2026-11-18", "2026-11-27"),
        _away("2026-12-08", "2026-12-09"),
    )
    cal = WorkCalendar(BERLIN, leave=leaves)
    assert working.away_until(cal, at("2026-11-17T12:00")) == date(2026, 12, 4)
    assert working.back_on(cal, at("2026-11-17T12:00")) == date(2026, 12, 7)


def test_the_cover_answers_during_leave() -> None:
    """Whoever was named, on the dates of that leave only."""
    cal = WorkCalendar(BERLIN, leave=(_away("2026-11-16", "2026-11-20", PersonId(7)),))
    assert working.cover_of(cal, at("2026-11-18T12:00")) == PersonId(7)
    assert working.cover_of(cal, at("2026-11-23T12:00")) is None


def test_the_night_before_leave_is_worked_to_its_end() -> None:
    """At 02:00 of the first date of leave somebody on night shift is at work, not away."""
    cal = WorkCalendar(BERLIN, NIGHTS.hours, leave=(_away("2026-11-24", "2026-11-24"),))
    assert working.is_working(cal, at("2026-11-24T02:00"))
    assert working.away_until(cal, at("2026-11-24T02:00")) is None
    assert working.away_until(cal, at("2026-11-24T06:00")) is not None


def test_leave_is_dates_in_order() -> None:
    """Reversed leave is refused."""
    with pytest.raises(ValueError, match="before"):
        _away("2026-11-25", "2026-11-24")


GONE = WorkCalendar(BERLIN, leave=(Leave(date(2020, 1, 1), date.max),))


@pytest.mark.parametrize("cal", [NEVER, GONE])
def test_a_calendar_without_working_time_ends_every_search(cal: WorkCalendar) -> None:
    """None where that may be said, an error where a moment is promised, never an endless loop."""
    moment, day = at("2026-11-23T10:00"), date(2026, 11, 23)
    assert not working.is_working(cal, moment)
    assert working.next_working(cal, moment) is None
    assert working.next_working_day(cal, day) is None
    assert working.start_of_day(cal, day) is None
    assert working.working_between(cal, moment, at("9000-01-01T00:00")) == ZERO
    for days in (-1, 0, 1):
        with pytest.raises(ChivvyError, match="no_working_hours"):
            working.add_working_days(cal, moment, days if cal is NEVER else abs(days))
    for span in (HOUR, ZERO):
        with pytest.raises(ChivvyError, match="no_working_hours"):
            working.add_working(cal, moment, span)
    with pytest.raises(ChivvyError, match="no_working_hours"):
        working.first_working_hour_after(cal, moment)
    assert working.back_on(GONE, moment) is None


def test_searches_go_no_further_than_the_horizon() -> None:
    """Looking back ends as well, and so does a span longer than any plan."""
    moment = at("2026-11-23T10:00")
    assert working.previous_working_day(NEVER, moment.date()) is None
    for cal, span in ((NEVER, -HOUR), (OFFICE, timedelta.max), (OFFICE, timedelta.min)):
        with pytest.raises(ChivvyError, match="no_working_hours"):
            working.add_working(cal, moment, span)
    with pytest.raises(ChivvyError, match="no_working_hours"):
        working.add_working_days(OFFICE, moment, 10**9)


def test_a_day_whose_hours_the_clocks_skip_is_no_working_day() -> None:
    """In Nuuk there was no time from 23:00 to midnight on 28 March 2026."""
    cal = WorkCalendar("America/Nuuk", parse_hours("daily 23:00-24:00"))
    skipped = date(2026, 3, 28)
    assert not working.is_working_day(cal, skipped)
    assert working.start_of_day(cal, skipped) is None
    assert working.previous_working_day(cal, date(2026, 3, 29)) == date(2026, 3, 27)
    found = working.add_working_days(cal, at("2026-03-29T23:30", cal.zone), -1)
    assert wall(found, cal.zone) == "2026-03-27T23:30"


def test_a_working_day_earlier_stays_in_the_windows_of_that_day() -> None:
    """From a Saturday's night, 2 earlier is Monday, although the same time is Tuesday's morning."""
    early = (Window(time(0), time(0, 5)),)
    night = (Window(time(0, 5), time(0, 5)),)
    cal = WorkCalendar("UTC", Hours((early, early, (), (), (), night, ())))
    sunday = at("2026-01-11T00:00", "UTC")
    assert wall(working.add_working_days(cal, sunday, -1), "UTC") == "2026-01-06T00:00"
    assert wall(working.add_working_days(cal, sunday, -2), "UTC") == "2026-01-05T00:00"


def test_searches_end_at_the_edges_of_the_calendar() -> None:
    """Near the year 1 and the year 9999 there is no day further on."""
    assert working.next_working_day(OFFICE, date.max) is None
    assert working.previous_working_day(OFFICE, date.min) is None
    assert working.next_working(NEVER, datetime(9999, 12, 20, tzinfo=UTC)) is None


def test_a_naive_moment_is_refused() -> None:
    """A moment without a zone means nothing."""
    with pytest.raises(ValueError, match="zone"):
        working.is_working(OFFICE, datetime(2026, 11, 23, 10))  # noqa: DTZ001 - the case


def test_nobody_is_disturbed_at_night_in_24_zones() -> None:
    """Held until the next working instant, a message lands on a weekday from 9:00 to 17:00."""
    offsets = range(-11, 13)
    names = [f"Etc/GMT{-offset:+d}" if offset else "UTC" for offset in offsets]
    sent = [at("2026-11-20T00:00") + n * timedelta(minutes=97) for n in range(42)]
    landed = 0
    for zone in names:
        cal = WorkCalendar(zone)
        for moment in sent:
            due = working.first_working_hour_after(cal, moment)
            there = local(due, zone)
            assert there.weekday() < 5
            assert time(9) <= there.time() < time(17)
            assert due == moment or there.time() == time(9)
            assert ZERO <= due - moment <= 64 * HOUR
            landed += 1
    assert landed == 24 * 42


def test_five_years_take_milliseconds() -> None:
    """Counting and adding five years of working time stay far below a person's notice."""
    leave = tuple(Leave(date(2026 + n, 7, 1), date(2026 + n, 7, 20)) for n in range(5))
    cal = WorkCalendar(BERLIN, SPLIT.hours, days_off("DE", "BY"), leave)
    start, end = at("2026-01-01T00:00"), at("2031-01-01T00:00")
    span = working.working_between(cal, start, end)
    before = stopwatch.process_time()
    for _ in range(5):
        assert working.working_between(cal, start, end) == span
        working.add_working(cal, start, span)
    assert (stopwatch.process_time() - before) / 10 < 0.05
