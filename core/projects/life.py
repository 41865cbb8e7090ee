"""The life of a project: who leads it, when it rests, and how it ends."""

from dataclasses import replace
from datetime import datetime, timedelta

from core.kernel.audience import System
from core.kernel.context import Context
from core.kernel.errors import BadInput, Conflict
from core.kernel.events import Event, Verb
from core.kernel.refs import PlaceId, ProjectId
from core.kernel.text import NOTE_LIMIT, clean
from core.projects.commands import (
    CloseProject,
    DeclineLead,
    Leftover,
    PauseProject,
    ReopenProject,
    ResumeProject,
    TakeLead,
)
from core.projects.homes import free_home, with_homes
from core.projects.model import Project
from core.projects.ports import ProjectUnit
from core.projects.service import Changed, save, seen, text_of
from core.tasks import transitions
from core.tasks.changes import keep, said
from core.tasks.model import OPEN, Task
from core.tasks.ports import TaskFilter
from core.tasks.projects import refuse_closed
from core.tasks.wording import bounded

LONGEST_PAUSE = timedelta(days=366)
LEFTOVER_LIMIT = 200
"""Open tasks that closing a project takes along; more are looked at by people first."""
PAUSE_EXAMPLE = "/project pause until 7 jan - the client decides first"
EVERY_TASK = System("closing")


def pause(work: ProjectUnit, intent: PauseProject, ctx: Context) -> Changed:
    """Nothing is said about it until then; BadInput ``past_date``/``pause_too_long``."""
    old = _open(work, intent.project, ctx)
    _ahead(intent.until, ctx.now)
    reason = bounded(clean(intent.reason), NOTE_LIMIT, "reason")
    new = replace(
        old, paused_at=ctx.now, paused_until=intent.until, pause_reason=text_of(work, reason, ctx)
    )
    return save(work, old, new, ctx.act, Verb.PROJECT_PAUSED)


def _ahead(until: datetime | None, now: datetime) -> None:
    if until is None:
        return
    if until <= now:
        raise BadInput("past_date", field="until", when=until, example=PAUSE_EXAMPLE)
    if until > now + LONGEST_PAUSE:
        raise BadInput("pause_too_long", field="until", example=PAUSE_EXAMPLE)


def resume(work: ProjectUnit, intent: ResumeProject, ctx: Context) -> Changed:
    """It goes on now; nothing happens to one that was not paused."""
    old = _open(work, intent.project, ctx)
    new = replace(old, paused_at=None, paused_until=None, pause_reason=None)
    return save(work, old, new, ctx.act, Verb.PROJECT_RESUMED)


def close(work: ProjectUnit, intent: CloseProject, ctx: Context) -> Changed:
    """It is over. What is still open goes on without it, or is dropped; nothing is left behind.

    Conflict ``project_has_open`` while nobody said what becomes of open tasks, and
    ``project_has_many`` when they are more than ``LEFTOVER_LIMIT``.
    """
    old = _open(work, intent.project, ctx)
    events = _clear(work, old, intent.leftover, ctx)
    outcome = bounded(clean(intent.outcome), NOTE_LIMIT, "outcome")
    new = replace(
        old, closed_at=ctx.now, outcome=text_of(work, outcome, ctx), digest_at=None,
        paused_at=None, paused_until=None, pause_reason=None, offered_to=None,
    )  # fmt: skip
    done = save(work, old, new, ctx.act, Verb.PROJECT_CLOSED)
    return Changed(done.project, (*events, *done.events))


def _clear(
    work: ProjectUnit, project: Project, leftover: Leftover | None, ctx: Context
) -> tuple[Event, ...]:
    """Every open task of the project; those that the asker does not see go on without it."""
    wanted = TaskFilter(project=project.id, statuses=OPEN)
    visible = work.tasks(ctx.audience)
    count = visible.count(wanted)
    if count and leftover is None:
        raise Conflict("project_has_open", key=project.key, n=count)
    tasks = work.tasks(EVERY_TASK).find(wanted, LEFTOVER_LIMIT + 1)
    if len(tasks) > LEFTOVER_LIMIT:
        raise Conflict("project_has_many", key=project.key, n=LEFTOVER_LIMIT)
    known = visible.many(task.id for task in tasks)
    steps = (_left(work, task, leftover if task.id in known else None, ctx) for task in tasks)
    return tuple(event for step in steps for event in keep(work, step).events)


def _left(
    work: ProjectUnit, task: Task, leftover: Leftover | None, ctx: Context
) -> transitions.Step:
    if leftover is Leftover.DROP:
        return transitions.dropped(task, ctx.act, said(work, "The project is closed.", ctx))
    return transitions.moved(task, None, task.visible_in, ctx.act)


def reopen(work: ProjectUnit, intent: ReopenProject, ctx: Context) -> Changed:
    """Not over after all; Conflict ``project_open``. A home that another has now stays theirs."""
    old = seen(work, intent.project, ctx)
    if old.open:
        raise Conflict("project_open", key=old.key)
    again = (_home_again(work, home, old, ctx) for home in old.homes)
    lived = with_homes(old, (home for home in again if home is not None))
    new = replace(lived, closed_at=None, outcome=None)
    return save(work, old, new, ctx.act, Verb.PROJECT_REOPENED)


def _home_again(work: ProjectUnit, home: PlaceId, project: Project, ctx: Context) -> PlaceId | None:
    try:
        return free_home(work, home, project, ctx)
    except (BadInput, Conflict):
        return None


def take_lead(work: ProjectUnit, intent: TakeLead, ctx: Context) -> Changed:
    """Who was asked leads it; Conflict ``lead_not_offered`` for everybody else."""
    old = _offered(work, intent.project, ctx)
    new = replace(old, lead=ctx.actor, offered_to=None, answered=True)
    return save(work, old, new, ctx.act, Verb.LEAD_TAKEN)


def decline_lead(work: ProjectUnit, intent: DeclineLead, ctx: Context) -> Changed:
    """It stays with who leads it now, who hears of it."""
    old = _offered(work, intent.project, ctx)
    return save(work, old, replace(old, offered_to=None), ctx.act, Verb.LEAD_DECLINED)


def _offered(work: ProjectUnit, project: ProjectId, ctx: Context) -> Project:
    found = _open(work, project, ctx)
    if found.offered_to != ctx.actor:
        raise Conflict("lead_not_offered", key=found.key, who=found.in_charge)
    return found


def _open(work: ProjectUnit, project: ProjectId, ctx: Context) -> Project:
    found = seen(work, project, ctx)
    refuse_closed(found)
    return found
