"""What follows from a change, in one list: the one place to read "what happens when ...".

Reactions write derived rows only (watches, notices, posts to redraw, routines), except those under
``CASCADES``. They run breadth first, each (event, reaction) once. What people did is always reacted
to, however much it is; of what follows from it, ``LIMIT`` events at most.
"""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from core.captured import redraw_line
from core.followup import service as followup
from core.followup.leaving import gone_in
from core.followup.model import Notice, NoticeKind
from core.followup.routines import put_brief
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
from core.news import (
    MAKING,
    SYSTEM,
    Happened,
    Reaction,
    answer_whole,
    free_dependants,
    hold_of,
    tell_of_end,
    tell_of_help,
    tell_offerer,
    tell_owner_accepted,
    tell_owner_changed,
    tell_owner_dropped,
    tell_owner_sent_back,
    tell_requester,
)
from core.project_reactions import follow_project
from core.recurring.coming import come
from core.recurring.service import repeating
from core.screens.delivery import PostKind
from core.showing import post_about, show_card, show_in_thread
from core.tasks.model import Task, only_ticks
from core.unit import WorkUnit

LIMIT = 200
"""Events that follow from others in one unit: a circle of reactions ends here."""
HELPS = frozenset({Verb.HELP_PROMISED, Verb.HELP_GIVEN, Verb.HELP_DECLINED})


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


def next_occurrence(work: WorkUnit, it: Happened) -> Iterable[Event]:
    """What repeats comes again when this one has ended, or as people have set it now."""
    known = repeating(work, it.task.id)
    if known is not None:
        yield from come(work, known.series.id, Act(None, it.ctx.now, it.event.cause))


def greet(work: WorkUnit, person: PersonId, now: datetime) -> None:
    """A person gets a morning brief, in the zone that is known of them now."""
    put_brief(work, person, now)


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
    Verb.REOPENED: (tell_owner_sent_back, next_occurrence),
    Verb.SENT_BACK: (tell_owner_sent_back, next_occurrence),
    Verb.REPEATED: (next_occurrence,),
    Verb.UNDONE: (next_occurrence,),
    Verb.DUE_CHANGED: (tell_requester(NoticeKind.DATE_MOVED), tell_owner_changed),
    Verb.MOVED: (tell_owner_changed,),
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
