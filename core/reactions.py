"""What follows from a change, in one list: the one place to read "what happens when ...".

Reactions write derived rows only (watches, notices, posts to redraw, routines), except those under
``CASCADES``. They run breadth first, each (event, reaction) once. What people did is always reacted
to, however much it is; of what follows from it, ``LIMIT`` events at most.
"""

from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field
from datetime import datetime, timedelta

from core.captured import redraw_line
from core.followup import service as followup
from core.followup import wholes
from core.followup.dropping import owner_to_tell
from core.followup.helping import news_of_help, news_of_offer
from core.followup.leaving import gone_in
from core.followup.model import Manner, Notice, NoticeKind, NoticeState, Wanted, to_person
from core.followup.offering import offered_by
from core.followup.routines import put_brief
from core.followup.told import changed_slot, offer_slot
from core.kernel.audience import System
from core.kernel.context import Act, Context
from core.kernel.events import Event, Verb
from core.kernel.refs import (
    Kind,
    PersonId,
    PlaceId,
    Ref,
    TaskId,
    task_ref,
)
from core.kernel.values import dataclass
from core.project_reactions import follow_project
from core.recurring.coming import come
from core.recurring.service import repeating
from core.screens.delivery import PostKind
from core.showing import post_about, show_card, show_in_thread
from core.tasks.model import Priority, Task, only_ticks
from core.unit import WorkUnit

LIMIT = 200
"""Events that follow from others in one unit: a circle of reactions ends here."""
SYSTEM = System("reactions")


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


HELPS = frozenset({Verb.HELP_PROMISED, Verb.HELP_GIVEN, Verb.HELP_DECLINED})
Reaction = Callable[[WorkUnit, Happened], Iterable[Event]]


def end_climbs(work: WorkUnit, it: Happened) -> Iterable[Event]:
    """Whatever the owner or the person asked does is an answer: the climb ends.

    Help is asked of several, and whoever takes it on answers for all of them.
    """
    if it.just or it.event.verb in {Verb.LEFT_OUT, Verb.ERASED, Verb.OFFER_ENDED}:
        return ()  # Nobody was asked anything about it yet, or nobody did anything.
    if it.event.actor != it.task.owner and only_ticks(it.event):
        return ()  # A check goes on until it is accepted or sent back.
    for_all = it.event.actor == it.task.owner or it.event.verb in HELPS
    person = None if for_all else it.event.actor
    followup.answer(work, it.event.subject, person, it.event.at)
    return ()


def look_again(work: WorkUnit, it: Happened) -> Iterable[Event]:
    """The ladder decides anew: what is owed now, and when to look next."""
    # What was owed about a new task by its first event counts from its second.
    just = it.just if it.event.verb in MAKING else None
    world = followup.around(work, it.task, it.ctx.now, just)
    followed = followup.follow_task(work, it.task, world, it.ctx.now, hold_of(work, it))
    it.owed.extend(followed.owed)
    return followed.events


def redraw(work: WorkUnit, it: Happened) -> Iterable[Event]:
    """Every live post that shows the task, or a task that waits for it, is drawn anew."""
    if it.task.parent is not None:
        work.posts.soil(task_ref(it.task.parent))
    if it.just:
        return ()  # Nothing shows it yet, and nothing waits for it.
    work.posts.soil(it.event.subject)
    redraw_line(work, it.task, it.ctx)
    for person in gone_in(work, it.task, it.event):
        work.posts.soil(person)
    for edge in work.dependencies.after([TaskId(it.event.subject.id)]):
        work.posts.soil(task_ref(edge.later))
    return ()


def announce(work: WorkUnit, it: Happened) -> Iterable[Event]:
    """A captured task shows its card in the thread of its message; of several one line tells."""
    source = it.task.source
    if source is None:
        return ()
    if len(it.captured) > 1:
        if it.event.subject == it.captured[0]:
            post_about(work, it.task, it.ctx, source.place, source.thread, PostKind.CAPTURED)
    else:
        show_card(work, it.task, it.ctx, source.place, source.thread)
    return ()


def announce_shared(work: WorkUnit, it: Happened) -> Iterable[Event]:
    """A shared task shows its card where it was shared."""
    place = it.event.after.get("shared_in")
    thread = it.event.after.get("thread")
    if isinstance(place, int):
        show = show_in_thread if isinstance(thread, str) else show_card
        show(work, it.task, it.ctx, PlaceId(place), thread if isinstance(thread, str) else None)
    return ()


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
    """The owner hears what is missing."""
    if it.task.owner not in {None, it.event.actor}:
        _tell(work, it.task, NoticeKind.SENT_BACK, it.task.owner, it)
    return ()


def next_occurrence(work: WorkUnit, it: Happened) -> Iterable[Event]:
    """What repeats comes again when this one has ended, or as people have set it now."""
    known = repeating(work, it.task.id)
    if known is not None:
        yield from come(work, known.series.id, Act(None, it.ctx.now, it.event.cause))


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
    if only_ticks(it.event):
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


OWNERS_BUSINESS = frozenset({"due", "priority", "criteria"})


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
    Verb.PRIORITY_CHANGED, Verb.VERIFIER_CHANGED,
})  # fmt: skip
"""What a typed line or a form can do that others hear of: it waits for an Undo."""


