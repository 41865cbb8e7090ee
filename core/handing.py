"""What somebody who has left had goes to somebody else, or to whoever takes it: in one act.

Undo takes all of it back, for everything stands under one cause. Who checks is not chosen: checks
go to whoever stands in, as they do when somebody is away.
"""

from collections.abc import Iterator
from dataclasses import replace

from core.followup import leaving
from core.followup.around import Case
from core.followup.ports import FollowupUnit
from core.followup.reviews import checker
from core.followup.service import around
from core.kernel.context import Context
from core.kernel.errors import Conflict, NotFound
from core.kernel.refs import PersonId
from core.people.commands import HandOver
from core.people.model import Person
from core.recurring.service import handed_on
from core.tasks import transitions
from core.tasks.changes import Changed, keep_all
from core.tasks.model import Task
from core.tasks.offers import at_once, offered
from core.tasks.persons import able, anchored, takes_part
from core.tasks.transitions import Step


def hand_over(work: FollowupUnit, intent: HandOver, ctx: Context) -> tuple[Changed, ...]:
    """Everything that the asker decides about; what *to* may not see, or can't take, stays.

    Conflict ``person_is_back``, ``nothing_to_hand_over`` or ``handing_outside``.
    """
    gone = work.people.person(intent.of)
    if gone is None:
        raise NotFound("unknown_person")
    if gone.active:
        raise Conflict("person_is_back", who=intent.of)
    to = able(work, intent.to, "owner") if intent.to is not None else None
    share = leaving.share(work, intent.of, ctx.actor)
    if not share.tasks:
        raise Conflict("nothing_to_hand_over", who=intent.of)
    steps = [
        *((task, list(_held(work, task, intent.of, to, ctx))) for task in share.held),
        *((task, list(_help(work, task, to, ctx))) for task in share.helps),
        *((task, list(_check(work, task, to, ctx))) for task in share.checks),
    ]
    changes = tuple(keep_all(work, task, each) for task, each in steps if each)
    if not changes:
        raise Conflict("handing_outside", who=intent.to)
    return changes


def _held(
    work: FollowupUnit, task: Task, gone: PersonId, to: Person | None, ctx: Context
) -> Iterator[Step]:
    """Another owner, for those that come too; or none, and people are asked."""
    if to is not None and not _sees(work, task, to.id):
        return
    if to is None:
        step = transitions.left_open(task, ctx.act)
    elif at_once(work, to, ctx.actor):
        step = transitions.assigned(task, to.id, anchored(work, task.due, to), ctx.act)
    else:
        yield (opened := transitions.left_open(task, ctx.act))
        step = offered(opened[0], to.id, ctx.act)
    yield step
    again = handed_on(work, step[0], gone, step[0].owner, ctx.act)
    if again is not None:
        yield again


def _help(work: FollowupUnit, task: Task, to: Person | None, ctx: Context) -> Iterator[Step]:
    """Somebody else is asked for help; the owner of a task can't be its helper."""
    if task.blocker is None:
        return
    helper = to.id if to is not None and to.id != task.owner else None
    if helper is not None and not _sees(work, task, helper):
        return
    if task.blocker.helper is None and helper is None:
        return
    yield transitions.help_declined(task, task.blocker, helper, ctx.act)


def _check(work: FollowupUnit, task: Task, to: Person | None, ctx: Context) -> Iterator[Step]:
    """Whoever stands in; where nobody does, who takes the rest, never who did the work."""
    world = around(work, task, ctx.now)
    rest = [to.id if to is not None else None, ctx.actor]
    order = (checker(Case(replace(task, verifier=None), world.notices, world, ctx.now)), *rest)
    for person in order:
        free = person is not None and person != task.finished_by
        if person is not None and free and _sees(work, task, person):
            if person != task.verifier:
                yield transitions.check_moved(task, person, ctx.act)
            return


def _sees(work: FollowupUnit, task: Task, person: PersonId) -> bool:
    """Whether *person* may be given a part in it without being shown what stays in a place."""
    where = task.visible_in
    return where is None or takes_part(task, person) or person in work.people.members(where)
