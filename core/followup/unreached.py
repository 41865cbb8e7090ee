"""Whom no message reaches: a line where their project lives, and a word to who leads it.

Nothing of their tasks is said: whom the line names learns that something waits, and how to be
reached. The climb holds meanwhile.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from core.calendar.zones import local_date
from core.followup.gather import SYSTEM
from core.followup.ladder import ladder_of
from core.followup.model import Manner, Notice, NoticeKind, Wanted, to_person, to_place
from core.followup.ports import FollowupUnit
from core.followup.service import owe
from core.kernel.audience import ForPerson, InPlace
from core.kernel.refs import InstallationId, Kind, ProjectId, TaskId
from core.people.at_work import at_work
from core.people.model import Person
from core.projects.homes import places_of
from core.projects.model import Project
from core.tasks.model import OPEN, Task
from core.tasks.ports import TaskFilter

SETTLE = timedelta(minutes=5)
"""Who has left is known by then."""
ROUND = timedelta(minutes=30)
"""Whoever is found within it stands in one line."""
WEEK = timedelta(days=7)
"""So long a line stands before there is another about the same person."""
LOOKED_AT = 50
"""Open tasks of somebody of whom nothing else says what it was about."""


def tell(
    work: FollowupUnit, person: Person, unsaid: Sequence[Notice], there: InstallationId,
    now: datetime,
) -> None:  # fmt: skip
    """*person* takes no messages of the installation *there*; *unsaid* is what waits for them."""
    about = _about(work, person, unsaid)
    _in_the_open(work, person, about, there, now)
    for project in {task.project: None for task in about if task.project is not None}:
        _lead(work, person, project, about, now)


def _about(work: FollowupUnit, person: Person, unsaid: Sequence[Notice]) -> Sequence[Task]:
    """The tasks that wait to be told of, else those that they have."""
    subjects = [n.wanted.subject for n in unsaid if n.wanted.subject.kind is Kind.TASK]
    tasks = work.tasks(SYSTEM)
    if subjects:
        return list(tasks.many({TaskId(subject.id) for subject in subjects}).values())
    return tasks.find(TaskFilter(owner=person.id, statuses=OPEN), LOOKED_AT)


def _in_the_open(
    work: FollowupUnit, person: Person, about: Iterable[Task], there: InstallationId, now: datetime
) -> None:
    """In the first home where one of the tasks may be seen, once a day and a week."""
    for task in about:
        project = work.projects(SYSTEM).get(task.project) if task.project is not None else None
        homes = places_of(work.people, project) if project is not None else []
        able = (h for h in homes if not h.closed and at_work(work.people, h))
        home = next((h for h in able if h.installation == there), None)
        if home is None or work.tasks(InPlace(home.id)).get(task.id) is None:
            continue
        to = to_place(home.id)
        if not _stands(work, person, now):
            day = local_date(now, person.zone).isoformat()
            about_them, at = to_person(person.id), _rounded(now + SETTLE)
            wanted = Wanted(about_them, NoticeKind.UNREACHED, day, to, Manner.CHANNEL, at)
            owe(work, wanted, now)
        return


def _stands(work: FollowupUnit, person: Person, now: datetime) -> bool:
    said = work.notices.of(to_person(person.id))
    lines = (n for n in said if n.wanted.kind is NoticeKind.UNREACHED)
    begun = person.settings.shut_on
    return any(n.wanted.slot >= begun and n.created_at > now - WEEK for n in lines)


def _rounded(at: datetime) -> datetime:
    """The next half hour."""
    over = timedelta(minutes=at.minute % 30, seconds=at.second, microseconds=at.microsecond)
    return at - over + ROUND if over else at


def _lead(
    work: FollowupUnit, person: Person, number: ProjectId, about: Iterable[Task], now: datetime
) -> None:
    """Who leads it hears once, for as long as it lasts; among volunteers nobody is above others."""
    project = work.projects(SYSTEM).get(number)
    lead = _who_leads(work, project) if project is not None else None
    if project is None or lead is None or lead.id == person.id:
        return
    seen = work.tasks(ForPerson(lead.id)).many([t.id for t in about if t.project == number])
    if seen and not ladder_of(project, work.people.workspace()).leadless:
        begun, to = person.settings.shut_on, to_person(lead.id)
        kind = NoticeKind.UNREACHED_LEAD
        owe(work, Wanted(to_person(person.id), kind, begun, to, Manner.NOW, now + SETTLE), now)


def _who_leads(work: FollowupUnit, project: Project) -> Person | None:
    lead = work.people.person(project.in_charge)
    return lead if lead is not None and lead.active else None
