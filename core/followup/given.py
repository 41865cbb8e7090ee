"""A task was given: who is told, before anything is asked about it."""

from collections.abc import Iterator
from datetime import datetime

from core.calendar.working import is_working
from core.followup.around import Case
from core.followup.climb import UNSAID, Climb, Rung, taken
from core.followup.model import Manner, Notice, NoticeKind, to_person
from core.followup.moments import iso
from core.kernel.refs import PersonId
from core.tasks.model import Priority, Status

_TOLD_OF = frozenset({Status.TODO, Status.IN_PROGRESS, Status.BLOCKED})


def assigned(case: Case) -> Iterator[Climb]:
    """Who was given a task hears of it, and who answers for them meanwhile, where it cannot wait
    for their return; not who gave it or acted on it since, and not whose own work comes again by
    itself."""
    task, past = case.task, case.around.past
    at = past.assigned_at
    if task.owner is None or at is None or past.assigned_by in {None, task.owner}:
        return
    if task.status not in _TOLD_OF or _acted_since(case, task.owner, at):
        return
    to = to_person(task.owner) if case.able(task.owner) else None
    yield Climb(iso(at), at, (Rung(NoticeKind.ASSIGNED, to, _assigned_manner(case, task.owner)),))
    cover = covering(case)
    if cover is not None and not _knows(case, cover, at):
        rung = Rung(NoticeKind.ASSIGNED, to_person(cover), _assigned_manner(case, cover))
        yield Climb(f"{iso(at)}|{cover}", at, (rung,))


def _assigned_manner(case: Case, person: PersonId) -> Manner:
    if case.task.priority is Priority.URGENT:
        return Manner.URGENT
    return Manner.NOW if is_working(case.person(person), case.now) else Manner.BRIEF


def _knows(case: Case, person: PersonId, at: datetime) -> bool:
    """Whether *person* needs not be told what was given at *at*."""
    return case.around.past.assigned_by == person or _acted_since(case, person, at)


def _acted_since(case: Case, person: PersonId, at: datetime) -> bool:
    act = case.act_of(person)
    return act is not None and act > at


def covering(case: Case) -> PersonId | None:
    """Who answers for an owner who has not heard of the task before they left, where it is urgent
    or due before they are back."""
    owner, at = case.task.owner, case.around.past.assigned_at
    cover = case.answerer(owner)
    if owner is None or at is None or cover == owner:
        return None
    due, back = case.task.due, case.returns(owner, case.now)
    pressing = case.task.priority is Priority.URGENT or (due is not None and due.at < back)
    return cover if pressing and _waits_for(case, owner, at) else None


def _waits_for(case: Case, owner: PersonId, at: datetime) -> bool:
    """Whether *owner* hears only when they are back what they were given at *at*."""
    told = tellings(case, owner, at)
    return any(n.state in UNSAID for n in told) if told else case.returns(owner, at) > case.now


def tellings(case: Case, person: PersonId, at: datetime) -> list[Notice]:
    """What told, or is to tell, *person* of the task that was given at *at*."""
    slot, to = iso(at), to_person(person)
    return [
        n for n in case.said
        if n.wanted.kind is NoticeKind.ASSIGNED
        and n.wanted.recipient == to and n.wanted.slot.startswith(slot)
    ]  # fmt: skip


def is_for_cover(notice: Notice) -> bool:
    """Whether *notice* tells who answers for the owner of what was given to them."""
    return notice.wanted.kind is NoticeKind.ASSIGNED and "|" in notice.wanted.slot


def unheard(case: Case) -> bool:
    """Whether who would be asked has not yet been told of the task: nothing is asked before."""
    owner, at = case.task.owner, case.around.past.assigned_at
    if owner is None or at is None:
        return False
    cover = covering(case)
    if cover is None:
        return any(
            n.state in UNSAID
            for climb in assigned(case)
            for n in taken(case, climb, climb.rungs[0])
        )
    told = tellings(case, cover, at)
    return not _knows(case, cover, at) and (not told or any(n.state in UNSAID for n in told))
