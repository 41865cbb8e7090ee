"""When a person works: hours, zone, leave, and the holidays of their country."""

from core.calendar.days_off import days_off_in
from core.calendar.working import WorkCalendar
from core.people.model import Person, Workspace


def calendar_of(person: Person, workspace: Workspace) -> WorkCalendar:
    """The person's own calendar; without hours or a country of their own, the workspace's."""
    hours = person.hours if person.settings.own_hours else workspace.hours
    holidays = days_off_in(person.country or workspace.country, workspace.days_off)
    return WorkCalendar(person.zone, hours, holidays, person.leave)
