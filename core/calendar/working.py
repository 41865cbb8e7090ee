"""Working time: somebody's hours, minus days off and leave.

Moments may come in any zone (ValueError when naive) and go out in UTC. Working time is a row of
half-open spans [start, end): at 17:00 sharp the day is over. A window belongs to the date on
which it starts, so the night that begins before a holiday is worked to its end, and the night
that begins on one is not. Where clocks change inside a window its real length changes with them;
a boundary that is skipped or doubled follows ``zones.first_valid``.

Searches look ahead (or back) ``HORIZON`` days, so a calendar in which nobody ever works ends
them: with None, or with ChivvyError ``no_working_hours`` where a moment is promised.
"""

from collections.abc import Container, Iterator
from dataclasses import field
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice

from core.calendar.hours import Hours, Window
from core.calendar.leave import Leave
from core.calendar.zones import first_valid, instant, local, local_date, steady_offset
from core.kernel.clock import require_aware
from core.kernel.errors import ChivvyError
from core.kernel.refs import PersonId
from core.kernel.values import dataclass

HORIZON = 20 * 366
"""Days that a search covers; ``working_between`` counts no further either."""
END_OF_A_DAY_OFF = time(18)
_REMEMBERED = 400
_NONE = timedelta(0)
_ONE_DAY = timedelta(days=1)
_ONE_MINUTE = timedelta(minutes=1)
Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """When somebody works: a person, or a project. Dates are dates in *zone*.

    *days_off* answers ``day in days_off``; ``days_off.days_off`` makes one for a country.
    """

    zone: str
    hours: Hours = field(default_factory=Hours.standard)
    days_off: Container[date] = frozenset()
    leave: tuple[Leave, ...] = ()
    _spans: dict[date, tuple[Span, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """Those of days that were asked for: questions about one task ask for the same few."""
    _nexts: dict[datetime, tuple[datetime | None]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """The first working instants from moments that were asked for, above all from now."""


# Days


def is_working_day(cal: WorkCalendar, day: date) -> bool:
    """Whether work starts on *day*: it has hours, is no day off and not on leave.

    Nor do the clocks skip all of its hours, as they do with one from 23:00 to midnight in Nuuk.
    """
    return bool(spans_on(cal, day))


def next_working_day(cal: WorkCalendar, day: date) -> date | None:
    """The first working day after *day* (never *day* itself)."""
    return next(_working_days(cal, day, 1), None)


def previous_working_day(cal: WorkCalendar, day: date) -> date | None:
    """The last working day before *day* (never *day* itself)."""
    return next(_working_days(cal, day, -1), None)


def count_working_days(cal: WorkCalendar, first: date, last: date, most: int) -> int:
    """The working days after *first* up to *last*; counting stops at *most*."""
    day, count = first, 0
    while count < most:
        following = next_working_day(cal, day)
        if following is None or following > last:
            break
        day, count = following, count + 1
    return count


def start_of_day(cal: WorkCalendar, day: date) -> datetime | None:
    """When work starts on *day*; None where it does not."""
    return next((start for start, _ in spans_on(cal, day)), None)


def end_of_day(cal: WorkCalendar, day: date) -> datetime:
    """The end of the last window of *day*, after midnight for a night; 18:00 when not working."""
    ends = [end for _, end in spans_on(cal, day)]
    return ends[-1] if ends else instant(day, END_OF_A_DAY_OFF, cal.zone)


def end_of_date(cal: WorkCalendar, day: date) -> datetime:
    """What *day* means without an hour: ``end_of_day``, but never past the date itself.

    Of work that goes on past midnight it is the last minute of *day*. A date that holds nothing but
    the rest of last night is one on which no work begins: 18:00.
    """
    end = end_of_day(cal, day)
    if local_date(end, cal.zone) <= day:
        return end
    return first_valid(day + _ONE_DAY, time.min, cal.zone) - _ONE_MINUTE


def spans_on(cal: WorkCalendar, day: date) -> tuple[Span, ...]:
    """The spans (UTC) that belong to *day*, in order; a gap of the clocks may swallow one."""
    found = cal._spans.get(day)
    if found is None:
        if len(cal._spans) >= _REMEMBERED:
            cal._spans.clear()
        found = cal._spans[day] = _spans_of(cal, day)
    return found


def _spans_of(cal: WorkCalendar, day: date) -> tuple[Span, ...]:
    if not _is_planned(cal, day):
        return ()
    windows, offset = cal.hours.days[day.weekday()], steady_offset(day, cal.zone)
    if offset is not None:
        midnight = datetime(day.year, day.month, day.day, tzinfo=UTC) - offset
        return tuple((midnight + window.opens, midnight + window.closes) for window in windows)
    spans = (_span(window, day, cal.zone) for window in windows)
    return tuple((start, end) for start, end in spans if start < end)


def day_of(cal: WorkCalendar, at: datetime) -> date:
    """The day whose window holds *at*, so that a night belongs to the day it began on; else its
    date."""
    return _window_day(cal, at) or local_date(at, cal.zone)


# Moments


def is_working(cal: WorkCalendar, moment: datetime) -> bool:
    """Whether *moment* lies in working time."""
    return _window_day(cal, require_aware(moment)) is not None


def next_working(cal: WorkCalendar, moment: datetime) -> datetime | None:
    """The first working instant at or after *moment*."""
    at = require_aware(moment)
    found = cal._nexts.get(at)
    if found is None:
        if len(cal._nexts) >= _REMEMBERED:
            cal._nexts.clear()
        spans = _spans_from(cal, at)
        found = cal._nexts[at] = (next((max(at, opens) for opens, end in spans if end > at), None),)
    return found[0]


def first_working_hour_after(cal: WorkCalendar, moment: datetime) -> datetime:
    """``next_working`` for who needs a moment: raises ``no_working_hours`` when there is none."""
    return _promised(next_working(cal, moment), cal)


def add_working(cal: WorkCalendar, moment: datetime, span: timedelta) -> datetime:
    """The working instant that has *span* of working time between it and *moment*.

    Never outside working time: 1 hour from 16:00 is the next morning when the day ends at 17:00.
    Zero is ``next_working``; a negative span counts back. Raises ``no_working_hours``.
    """
    at = require_aware(moment)
    found = _forward(cal, at, span) if span >= _NONE else _back(cal, at, -span)
    return _promised(found, cal)


def working_between(cal: WorkCalendar, a: datetime, b: datetime) -> timedelta:
    """Working time from *a* to *b*; negative when *b* comes first; the first HORIZON days of it."""
    start, end = require_aware(a), require_aware(b)
    if end < start:
        return -working_between(cal, end, start)
    total = _NONE
    for opens, closes in _spans_from(cal, start):
        if opens >= end:
            break
        if closes > start:
            total += min(closes, end) - max(opens, start)
    return total


def add_working_days(cal: WorkCalendar, moment: datetime, n: int) -> datetime:
    """The same wall time *n* working days later (earlier when negative), moved into hours.

    Days are counted from the day whose window holds *moment*, else from its date; a day off is
    not counted, so from Saturday both "1 later" is Monday and "1 earlier" is Friday.
    Where nobody works at that wall time: later moves on to the next working instant, so that
    whoever waits gets the full delay (Thursday 20:00 + 1 is Monday 9:00); earlier stays in the
    windows of the day it found, at the next start, else at the last (Thursday 17:00 - 1 is
    Wednesday 9:00). 0 is ``next_working``. Raises ``no_working_hours``.
    """
    at = require_aware(moment)
    if n == 0:
        return first_working_hour_after(cal, at)
    here, anchor = local(at, cal.zone), day_of(cal, at)
    target = _nth(cal, anchor, n)
    wall_day = target + (here.date() - anchor)
    landing = first_valid(wall_day, here.time(), cal.zone)
    if n > 0:
        return first_working_hour_after(cal, landing)
    return _inside_day(cal, target, landing)


# Leave


def away_until(cal: WorkCalendar, moment: datetime) -> date | None:
    """The last date of the leave that *moment* falls on; None when not away, as in the rest of a
    night that began before it.

    Leaves with no working day between them count as one: two weeks, and the weekend inside.
    """
    found = _leave_on(cal, day_of(cal, require_aware(moment)))
    if found is None:
        return None
    last = found.last
    while later := _leaves_joining(cal, last):
        last = max(leave.last for leave in later)
    return last


def back_on(cal: WorkCalendar, moment: datetime) -> date | None:
    """The first working day after the leave that *moment* falls on; None when not away."""
    last = away_until(cal, moment)
    return next_working_day(cal, last) if last else None


def cover_of(cal: WorkCalendar, moment: datetime) -> PersonId | None:
    """Who answers for somebody on leave at *moment*, if anybody was named."""
    found = _leave_on(cal, day_of(cal, require_aware(moment)))
    return found.cover if found else None


# How


def _would_work(cal: WorkCalendar, day: date) -> bool:
    return bool(cal.hours.days[day.weekday()]) and day not in cal.days_off


def _is_planned(cal: WorkCalendar, day: date) -> bool:
    return _would_work(cal, day) and _leave_on(cal, day) is None


def _leave_on(cal: WorkCalendar, day: date) -> Leave | None:
    """The leave of *day*; where several overlap, the one that lasts longest."""
    return max((leave for leave in cal.leave if day in leave), key=lambda x: x.last, default=None)


def _leaves_joining(cal: WorkCalendar, last: date) -> list[Leave]:
    """The leaves that prolong one that ends on *last*: no day of work lies between."""
    due_back = next((day for day in _dates(last, 1) if _would_work(cal, day)), date.max)
    return [leave for leave in cal.leave if leave.first <= due_back and leave.last > last]


def _dates(day: date, step: int) -> Iterator[date]:
    """The dates after (step 1) or before (step -1) *day*, as far as a search goes."""
    start, end = day.toordinal() + step, day.toordinal() + step * (HORIZON + 1)
    end = min(end, date.max.toordinal()) if step > 0 else max(end, date.min.toordinal())
    return map(date.fromordinal, range(start, end, step))


def _working_days(cal: WorkCalendar, day: date, step: int) -> Iterator[date]:
    return (other for other in _dates(day, step) if is_working_day(cal, other))


def _span(window: Window, day: date, zone: str) -> Span:
    last = day + _ONE_DAY if window.overnight else day
    return first_valid(day, window.start, zone), first_valid(last, window.end, zone)


def _spans_from(cal: WorkCalendar, at: datetime) -> Iterator[Span]:
    """All spans that end after *at*, and perhaps one before."""
    # Two back, exclusive: yesterday's night may still go on.
    for day in _dates(local_date(at, cal.zone) - 2 * _ONE_DAY, 1):
        yield from spans_on(cal, day)


def _spans_until(cal: WorkCalendar, at: datetime) -> Iterator[Span]:
    """All spans that start before *at*, the last one first, and perhaps one after."""
    for day in _dates(local_date(at, cal.zone) + 2 * _ONE_DAY, -1):
        yield from reversed(spans_on(cal, day))


def _forward(cal: WorkCalendar, at: datetime, left: timedelta) -> datetime | None:
    for opens, closes in _spans_from(cal, at):
        start = max(opens, at)
        if closes - start > left:
            return start + left
        left -= max(closes - start, _NONE)
    return None


def _back(cal: WorkCalendar, at: datetime, left: timedelta) -> datetime | None:
    for opens, closes in _spans_until(cal, at):
        end = min(closes, at)
        if end - opens >= left:
            return end - left
        left -= max(end - opens, _NONE)
    return None


def _window_day(cal: WorkCalendar, at: datetime) -> date | None:
    """The day whose window holds *at*."""
    today = local_date(at, cal.zone)
    for day in (today, today - _ONE_DAY):
        if any(start <= at < end for start, end in spans_on(cal, day)):
            return day
    return None


def _nth(cal: WorkCalendar, day: date, n: int) -> date:
    days = _working_days(cal, day, 1 if n > 0 else -1)
    found = next(islice(days, abs(n) - 1, None), None)
    if found is None:
        raise ChivvyError("no_working_hours", zone=cal.zone)
    return found


def _inside_day(cal: WorkCalendar, day: date, at: datetime) -> datetime:
    """*at* moved into the windows of the working day *day*, forward where there is a window."""
    spans = spans_on(cal, day)
    return next((max(at, start) for start, end in spans if at < end), spans[-1][0])


def _promised(found: datetime | None, cal: WorkCalendar) -> datetime:
    if found is None:
        raise ChivvyError("no_working_hours", zone=cal.zone)
    return found
