"""Somebody has left: what they had, and who decides about each part of it.

Who decides is told once, in one message. What stands in it is read anew whenever it is drawn:
what others have taken over meanwhile is gone from it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from core.followup.around import Around, has_left, owner_left
from core.followup.calendars import calendars
from core.followup.gather import SYSTEM
from core.followup.model import Manner, Notice, NoticeKind, Wanted, to_person
from core.followup.moments import is_long_away, iso
from core.followup.policy import Decision
from core.followup.ports import FollowupUnit
from core.kernel.audience import Audience, ForPerson
from core.kernel.events import Event
from core.kernel.refs import Kind, PersonId, Ref
from core.kernel.values import dataclass
from core.people.model import Person, Role
from core.projects.model import Project
from core.tasks.model import OPEN, Status, Task
from core.tasks.persons import takes_part
from core.tasks.ports import TaskFilter

MOST = 500
"""Tasks of somebody who has left that are looked through, in each of their parts."""
HELD = (Status.TRIAGE, Status.TODO, Status.IN_PROGRESS, Status.BLOCKED)
"""What nobody goes on with; in review it waits for somebody else."""
LOOK_AGAIN = timedelta(hours=4)
"""Between two looks at what nobody is known to decide about."""
KINDS = frozenset({NoticeKind.LEFT, NoticeKind.STILL_YOURS, NoticeKind.ADMIN_NEEDED})
_WHOSE = frozenset({"owner", "verifier", "blocker", "status"})


@dataclass(frozen=True, slots=True)
class Share:
    """What of somebody's one person is to decide about, as that person may see it."""

    held: tuple[Task, ...] = ()
    helps: tuple[Task, ...] = ()
    """Of others: what blocks them was to be removed."""
    checks: tuple[Task, ...] = ()
    projects: tuple[Project, ...] = ()
    """Led by who has left; admins are asked who leads them now."""

    @property
    def tasks(self) -> tuple[Task, ...]:
        """All of them, in the order in which they are told."""
        return (*self.held, *self.helps, *self.checks)


def of_person(person: PersonId) -> Ref:
    """Somebody as the subject of what is told of them."""
    return Ref(Kind.PERSON, person)


def share(work: FollowupUnit, gone: PersonId, person: PersonId) -> Share:
    """What *person* is to decide about, of those who were told that *gone* has left."""
    told = _told(work, gone)
    if person not in told:
        return Share()
    audience = ForPerson(person)
    held, helps, checks = (
        tuple(task for task in tasks if _first(work, task, told) == person)
        for tasks in _parts(work, gone, audience)
    )
    admin = work.people.person(person)
    leads = admin is not None and admin.admin
    led = work.projects(audience).led_by(gone) if leads else ()
    return Share(held, helps, checks, tuple(led))


def _parts(
    work: FollowupUnit, gone: PersonId, audience: Audience
) -> tuple[Sequence[Task], Sequence[Task], Sequence[Task]]:
    """Theirs, what they were to unblock, and what they were to check."""
    tasks = work.tasks(audience)
    held = tasks.find(TaskFilter(owner=gone, statuses=HELD), MOST)
    others = tasks.find(TaskFilter(waiting_for=gone, statuses=OPEN), MOST)
    checks = [task for task in others if task.status is Status.IN_REVIEW]
    helps = [task for task in others if task.status is Status.BLOCKED and task.owner != gone]
    return held, helps, checks


def deciders(work: FollowupUnit, gone: PersonId, now: datetime) -> frozenset[PersonId]:
    """Everybody who is to hear that *gone* has left, for there is something to decide."""
    found = {
        person
        for tasks in _parts(work, gone, SYSTEM)
        for task in tasks
        if (person := _decider(work, task, now)) is not None
    }
    if work.projects(SYSTEM).led_by(gone):
        found |= {admin.id for admin in work.people.admins()}
    return frozenset(found - {gone})


def with_card(
    work: FollowupUnit, task: Task, world: Around, decision: Decision, now: datetime
) -> Decision:
    """*decision*, and the message about the owner of *task* where they have left.

    Who sees a private task may not be known yet: until somebody is, it is looked at again.
    """
    if task.owner is None or task.status not in HELD or not owner_left(task, world):
        return decision
    told = _told(work, task.owner)
    person = _first(work, task, told) or _decider(work, task, now)
    if person is None:
        again = now + LOOK_AGAIN
        return replace(decision, check_at=min(decision.check_at or again, again))
    card = wanted(task.owner, _slot(work, task.owner) or iso(now), person, now)
    return replace(decision, wanted=(*decision.wanted, card))


def wanted(gone: PersonId, slot: str, person: PersonId, now: datetime) -> Wanted:
    """The one message to *person* that *gone* has left."""
    to = to_person(person)
    return Wanted(of_person(gone), NoticeKind.LEFT, slot, to, Manner.NOW, now)


