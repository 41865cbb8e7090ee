"""What follows from the question about somebody's load: it is owed, answered, made lighter."""

from datetime import datetime

from core.followup import load
from core.followup.commands import AnswerLoad, GiveAway, LoadAnswer
from core.followup.model import Notice
from core.followup.ports import FollowupUnit
from core.followup.service import owe
from core.kernel.context import Context
from core.kernel.errors import Conflict
from core.kernel.refs import PersonId
from core.tasks.changes import Changed
from core.tasks.commands import Assign
from core.tasks.owning import assign


def look(work: FollowupUnit, person: PersonId, now: datetime) -> Notice | None:
    """Owes what is to be asked about somebody's load, and looks again when that may change."""
    found = load.look(work, person, now)
    work.watches.set(load.person_ref(person), found.at)
    return owe(work, found.wanted, now) if found.wanted is not None else None


def answer_load(work: FollowupUnit, intent: AnswerLoad, ctx: Context) -> None:
    """The question is answered; the lead hears where that is wanted. Conflict ``nobody_leads``."""
    if intent.answer is LoadAnswer.TALK:
        lead = load.lead_for(work, ctx.actor, ctx.now)
        if lead is None:
            raise Conflict("nobody_leads", example="/task note T-42 I won't get to it this week")
        owe(work, load.talk(ctx.actor, lead, ctx.now), ctx.now)
    _answered(work, ctx)


def hand_over(work: FollowupUnit, intent: GiveAway, ctx: Context) -> tuple[Changed, ...]:
    """Each task to whom it was given, or none of them; that answers the question too."""
    changed = tuple(assign(work, Assign(task, owner), ctx) for task, owner in intent.given)
    _answered(work, ctx)
    return changed


def _answered(work: FollowupUnit, ctx: Context) -> None:
    subject = load.person_ref(ctx.actor)
    work.notices.answer(subject, ctx.actor, ctx.now)
    work.watches.set(subject, None)
