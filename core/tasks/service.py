"""Every service of the tasks capability, one function per intent, and ``carry_out`` over them.

None sends, renders or authorises. ``Undo`` lives in ``core.undo``, for it reaches further.
"""

from collections.abc import Callable, Mapping
from typing import Any

from core.kernel.context import Context
from core.tasks import commands as c
from core.tasks.adding import add, add_many, capture
from core.tasks.blocking import (
    block,
    decline_help,
    give_help,
    promise_help,
    still_blocked,
    unblock,
)
from core.tasks.changes import Changed
from core.tasks.checking import accept, close_unchecked, drop, finish, reopen, send_back, start
from core.tasks.owning import assign, claim, decline, leave_open
from core.tasks.planning import edit, not_now, set_due, set_priority
from core.tasks.ports import TaskUnit
from core.tasks.saying import add_note, all_fine, heard_in_thread, share, snooze, tick_criterion

SERVICES: Mapping[type, Callable[[TaskUnit, Any, Context], Changed]] = {
    c.Edit: edit,
    c.Assign: assign,
    c.Claim: claim,
    c.LeaveOpen: leave_open,
    c.Decline: decline,
    c.SetDue: set_due,
    c.SetPriority: set_priority,
    c.Start: start,
    c.NotNow: not_now,
    c.Block: block,
    c.Unblock: unblock,
    c.StillBlocked: still_blocked,
    c.PromiseHelp: promise_help,
    c.DeclineHelp: decline_help,
    c.GiveHelp: give_help,
    c.Finish: finish,
    c.Accept: accept,
    c.SendBack: send_back,
    c.Reopen: reopen,
    c.Drop: drop,
    c.AddNote: add_note,
    c.TickCriterion: tick_criterion,
    c.Share: share,
    c.Snooze: snooze,
    c.HeardInThread: heard_in_thread,
}
"""All but ``AllFine``, which needs the ladder's span, ``Undo``, which reaches further, and adding:
``core.projects.adding`` does that with what a line asks for beside the task."""


def carry_out(work: TaskUnit, intent: object, ctx: Context) -> Changed:
    """Carries out any intent of ``SERVICES``; KeyError for another."""
    return SERVICES[type(intent)](work, intent, ctx)


__all__ = [
    "SERVICES", "Changed", "accept", "add", "add_many", "add_note", "all_fine", "assign", "block",
    "capture", "carry_out", "claim", "close_unchecked", "decline", "decline_help", "drop", "edit",
    "finish", "give_help", "heard_in_thread", "leave_open", "not_now", "promise_help", "reopen",
    "send_back", "set_due", "set_priority", "share", "snooze", "start", "still_blocked",
    "tick_criterion", "unblock",
]  # fmt: skip
