"""New and edited tasks that come again."""

from dataclasses import replace

from core.kernel.context import Context
from core.kernel.errors import BadInput, Conflict, NotAllowed
from core.projects import adding
from core.recurring.commands import Repeat, StopRepeating
from core.recurring.ports import RecurringUnit
from core.recurring.service import begin, repeat, repeating, stop
from core.tasks.commands import Edit
from core.tasks.commands_adding import AddMany, AddTask, Capture, Draft
from core.tasks.commands_apart import Move
from core.tasks.planning import edit as edit_task
from core.tasks.projects import ASKS, move
from core.tasks.service import Changed


def add(work: RecurringUnit, intent: AddTask, ctx: Context) -> Changed:
    """``projects.adding.add``, and it comes again where the line says so; all or nothing."""
    return _begun(work, adding.add(work, intent, ctx), intent.draft, ctx)


def add_many(work: RecurringUnit, intent: AddMany, ctx: Context) -> tuple[Changed, ...]:
    """As ``add``, for every draft: each becomes a task, or none does."""
    made = adding.add_many(work, intent, ctx)
    pairs = zip(made, intent.drafts, strict=True)
    return tuple(_begun(work, change, draft, ctx) for change, draft in pairs)


def capture(work: RecurringUnit, intent: Capture, ctx: Context) -> Changed:
    """``projects.adding.capture``, and it comes again where the form says so."""
    return _begun(work, adding.capture(work, intent, ctx), intent.draft, ctx)


def edit(work: RecurringUnit, intent: Edit, ctx: Context) -> Changed:
    """``tasks.planning.edit``, where it goes, and how it comes again, as one command."""
    change = edit_task(work, intent, ctx)
    if intent.moves:
        change = _joined(change, _moved(work, intent, ctx))
    if intent.repeat is not None:
        return _joined(change, repeat(work, Repeat(intent.task, intent.repeat), ctx))
    known = repeating(work, intent.task) if intent.once else None
    if known is not None and known.series.on:
        return _joined(change, stop(work, StopRepeating(intent.task), ctx))
    return change


def _moved(work: RecurringUnit, intent: Edit, ctx: Context) -> Changed:
    """What is to be asked first is asked of *move* by itself: a form takes no yes."""
    try:
        return move(work, Move(intent.task, intent.to), ctx)
    except (Conflict, NotAllowed) as asked:
        if asked.code not in ASKS:
            raise
        example = f"/task move {asked.fields['task']} #{asked.fields['key']}"
        raise BadInput("move_asks_first", field="project", example=example) from None


def _begun(work: RecurringUnit, change: Changed, draft: Draft, ctx: Context) -> Changed:
    if draft.repeat is None:
        return change
    return _joined(change, begin(work, change.task, draft.repeat, ctx.act))


def _joined(first: Changed, then: Changed) -> Changed:
    return replace(then, events=(*first.events, *then.events))
