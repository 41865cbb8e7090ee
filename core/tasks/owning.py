"""Whose a task is: given, taken, left open, handed back."""

from core.kernel.context import Context
from core.tasks import transitions, wording
from core.tasks.changes import Changed, being_open, being_worked, keep, said, stale
from core.tasks.commands import Assign, Claim, Decline, LeaveOpen
from core.tasks.model import Status
from core.tasks.offers import at_once, offered
from core.tasks.persons import able, anchored, named
from core.tasks.ports import TaskUnit


def assign(work: TaskUnit, intent: Assign, ctx: Context) -> Changed:
    """Gives it to somebody. The date stays; one without an hour moves to their end of day.

    Conflict("already_taken", task, who) when that very person has it.
    """
    task = being_open(work, intent.task, ctx)
    if intent.owner == task.owner:
        raise stale(work, task, "already_taken", task.owner)
    if intent.owner == task.offered_to:
        raise stale(work, task, "already_offered", task.offered_to)
    owner = named(work, task, intent.owner, "owner", confirmed=intent.confirmed)
    if not at_once(work, owner, ctx.actor):
        return keep(work, offered(task, owner.id, ctx.act))
    return keep(
        work, transitions.assigned(task, owner.id, anchored(work, task.due, owner), ctx.act)
    )


def claim(work: TaskUnit, intent: Claim, ctx: Context) -> Changed:
    """The asker takes it; Conflict("already_taken", task, who) when somebody has it."""
    task = being_worked(work, intent.task, ctx)
    if task.owner is not None:
        raise stale(work, task, "already_taken", task.owner)
    owner = able(work, ctx.actor, "owner")
    return keep(work, transitions.claimed(task, owner.id, anchored(work, task.due, owner), ctx.act))


def leave_open(work: TaskUnit, intent: LeaveOpen, ctx: Context) -> Changed:
    """No owner on purpose. The event comes also when it had none, for the line in the channel."""
    task = being_worked(work, intent.task, ctx)
    return keep(work, transitions.left_open(task, ctx.act))


def decline(work: TaskUnit, intent: Decline, ctx: Context) -> Changed:
    """Not mine; Conflict ``already_open`` when it has no owner any more."""
    reason = wording.reason(intent.reason)
    task = being_worked(work, intent.task, ctx)
    if task.owner is None and task.status is not Status.BLOCKED:
        raise stale(work, task, "already_open", None)
    return keep(work, transitions.declined(task, ctx.act, said(work, reason, ctx)))
