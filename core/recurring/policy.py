"""Which occurrence comes, and when to look again: pure functions of the series and the present.

On schedule (``every``): the next one comes when the one before has ended, at the latest on its own
day. Of several days that have come meanwhile only the last brings a task; the others are named.
While as many as ``MOST_OPEN`` are open, none is added. Counted from completion (``every!``): the
next one comes when the one before has ended, and not otherwise.
"""

from datetime import date, datetime, time, timedelta

from core.calendar.repeats import after_completion, between, following
from core.calendar.zones import first_valid, local_date
from core.kernel.values import dataclass
from core.recurring.model import MOST_OPEN, Repeating, Series

_LONGEST_GAP = 5000
"""Days that may have gone by unlooked at and are counted one by one."""
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a series stands: its newest occurrence, how many there are, how many are open."""

    last: date
    made: int
    open: int
    ended_at: datetime | None = None
    """When the newest one ended."""


@dataclass(frozen=True, slots=True)
class Step:
    """What is to be done now, and when to look again."""

    slot: date | None = None
    """The day whose task comes now."""
    left_out: tuple[date, ...] = ()
    """Days that have passed without one."""
    passed: date | None = None
    """Up to which day all is settled without one; None: nothing new."""
    next_at: datetime | None = None


def decide(series: Series, standing: Standing, now: datetime) -> Step:
    """The next step of *series*; deciding again after it changes nothing."""
    zone, paused = series.pattern.zone, series.paused_until
    today = local_date(now, zone)
    if not series.on:
        return Step()
    if paused is not None and today < paused:
        return Step(next_at=_begins(paused, zone))
    if series.pattern.from_completion:
        return _after_completion(series, standing, today)
    return _on_schedule(series, standing, today)


def next_day(repeating: Repeating, now: datetime) -> date | None:
    """The day of the occurrence after this one; None where that is not known, or none comes."""
    series = repeating.series
    if not series.on or series.pattern.from_completion:
        return None
    today = local_date(now, series.pattern.zone)
    floor = max(repeating.slot, today - _ONE_DAY)
    if series.paused_until is not None:
        floor = max(floor, series.paused_until - _ONE_DAY)
    return following(series.pattern, floor)


def _after_completion(series: Series, standing: Standing, today: date) -> Step:
    count = series.pattern.count
    if standing.open or (count is not None and standing.made >= count):
        return Step()
    ended = standing.ended_at
    done = local_date(ended, series.pattern.zone) if ended is not None else today
    slot = after_completion(series.pattern, done)
    if slot is None:
        return Step()
    # One that was done before its day has its successor later than itself all the same.
    slot = max(slot, standing.last + _ONE_DAY, series.paused_until or slot)
    return Step(slot)


def _on_schedule(series: Series, standing: Standing, today: date) -> Step:
    pattern, floor = series.pattern, _floor(series, standing)
    free = not standing.open
    since = max(floor, (series.paused_until or date.min + _ONE_DAY) - _ONE_DAY)
    come = between(pattern, since, today, _LONGEST_GAP)
    if free and not (come and come[-1] == today):
        slot = following(pattern, max(since, today))
        return _brings(series, slot, come) if slot is not None else Step()
    if not come:
        return Step(next_at=_next(series, since))
    if standing.open >= MOST_OPEN:
        return Step(None, come, come[-1], _next(series, come[-1]))
    return _brings(series, come[-1], come[:-1])


def _brings(series: Series, slot: date, left_out: tuple[date, ...]) -> Step:
    return Step(slot, left_out, None, _next(series, slot))


def _next(series: Series, after: date) -> datetime | None:
    day = following(series.pattern, after)
    return _begins(day, series.pattern.zone) if day is not None else None


def _floor(series: Series, standing: Standing) -> date:
    return max(standing.last, series.passed or standing.last)


def _begins(day: date, zone: str) -> datetime:
    return first_valid(day, time.min, zone)
