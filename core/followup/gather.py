"""Reads what policy must know around a task; bookkeeping that shows nothing."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from core.followup.around import Around, Past, Snoozed
from core.followup.calendars import UnitCalendars
from core.followup.ladder import ladder_of
from core.followup.model import Notice, Wanted
from core.followup.ports import FollowupUnit
from core.kernel.audience import Audience, System
from core.kernel.events import Event, Verb
from core.kernel.refs import Kind, PersonId, PlaceId, Ref, TaskId, TextId, task_ref
from core.people.model import Person, Role
from core.projects.homes import places_of, platform_of
from core.projects.model import Project
from core.tasks.commands_apart import ThoughAway
from core.tasks.model import Task, only_ticks

SYSTEM: Final = System("followup")
EVENTS = 200
"""So many of the newest events are read; older ones have started no clock that still runs."""
QUOTED = 5
"""So many texts of a task's newest events are read ahead."""


@dataclass(slots=True)
class Known:
    """What a unit that follows many tasks has looked up at once."""

    calendars: UnitCalendars
    waited: dict[TaskId, bool] = field(default_factory=dict)
    """Whether an open task waits for each; empty once any of them was closed."""
    owed: list[Wanted] = field(default_factory=list)
    looks: dict[Ref, datetime | None] = field(default_factory=dict)
    """What was decided about tasks, to be saved together."""

    def save(self, work: FollowupUnit, now: datetime) -> None:
        """Before anybody asks what is owed, or when to look again."""
        work.notices.owe_all(self.owed, now)
        work.watches.set_all(self.looks)
        self.owed, self.looks = [], {}


def know(work: FollowupUnit, tasks: Collection[TaskId]) -> Known:
    """Looks up what following each of *tasks* would ask for."""
    found = work.tasks(SYSTEM).foresee(tasks).values()
    work.notices.foresee(tasks)
    part = {number for task in found for number in _part(task) if number is not None}
    known = Known(UnitCalendars(work))
    for person in work.people.persons(sorted(part)).values():
        known.calendars.know(person)
    edges = work.dependencies.after(tasks)
    later = work.tasks(SYSTEM).many({edge.later for edge in edges})
    known.waited = dict.fromkeys(tasks, False)
    known.waited |= {
        e.earlier: True for e in edges if e.later in later and later[e.later].status.open
    }
    return known


def foresee(work: FollowupUnit, tasks: Collection[TaskId], audience: Audience) -> None:
    """Reads at once what one message about all of *tasks* will ask for of each of them."""
    found = work.tasks(audience).foresee(tasks)
    work.notices.foresee(found)
    work.texts.many({text for task in found for text in _newest_words(work, task)})
    edges = [*work.dependencies.after(found), *work.dependencies.before(found)]
    others = {number for edge in edges for number in (edge.earlier, edge.later)}
    others |= {edge.later for edge in work.dependencies.after(others)}  # A line names what waits.
    for eyes in (audience, SYSTEM):
        found = found | work.tasks(eyes).many(others)
    part = {number for task in found.values() for number in _part(task) if number is not None}
    work.people.persons(sorted(part))


def _newest_words(work: FollowupUnit, task: TaskId) -> list[TextId]:
    """What was written last about *task*: news of it quotes one of these."""
    events = work.tasks(SYSTEM).events(task_ref(task), EVENTS)
    return [event.text for event in events if event.text is not None][:QUOTED]


def around(
    work: FollowupUnit,
    task: Task,
    now: datetime,
    just: Sequence[Event] | None = None,
    known: Known | None = None,
) -> Around:
    """The world around *task*, with all that was ever owed about it.

    *just*: the events, newest first, of a task that this unit made: nothing was said of it and
    nothing waits for it, so nobody is asked. *known*: what was looked up already.
    """
    notices = () if just is not None else tuple(work.notices.of(task_ref(task.id)))
    project = work.projects(SYSTEM).get(task.project) if task.project is not None else None
    known = known or Known(UnitCalendars(work))
    workspace = work.people.workspace()
    people = _people(work, task, project, notices)
    for person in people.values():
        known.calendars.know(person)
    return Around(
        calendars=known.calendars,
        ladder=ladder_of(project, workspace),
        urgent_anytime=workspace.urgent_anytime,
        project=project,
        lead=_lead(work, project, people),
        channel=_channel(work, task, project, people),
        waited_by=just is None and _waited_by(work, task, known),
        people=people,
        insiders=work.people.members(task.visible_in) if task.visible_in is not None else None,
        past=past(task, _events(work, task) if just is None else just),
        notices=notices,
    )


def _events(work: FollowupUnit, task: Task) -> Sequence[Event]:
    return work.tasks(SYSTEM).events(task_ref(task.id), EVENTS)


def _people(
    work: FollowupUnit, task: Task, project: Project | None, notices: Iterable[Notice]
) -> dict[PersonId, Person]:
    """Everybody who takes part or was asked, and who covers for them."""
    ids = set(_part(task))
    if project is not None:
        ids |= {project.lead, project.creator}
    recipients = (n.wanted.recipient for n in notices)
    ids |= {PersonId(to.id) for to in recipients if to.kind is Kind.PERSON}
    found = work.people.persons(sorted(i for i in ids if i is not None))
    leaves = (leave for person in found.values() for leave in person.leave)
    covers = {leave.cover for leave in leaves if leave.cover is not None} - found.keys()
    return {**found, **(work.people.persons(sorted(covers)) if covers else {})}


