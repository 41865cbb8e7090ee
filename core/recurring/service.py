"""What repeats, on a unit of work: begun, changed, paused, skipped, stopped.

None sends, renders or authorises. What comes by itself is made by ``coming``.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from core.calendar.repeats import Pattern, moved
from core.calendar.zones import local, local_date
from core.kernel.audience import System
from core.kernel.context import Act, Context
from core.kernel.errors import Conflict
from core.kernel.events import Event, Value, Verb
from core.kernel.refs import PersonId, ProjectId, SeriesId, TaskId
from core.recurring.commands import ApplyToComing, PauseRepeating, Repeat, Skip, StopRepeating
from core.recurring.dates import due_on
from core.recurring.model import (
    Occurrence,
    Repeating,
    Series,
    as_set,
    decode,
    encode,
    template_of,
)
from core.recurring.ports import RecurringUnit
from core.tasks import transitions
from core.tasks.changes import Changed, being_open, handle, keep, keep_all, seen
from core.tasks.model import Due, Status, Task, changed
from core.tasks.planning import day_to_come
from core.tasks.transitions import Step

_STOPPING = System("reactions")


def repeating(work: RecurringUnit, task: TaskId) -> Repeating | None:
    """How *task* repeats; None when it is a single one."""
    return work.recurrences.of([task]).get(task)


def repeat(work: RecurringUnit, intent: Repeat, ctx: Context) -> Changed:
    """It comes again like this; what repeats already does so otherwise from now on."""
    known = repeating(work, intent.task)
    if known is not None:
        return _again(work, seen(work, intent.task, ctx.audience), known, intent.pattern, ctx.act)
    return begin(work, being_open(work, intent.task, ctx), intent.pattern, ctx.act)


def begin(work: RecurringUnit, task: Task, pattern: Pattern, act: Act) -> Changed:
    """*task* is the first of a new series; without a date it gets that of the pattern's start."""
    steps: list[Step] = []
    last = task
    if task.due is None:
        last, dated = transitions.due_changed(task, due_on(work, pattern, task.owner), act)
        steps.append((last, dated))
    fitted = _fitted(pattern, last.due)
    number = SeriesId(work.new_id())
    series = Series(work.workspace, number, fitted, template_of(last))
    work.recurrences.put(series)
    work.recurrences.place(Occurrence(number, fitted.start, task.id))
    steps.append(_told(last, act, None, Repeating(series, fitted.start)))
    return keep_all(work, task, steps)


def _fitted(pattern: Pattern, due: Due | None) -> Pattern:
    """*pattern* from the date that the task has; its hour, where the pattern says none."""
    if due is None:
        return pattern
    if pattern.wall is None and due.has_time:
        there = local(due.at, pattern.zone)
        return replace(pattern, start=there.date(), wall=there.time())
    day = local_date(due.at, pattern.zone) if due.has_time else due.day
    return replace(pattern, start=day)


def _again(
    work: RecurringUnit, task: Task, known: Repeating, pattern: Pattern, act: Act
) -> Changed:
    newest = work.recurrences.newest(known.series.id, 1)
    start = newest[0].slot if newest else known.slot
    wall = pattern.wall or known.series.pattern.wall
    fitted = replace(pattern, start=start, wall=wall)
    return _set(work, task, known, replace(
        _going_on(work, task, known.series), pattern=fitted, on=True, paused_until=None, passed=None
    ), act)  # fmt: skip


def _going_on(work: RecurringUnit, task: Task, series: Series) -> Series:
    """In a project that is closed nothing comes: it comes where *task* is now."""
    closed = series.project is not None and not _is_open(work, series.project)
    if not closed:
        return series
    here = task.project if task.project is not None and _is_open(work, task.project) else None
    return replace(series, template={**series.template, "project": here})


def _is_open(work: RecurringUnit, number: ProjectId) -> bool:
    project = work.projects(_STOPPING).get(number)
    return project is None or project.open


def stop(work: RecurringUnit, intent: StopRepeating, ctx: Context) -> Changed:
    """It doesn't come again; Conflict ``repeats_not``."""
    task, known = _known(work, intent.task, ctx)
    return _set(work, task, known, replace(known.series, on=False, paused_until=None), ctx.act)


def pause(work: RecurringUnit, intent: PauseRepeating, ctx: Context) -> Changed:
    """None of its days before *until* brings a task; None: goes on."""
    task, known = _known(work, intent.task, ctx)
    if intent.until is not None:
        day_to_come(intent.until, ctx, "until")
    paused = replace(known.series, paused_until=intent.until, passed=None)
    return _set(work, task, known, paused, ctx.act)


def skip(work: RecurringUnit, intent: Skip, ctx: Context) -> Changed:
    """Not this time; Conflict ``repeats_not`` for what does not come again."""
    _known(work, intent.task, ctx)
    task = being_open(work, intent.task, ctx)
    new = replace(
        task, status=Status.DROPPED, closed_at=ctx.now, blocker=None, quiet_until=None
    )  # fmt: skip
    return keep(work, changed(task, new, Verb.SKIPPED, ctx.act))


