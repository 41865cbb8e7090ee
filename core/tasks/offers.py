"""A task is offered to somebody who wants to be asked first: taken, or not."""

from dataclasses import replace
from datetime import datetime

from core.kernel.context import Act, Context
from core.kernel.errors import BadInput
from core.kernel.events import Verb
from core.kernel.refs import PersonId
from core.people.model import Person, Role
from core.people.settings import Incoming
from core.tasks import transitions
from core.tasks.changes import Changed, being_open, keep, stale
from core.tasks.commands_apart import DeclineOffer, TakeOffer
from core.tasks.model import Task, changed
from core.tasks.persons import able, anchored
from core.tasks.ports import TaskUnit
from core.tasks.transitions import Step


def at_once(work: TaskUnit, person: Person, by: PersonId | None) -> bool:
    """Whether *person* has a task as soon as *by* gives it; else it is offered.

    Among volunteers it is offered to whoever has not chosen to have it at once.
    BadInput("takes_none", who) where they take none from others. People of other organisations
    could not answer an offer: they have it at once.
    """
    volunteers = work.people.workspace().volunteers
    incoming = person.settings.incoming.among(volunteers=volunteers)
    if by == person.id or incoming is Incoming.DIRECT:
        return True
    if incoming is Incoming.OFF:
        raise BadInput("takes_none", field="owner", who=person.id, example="@priya")
    return person.role not in {Role.MEMBER, Role.GUEST}


def offered(task: Task, person: PersonId, act: Act) -> Step:
    """Somebody is asked whether they take it; until then everything stays as it is."""
    return changed(task, replace(task, offered_to=person), Verb.OFFERED, act)


def take_offer(work: TaskUnit, intent: TakeOffer, ctx: Context) -> Changed:
    """The asker takes what was offered; Conflict ``already_taken`` or ``offer_gone``."""
    task = _offered(work, intent, ctx)
    owner = able(work, ctx.actor, "owner")
    return keep(work, transitions.claimed(task, owner.id, anchored(work, task.due, owner), ctx.act))


def decline_offer(work: TaskUnit, intent: DeclineOffer, ctx: Context) -> Changed:
    """No thanks; no reason is asked."""
    task = _offered(work, intent, ctx)
    new = replace(task, offered_to=None)
    return keep(work, changed(task, new, Verb.OFFER_DECLINED, ctx.act))


def end_offer(work: TaskUnit, task: Task, now: datetime) -> Changed:
    """Nobody took it in time: it is offered no more. It is no activity, and nobody's act."""
    act = Act(None, now, f"unoffered:{task.id}:{task.version}")
    ended, event = changed(task, replace(task, offered_to=None), Verb.OFFER_ENDED, act)
    return keep(work, (replace(ended, touched_at=task.touched_at), event))


def _offered(work: TaskUnit, intent: TakeOffer | DeclineOffer, ctx: Context) -> Task:
    task = being_open(work, intent.task, ctx)
    if task.offered_to == ctx.actor:
        return task
    raise stale(work, task, "already_taken" if task.owner else "offer_gone", task.owner)
