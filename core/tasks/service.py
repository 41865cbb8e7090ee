"""Every service of the tasks capability, one function per intent.

None sends, renders or authorises. ``Undo`` lives in ``core.undo``, for it reaches further.
"""

from collections.abc import Callable, Mapping
from typing import Any

from core.kernel.context import Context
from core.tasks import commands as c
from core.tasks.adding import add, capture
from core.tasks.blocking import (
    block,
    check_again,
    decline_help,
    give_help,
    offer_help,
    promise_help,
    still_blocked,
    unblock,
)
from core.tasks.changes import Changed
from core.tasks.checking import accept, check_by, drop, finish, reopen, send_back, start
from core.tasks.commands_apart import CheckAgain, DeclineOffer, Move, OfferHelp, TakeOffer
from core.tasks.commands_blocking import (
    Block,
    DeclineHelp,
    GiveHelp,
    PromiseHelp,
    StillBlocked,
    Unblock,
)
from core.tasks.offers import decline_offer, take_offer
from core.tasks.owning import assign, claim, decline, leave_open
from core.tasks.planning import (
    edit,
    not_now,
    set_criteria,
    set_due,
    set_priority,
    set_title,
    use_text,
)
from core.tasks.ports import TaskUnit
from core.tasks.projects import move
from core.tasks.saying import (
    add_note,
    all_fine,
    follow,
    heard_in_thread,
    share,
    snooze,
    tick_criterion,
)

SERVICES: Mapping[type, Callable[[TaskUnit, Any, Context], Changed]] = {
    c.Edit: edit,
    c.Assign: assign,
    c.Claim: claim,
    TakeOffer: take_offer,
    DeclineOffer: decline_offer,
    c.LeaveOpen: leave_open,
    c.Decline: decline,
    c.SetDue: set_due,
    Move: move,
    c.SetPriority: set_priority,
    c.SetTitle: set_title,
    c.UseText: use_text,
    c.SetCriteria: set_criteria,
    c.Start: start,
    c.NotNow: not_now,
    Block: block,
    Unblock: unblock,
    StillBlocked: still_blocked,
    CheckAgain: check_again,
    OfferHelp: offer_help,
    PromiseHelp: promise_help,
    DeclineHelp: decline_help,
    GiveHelp: give_help,
    c.Finish: finish,
    c.Accept: accept,
    c.CheckBy: check_by,
    c.SendBack: send_back,
    c.Reopen: reopen,
    c.Drop: drop,
    c.AddNote: add_note,
    c.TickCriterion: tick_criterion,
    c.Share: share,
    c.Follow: follow,
    c.Snooze: snooze,
    c.HeardInThread: heard_in_thread,
}
"""All but ``AllFine``, which needs the ladder's span, ``Undo``, which reaches further, and adding:
``core.projects.adding`` does that with what a line asks for beside the task."""


__all__ = ["SERVICES", "Changed", "add", "all_fine", "capture", "share"]
