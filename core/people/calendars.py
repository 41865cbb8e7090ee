"""When a person works: hours, zone, leave, and the holidays of their country."""

from core.calendar.days_off import days_off
from core.calendar.working import WorkCalendar
from core.people.model import Person, Workspace


def calendar_of(person: Person, workspace: Workspace) -> WorkCalendar:
    """The person's own calendar; without a country of their own, the workspace's holidays."""
    country = person.country or workspace.country
    return WorkCalendar(person.zone, person.hours, days_off(country), person.leave)
