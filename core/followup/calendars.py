"""When people and projects work, each looked up once in a unit."""

from dataclasses import dataclass, field
from typing import Protocol

from core.calendar.days_off import days_off_in
from core.calendar.working import WorkCalendar
from core.kernel.refs import PersonId
from core.people.calendars import calendar_of
from core.people.model import Person, Workspace
from core.people.ports import PeopleUnit
from core.projects.model import Project


class Calendars(Protocol):
    """The working time of people and projects."""

    def of(self, person: PersonId) -> WorkCalendar:
        """A person's own; somebody unknown works as the workspace does."""
        ...

    def of_project(self, project: Project | None) -> WorkCalendar:
        """The workspace's hours where the project's digest lives, else where the workspace does."""
        ...


@dataclass(slots=True)
class UnitCalendars:
    """``Calendars`` from the people of a unit of work."""

    work: PeopleUnit
    _people: dict[PersonId, WorkCalendar] = field(default_factory=dict)
    _zones: dict[str, WorkCalendar] = field(default_factory=dict)
    _usual: dict[tuple[str, str | None], WorkCalendar] = field(default_factory=dict)
    """By zone and country: of those who have neither hours of their own nor leave."""
    _workspace: Workspace | None = None

    def of(self, person: PersonId) -> WorkCalendar:
        """A person's hours, zone, holidays and leave."""
        if person not in self._people:
            found = self.work.people.person(person)
            self._people[person] = self._mine(found) if found else self.of_project(None)
        return self._people[person]

    def know(self, person: Person) -> None:
        """Saves the look-up of somebody who was read already."""
        if person.id not in self._people:
            self._people[person.id] = self._mine(person)

    def of_project(self, project: Project | None) -> WorkCalendar:
        """The workspace's holidays; the zone in which the project's digest is said."""
        home = self._home()
        said_there = project is not None and project.digest_at is not None
        zone = project.digest_zone if project is not None and said_there else home.zone
        if zone not in self._zones:
            holidays = days_off_in(home.country, home.days_off)
            self._zones[zone] = WorkCalendar(zone, home.hours, holidays)
        return self._zones[zone]

    def _mine(self, person: Person) -> WorkCalendar:
        if person.leave or person.settings.own_hours:
            return calendar_of(person, self._home())
        key = (person.zone, person.country)
        if key not in self._usual:
            self._usual[key] = calendar_of(person, self._home())
        return self._usual[key]

    def _home(self) -> Workspace:
        if self._workspace is None:
            self._workspace = self.work.people.workspace()
        return self._workspace


def calendars(work: PeopleUnit) -> UnitCalendars:
    """The calendars of one unit of work."""
    return UnitCalendars(work)