def hold_of(work: WorkUnit, it: Happened) -> timedelta:
    """How long what others hear waits: not for urgent tasks, not for what buttons in a DM do."""
    if not (it.several or it.event.verb in TYPED) or it.task.priority is Priority.URGENT:
        return timedelta(0)
    return timedelta(seconds=work.people.workspace().hold)


def greet(work: WorkUnit, person: PersonId, now: datetime) -> None:
    """A person gets a morning brief, in the zone that is known of them now."""
    put_brief(work, person, now)


def hold_until(task: Task, notices: Iterable[Notice], ctx: Context) -> datetime | None:
    """When the owner of a task that was just added hears of it; None when nobody else does.

    *notices*: those about the task, and maybe about others.
    """
    if task.owner is None or task.owner == ctx.actor:
        return None
    key = (task_ref(task.id), to_person(task.owner), NoticeState.OWED)
    mine = (n for n in notices if (n.wanted.subject, n.wanted.recipient, n.state) == key)
    return min((n.wanted.not_before for n in mine), default=None)


ALWAYS: tuple[Reaction, ...] = (end_climbs, look_again, redraw)
ENDED: tuple[Reaction, ...] = (next_occurrence, tell_of_end)
REACTIONS: Mapping[Verb, tuple[Reaction, ...]] = {
    Verb.ADDED: (answer_whole,),
    Verb.CAPTURED: (announce,),
    Verb.SHARED: (announce_shared,),
    Verb.FINISHED: (next_occurrence,),
    Verb.ACCEPTED: (free_dependants, tell_owner_accepted, *ENDED),
    Verb.CLOSED: (free_dependants, *ENDED),
    Verb.DROPPED: (
        free_dependants,
        tell_requester(NoticeKind.DROPPED),
        tell_owner_dropped,
        *ENDED,
    ),
    Verb.SKIPPED: (free_dependants, tell_requester(NoticeKind.DROPPED), *ENDED),
    Verb.REOPENED: (next_occurrence,),
    Verb.SENT_BACK: (tell_owner_sent_back, next_occurrence),
    Verb.REPEATED: (next_occurrence,),
    Verb.UNDONE: (next_occurrence,),
    Verb.DUE_CHANGED: (tell_requester(NoticeKind.DATE_MOVED), tell_owner_changed),
    Verb.PRIORITY_CHANGED: (tell_owner_changed,),
    Verb.EDITED: (tell_owner_changed,),
    Verb.OFFER_DECLINED: (tell_offerer(NoticeKind.OFFER_DECLINED),),
    Verb.OFFER_ENDED: (tell_offerer(NoticeKind.OFFER_ENDED),),
    Verb.HELP_PROMISED: (tell_of_help,),
    Verb.HELP_DECLINED: (tell_of_help,),
    Verb.HELP_OFFERED: (tell_of_help,),
    Verb.POSTPONED: (tell_requester(NoticeKind.NOT_NOW),),
}
CASCADES: Mapping[str, frozenset[Verb]] = {
    "next_occurrence": frozenset({Verb.RECURRED, Verb.LEFT_OUT})
}
"""Reactions that change tasks themselves, and what they make happen: never what they react to,
neither directly nor through another."""


def react(
    work: WorkUnit, events: Iterable[Event], ctx: Context, tasks: Iterable[Task] = ()
) -> tuple[Notice, ...]:
    """Runs what is listed for *events* and for what follows from them.

    *tasks*: those of the events as they are now, as far as they were read already. Returns what
    we owe people about tasks from now on.
    """
    queue = deque(events)
    made = _made(queue)
    captured = tuple(event.subject for event in queue if event.verb is Verb.CAPTURED)
    several = len({event.subject for event in queue}) > 1
    known = {task.id: task for task in tasks}
    owed: list[Notice] = []
    room = len(queue) + LIMIT
    while queue and room:
        room -= 1
        event = queue.popleft()
        if event.subject.kind is Kind.PROJECT:
            follow_project(work, event, ctx)
        elif event.subject.kind is Kind.TASK:
            task = known.get(TaskId(event.subject.id)) or _read(work, event)
            if task is not None:
                just = made.get(event.subject, ())
                it = Happened(event, task, ctx, just, owed, captured, several)
                following = list(_follow_task(work, it))
                for other in following:  # What follows changes tasks: they are read again.
                    known.pop(TaskId(other.subject.id), None)
                queue.extend(following)
    return tuple(owed)


def _made(events: Iterable[Event]) -> dict[Ref, Sequence[Event]]:
    """All events of each task that is made by one of *events*, newest first."""
    by_subject: dict[Ref, list[Event]] = {}
    for event in events:
        if event.verb in MAKING:
            by_subject[event.subject] = [event]
        elif event.subject in by_subject:
            by_subject[event.subject].insert(0, event)
    return dict(by_subject)


def _read(work: WorkUnit, event: Event) -> Task | None:
    return work.tasks(SYSTEM).get(TaskId(event.subject.id))


def _follow_task(work: WorkUnit, it: Happened) -> Iterable[Event]:
    for reaction in (*REACTIONS.get(it.event.verb, ()), *ALWAYS):
        yield from reaction(work, it)
