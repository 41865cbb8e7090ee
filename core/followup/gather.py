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
from core.people.model import Person, Role, Workspace
from core.projects.homes import places_of, platform_of
from core.projects.model import Project
from core.tasks.commands_apart import ThoughAway
from core.tasks.model import Task, only_ticks
from core.tasks.ports import Tasks

SYSTEM: Final = System("followup")
EVENTS = 200
"""So many of the newest events are read; older ones have started no clock that still runs."""
QUOTED = 5
"""So many texts of a task's newest events are read ahead."""


@dataclass(slots=True)
class Known:
    """What a unit that follows many tasks has looked up at once."""

    calendars: UnitCalendars
    workspace: Workspace
    tasks: Tasks
    """As follow-up sees them."""
    people: Mapping[PersonId, Person] = field(default_factory=dict)
    """Who takes part in any of the tasks; empty once something else was changed."""
    waited: dict[TaskId, bool] = field(default_factory=dict)
    """Whether an open task waits for each; empty once any of them was closed."""
    owed: list[Wanted] = field(default_factory=list)
    looks: dict[Ref, datetime | None] = field(default_factory=dict)
    """What was decided about tasks, to be saved together."""

    def forget(self) -> None:
        """Something else was changed: it is looked up anew."""
        self.waited, self.people = {}, {}

    def save(self, work: FollowupUnit, now: datetime) -> None:
        """Before anybody asks what is owed, or when to look again."""
        work.notices.owe_all(self.owed, now)
        work.watches.set_all(self.looks)
        self.owed, self.looks = [], {}


def _nothing(work: FollowupUnit) -> Known:
    return Known(UnitCalendars(work), work.people.workspace(), work.tasks(SYSTEM))


def know(work: FollowupUnit, tasks: Collection[TaskId]) -> Known:
    """Looks up what following each of *tasks* would ask for."""
    known = _nothing(work)
    found = known.tasks.foresee(tasks).values()
    work.notices.foresee(tasks)
    part = {number for task in found for number in _part(task) if number is not None}
    known.people = work.people.persons(sorted(part))
    edges = work.dependencies.after(tasks)
    later = known.tasks.many({edge.later for edge in edges})
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
    subject = task_ref(task.id)
    notices = () if just is not None else tuple(work.notices.of(subject))
    project = work.projects(SYSTEM).get(task.project) if task.project is not None else None
    known = known or _nothing(work)
    people = _people(work, known, task, project, notices)
    for person in people.values():
        known.calendars.know(person)
    return Around(
        calendars=known.calendars,
        ladder=ladder_of(project, known.workspace),
        urgent_anytime=known.workspace.urgent_anytime,
        project=project,
        lead=_lead(work, project, people),
        channel=_channel(work, task, project, people),
        waited_by=just is None and _waited_by(work, task, known),
        people=people,
        insiders=work.people.members(task.visible_in) if task.visible_in is not None else None,
        past=past(task, known.tasks.events(subject, EVENTS) if just is None else just),
        notices=notices,
    )


def _people(
    work: FollowupUnit, known: Known, task: Task, project: Project | None,
    notices: Iterable[Notice],
) -> dict[PersonId, Person]:  # fmt: skip
    """Everybody who takes part or was asked, and who covers for them."""
    ids = set(_part(task))
    if project is not None:
        ids |= {project.lead, project.creator}
    for notice in notices:
        if (to := notice.wanted.recipient).kind is Kind.PERSON:
            ids.add(PersonId(to.id))
    ids.discard(None)
    found = {n: known.people[n] for n in ids if n is not None and n in known.people}
    if len(found) < len(ids):
        found = work.people.persons(sorted(n for n in ids if n is not None))
    away = [person for person in found.values() if person.leave]
    if not away:
        return found
    covers = {leave.cover for person in away for leave in person.leave if leave.cover is not None}
    return {**found, **work.people.persons(sorted(covers - found.keys()))}


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
    lasting = newest_first
    if undone:
        lasting = [e for e in newest_first if e.cause not in undone or e.verb is Verb.UNDONE]
    found = _Newest()
    for event in lasting:
        found.see(event, task)
    given, asked, helped, moved = found.given, found.asked, found.helped, found.moved
    return Past(
        offered_at=_when(asked),
        offered_by=asked.actor if asked else None,
        offer_over_at=_when(found.over),
        acts=_acts(newest_first, task.owner),
        snoozes=_snoozes(lasting),
        assigned_at=_when(given),
        assigned_by=given.actor if given else None,
        unowned_at=_when(found.freed) if task.owner is None else None,
        left_open=task.owner is None and found.opened is Verb.ASSIGNED,
        dated_at=_when(found.dated),
        help_asked_at=_when(helped),
        help_waits=_waits(helped),
        check_moved_at=_when(moved),
        check_waits=_waits(moved),
        declined_at=_when(found.declined),
    )


