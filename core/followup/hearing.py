"""When somebody really hears what is owed to them, and why not at once."""

from datetime import date, datetime
from enum import StrEnum

from core.calendar.working import WorkCalendar, day_of, next_working
from core.calendar.zones import local_date
from core.followup.budget import day_start, interruptions, next_budget
from core.followup.calendars import calendars
from core.followup.moments import back_on
from core.followup.ports import FollowupUnit
from core.kernel.values import dataclass
from core.people.model import Person


class Wait(StrEnum):
    """Why somebody does not hear at once."""

    LEAVE = "leave"
    REFUSED = "refused"
    """The platform takes no messages to them for now."""
    BUDGET = "budget"
    """They had their interrupting messages of the day."""


@dataclass(frozen=True, slots=True)
class Later:
    """What keeps them from hearing, and until when."""

    why: Wait
    at: datetime
    day: date


def later(
    work: FollowupUnit, person: Person, at: datetime, now: datetime, *, urgent: bool
) -> Later | None:
    """What keeps *person* from hearing at *at*, beyond nights and days off; None: nothing."""
    calendar = calendars(work).of(person.id)
    until = person.unreachable_until
    if until is not None and until > at:
        return _found(Wait.REFUSED, calendar, next_working(calendar, until))
    day = local_date(at, calendar.zone)
    if any(day in leave for leave in calendar.leave):
        return _found(Wait.LEAVE, calendar, next_working(calendar, at))
    opens = next_working(calendar, at)
    today = day_of(calendar, now)
    if urgent or opens is None or day_of(calendar, opens) != today:
        return None
    told = work.notices.reached(person.id, day_start(calendar, now))
    if interruptions(told) < work.people.workspace().interruptions:
        return None
    return _found(Wait.BUDGET, calendar, next_budget(calendar, person, now))


def left_alone(person: Person | None, now: datetime) -> bool:
    """Whether the platform refused them: tried again on the date until which they are left alone.

    By the date, for a brief that comes at its hour would else miss the next try by seconds.
    """
    until = person.unreachable_until if person is not None else None
    if person is None or until is None:
        return False
    return local_date(now, person.zone) < local_date(until, person.zone)


def _found(why: Wait, calendar: WorkCalendar, at: datetime | None) -> Later | None:
    if at is None:
        return None
    return Later(why, at, back_on(calendar, at) or local_date(at, calendar.zone))
