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
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from core.calendar.hours import Hours, Window
from core.calendar.leave import Leave
from core.calendar.zones import first_valid, instant, local, local_date
from core.kernel.clock import require_aware
from core.kernel.errors import ChivvyError
from core.kernel.refs import PersonId

HORIZON = 20 * 366
"""Days that a search covers; ``working_between`` counts no further either."""
END_OF_A_DAY_OFF = time(18)
_NONE = timedelta(0)
_ONE_DAY = timedelta(days=1)
_Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """When somebody works: a person, or a project. Dates are dates in *zone*.

    *days_off* answers ``day in days_off``; ``days_off.days_off`` makes one for a country.
    """

    zone: str
    hours: Hours = field(default_factory=Hours.standard)
    days_off: Container[date] = frozenset()
    leave: tuple[Leave, ...] = ()


# Days


def is_working_day(cal: WorkCalendar, day: date) -> bool:
    """Whether work starts on *day*: it has hours, is no day off and not on leave."""
    return _would_work(cal, day) and _leave_on(cal, day) is None


def next_working_day(cal: WorkCalendar, day: date) -> date | None:
    """The first working day after *day* (never *day* itself)."""
    return next(_working_days(cal, day, 1), None)


def previous_working_day(cal: WorkCalendar, day: date) -> date | None:
    """The last working day before *day* (never *day* itself)."""
    return next(_working_days(cal, day, -1), None)


def start_of_day(cal: WorkCalendar, day: date) -> datetime | None:
    """When work starts on *day*; None where it does not."""
    return next((start for start, _ in _spans_on(cal, day)), None)


def end_of_day(cal: WorkCalendar, day: date) -> datetime:
    """The end of the last window of *day*, after midnight for a night; 18:00 when not working."""
    ends = [end for _, end in _spans_on(cal, day)]
    return ends[-1] if ends else instant(day, END_OF_A_DAY_OFF, cal.zone)


# Moments


def is_working(cal: WorkCalendar, moment: datetime) -> bool:
    """Whether *moment* lies in working time."""
    return _span_at(cal, require_aware(moment)) is not None


def next_working(cal: WorkCalendar, moment: datetime) -> datetime | None:
    """The first working instant at or after *moment*."""
    at = require_aware(moment)
    return next((max(at, start) for start, end in _spans_from(cal, at) if end > at), None)


def first_working_hour_after(cal: WorkCalendar, moment: datetime) -> datetime:
    """``next_working`` for who needs a moment: raises ``no_working_hours`` when there is none."""
    return _promised(next_working(cal, moment))


def add_working(cal: WorkCalendar, moment: datetime, span: timedelta) -> datetime:
    """The working instant that has *span* of working time between it and *moment*.

    Never outside working time: 1 hour from 16:00 is the next morning when the day ends at 17:00.
    Zero is ``next_working``; a negative span counts back. Raises ``no_working_hours``.
    """
    at = require_aware(moment)
    found = _forward(cal, at, span) if span >= _NONE else _back(cal, at, -span)
    return _promised(found)


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
    whoever waits gets the full delay (Thursday 20:00 + 1 is Monday 9:00); earlier stays on the
    day it found, at the next start of a window, else at the last one (Thursday 17:00 - 1 is
    Wednesday 9:00). 0 is ``next_working``. Raises ``no_working_hours``.
    """
    at = require_aware(moment)
    if n == 0:
        return first_working_hour_after(cal, at)
    here, anchor = local(at, cal.zone), _day_of(cal, at)
    target = _nth(cal, anchor, n)
    wall_day = target + (here.date() - anchor)
    landing = first_valid(wall_day, here.time(), cal.zone)
    if n > 0:
        return first_working_hour_after(cal, landing)
    return _promised(_inside_day(cal, target, landing))


# Leave


def is_away(cal: WorkCalendar, moment: datetime) -> bool:
    """Whether *moment* falls on leave; the rest of a night that began before it does not."""
    at = require_aware(moment)
    return _leave_on(cal, _day_of(cal, at)) is not None


def away_until(cal: WorkCalendar, moment: datetime) -> date | None:
    """The last date of the leave that *moment* falls on; None when not away.

    Leaves with no working day between them count as one: two weeks, and the weekend inside.
    """
    if not is_away(cal, moment):
        return None
    day = local_date(moment, cal.zone)
    while (found := _leave_on(cal, day)) is not None:
        last = found.last
        following = next_working_day(cal, last)
        later = [
            leave.first
            for leave in cal.leave
            if leave.last > last and (following is None or leave.first <= following)
        ]
        if not later:
            return last
        day = max(min(later), last + _ONE_DAY)
    return None


def back_on(cal: WorkCalendar, moment: datetime) -> date | None:
    """The first working day after the leave that *moment* falls on; None when not away."""
    last = away_until(cal, moment)
    return next_working_day(cal, last) if last else None


def cover_of(cal: WorkCalendar, moment: datetime) -> PersonId | None:
    """Who answers for somebody on leave at *moment*, if anybody was named."""
    found = _leave_on(cal, _day_of(cal, require_aware(moment)))
    return found.cover if found else None


# How


def _would_work(cal: WorkCalendar, day: date) -> bool:
    return bool(cal.hours.days[day.weekday()]) and day not in cal.days_off


def _leave_on(cal: WorkCalendar, day: date) -> Leave | None:
    """The leave of *day*; where several overlap, the one that lasts longest."""
    return max((leave for leave in cal.leave if day in leave), key=lambda x: x.last, default=None)
