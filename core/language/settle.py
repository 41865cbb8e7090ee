"""What a due phrase means: a date, a wall time or an instant. Conventions 12 to 16."""

from datetime import date, time, timedelta

from core.language.context import Context
from core.language.days import Day
from core.language.model import DueReading
from core.language.resolve import at_wall, zone_of
from core.language.times import Clock
from core.language.whens import When


def settle(c: Context, when: When) -> tuple[DueReading, tuple[DueReading, ...]]:
    """The due date that a phrase means, and what else it may mean."""
    if when.exact:
        wall = when.exact.time().replace(microsecond=0, tzinfo=None)
        return DueReading(when.exact.date(), wall, c.zone, when.exact), ()
    if when.clock is None:
        day = when.day or Day(c.today)
        return DueReading(day.day, None, c.zone), tuple(
            DueReading(d, None, c.zone) for d in day.others
        )
    zone = when.clock.zone or c.zone
    if when.day is None:
        return _next_time(c, when.clock, zone)
    due = _on_day(c, when.day.day, when.clock, zone)
    others = tuple(_on_day(c, day, when.clock, zone) for day in when.day.others)
    return due, (*others, *_other_half(due, when.clock))


def _on_day(c: Context, day: date, clock: Clock, zone: str) -> DueReading:
    if clock.hour == 24:
        return DueReading(day + timedelta(days=1), time(0), zone)
    if clock.day_end and day == c.today and c.now.time() >= time(17):
        return DueReading(day, time(23, 59), zone)
    return DueReading(day, time(clock.hour, clock.minute), zone)


def _next_time(c: Context, clock: Clock, zone: str) -> tuple[DueReading, tuple[DueReading, ...]]:
    """The next occurrence of a time alone. Convention 12; tonight and this morning are of today."""
    today = c.now.astimezone(zone_of(zone)).date()
    due = _on_day(c, today, clock, zone)
    if clock.today or clock.day_end or clock.hour == 24:
        late = (
            clock.part in {"tonight", "tonite", "evening"}
            and at_wall(due.day, due.time or time(0), zone) <= c.now
        )
        return (DueReading(today, time(23, 59), zone), ()) if late else (due, ())
    if at_wall(due.day, due.time or time(0), zone) <= c.now:
        due = _on_day(c, today + timedelta(days=1), clock, zone)
    return due, _other_half(due, clock)


def _other_half(due: DueReading, clock: Clock) -> tuple[DueReading, ...]:
    """The same bare hour in the other half of the day."""
    if not clock.guessed or due.time is None or not 1 <= clock.hour <= 23:
        return ()
    return (DueReading(due.day, due.time.replace(hour=(clock.hour + 12) % 24), due.zone),)
