"""When and how: dates, priority, the words of a task, and the form that changes several."""

from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from core.kernel.context import Context
from core.kernel.errors import BadInput, Conflict
from core.kernel.refs import task_ref
from core.tasks import transitions, wording
from core.tasks.changes import (
    Changed,
    being_open,
    being_worked,
    handle,
    keep,
    keep_all,
    said,
    stale,
)
from core.tasks.commands import Edit, NotNow, SetCriteria, SetDue, SetPriority, SetTitle, UseText
from core.tasks.model import Criterion, Due, Status, Task, snapshot
from core.tasks.offers import at_once, offered
from core.tasks.persons import anchored, named
from core.tasks.ports import TaskUnit
from core.tasks.transitions import Step


def set_due(work: TaskUnit, intent: SetDue, ctx: Context) -> Changed:
    """A new date; BadInput ``past_date`` for one that is over."""
    reason = wording.reason(intent.reason)
    task = being_open(work, intent.task, ctx)
    if intent.due == task.due and task.dateless == (intent.due is None):
        return Changed(task, ())
    to_come(intent.due, ctx.now)
    return keep(work, transitions.due_changed(task, intent.due, ctx.act, said(work, reason, ctx)))


def set_priority(work: TaskUnit, intent: SetPriority, ctx: Context) -> Changed:
    """It matters more, or less."""
    task = being_open(work, intent.task, ctx)
    if intent.priority is task.priority:
        return Changed(task, ())
    return keep(work, transitions.priority_changed(task, intent.priority, ctx.act))


def set_title(work: TaskUnit, intent: SetTitle, ctx: Context) -> Changed:
    """Other words for what is to be done."""
    title = wording.title(intent.title)
    task = being_open(work, intent.task, ctx)
    if title == task.title.body:
        return Changed(task, ())
    new = work.texts.new(title, ctx.actor)
    return keep(work, transitions.edited(task, ctx.act, title=new))


def use_text(work: TaskUnit, intent: UseText, ctx: Context) -> Changed:
    """Title and, where it has notes, notes as the message has them now."""
    title, notes = wording.title(intent.title), wording.notes(intent.notes)
    task = being_open(work, intent.task, ctx)
    new = work.texts.new(title, ctx.actor) if title != task.title.body else None
    kept = task.notes.body if task.notes is not None else ""
    told = work.texts.new(notes, ctx.actor) if kept and notes and notes != kept else None
    return keep(work, transitions.as_source_says(task, new, told, ctx.act))


def set_criteria(work: TaskUnit, intent: SetCriteria, ctx: Context) -> Changed:
    """More criteria, or others; those with the same words stay as they are, met or not."""
    task = being_open(work, intent.task, ctx)
    had = () if intent.replace else tuple(each.text.body for each in task.criteria)
    lines = wording.criteria((*had, *intent.lines))
    criteria = _criteria(work, task, tuple(dict.fromkeys(lines)), ctx)
    if criteria == task.criteria:
        return Changed(task, ())
    return keep(work, transitions.edited(task, ctx.act, criteria=criteria))


def not_now(work: TaskUnit, intent: NotNow, ctx: Context) -> Changed:
    """Other work came first; Conflict ``still_blocked`` while something else is in the way."""
    task = being_worked(work, intent.task, ctx)
    if task.status is Status.BLOCKED:
        raise stale(work, task, "still_blocked", task.helper)
    day_to_come(intent.start_on, ctx, "start_on")
    return keep(work, transitions.postponed(task, intent.start_on, ctx.act))


def edit(work: TaskUnit, intent: Edit, ctx: Context) -> Changed:
    """What the form changed, as one change; Conflict("changed_since", field, who) per field."""
    task = being_open(work, intent.task, ctx)
    wanted = _wanted(intent, task)
    _refuse_overwriting(work, task, intent.version, wanted, ctx)
    return keep_all(work, task, list(_edits(work, task, intent, wanted, ctx)))


def to_come(due: Due | None, now: datetime) -> None:
    """BadInput("past_date", example) when its day is over, or its hour where one is given."""
    if due is None:
        return
    over = due.at < now if due.has_time else due.day < now.astimezone(ZoneInfo(due.zone)).date()
    if over:
        raise BadInput("past_date", field="due", day=due.day, example="friday")


