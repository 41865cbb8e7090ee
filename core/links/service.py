"""Dependencies: what waits for what. Cycles are refused, and so is what would tell too much."""

from core.kernel.context import Context
from core.kernel.errors import BadInput, NotFound
from core.kernel.refs import TaskId
from core.links.commands import WaitFor, WaitNoMore
from core.links.graph import would_cycle
from core.links.model import Dependency
from core.links.ports import LinkUnit
from core.tasks import transitions
from core.tasks.changes import Changed, handle, keep_all, seen
from core.tasks.model import Task
from core.tasks.transitions import Step

EARLIER_LIMIT = 50


def wait_for(work: LinkUnit, intent: WaitFor, ctx: Context) -> Changed:
    """*task* comes after each of *earlier*, or none is linked; links that exist already stay.

    BadInput ``waits_for_itself``, ``cycle`` (path), ``private_link``, ``too_many``.
    """
    task = seen(work, intent.task, ctx.audience)
    if len(intent.earlier) > EARLIER_LIMIT:
        count = len(intent.earlier)
        raise BadInput("too_many", field="after", limit=EARLIER_LIMIT, count=count)
    has = waits_for(work, task.id)
    new = [earlier for earlier in dict.fromkeys(intent.earlier) if earlier not in has]
    steps: list[Step] = []
    last = task
    for earlier in new:
        _link(work, task, seen(work, earlier, ctx.audience), ctx)
        last, event = transitions.linked(last, earlier, ctx.act)
        steps.append((last, event))
    return keep_all(work, task, steps)


def wait_no_more(work: LinkUnit, intent: WaitNoMore, ctx: Context) -> Changed:
    """*task* does not wait any more; NotFound("no_link", task, earlier) when it did not."""
    task = seen(work, intent.task, ctx.audience)
    earlier = seen(work, intent.earlier, ctx.audience)
    if earlier.id not in waits_for(work, task.id):
        raise NotFound("no_link", task=handle(work, task.id), earlier=handle(work, earlier.id))
    return keep_all(work, task, [unlink(work, task, earlier.id, ctx)])


def unlink(work: LinkUnit, task: Task, earlier: TaskId, ctx: Context) -> Step:
    """Takes the edge away; the step is the caller's to keep."""
    work.dependencies.remove(Dependency(earlier=earlier, later=task.id))
    return transitions.unlinked(task, earlier, ctx.act)


def relink(work: LinkUnit, task: Task, earlier: TaskId, ctx: Context) -> Step:
    """Puts an edge back, cycles refused; the step is the caller's to keep."""
    _link(work, task, seen(work, earlier, ctx.audience), ctx)
    return transitions.linked(task, earlier, ctx.act)


def _link(work: LinkUnit, task: Task, earlier: Task, ctx: Context) -> None:
    new = Dependency(earlier=earlier.id, later=task.id)
    if new.earlier == new.later:
        raise BadInput("waits_for_itself", field="after", task=handle(work, task.id))
    _refuse_telling(work, task, earlier)
    if path := would_cycle(new, work.dependencies.before):
        raise BadInput("cycle", field="after", path=_shown(work, path, ctx))
    work.dependencies.add(new)


def _refuse_telling(work: LinkUnit, task: Task, earlier: Task) -> None:
    """A link takes the narrower visibility, which two different private places do not have.

    A link between a private task and one that all see is kept: whoever does not see the one end
    sees neither it nor the link, for both ends are read for an audience.
    """
    if None not in (task.visible_in, earlier.visible_in) and task.visible_in != earlier.visible_in:
        raise BadInput("private_link", task=handle(work, task.id), earlier=handle(work, earlier.id))


def _shown(work: LinkUnit, path: tuple[TaskId, ...], ctx: Context) -> tuple[str, ...]:
    """The circle in handles; what the asker does not see stays unnamed."""
    visible = work.tasks(ctx.audience).many(path)
    return tuple(handle(work, step) if step in visible else "…" for step in path)


def waits_for(work: LinkUnit, task: TaskId) -> set[TaskId]:
    """The tasks that *task* waits for, seen or not."""
    return {edge.earlier for edge in work.dependencies.before([task])}
