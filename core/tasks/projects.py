"""A task goes into another project, with its parts: where it is seen then, and who may decide it.

A task is seen as its project is. Where a move would show it to more people than now, it is asked
first, and only owner, requester and the lead of the place in which it stays may say yes; anybody
who may move it may let it be seen as now. Where it would hide it from people whom it concerns,
that is said first.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from core.kernel.audience import System
from core.kernel.context import Context
from core.kernel.errors import Conflict, NotAllowed, NotFound
from core.kernel.events import Event
from core.kernel.refs import PersonId, PlaceId, ProjectId, TaskId
from core.tasks import transitions
from core.tasks.changes import Changed, being_open, handle, keep
from core.tasks.commands_apart import AS_NOW, Move
from core.tasks.model import Task
from core.tasks.persons import RULES, takes_part
from core.tasks.ports import ProjectRules, TaskFilter, TaskUnit

ASKS: Final = frozenset({
    "move_shows", "move_shows_some", "move_hides", "move_alone", "not_allowed_show",
})  # fmt: skip
"""Refusals that a yes can answer, or that it shall be seen as now."""
PARTS: Final = 200
"""Parts that go along."""
ALL_PARTS: Final = System("moving")
"""Parts go along, seen or not; what the asker does not see stays seen by whom it was."""


def move(work: TaskUnit, intent: Move, ctx: Context) -> Changed:
    """Into the project, or out of its own.

    NotFound ``project_not_found``; Conflict ``project_closed``, ``part_moves``, ``move_shows``,
    ``move_shows_some``, ``move_hides``, ``move_alone``; NotAllowed ``not_allowed_show``.
    """
    task = being_open(work, intent.task, ctx)
    project = open_project(work, intent.to, ctx)
    if task.project == intent.to:
        return Changed(task, ())
    _refuse_part(work, task, ctx)
    where = _where(work, task, project, intent, ctx)
    change = keep(work, transitions.moved(task, intent.to, where, ctx.act))
    return Changed(change.task, (*change.events, *bring_parts(work, task, change.task, ctx)))


def open_project(work: TaskUnit, number: ProjectId | None, ctx: Context) -> ProjectRules | None:
    """That a task goes into; None where it goes into none.

    NotFound ``project_not_found``; Conflict ``project_closed``.
    """
    if number is None:
        return None
    project = work.projects(ctx.audience).get(number)
    if project is None:
        raise NotFound("project_not_found")
    refuse_closed(project)
    return project


def refuse_closed(project: ProjectRules) -> None:
    """Conflict ``project_closed``: nothing goes into a project that is over."""
    if project.closed_at is not None:
        example = f"/project reopen #{project.key}"
        raise Conflict("project_closed", key=project.key, at=project.closed_at, example=example)


def _refuse_part(work: TaskUnit, task: Task, ctx: Context) -> None:
    if task.parent is None:
        return
    if work.tasks(ctx.audience).get(task.parent) is None:
        raise Conflict("part_moves", part=handle(work, task.id))
    whole, part = handle(work, task.parent), handle(work, task.id)
    raise Conflict("part_moves", task=whole, part=part, example="/task move T-42 #infra")


# Where it is seen then


def _where(
    work: TaskUnit, task: Task, project: ProjectRules | None, intent: Move, ctx: Context
) -> PlaceId | None:
    """The place that it stays in then; out of all projects it is seen as it was."""
    now = task.visible_in
    then = project.visible_in if project is not None else now
    if then == now or (intent.agreed == AS_NOW and now is not None):
        return now
    assert project is not None and intent.to is not None  # noqa: S101 - else it is seen as now
    number, key = handle(work, task.id), project.key
    ways = {"id": task.id, "move": f"{intent.to}:{then or 0}", "keep": f"{intent.to}:{AS_NOW}"}
    agreed = intent.agreed == str(then or 0)
    if now is not None:
        if not may_show(work, task, ctx.actor):
            ids = tuple(_showing(work, task))
            raise NotAllowed("not_allowed_show", ids=ids, task=number, key=key, **ways)
        if not agreed:
            code = "move_shows" if then is None else "move_shows_some"
            raise Conflict(code, task=number, key=key, **ways)
    elif then is not None and not agreed:
        hides, alone = _concerned(work, task, then)
        if hides:
            raise Conflict("move_hides", ids=alone, task=number, key=key, **ways)
        if alone:
            raise Conflict("move_alone", ids=alone, task=number, key=key, **ways)
    return then


def _showing(work: TaskUnit, task: Task) -> Iterator[PersonId]:
    """Who may show it to more people."""
    yield from dict.fromkeys(p for p in (task.owner, task.requester, _lead(work, task)) if p)


def may_show(work: TaskUnit, task: Task, person: PersonId) -> bool:
    """Whether *person* may let more people see it."""
    return task.visible_in is None or person in _showing(work, task)


def _lead(work: TaskUnit, task: Task) -> PersonId | None:
    """Who is in charge of the project of the place in which *task* stays."""
    place = work.people.place(task.visible_in) if task.visible_in is not None else None
    lives = place.project if place is not None else None
    of_place = work.projects(RULES).get(lives) if lives is not None else None
    own = work.projects(RULES).get(task.project) if task.project is not None else None
    if of_place is None and own is not None and own.visible_in == task.visible_in:
        of_place = own
    return of_place.in_charge if of_place is not None else None


def _concerned(work: TaskUnit, task: Task, then: PlaceId) -> tuple[bool, tuple[PersonId, ...]]:
    """Whether somebody follows it and would see it no more, who is not named, for whom a task
    reaches is nobody else's business; and who takes part in it and would see this one task alone.
    """
    inside = work.people.members(then)
    follow = work.tasks(RULES).followers(task.id)
    hides = any(not takes_part(task, person) for person in follow - inside)
    part = (task.owner, task.requester, task.verifier, task.helper, task.offered_to)
    return hides, tuple(dict.fromkeys(p for p in part if p is not None and p not in inside))


# Its parts


def bring_parts(work: TaskUnit, was: Task, now: Task, ctx: Context) -> Iterable[Event]:
    """Each part goes where the whole goes; which of them the asker may show is asked for each."""
    parts = work.tasks(ALL_PARTS).find(TaskFilter(parent=was.id), PARTS)
    seen = work.tasks(ctx.audience).many([part.id for part in parts]) if parts else {}
    events: list[Event] = []
    for part in parts:
        where = _beside(work, part, was, now, seen, ctx.actor)
        if (part.project, part.visible_in) != (now.project, where):
            step = transitions.moved(part, now.project, where, ctx.act)
            events += keep(work, step).events
    return events


def _beside(
    work: TaskUnit, part: Task, was: Task, now: Task, seen: dict[TaskId, Task], actor: PersonId
) -> PlaceId | None:
    """Where a part is seen: with the whole, unless it stayed elsewhere or others may show it."""
    if part.visible_in != was.visible_in:
        return part.visible_in
    may = part.id in seen and may_show(work, part, actor)
    return now.visible_in if may else part.visible_in
