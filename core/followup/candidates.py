"""To whom a task could be given, and what each of them has to do; names in order, never a rank."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, time, timedelta

from core.calendar.working import add_working_days
from core.calendar.zones import first_valid, local_date
from core.followup.calendars import calendars
from core.followup.gather import SYSTEM
from core.followup.moments import is_long_away
from core.followup.ports import FollowupUnit
from core.kernel.audience import Audience, ForPerson
from core.kernel.errors import ChivvyError
from core.kernel.refs import PersonId
from core.kernel.values import dataclass
from core.people.model import Person, Role
from core.projects.homes import places_of
from core.projects.model import Project
from core.tasks.model import OPEN, Task
from core.tasks.ports import TaskFilter

AHEAD = 5
"""Working days whose load is told."""
MOST = 10
TEAM = 20
"""Of a larger workspace or channel only those are named who have an open task of the project."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could take a task, with their open tasks due by the last day of ``Loads``."""

    person: PersonId
    name: str
    due: int


@dataclass(frozen=True, slots=True)
class Loads:
    """The people of a task's project, and until which day their tasks were counted."""

    until: date
    candidates: tuple[Candidate, ...] = ()


def loads(work: FollowupUnit, task: Task, audience: Audience, now: datetime) -> Loads | None:
    """The people of the project of *task*, its owner too; only what *audience* sees is counted."""
    if task.project is None:
        return None
    project = work.projects(SYSTEM).get(task.project)
    calendar = calendars(work).of_project(project)
    try:
        until = local_date(add_working_days(calendar, now, AHEAD), calendar.zone)
    except ChivvyError:
        return None
    seen = work.tasks(audience)
    near = set(seen.owners(TaskFilter(project=task.project, statuses=OPEN)))
    if project is not None:
        near |= {project.in_charge, *_at_home(work, project, audience)}
    ids = near | (_everybody(work) if project is not None and project.visible_in is None else set())
    if task.visible_in is not None:
        ids &= work.people.members(task.visible_in)
    found = _free(work, work.people.persons(sorted(ids)).values(), near, now)
    before = first_valid(until + timedelta(days=1), time.min, calendar.zone)
    wanted = TaskFilter(owners=tuple(p.id for p in found), statuses=OPEN, due_before=before)
    due = seen.owners(wanted) if found else {}
    return Loads(until, tuple(Candidate(p.id, p.name or p.handle, due.get(p.id, 0)) for p in found))


def _at_home(work: FollowupUnit, project: Project, audience: Audience) -> frozenset[PersonId]:
    """Who is in one of the project's channels, if they are few and *audience* may know."""
    found: frozenset[PersonId] = frozenset()
    for place in places_of(work.people, project):
        here = work.people.members(place.id)
        inside = isinstance(audience, ForPerson) and audience.id in here
        if len(here) <= TEAM and (inside or not place.private):
            found |= here
    return found


def _everybody(work: FollowupUnit) -> set[PersonId]:
    """All members, if they are few: who is in an open channel no platform tells us for nothing, and
    each of them may take what is open to all."""
    found = work.people.not_on("", TEAM + 1)
    few = len(found) <= TEAM
    return {person.id for person in found if few and person.role is Role.MEMBER}


def _free(
    work: FollowupUnit, people: Iterable[Person], near: Collection[PersonId], now: datetime
) -> list[Person]:
    """Those who are here, by name; of many rather those who are *near* the project."""
    known = calendars(work)
    here = [
        person
        for person in people
        if person.active and person.role is not Role.BOT
        and not is_long_away(known.of(person.id), now)
    ]  # fmt: skip
    here.sort(key=lambda person: (person.name.casefold(), person.id))
    chosen = sorted(here, key=lambda person: person.id not in near)[:MOST]
    return [person for person in here if person in chosen]