def _part(task: Task) -> tuple[PersonId | None, ...]:
    return (
        task.owner,
        task.requester,
        task.verifier,
        task.helper,
        task.finished_by,
        task.offered_to,
    )


def _lead(
    work: FollowupUnit, project: Project | None, people: dict[PersonId, Person]
) -> PersonId | None:
    """Who is in charge: the lead, else the creator, else an admin who is there."""
    if project is None:
        return None
    for number in (project.lead, project.creator):
        person = people.get(number) if number is not None else None
        if person is not None and person.active and person.role is not Role.BOT:
            return person.id
    for admin in work.people.admins():
        if admin.active:
            people[admin.id] = admin
            return admin.id
    return None


def _channel(
    work: FollowupUnit, task: Task, project: Project | None, people: Mapping[PersonId, Person]
) -> PlaceId | None:
    """The project's home, if it may speak there and everybody there may see the task; of several
    the one on the platform where who is in question was last."""
    if project is None or not project.speaks:
        return None
    homes = [
        home for home in places_of(work.people, project)
        if not home.archived and home.bot_in and task.visible_in in {None, home.id}
    ]  # fmt: skip
    if len(homes) > 1:
        last = _last_on(work, people.get(task.owner or task.requester))
        homes.sort(key=lambda home: platform_of(work.people, home) not in last)
    return homes[0].id if homes else None


def _last_on(work: FollowupUnit, person: Person | None) -> Collection[str]:
    """The platform where *person* spoke last; of somebody with one account the one it is on."""
    if person is None:
        return ()
    if person.settings.spoke_on:
        return (person.settings.spoke_on,)
    every = {each.platform for each in work.people.installations()}
    return {name for name in every if work.people.account(person.id, name) is not None}


def _waited_by(work: FollowupUnit, task: Task, known: Known) -> bool:
    if task.id in known.waited:
        return known.waited[task.id]
    later = [edge.later for edge in work.dependencies.after([task.id])]
    if not later:
        return False
    return any(other.status.open for other in work.tasks(SYSTEM).many(later).values())


def past(task: Task, newest_first: Sequence[Event]) -> Past:
    """What the events of *task* tell its follow-up."""
    undone = {event.undoes for event in newest_first if event.verb is Verb.UNDONE}
    lasting = [e for e in newest_first if e.cause not in undone or e.verb is Verb.UNDONE]
    given = _first(e for e in lasting if _gives(e, task.owner) and e.verb is not Verb.UNDONE)
    freed = _first(e for e in lasting if "owner" in e.after and e.after["owner"] is None)
    opened = _first(e for e in lasting if "owner" in e.after or e.verb is Verb.ASSIGNED)
    asked = _first(e for e in lasting if _offers(e, task) and e.verb is not Verb.UNDONE)
    over = {Verb.OFFER_DECLINED, Verb.OFFER_ENDED}
    helped = _first(e for e in lasting if e.verb in {Verb.BLOCKED, Verb.HELP_DECLINED})
    moved = _first(e for e in lasting if e.verb is Verb.VERIFIER_CHANGED)
    return Past(
        offered_at=asked.at if asked else None,
        offered_by=asked.actor if asked else None,
        offer_over_at=_at(e for e in lasting if e.verb in over),
        acts=_acts(newest_first, task.owner),
        snoozes=_snoozes(lasting),
        assigned_at=given.at if given and task.owner is not None else None,
        assigned_by=given.actor if given else None,
        unowned_at=freed.at if freed and task.owner is None else None,
        left_open=task.owner is None and opened is not None and opened.verb is Verb.ASSIGNED,
        dated_at=_at(e for e in lasting if "due" in e.after),
        help_asked_at=helped.at if helped else None,
        help_waits=_waits(helped),
        check_moved_at=moved.at if moved else None,
        check_waits=_waits(moved),
        declined_at=_at(e for e in lasting if e.verb in {Verb.DECLINED, Verb.HELP_DECLINED}),
    )


def _waits(event: Event | None) -> bool:
    """Whether who was asked then is waited for until they are back."""
    return event is not None and event.after.get("though_away") == ThoughAway.WAIT


def _gives(event: Event, owner: PersonId | None) -> bool:
    return owner is not None and event.after.get("owner") == owner


def _offers(event: Event, task: Task) -> bool:
    return task.offered_to is not None and event.after.get("offered_to") == task.offered_to


def _first(events: Iterable[Event]) -> Event | None:
    return next(iter(events), None)


def _at(events: Iterable[Event]) -> datetime | None:
    found = _first(events)
    return found.at if found is not None else None


def _acts(events: Iterable[Event], owner: PersonId | None) -> dict[PersonId, datetime]:
    """The last act of each; who ticks criteria in a check has not answered it yet."""
    found: dict[PersonId, datetime] = {}
    for event in events:
        if event.verb is Verb.ERASED:
            continue
        if event.actor is not None and (event.actor == owner or not only_ticks(event)):
            found[event.actor] = max(event.at, found.get(event.actor, event.at))
    return found


def _snoozes(newest_first: Iterable[Event]) -> dict[PersonId, Snoozed]:
    found: dict[PersonId, Snoozed] = {}
    for event in newest_first:
        until = event.after.get("until")
        if event.verb is Verb.SNOOZED and event.actor is not None and isinstance(until, str):
            found.setdefault(event.actor, Snoozed(event.at, datetime.fromisoformat(until)))
    return found
