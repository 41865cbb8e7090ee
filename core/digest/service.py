"""Reads what briefs and digests tell, always for the audience that will read it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta

from core.calendar.working import WorkCalendar
from core.calendar.zones import first_valid
from core.digest import policy
from core.digest.beside import asked_beside
from core.digest.chain import delays
from core.digest.held_up import held_up
from core.digest.model import BriefFacts, DigestNews, Moved, ProjectHealth
from core.followup import service as followup
from core.followup.calendars import calendars
from core.followup.gather import SYSTEM, foresee
from core.followup.ladder import ladder_of
from core.followup.leaving import still_theirs
from core.followup.model import Notice, NoticeKind, NoticeState, Routine
from core.followup.moments import back_since, previous_time
from core.followup.ports import FollowupUnit
from core.followup.quiet import quiet
from core.kernel.audience import Audience, ForPerson, InPlace
from core.kernel.errors import BadInput
from core.kernel.events import Event, Verb
from core.kernel.refs import (
    InstallationId,
    Kind,
    PersonId,
    PlaceId,
    ProjectId,
    TaskId,
    TextId,
    task_ref,
)
from core.kernel.values import dataclass
from core.people.at_work import at_work
from core.people.model import InstallationState
from core.projects.homes import places_of
from core.projects.model import Project
from core.tasks.model import OPEN, Due, Task, Text
from core.tasks.ports import TaskFilter, Tasks
from core.tasks.standing import Outline, Standing

PAGE = 1000
AGAIN = frozenset({Verb.REOPENED, Verb.SENT_BACK})
MOST = 5000
"""Tasks of one project that were closed lately and that its health looks at, at most."""
WEEK = timedelta(days=7)
MARKS = 64
"""Signs that a routine remembers of what was said, shared by the homes of its project."""
BRIEF_MOST = 200
"""Tasks that a brief looks at in each of its parts."""


def health_for(
    work: FollowupUnit, project: Project, audience: Audience, now: datetime
) -> ProjectHealth:
    """How *project* stands, as *audience* may know it."""
    calendar, ladder = (
        calendars(work).of_project(project),
        ladder_of(project, work.people.workspace()),
    )
    since = _since(project, calendar, now)
    tasks = work.tasks(audience)
    outline = tasks.outline(project.id, policy.notable(since, now, ladder, calendar))
    late = [task.id for task in outline.tasks if delays(task, now)]
    edges, later = held_up(tasks, project.id, late, outline.open)
    read = tasks.many([task.id for task in outline.tasks if task.stirred])
    told = _told(tasks, read.values(), since)
    return policy.health(
        _with_later(outline, later),
        _all(tasks, TaskFilter(project=project.id, closed_since=since), MOST),
        edges,
        since,
        now,
        calendar,
        _silent(work, read.values(), now),
        moved=_moved(work, told),
        reopened=[task for task, events in told if any(e.verb in AGAIN for e in events)],
    )


def _with_later(outline: Outline, later: Iterable[Standing]) -> Outline:
    """Also with what is later than something late."""
    known = {task.id for task in outline.tasks}
    return outline._replace(tasks=[*outline.tasks, *(t for t in later if t.id not in known)])


def _silent(work: FollowupUnit, tasks: Iterable[Task], now: datetime) -> dict[TaskId, datetime]:
    """Those of *tasks* that are called quiet, and since when."""
    begun = [task for task in tasks if policy.may_be_quiet(task, now)]
    listed = quiet(work, begun, now) if begun else ()
    return {task.id: task.touched_at for task in begun if task.id in listed}


def _since(project: Project, calendar: WorkCalendar, now: datetime) -> datetime:
    """When the digest before this one was due; without one, a working day ago."""
    if project.digest_days is not None:
        return now - WEEK
    return previous_time(calendar, project.digest_at, now)


def _all(tasks: Tasks, wanted: TaskFilter, most: int) -> list[Task]:
    found: list[Task] = []
    while len(found) < most:
        page = tasks.find(wanted, PAGE, len(found))
        found += page
        if len(page) < PAGE:
            break
    return found


def _told(tasks: Tasks, live: Iterable[Task], since: datetime) -> list[tuple[Task, list[Event]]]:
    """What happened since then to each open task that anything happened to, newest first."""
    touched = [task for task in live if task.touched_at >= since]
    tasks.foresee([task.id for task in touched])
    found = ((task, tasks.events(task_ref(task.id))) for task in touched)
    return [(task, [event for event in events if event.at >= since]) for task, events in found]


def _moved(work: FollowupUnit, told: Iterable[tuple[Task, list[Event]]]) -> tuple[Moved, ...]:
    """Dates that were moved to later since then; one for each task."""
    moves = [(task, next(filter(_moves_later, events), None)) for task, events in told if task.due]
    found = [(task, event) for task, event in moves if event is not None]
    reasons = work.texts.many([event.text for _, event in found if event.text is not None])
    return tuple(Moved(task, event.at, _body(reasons, event)) for task, event in found)


def _moves_later(event: Event) -> bool:
    before, after = event.before.get("due"), event.after.get("due")
    if event.verb is not Verb.DUE_CHANGED or not isinstance(before, str):
        return False
    return isinstance(after, str) and Due.decode(after).at > Due.decode(before).at


def _body(reasons: dict[TextId, Text], event: Event) -> str:
    text = reasons.get(event.text) if event.text is not None else None
    return text.body if text is not None else ""


@dataclass(frozen=True, slots=True)
class _Home:
    """A home of a project, where its digest may be said."""

    project: Project
    place: PlaceId
    installation: InstallationId
    platform: str


def news(
    work: FollowupUnit, project_id: ProjectId, routine: Routine, now: datetime
) -> tuple[DigestNews, ...]:
    """The digest of a project for each of its homes, as its people may see it there; none where
    nothing is new since the last.

    Remembers what it says, so that the same state is not said twice.
    """
    homes = _homes(work, project_id)
    width = MARKS // max(2, len(homes))
    found, marks = [], []
    for nth, home in enumerate(homes):
        said = routine.last_hash[nth * width : (nth + 1) * width]
        told = None if _closed(work, home.place) else _new_in(work, home, said, now)
        found += [told] if told is not None else []
        marks.append(told.fingerprint[:width] if told is not None else said.ljust(width))
    if found:
        work.routines.put(replace(routine, last_hash="".join(marks)))
    return tuple(found)


def _new_in(work: FollowupUnit, home: _Home, said: str, now: datetime) -> DigestNews | None:
    """What is new in one home since *said* was the state there."""
    health = health_for(work, home.project, InPlace(home.place), now)
    known = said.strip() != "" and health.fingerprint.startswith(said)
    if health.empty or (known and not health.news):
        return None
    return DigestNews(home.project, home.place, home.installation, health, health.fingerprint)


def now_in(
    work: FollowupUnit, project: ProjectId, platform: str
) -> list[tuple[PlaceId, InstallationId]]:
    """Where a digest that was asked for now is said: in the home on *platform*, else in each.

    BadInput("no_home") when there is no place.
    """
    homes = _homes(work, project)
    if not homes:
        raise BadInput("no_home", field="home", example="/project set home here")
    here = [home for home in homes if home.platform == platform]
    return [(home.place, home.installation) for home in here or homes]


def _closed(work: FollowupUnit, number: PlaceId) -> bool:
    place = work.people.place(number)
    return place is None or place.closed or not at_work(work.people, place)


def _homes(work: FollowupUnit, number: ProjectId) -> list[_Home]:
    """Where the project's digest is said: in each home whose people may see the project there."""
    found = work.projects(SYSTEM).get(number)
    places = places_of(work.people, found) if found is not None else []
    homes = []
    for place in places:
        project = work.projects(InPlace(place.id)).get(number)
        installation = work.people.installation(place.installation)
        if project is None or installation is None:
            continue
        if installation.state is InstallationState.ACTIVE:
            homes.append(_Home(project, place.id, installation.id, installation.platform))
    return homes


