"""When a person works: hours, zone, leave, and the holidays of their country."""

from datetime import date
from functools import lru_cache

from core.calendar.days_off import days_off_in
from core.calendar.hours import Hours
from core.calendar.leave import Leave
from core.calendar.working import WorkCalendar
from core.people.model import Person, Workspace


def calendar_of(person: Person, workspace: Workspace) -> WorkCalendar:
    """The person's own calendar; without hours or a country of their own, the workspace's."""
    hours = person.hours if person.settings.own_hours else workspace.hours
    country = person.country or workspace.country
    return _calendar(person.zone, hours, country, workspace.days_off, person.leave)


@lru_cache(maxsize=512)
def _calendar(
    zone: str, hours: Hours, country: str | None, extra: frozenset[date], leave: tuple[Leave, ...]
) -> WorkCalendar:
    """Shared by all who work the same: a calendar remembers its days."""
    return WorkCalendar(zone, hours, days_off_in(country, extra), leave)