def _decider(work: FollowupUnit, task: Task, now: datetime) -> PersonId | None:
    """Who is here of those who may decide; where all of them are away, the first."""
    known = calendars(work)
    chain = list(_chain(work, task))
    here = (person for person in chain if not is_long_away(known.of(person), now))
    return next(here, chain[0] if chain else None)


def _first(work: FollowupUnit, task: Task, told: frozenset[PersonId]) -> PersonId | None:
    """Who of *told* decides about *task*."""
    return next((person for person in _chain(work, task) if person in told), None)


def _chain(work: FollowupUnit, task: Task) -> Iterator[PersonId]:
    """Who leads its project, else who asked for it, else an admin, else one of the people among
    whom it stays: whoever is still here and may see it."""
    project = work.projects(SYSTEM).get(task.project) if task.project is not None else None
    asked = [project.in_charge] if project is not None else []
    asked += [task.requester, *(admin.id for admin in work.people.admins())]
    if task.visible_in is not None:
        asked += sorted(work.people.members(task.visible_in))
    people = work.people.persons(list(dict.fromkeys(asked)))
    for number in dict.fromkeys(asked):
        person = people.get(number)
        if person is not None and _may_decide(work, person, task):
            yield number


def _may_decide(work: FollowupUnit, person: Person, task: Task) -> bool:
    if not person.active or person.role in {Role.BOT, Role.EXTERNAL}:
        return False
    if person.role is Role.GUEST:
        return work.tasks(ForPerson(person.id)).get(task.id) is not None
    if task.visible_in is None or takes_part(task, person.id):
        return True
    return person.id in work.people.members(task.visible_in)


def _told(work: FollowupUnit, gone: PersonId) -> frozenset[PersonId]:
    """Who was told, or will be, that *gone* has left this time."""
    slot = _slot(work, gone)
    found = (n.wanted for n in _cards(work, gone) if n.wanted.slot == slot)
    return frozenset(PersonId(each.recipient.id) for each in found)


def _slot(work: FollowupUnit, gone: PersonId) -> str:
    """When *gone* has left, last; empty where nobody was told of it."""
    return max((n.wanted.slot for n in _cards(work, gone)), default="")


def _cards(work: FollowupUnit, gone: PersonId) -> list[Notice]:
    notices = work.notices.of(of_person(gone))
    return [n for n in notices if n.wanted.kind is NoticeKind.LEFT]


def was_told(work: FollowupUnit, gone: PersonId, person: PersonId) -> bool:
    """Whether *person* is one of those who were asked what becomes of what *gone* had."""
    return person in _told(work, gone)


def holds(work: FollowupUnit, notice: Notice) -> bool:
    """Whether what is told of somebody who went or came still is so."""
    number = PersonId(notice.wanted.subject.id)
    person, reader = work.people.person(number), PersonId(notice.wanted.recipient.id)
    match notice.wanted.kind:
        case NoticeKind.LEFT:
            found = share(work, number, reader)
            return has_left(person) and bool(found.tasks or found.projects)
        case NoticeKind.STILL_YOURS:
            return not has_left(person) and bool(still_theirs(work, number))
        case _:
            return not work.people.admins()


def still_theirs(work: FollowupUnit, person: PersonId) -> Sequence[Task]:
    """What somebody who had left finds when they are here again."""
    return work.tasks(ForPerson(person)).find(TaskFilter(owner=person, statuses=OPEN), MOST)


def gone_in(work: FollowupUnit, task: Task, event: Event) -> list[Ref]:
    """Of whom messages tell that they have left, where *event* changes what they had."""
    if not event.after.keys() & _WHOSE:
        return []
    named = [event.before.get(name) for name in ("owner", "verifier")]
    numbers = {PersonId(value) for value in named if isinstance(value, int)}
    part = (task.owner, task.verifier, task.requester, task.helper, _helper_before(event))
    numbers |= {number for number in part if number is not None}
    found = work.people.persons(sorted(numbers))
    return [of_person(number) for number in sorted(numbers) if has_left(found.get(number))]


def leads_gone(work: FollowupUnit, project: Project, event: Event) -> list[Ref]:
    """As ``gone_in``, of who led a project."""
    before = event.before.get("lead")
    numbers = {project.in_charge, PersonId(before) if isinstance(before, int) else project.creator}
    found = work.people.persons(sorted(numbers))
    return [of_person(number) for number in sorted(numbers) if has_left(found.get(number))]


def _helper_before(event: Event) -> PersonId | None:
    """The second part of a blocker, as events keep it."""
    blocker = event.before.get("blocker")
    helper = blocker.split("|")[1] if isinstance(blocker, str) else ""
    return PersonId(int(helper)) if helper else None