def apply_to_coming(work: RecurringUnit, intent: ApplyToComing, ctx: Context) -> Changed:
    """What the command *cause* changed of this one holds for those that come."""
    task, known = _known(work, intent.task, ctx)
    events = [e for e in work.log.by_cause(intent.cause) if e.subject.id == task.id]
    fields = {name for event in events for name in event.after}
    now, series = template_of(task), known.series
    template = {**series.template, **{f: now[f] for f in sorted(fields & now.keys())}}
    pattern = series.pattern
    if "due" in fields and task.due is not None:
        pattern = _moved(pattern, known, task.due)
    return _set(work, task, known, replace(series, template=template, pattern=pattern), ctx.act)


def _moved(pattern: Pattern, known: Repeating, due: Due) -> Pattern:
    if not due.has_time:
        return moved(pattern, known.slot, due.day, None)
    there = local(due.at, pattern.zone)
    return moved(pattern, known.slot, there.date(), there.time())


def handed_on(
    work: RecurringUnit, task: Task, gone: PersonId, to: PersonId | None, act: Act
) -> Step | None:
    """Those that come are *to*'s where they would have been of *gone*, who has left.

    None where that changes nothing.
    """
    known = repeating(work, task.id)
    if known is None or not known.series.on:
        return None
    was = known.series.template
    new = {**was, **{n: p for n, p in (("owner", to), ("verifier", None)) if was.get(n) == gone}}
    series = replace(known.series, template=new)
    if encode(series) == encode(known.series):
        return None
    work.recurrences.put(series)
    return _told(task, act, known, Repeating(series, known.slot))


def stop_in_project(work: RecurringUnit, project: ProjectId, act: Act) -> tuple[Event, ...]:
    """Nothing comes again in a project that is closed; the events of what was stopped."""
    events: list[Event] = []
    for series in work.recurrences.in_project(project):
        newest = work.recurrences.newest(series.id, 1)
        task = work.tasks(_STOPPING).get(newest[0].task) if newest else None
        if task is None:
            work.recurrences.put(replace(series, on=False, next_at=None))
            continue
        known = Repeating(series, newest[0].slot)
        stopped = replace(series, on=False, next_at=None)
        events += _set(work, task, known, stopped, act).events
    return tuple(events)


def wake_in_project(work: RecurringUnit, project: ProjectId, now: datetime) -> None:
    """What would have come while the project was paused is looked at again."""
    for series in work.recurrences.in_project(project):
        work.recurrences.put(replace(series, next_at=now))


def _known(work: RecurringUnit, task: TaskId, ctx: Context) -> tuple[Task, Repeating]:
    """The task and how it repeats; Conflict ``repeats_not`` when it does not, or no more."""
    found = seen(work, task, ctx.audience)
    known = repeating(work, task)
    if known is None or not known.series.on:
        raise Conflict("repeats_not", task=handle(work, task))
    return found, known


def _set(work: RecurringUnit, task: Task, known: Repeating, series: Series, act: Act) -> Changed:
    """Keeps the series as people want it; when it comes next is decided by what follows."""
    if encode(series) == encode(known.series):
        return Changed(task, ())
    work.recurrences.put(series)
    return keep(work, _told(task, act, known, Repeating(series, known.slot)))


def _told(task: Task, act: Act, was: Repeating | None, now: Repeating) -> Step:
    touched, event = changed(task, task, Verb.REPEATED, act)
    before, after = facts_of(was), facts_of(now)
    return touched, replace(event, before=before, after=after)


def facts_of(known: Repeating | None) -> dict[str, Value]:
    """A task's place in a series and how that repeats, as events name them."""
    if known is None:
        return {"series": None, "slot": None, "repeat": None}
    slot = known.slot.isoformat()
    return {"series": known.series.id, "slot": slot, "repeat": encode(known.series)}


# Undo


def take_back(work: RecurringUnit, task: Task, event: Event, act: Act) -> Step | None:
    """The opposite of what an event says of a task's series; None where that is otherwise now."""
    before, after = _place(event.before), _place(event.after)
    series = work.recurrences.get(after[0] or before[0] or SeriesId(0))
    if series is None:
        return None
    known = repeating(work, task.id)
    here = (known.series.id, known.slot.isoformat()) if known else (None, None)
    if here != after or not _replace(work, task.id, before):
        return None
    changes = {"series": before[0], "slot": before[1]}
    was, now = event.after.get("repeat"), event.before.get("repeat")
    if now is not None and was is not None and encode(series) == was:
        series = as_set(series, decode(str(now)))
        changes["repeat"] = str(now)
    work.recurrences.put(replace(series, passed=None))
    touched, undone = changed(task, task, Verb.UNDONE, act)
    return touched, replace(
        undone, before={n: event.after.get(n) for n in changes}, after=changes
    )  # fmt: skip


def _place(values: Mapping[str, Value]) -> tuple[SeriesId | None, str | None]:
    series, slot = values.get("series"), values.get("slot")
    if not isinstance(series, int) or not isinstance(slot, str):
        return None, None
    return SeriesId(series), slot


def _replace(work: RecurringUnit, task: TaskId, to: tuple[SeriesId | None, str | None]) -> bool:
    series, slot = to
    work.recurrences.displace(task)
    if series is None or slot is None:
        return True
    day = datetime.fromisoformat(slot).date()
    return work.recurrences.place(Occurrence(series, day, task))


SERVICES: Mapping[type, Callable[[RecurringUnit, Any, Context], Changed]] = {
    Repeat: repeat,
    StopRepeating: stop,
    PauseRepeating: pause,
    Skip: skip,
    ApplyToComing: apply_to_coming,
}