def brief_facts(
    work: FollowupUnit, person: PersonId, owed_notices: Sequence[Notice], now: datetime, *,
    apart: bool = True,
) -> BriefFacts | None:  # fmt: skip
    """The morning of *person*, as they may see it; None when all of it is empty. *apart*: without
    what is asked in a message of its own."""
    tasks = work.tasks(ForPerson(person))
    foresee(work, _about(owed_notices), ForPerson(person))
    notices = [n for n in owed_notices if _holds(work, n, now)]
    mine = _awake(work, tasks.find(TaskFilter(owner=person, statuses=OPEN), BRIEF_MOST), now)
    found = policy.brief_facts(
        person,
        mine,
        _awake(work, tasks.find(TaskFilter(waiting_for=person, statuses=OPEN), BRIEF_MOST), now),
        _others(work, tasks, person, mine, now),
        notices,
        tasks.many(_about(notices)),
        _waited_by(work, tasks, mine),
        calendars(work).of(person),
        now,
        asked_beside(work, person, mine, now) if apart else (),
    )
    found = _after_return(work, person, found, notices)
    return _after_leave(work, tasks, person, found, now)


def says_more(work: FollowupUnit, facts: BriefFacts, since: datetime | None, now: datetime) -> bool:
    """Whether the brief is worth a message, after the one that was said at *since*."""
    return policy.says_more(facts, since, calendars(work).of(facts.person), now)