def day_to_come(day: date, ctx: Context, field: str) -> None:
    """BadInput("past_date", example) when *day* is over in the asker's zone."""
    if day < ctx.now.astimezone(ZoneInfo(ctx.zone)).date():
        raise BadInput("past_date", field=field, day=day, example="monday")


def _wanted(intent: Edit, task: Task) -> set[str]:
    """The fields that the form means to change."""
    shown: dict[str, object] = {
        "title": task.title.body,
        "notes": task.notes.body if task.notes else "",
        "owner": task.owner,
        "due": task.due,
        "priority": task.priority,
        "criteria": tuple(criterion.text.body for criterion in task.criteria),
        "labels": task.labels,
    }
    given = {name: getattr(intent, name) for name in shown}
    if intent.title is not None:
        given["title"] = wording.title(intent.title)
    if intent.notes is not None:
        given["notes"] = wording.notes(intent.notes)
    if intent.criteria is not None:
        given["criteria"] = wording.criteria(intent.criteria)
    if intent.labels is not None:
        given["labels"] = wording.labels(intent.labels)
    wanted = {name for name, value in given.items() if value is not None and value != shown[name]}
    return wanted | ({"project"} if intent.moves and intent.to != task.project else set())


def _refuse_overwriting(
    work: TaskUnit, task: Task, version: int, wanted: set[str], ctx: Context
) -> None:
    """Events carry no versions; the changes since *version* are the last so many commands."""
    newer = task.version - version
    if newer <= 0 or not wanted:
        return
    causes: list[str] = []
    for event in work.tasks(ctx.audience).events(task_ref(task.id), limit=50):
        if event.cause not in causes:
            causes.append(event.cause)
        if len(causes) > newer:
            return
        for field in sorted(wanted & event.after.keys()):
            raise Conflict(
                "changed_since", task=handle(work, task.id), field=field, who=event.actor,
                at=event.at, now=snapshot(task)[field],
            )  # fmt: skip


def _edits(
    work: TaskUnit, task: Task, intent: Edit, wanted: set[str], ctx: Context
) -> Iterator[Step]:
    if intent.owner is not None and "owner" in wanted:
        owner = named(work, task, intent.owner, "owner", confirmed=intent.confirmed)
        if at_once(work, owner, ctx.actor):
            due = anchored(work, task.due, owner)
            task, _ = step = transitions.assigned(task, owner.id, due, ctx.act)
        else:
            task, _ = step = offered(task, owner.id, ctx.act)
        yield step
    if intent.due is not None and "due" in wanted:
        to_come(intent.due, ctx.now)
        task, _ = step = transitions.due_changed(task, intent.due, ctx.act)
        yield step
    if intent.priority is not None and "priority" in wanted:
        task, _ = step = transitions.priority_changed(task, intent.priority, ctx.act)
        yield step
    if wanted & {"title", "notes", "criteria", "labels"}:
        yield _reworded(work, task, intent, wanted, ctx)


def _reworded(work: TaskUnit, task: Task, intent: Edit, wanted: set[str], ctx: Context) -> Step:
    title = notes = None
    if intent.title is not None and "title" in wanted:
        title = work.texts.new(wording.title(intent.title), ctx.actor)
    if intent.notes is not None and "notes" in wanted:
        notes = work.texts.new(wording.notes(intent.notes), ctx.actor)
    criteria = None
    if intent.criteria is not None and "criteria" in wanted:
        criteria = _criteria(work, task, intent.criteria, ctx)
    labels = None
    if intent.labels is not None and "labels" in wanted:
        labels = wording.labels(intent.labels)
    return transitions.edited(
        task, ctx.act, title=title, notes=notes, criteria=criteria, labels=labels
    )


def _criteria(
    work: TaskUnit, task: Task, typed: tuple[str, ...], ctx: Context
) -> tuple[Criterion, ...]:
    """Criteria with the same words stay as they are, met or not."""
    had = {criterion.text.body: criterion for criterion in task.criteria}
    return tuple(
        had[line] if line in had else Criterion(work.texts.new(line, ctx.actor))
        for line in wording.criteria(typed)
    )
