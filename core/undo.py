"""Undo: one command is taken back on every task that it changed and that is as it left it.

24 hours for whose command it was, 7 days for the lead. The button of an undo is its redo; typed
again and again, undo goes back through the asker's own commands. Notes, shared cards and what was
said are not taken back. What it is for projects and settings, ``core.dispatch.lastly`` looks up.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from core.authority import authorise_task
from core.followup.ports import FollowupUnit
from core.kernel.audience import System
from core.kernel.context import Context
from core.kernel.errors import ChivvyError, Conflict, NotAllowed
from core.kernel.events import Event, Verb
from core.kernel.refs import Kind, ProjectId, TaskId, task_ref
from core.links.service import relink, unlink, waits_for
from core.people.access import ActName
from core.recurring.service import take_back
from core.tasks.changes import Changed, handle, keep_all, seen
from core.tasks.commands import Undo
from core.tasks.model import Task
from core.tasks.projects import bring_parts, may_show, refuse_closed
from core.tasks.transitions import Step
from core.tasks.undo import Past, changed_since, past, taken_back

OWN_SPAN = timedelta(hours=24)
LEAD_SPAN = timedelta(days=7)
_LINKS = {Verb.LINKED, Verb.UNLINKED}


def undo(work: FollowupUnit, intent: Undo, ctx: Context) -> tuple[Changed, ...]:
    """Takes *cause* back; without one, the asker's last command that still stands.

    Conflict ``nothing_to_undo``, ``already_undone``, ``too_late_to_undo`` or ``changed_since``.
    """
    cause = intent.cause or last_standing(work, ctx)
    events = list(work.log.by_cause(cause)) if cause else []
    by_task = _by_task(events)
    if not cause or not by_task:
        raise Conflict("nothing_to_undo")
    came = {task for task in by_task if any(e.verb is Verb.RECURRED for e in by_task[task])}
    if not by_task.keys() - came:
        raise Conflict("nothing_to_undo")
    _leave_touched(work, came, by_task)
    ready, refused = _ready(work, by_task, came, cause, ctx)
    found = [_take_back(work, *held, by_task[task], cause, ctx) for task, held in ready.items()]
    if not any(change.events for change in found):
        raise next(iter(refused.values()), Conflict("nothing_to_undo"))
    return tuple(_with_parts(work, ready, change, ctx) for change in found)


def _with_parts(work: FollowupUnit, ready: "_Ready", change: Changed, ctx: Context) -> Changed:
    """Parts that went along unseen go back along."""
    old, done = ready[change.task.id]
    if "project" not in done.after or not change.events:
        return change
    return replace(change, events=(*change.events, *bring_parts(work, old, change.task, ctx)))


_Ready = dict[TaskId, tuple[Task, Past]]


def _ready(
    work: FollowupUnit, by_task: Mapping[TaskId, list[Event]], came: set[TaskId], cause: str,
    ctx: Context,
) -> tuple[_Ready, dict[TaskId, ChivvyError]]:  # fmt: skip
    """The tasks that can go back; of a command about several those that can't are left alone."""
    ready: _Ready = {}
    refused: dict[TaskId, ChivvyError] = {}
    for task, events in by_task.items():
        try:
            if task not in came:
                _allow(work, task, events, ctx)
            _refuse_repetition(work, cause, task, events)
            old = seen(work, task, ctx.audience)
            done = past(old, events)
            _refuse_overwriting(work, old, done, ctx)
            _refuse_showing(work, old, done, events, ctx)
            _refuse_closed(work, done)
            ready[task] = (old, done)
        except ChivvyError as why:
            if len(by_task.keys() - came) < 2:
                raise
            refused[task] = why
    for task in _followers(work, came, refused):
        ready.pop(task, None)
    return ready, refused


def _followers(
    work: FollowupUnit, came: set[TaskId], refused: Iterable[TaskId]
) -> Iterable[TaskId]:
    """What came by itself after a task that stays as it is stays as well."""
    stay = {known.series.id for known in work.recurrences.of(refused).values()}
    again = work.recurrences.of(came) if stay else {}
    return [task for task, known in again.items() if known.series.id in stay]


def last_standing(work: FollowupUnit, ctx: Context) -> str | None:
    """The asker's newest command that is not taken back; one that was redone stands again."""
    commands = work.log.commands(ctx.actor, ctx.now - OWN_SPAN)
    undos: dict[str, set[str]] = {}
    newest = set(commands)
    while newest:
        found = work.log.undoing(newest)
        undos |= found
        newest = set().union(*found.values()) - undos.keys()
    return next((cause for cause in commands if _stands(cause, undos)), None)


def _stands(cause: str, undos: Mapping[str, set[str]]) -> bool:
    return not any(_stands(undo, undos) for undo in undos.get(cause, ()))