def _after_return(
    work: FollowupUnit, person: PersonId, found: BriefFacts | None, notices: Sequence[Notice]
) -> BriefFacts | None:
    """To somebody who had left, once: what is still theirs and stands nowhere else."""
    if all(n.wanted.kind is not NoticeKind.STILL_YOURS for n in notices):
        return found
    shown = {task.id for task in (found.today if found is not None else ())}
    still = tuple(task for task in still_theirs(work, person) if task.id not in shown)
    return replace(found or BriefFacts(person), still=still) if still else found


def _about(notices: Sequence[Notice]) -> set[TaskId]:
    return {TaskId(n.wanted.subject.id) for n in notices if n.wanted.subject.kind is Kind.TASK}


def _after_leave(
    work: FollowupUnit, tasks: Tasks, person: PersonId, found: BriefFacts | None, now: datetime
) -> BriefFacts | None:
    """On the first day back also what was done meanwhile."""
    calendar = calendars(work).of(person)
    since = back_since(calendar, now)
    if since is None:
        return found
    began = first_valid(since, time.min, calendar.zone)
    closed = [
        *tasks.find(TaskFilter(owner=person, closed_since=began), BRIEF_MOST),
        *tasks.find(TaskFilter(requester=person, closed_since=began), BRIEF_MOST),
    ]
    done = tuple({task.id: task for task in closed}.values())
    if found is None and not done:
        return None
    return replace(found or BriefFacts(person), back=True, done=done)


def _awake(work: FollowupUnit, tasks: Sequence[Task], now: datetime) -> list[Task]:
    """Without those of projects that rest."""
    resting = work.projects(SYSTEM).resting(now)
    return [task for task in tasks if task.project not in resting]


def _holds(work: FollowupUnit, notice: Notice, now: datetime) -> bool:
    """What no post holds yet is read again; what one holds was."""
    return notice.state is not NoticeState.OWED or followup.holds(work, notice, now)


def _others(
    work: FollowupUnit, tasks: Tasks, person: PersonId, mine: Iterable[Task], now: datetime
) -> list[Task]:
    """What others do that *person* asked for, or that comes before a task of theirs."""
    asked = _awake(work, tasks.find(TaskFilter(requester=person, statuses=OPEN), BRIEF_MOST), now)
    edges = work.dependencies.before([task.id for task in mine])
    found = {task.id: task for task in asked} | tasks.many({edge.earlier for edge in edges})
    return [t for t in found.values() if t.owner not in {None, person} and t.status.open]


def _waited_by(
    work: FollowupUnit, tasks: Tasks, mine: Iterable[Task]
) -> dict[TaskId, tuple[TaskId, ...]]:
    edges = work.dependencies.after([task.id for task in mine])
    seen = tasks.many({edge.later for edge in edges})
    found: dict[TaskId, list[TaskId]] = {}
    for edge in sorted(edges):
        later = seen.get(edge.later)
        if later is not None and later.status.open:
            found.setdefault(edge.earlier, []).append(later.id)
    return {number: tuple(waiting) for number, waiting in found.items()}
