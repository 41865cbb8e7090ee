"""What is said about a task, and answers that change nothing else."""

from datetime import datetime, timedelta

from core.kernel.context import Context
from core.kernel.errors import BadInput
from core.kernel.events import Verb
from core.tasks import transitions, wording
from core.tasks.changes import Changed, being_open, handle, keep, seen, stale
from core.tasks.commands import (
    AddNote,
    AllFine,
    Follow,
    HeardInThread,
    Share,
    Snooze,
    TickCriterion,
)
from core.tasks.ports import TaskUnit

LONGEST_SNOOZE = timedelta(days=366)


def add_note(work: TaskUnit, intent: AddNote, ctx: Context) -> Changed:
    """A note in the history of a task, whatever its status."""
    example = f"/task note {handle(work, intent.task)} the supplier answers on monday"
    text = wording.needed(wording.notes(intent.text, "text"), "no_note", "text", example)
    task = seen(work, intent.task, ctx.audience)
    note = work.texts.new(text, ctx.actor)
    return keep(work, transitions.mentioned(task, Verb.NOTED, ctx.act, note))


def tick_criterion(work: TaskUnit, intent: TickCriterion, ctx: Context) -> Changed:
    """A criterion is met, or is not after all; BadInput ``no_criterion`` when it is gone."""
    task = being_open(work, intent.task, ctx)
    if not 0 <= intent.index < len(task.criteria):
        count = len(task.criteria)
        raise BadInput("no_criterion", task=handle(work, task.id), n=intent.index + 1, count=count)
    if task.criteria[intent.index].met == intent.met:
        return Changed(task, ())
    return keep(work, transitions.ticked(task, intent.index, intent.met, ctx.act))


def share(work: TaskUnit, intent: Share, ctx: Context) -> Changed:
    """Its card goes to a place; BadInput ``private_task`` for one that stays in another."""
    task = seen(work, intent.task, ctx.audience)
    if task.visible_in not in {None, intent.place}:
        raise BadInput("private_task", task=handle(work, task.id), place=task.visible_in)
    return keep(work, transitions.shared(task, intent.place, ctx.act, intent.thread))


def follow(work: TaskUnit, intent: Follow, ctx: Context) -> Changed:
    """Somebody wants to hear how it ends; nobody else learns of it, and it is no activity."""
    task = seen(work, intent.task, ctx.audience)
    if intent.on and not task.status.open:
        raise stale(work, task, f"already_{task.status}", task.finished_by)
    work.task_writer.follow(task.id, ctx.actor, on=intent.on)
    return Changed(task, ())


def snooze(work: TaskUnit, intent: Snooze, ctx: Context) -> Changed:
    """Ask me later: the event's ``until``; the due date stays."""
    task = being_open(work, intent.task, ctx)
    if intent.until <= ctx.now:
        example = "/task snooze T-42 until tomorrow 9:00"
        raise BadInput("past_date", field="until", when=intent.until, example=example)
    if intent.until > ctx.now + LONGEST_SNOOZE:
        raise BadInput("too_far", field="until", example="/task snooze T-42 until monday")
    return keep(work, transitions.snoozed(task, intent.until, ctx.act))


def all_fine(work: TaskUnit, intent: AllFine, ctx: Context, until: datetime) -> Changed:
    """Nothing is in the way: not asked again before *until*, which the ladder computes."""
    task = being_open(work, intent.task, ctx)
    return keep(work, transitions.quieted(task, until, ctx.act))


def heard_in_thread(work: TaskUnit, intent: HeardInThread, ctx: Context) -> Changed:
    """A human spoke where the task lives: activity, nothing more."""
    task = seen(work, intent.task, ctx.audience)
    if not task.status.open:
        return Changed(task, ())
    return keep(work, transitions.heard(task, intent.at, ctx.act))