class _Newest:
    """The newest event of each sort, of those that were seen, newest first."""

    __slots__ = (
        "asked", "dated", "declined", "freed", "given", "helped", "moved", "opened", "over",
    )  # fmt: skip

    def __init__(self) -> None:
        self.given: Event | None = None
        """When the present owner got it."""
        self.freed: Event | None = None
        self.opened: Verb | None = None
        """What last set or took its owner."""
        self.asked: Event | None = None
        """When it was offered to who is asked now."""
        self.over: Event | None = None
        self.dated: Event | None = None
        self.helped: Event | None = None
        self.moved: Event | None = None
        self.declined: Event | None = None

    def see(self, event: Event, task: Task) -> None:
        """The next older one."""
        verb, after = event.verb, event.after
        owned = "owner" in after
        if self.opened is None and (owned or verb is Verb.ASSIGNED):
            self.opened = verb
        if owned:
            self._see_owner(event, task)
        if self.dated is None and "due" in after:
            self.dated = event
        self._see_offer(event, task)
        if verb is Verb.BLOCKED or verb is Verb.HELP_DECLINED:
            self.helped = self.helped or event
        if verb is Verb.VERIFIER_CHANGED:
            self.moved = self.moved or event
        if verb is Verb.DECLINED or verb is Verb.HELP_DECLINED:
            self.declined = self.declined or event

    def _see_owner(self, event: Event, task: Task) -> None:
        owner = event.after["owner"]
        if owner is None:
            self.freed = self.freed or event
        elif self.given is None and owner == task.owner and event.verb is not Verb.UNDONE:
            self.given = event

    def _see_offer(self, event: Event, task: Task) -> None:
        if event.verb is Verb.OFFER_DECLINED or event.verb is Verb.OFFER_ENDED:
            self.over = self.over or event
        if self.asked is not None or task.offered_to is None or event.verb is Verb.UNDONE:
            return
        if event.after.get("offered_to") == task.offered_to:
            self.asked = event


def _when(event: Event | None) -> datetime | None:
    return event.at if event is not None else None


def _waits(event: Event | None) -> bool:
    """Whether who was asked then is waited for until they are back."""
    return event is not None and event.after.get("though_away") == ThoughAway.WAIT


def _acts(events: Iterable[Event], owner: PersonId | None) -> dict[PersonId, datetime]:
    """The last act of each; who ticks criteria in a check has not answered it yet."""
    found: dict[PersonId, datetime] = {}
    for event in events:
        actor = event.actor
        if actor is None or event.verb is Verb.ERASED:
            continue
        if actor == owner or not only_ticks(event):
            known = found.get(actor)
            found[actor] = event.at if known is None else max(event.at, known)
    return found


def _snoozes(newest_first: Iterable[Event]) -> dict[PersonId, Snoozed]:
    found: dict[PersonId, Snoozed] = {}
    for event in newest_first:
        if event.verb is not Verb.SNOOZED or event.actor is None:
            continue
        until = event.after.get("until")
        if isinstance(until, str):
            found.setdefault(event.actor, Snoozed(event.at, datetime.fromisoformat(until)))
    return found