def _leave_touched(
    work: FollowupUnit, came: Iterable[TaskId], by_task: dict[TaskId, list[Event]]
) -> None:
    """What came by itself goes back with what it followed, unless somebody has touched it."""
    found = work.tasks(System("undo")).many(came)
    for task in came:
        if task not in found or found[task].version:
            del by_task[task]


def _by_task(events: Iterable[Event]) -> dict[TaskId, list[Event]]:
    found: dict[TaskId, list[Event]] = {}
    for event in events:
        if event.subject.kind is Kind.TASK:
            found.setdefault(TaskId(event.subject.id), []).append(event)
    return found


def _allow(work: FollowupUnit, task: TaskId, events: Sequence[Event], ctx: Context) -> None:
    """Its actor within a day, the lead within a week; NotFound for who does not see it. What came
    of it by itself is its actor's, too."""
    age = ctx.now - events[0].at
    own = {event.actor for event in events} - {None} == {ctx.actor}
    too_late = Conflict("too_late_to_undo", task=handle(work, task), at=events[0].at)
    try:
        authorise_task(work, ActName.UNDO, task, ctx, own=own and age <= OWN_SPAN)
    except NotAllowed:
        if own:
            raise too_late from None
        raise
    if age > LEAD_SPAN:
        raise too_late


def _refuse_repetition(
    work: FollowupUnit, cause: str, task: TaskId, events: Sequence[Event]
) -> None:
    history = work.tasks(System("undo")).events(events[0].subject, limit=200)
    undone = _undoer(cause, history)
    if undone is not None:
        raise Conflict("already_undone", task=handle(work, task), who=undone.actor, at=undone.at)


def _undoer(cause: str, history: Sequence[Event]) -> Event | None:
    """The undo of *cause* that stands, for an undo may have been undone."""
    undoers = (event for event in history if event.undoes == cause)
    return next((e for e in undoers if _undoer(e.cause, history) is None), None)


def _refuse_showing(
    work: FollowupUnit, task: Task, done: Past, events: Sequence[Event], ctx: Context
) -> None:
    """Conflict("private_since", task, who) where it would be seen by more again, and somebody else
    has said something about it since: they said it to fewer; or moved it there, and the asker may
    not show what stays there."""
    if done.after.get("visible_in") is None:
        return
    for event in work.tasks(System("undo")).events(task_ref(task.id), limit=200):
        moved_there = event.cause == events[0].cause
        if moved_there and (event.actor == ctx.actor or may_show(work, task, ctx.actor)):
            return
        if event.actor not in {None, ctx.actor}:
            raise Conflict("private_since", task=handle(work, task.id), who=event.actor)


def _refuse_closed(work: FollowupUnit, done: Past) -> None:
    """Conflict("project_closed", key, at) where it would go back into one that is over."""
    number = done.before.get("project")
    if not isinstance(number, int):
        return
    project = work.projects(System("undo")).get(ProjectId(number))
    if project is not None:
        refuse_closed(project)


def _take_back(
    work: FollowupUnit, old: Task, done: Past, events: Sequence[Event], cause: str, ctx: Context
) -> Changed:
    steps: list[Step] = []
    last = old
    if done.after:
        texts = work.texts.many(done.texts)
        last, event = taken_back(last, done, texts, cause, ctx.act)
        steps.append((last, event))
    for event in reversed(events):
        if event.verb in _LINKS and (step := _reverse_link(work, last, event, ctx)):
            last, reverse = step
            steps.append((last, replace(reverse, undoes=cause)))
        if "series" in event.after and (step := take_back(work, last, event, ctx.act)):
            last, reverse = step
            steps.append((last, replace(reverse, undoes=cause)))
    return keep_all(work, old, steps)


def _reverse_link(work: FollowupUnit, task: Task, event: Event, ctx: Context) -> Step | None:
    """The opposite of a link's event; nothing where it came about otherwise."""
    was_made = event.verb is Verb.LINKED
    earlier = TaskId(int((event.after if was_made else event.before)["waits_for"] or 0))
    if (earlier in waits_for(work, task.id)) is not was_made:
        return None
    return (unlink if was_made else relink)(work, task, earlier, ctx)


def _refuse_overwriting(work: FollowupUnit, task: Task, done: Past, ctx: Context) -> None:
    """Conflict("changed_since", task, field, who, at) for the last change of a field since."""
    fields = changed_since(task, done)
    if not fields:
        return
    history = work.tasks(ctx.audience).events(task_ref(task.id), limit=200)
    last = next((e for e in history if fields & e.after.keys()), None)
    field = min(fields & last.after.keys()) if last else min(fields)
    raise Conflict(
        "changed_since", task=handle(work, task.id), field=field,
        who=last.actor if last else None, at=last.at if last else task.touched_at,
    )  # fmt: skip
