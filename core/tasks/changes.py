"""What every task service does the same way: read for the asker, refuse what is stale, save."""

from dataclasses import replace

from core.kernel.audience import Audience
from core.kernel.context import Context
from core.kernel.errors import Conflict, NotFound
from core.kernel.events import Event
from core.kernel.refs import PersonId, TaskId
from core.kernel.values import dataclass
from core.tasks.model import Status, Task, Text
from core.tasks.ports import TaskUnit
from core.tasks.transitions import Step


@dataclass(frozen=True, slots=True)
class Changed:
    """The task as it is now, and what happened; no events where nothing had to change."""

    task: Task
    events: tuple[Event, ...]


def seen(work: TaskUnit, task: TaskId, audience: Audience) -> Task:
    """The task; NotFound("not_found", task) for the unknown and the unseen alike."""
    found = work.tasks(audience).get(task)
    if found is None:
        raise NotFound("not_found", task=handle(work, task))
    return found


def being_open(work: TaskUnit, task: TaskId, ctx: Context) -> Task:
    """The task while it is to be done or checked; Conflict ``already_done``/``_dropped``."""
    found = seen(work, task, ctx.audience)
    if not found.status.open:
        raise stale(work, found, f"already_{found.status}", found.finished_by)
    return found


def being_worked(work: TaskUnit, task: TaskId, ctx: Context) -> Task:
    """As ``being_open``; Conflict ``already_in_review`` when its owner has said done."""
    found = being_open(work, task, ctx)
    if found.status is Status.IN_REVIEW:
        raise stale(work, found, "already_in_review", found.finished_by)
    return found


def keep(work: TaskUnit, step: Step) -> Changed:
    """Saves one step."""
    task, event = step
    work.task_writer.save(task)
    work.log.append([event])
    return Changed(task, (event,))


def keep_all(work: TaskUnit, old: Task, steps: list[Step]) -> Changed:
    """Saves steps that were taken one from another, as one change of *old*."""
    if not steps:
        return Changed(old, ())
    task = replace(steps[-1][0], version=old.version + 1)
    events = tuple(event for _, event in steps)
    work.task_writer.save(task)
    work.log.append(events)
    return Changed(task, events)


def stale(work: TaskUnit, task: Task, code: str, who: PersonId | None) -> Conflict:
    """What a repeated or late act is answered: what holds already, by whom, since when."""
    since = task.closed_at or task.finished_at or task.started_at
    return Conflict(code, task=handle(work, task.id), who=who, at=since)


def said(work: TaskUnit, body: str, ctx: Context) -> Text | None:
    """*body* as a text by the asker; nothing for nothing."""
    return work.texts.new(body, ctx.actor) if body else None


def handle(work: TaskUnit, task: TaskId) -> str:
    """``T-42``."""
    return work.people.workspace().handle(task)
