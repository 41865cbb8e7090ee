"""When an occurrence is due: an hour in the series' zone, or the end of its owner's day."""

from datetime import date

from core.calendar.repeats import Pattern
from core.calendar.working import WorkCalendar
from core.kernel.refs import PersonId
from core.people.calendars import calendar_of
from core.recurring.ports import RecurringUnit
from core.tasks.model import Due


def due_on(
    work: RecurringUnit, pattern: Pattern, owner: PersonId | None, day: date | None = None
) -> Due:
    """The due date of the occurrence on *day*; of the first without one."""
    when = day or pattern.start
    at = pattern.at(when)
    if at is not None:
        return Due(at, pattern.zone, has_time=True)
    person = work.people.person(owner) if owner is not None else None
    here = WorkCalendar(pattern.zone)
    calendar = calendar_of(person, work.people.workspace()) if person else here
    return Due.on(calendar, when)
