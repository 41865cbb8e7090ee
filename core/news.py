"""Reactions that tell: what a change owes to those who did not make it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field
from datetime import datetime, timedelta

from core.followup import service as followup
from core.followup import wholes
from core.followup.dropping import owner_to_tell
from core.followup.helping import news_of_help, news_of_offer
from core.followup.model import Manner, Notice, NoticeKind, NoticeState, Wanted, to_person
from core.followup.offering import offered_by
from core.followup.told import changed_slot, offer_slot
from core.kernel.audience import System
from core.kernel.context import Context
from core.kernel.events import Event, Verb
from core.kernel.refs import PersonId, Ref, task_ref
from core.kernel.values import dataclass
from core.tasks.model import Priority, Task, only_ticks
from core.unit import WorkUnit

SYSTEM = System("reactions")
MANNERS: Mapping[NoticeKind, Manner] = {
    NoticeKind.ACCEPTED: Manner.BRIEF,
    NoticeKind.DATE_MOVED: Manner.BRIEF,
    NoticeKind.NOT_NOW: Manner.BRIEF,
    NoticeKind.DROPPED: Manner.BRIEF,
    NoticeKind.FOLLOWED: Manner.BRIEF,
    NoticeKind.OFFER_ENDED: Manner.BRIEF,
}
MAKING = frozenset({Verb.ADDED, Verb.CAPTURED, Verb.RECURRED})
"""The first event of a task."""
TYPED = frozenset({
    Verb.ADDED, Verb.ASSIGNED, Verb.CAPTURED, Verb.OFFERED, Verb.DUE_CHANGED, Verb.EDITED,
    Verb.MOVED, Verb.PRIORITY_CHANGED, Verb.VERIFIER_CHANGED,
})  # fmt: skip
"""What a typed line or a form can do that others hear of: it waits for an Undo."""
OWNERS_BUSINESS = frozenset({"due", "priority", "criteria", "project"})


def _out_of_project(event: Event) -> bool:
    """Closing a project does that to all that is left of it."""
    return event.verb is Verb.MOVED and event.after.get("project") is None


@dataclass(frozen=True, slots=True)
class Happened:
    """An event with the task it happened to, in the request that caused it.

    ``just`` holds, newest first, all events of a task that the request made; ``owed`` collects
    what we owe from now on.
    """

    event: Event
    task: Task
    ctx: Context
    just: Sequence[Event] = ()
    owed: list[Notice] = field(default_factory=list)
    captured: Sequence[Ref] = ()
    """The tasks that the request captured, in their order."""
    several: bool = False
    """Whether the request changed several tasks: who hears of them hears it in one message."""


Reaction = Callable[[WorkUnit, Happened], Iterable[Event]]


def free_dependants(work: WorkUnit, it: Happened) -> Iterable[Event]:
    """Owners whose task waited for this one alone hear that the way is free."""
    later = [edge.later for edge in work.dependencies.after([it.task.id])]
    tasks = work.tasks(SYSTEM)
    for task in tasks.many(later).values():
        if task.status.open and task.owner is not None and not _still_waits(work, task):
            _tell(work, task, NoticeKind.FREE, task.owner, it, f"{it.task.id}:{it.event.at}")
            followup.follow(work, task_ref(task.id), it.ctx.now)
    return ()


def _still_waits(work: WorkUnit, task: Task) -> bool:
    earlier = [edge.earlier for edge in work.dependencies.before([task.id])]
    return any(t.status.open for t in work.tasks(SYSTEM).many(earlier).values())


def tell_of_end(work: WorkUnit, it: Happened) -> Iterable[Event]:
    """Who follows it hears how it ended; the owner of the whole is asked after its last part."""
    for person in wholes.followers(work, it.task, it.event.actor):
        _tell(work, it.task, NoticeKind.FOLLOWED, person, it)
    if (whole := wholes.to_ask(work, it.task)) is not None:
        _tell(work, whole, NoticeKind.PARTS_DONE, whole.owner, it)
    return ()


def answer_whole(work: WorkUnit, it: Happened) -> Iterable[Event]:
    """Who was asked about a task and adds a part to it has answered."""
    if it.event.actor is not None:
        wholes.answered_by_parts(work, it.task, it.event.actor, it.event.at)
    return ()


def tell_owner_accepted(work: WorkUnit, it: Happened) -> Iterable[Event]:
    """Who did it hears that it was checked and is good."""
    if it.task.finished_by not in {None, it.event.actor}:
        _tell(work, it.task, NoticeKind.ACCEPTED, it.task.finished_by, it)
    return ()


def tell_owner_sent_back(work: WorkUnit, it: Happened) -> Iterable[Event]:
    """The owner hears what is missing, also of what was done or dropped before."""
    if it.task.owner not in {None, it.event.actor}:
        _tell(work, it.task, NoticeKind.SENT_BACK, it.task.owner, it)
    return ()


def tell_requester(kind: NoticeKind) -> Reaction:
    """The requester hears in the brief what somebody else decided about the task."""

    def react(work: WorkUnit, it: Happened) -> Iterable[Event]:
        if it.event.actor not in {None, it.task.requester}:
            moved = kind is NoticeKind.DATE_MOVED
            slot = changed_slot(it.event.at, "due", it.task) if moved else ""
            _tell(work, it.task, kind, it.task.requester, it, slot)
        return ()

    react.__name__ = f"tell_requester_{kind}"
    return react


def tell_offerer(kind: NoticeKind) -> Reaction:
    """Who offered it hears that it was not taken; where nobody did, who asked for it."""

    def react(work: WorkUnit, it: Happened) -> Iterable[Event]:
        offerer = offered_by(work, it.event) or it.task.requester
        if it.event.actor != offerer:
            slot = offer_slot(it.event.at, it.task.owner)
            _tell(work, it.task, kind, offerer, it, slot)
        return ()

    react.__name__ = f"tell_offerer_{kind}"
    return react


def tell_owner_changed(work: WorkUnit, it: Happened) -> Iterable[Event]:
    """The owner hears what somebody else changed of their task, one line for each field.

    A tick changes nothing of what must hold: who checks says at the end whether it is good.
    """
    if it.just or it.event.actor in {None, it.task.owner} or not it.task.status.open:
        return ()
    if only_ticks(it.event) or _out_of_project(it.event):
        return ()
    for name in sorted(OWNERS_BUSINESS & it.event.after.keys()):
        slot = changed_slot(it.event.at, name, it.task)
        _tell(work, it.task, NoticeKind.OWNER_TOLD, it.task.owner, it, slot)
    return ()


def tell_of_help(work: WorkUnit, it: Happened) -> Iterable[Event]:
    """Whose task is blocked hears what came of asking for help."""
    if it.event.verb is Verb.HELP_OFFERED:
        wanted = news_of_offer(it.event, it.task, it.ctx.now)
    else:
        wanted = news_of_help(work, it.event, it.task, it.ctx.now)
    notice = followup.owe(work, wanted, it.ctx.now) if wanted is not None else None
    it.owed.extend([notice] if notice is not None else [])
    return ()


def tell_owner_dropped(work: WorkUnit, it: Happened) -> Iterable[Event]:
    """Who had it hears in the brief that somebody else dropped it, as who asked for it does."""
    owner = owner_to_tell(work, it.task, it.event.actor)
    _tell(work, it.task, NoticeKind.DROPPED, owner, it)
    return ()


def _tell(
    work: WorkUnit, task: Task, kind: NoticeKind, person: PersonId | None, it: Happened,
    slot: str = "",
) -> None:  # fmt: skip
    if person is None:
        return
    manner = MANNERS.get(kind, Manner.NOW)
    wanted = Wanted(
        task_ref(task.id), kind, slot or it.event.at.isoformat(), to_person(person), manner,
        it.ctx.now + hold_of(work, it),
    )  # fmt: skip
    notice = followup.owe(work, wanted, it.ctx.now)
    it.owed.extend([notice] if notice is not None else [])


def hold_of(work: WorkUnit, it: Happened) -> timedelta:
    """How long what others hear waits: not for urgent tasks, not for what buttons in a DM do."""
    if not (it.several or it.event.verb in TYPED) or it.task.priority is Priority.URGENT:
        return timedelta(0)
    return timedelta(seconds=work.people.workspace().hold)


def hold_until(task: Task, notices: Iterable[Notice], ctx: Context) -> datetime | None:
    """When the owner of a task that was just added hears of it; None when nobody else does.

    *notices*: those about the task, and maybe about others.
    """
    if task.owner is None or task.owner == ctx.actor:
        return None
    key = (task_ref(task.id), to_person(task.owner), NoticeState.OWED)
    mine = (n for n in notices if (n.wanted.subject, n.wanted.recipient, n.state) == key)
    return min((n.wanted.not_before for n in mine), default=None)
