"""When something may be said: inside working time, with the next brief, and who is away."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from core.calendar.leave import Leave
from core.calendar.working import (
    WorkCalendar,
    cover_of,
    end_of_day,
    is_working_day,
    next_working,
    next_working_day,
    previous_working_day,
    start_of_day,
)
from core.calendar.zones import first_valid, local, local_date
from core.kernel.refs import PersonId

_ONE_DAY = timedelta(days=1)


def iso(moment: datetime) -> str:
    """*moment* as slots have it: UTC, so that one instant has one name."""
    return moment.astimezone(UTC).isoformat()


def next_brief(calendar: WorkCalendar, wall: time, moment: datetime) -> datetime | None:
    """The first brief at or after *moment*: at *wall* on a working day, never outside hours."""
    day = local_date(moment, calendar.zone) - _ONE_DAY
    if not is_working_day(calendar, day):
        found = next_working_day(calendar, day)
        if found is None:
            return None
        day = found
    while True:
        at = next_working(calendar, first_valid(day, wall, calendar.zone))
        if at is None or at >= moment:
            return at
        following = next_working_day(calendar, day)
        if following is None:
            return None
        day = following


def is_long_away(calendar: WorkCalendar, moment: datetime) -> bool:
    """Whether leave keeps somebody away for more than one working day from *moment* on."""
    if not calendar.leave:
        return False
    usual = _usual(calendar)
    first = next_working(usual, moment)
    if first is None:
        return False
    second = next_working_day(usual, local_date(first, calendar.zone))
    opens = start_of_day(usual, second) if second is not None else None
    back = next_working(calendar, moment)
    return back is None or (opens is not None and opens < back)


def cover_at(calendar: WorkCalendar, moment: datetime) -> PersonId | None:
    """Who answers for somebody who is on leave from their next usual hour on, if anybody does."""
    return cover_of(calendar, next_working(_usual(calendar), moment) or moment)


def _usual(calendar: WorkCalendar) -> WorkCalendar:
    """*calendar* without any leave."""
    return replace(calendar, leave=())


QUIET_RETURN = time(13)
"""Until then somebody who is back gets their brief, and nothing else."""


def back_since(calendar: WorkCalendar, moment: datetime) -> date | None:
    """On the first working day after a leave of more than one: when that leave began; else None."""
    day = local_date(moment, calendar.zone)
    if not calendar.leave or not is_working_day(calendar, day):
        return None
    usual = replace(calendar, leave=())
    missed: list[date] = []
    before = previous_working_day(usual, day)
    while before is not None and any(before in leave for leave in calendar.leave):
        missed.append(before)
        before = previous_working_day(usual, before)
    return missed[-1] if len(missed) > 1 else None


def quiet_return(calendar: WorkCalendar, moment: datetime) -> datetime | None:
    """Until when somebody who is back today is left to their brief; None: they are not."""
    if back_since(calendar, moment) is None:
        return None
    ends = first_valid(local_date(moment, calendar.zone), QUIET_RETURN, calendar.zone)
    return ends if moment < ends else None


def next_told(calendar: WorkCalendar, moment: datetime) -> datetime | None:
    """The first moment at or after *moment* at which somebody hears by a message of its own: in
    their hours, and on the day they are back not before 13:00."""
    at = next_working(calendar, moment)
    quiet = quiet_return(calendar, at) if at is not None else None
    return at if quiet is None else next_working(calendar, quiet) or at


def edges(calendar: WorkCalendar, leave: Leave) -> tuple[datetime, ...]:
    """When a leave changes who is asked: the ends of the last working day before it, of it, and
    of the last but one, from which on it is no long absence any more; and its midnights.
    """
    usual, zone = _usual(calendar), calendar.zone
    found = [first_valid(leave.first, time.min, zone)]
    days = [previous_working_day(usual, leave.first)]
    if leave.last < date.max:
        found.append(first_valid(leave.last + _ONE_DAY, time.min, zone))
        last = previous_working_day(usual, leave.last + _ONE_DAY)
        days += [last, previous_working_day(usual, last) if last is not None else None]
    return (*found, *(end_of_day(usual, day) for day in days if day is not None))


def back_on(calendar: WorkCalendar, moment: datetime) -> date | None:
    """The date on which somebody works again; None when never."""
    at = next_working(calendar, moment)
    return local_date(at, calendar.zone) if at is not None else None


def previous_time(calendar: WorkCalendar, wall: time | None, moment: datetime) -> datetime:
    """*wall* on the last working day before the date of *moment*; without one, its own time."""
    day = previous_working_day(calendar, local_date(moment, calendar.zone))
    if day is None:
        return moment - _ONE_DAY
    return first_valid(day, wall or local(moment, calendar.zone).time(), calendar.zone)
