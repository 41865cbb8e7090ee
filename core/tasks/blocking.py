"""What is in the way, and who removes it."""

from core.calendar.working import add_working_days
from core.kernel.context import Context
from core.kernel.errors import BadInput, Conflict
from core.kernel.events import Verb
from core.kernel.refs import PersonId
from core.kernel.text import one_line, shorten
from core.people.calendars import calendar_of
from core.people.model import Person, invented_name
from core.tasks import transitions, wording
from core.tasks.changes import Changed, being_open, being_worked, handle, keep, stale
from core.tasks.commands_apart import CheckAgain, OfferHelp
from core.tasks.commands_blocking import (
    Block,
    DeclineHelp,
    GiveHelp,
    PromiseHelp,
    StillBlocked,
    Unblock,
)
from core.tasks.model import Blocker, Task
from core.tasks.persons import able, being_here, named
from core.tasks.planning import day_to_come
from core.tasks.ports import TaskUnit

OUTSIDE_LIMIT = 100
EXAMPLE_ROOM = 60
"""Of a reason that is typed again."""
OUTSIDE_EXAMPLE = "waiting for ACME, check friday"


def block(work: TaskUnit, intent: Block, ctx: Context) -> Changed:
    """Something is in the way: a colleague can help, or somebody outside is waited for."""
    outside = wording.bounded(one_line(intent.outside or ""), OUTSIDE_LIMIT, "outside")
    typed = wording.reason(intent.reason) or outside
    task = being_worked(work, intent.task, ctx)
    example = f"/task block {handle(work, task.id)} firewall rights are missing @jon"
    reason = wording.needed(typed, "reason_needed", "reason", example)
    _check_helper(work, task, intent, ctx)
    _check_outside(intent, outside)
    if intent.check_on is not None:
        day_to_come(intent.check_on, ctx, "check_on")
    blocker = Blocker(
        reason=work.texts.new(reason, ctx.actor),
        since=ctx.now,
        helper=intent.helper,
        outside=outside or None,
        check_on=intent.check_on,
    )
    step = transitions.blocked(task, blocker, ctx.act)
    return keep(work, transitions.though_away(step, intent.though_away))


def unblock(work: TaskUnit, intent: Unblock, ctx: Context) -> Changed:
    """The owner can go on."""
    task, _ = _blocked(work, being_open(work, intent.task, ctx))
    return keep(work, transitions.unblocked(task, ctx.act))


def still_blocked(work: TaskUnit, intent: StillBlocked, ctx: Context) -> Changed:
    """What the helper did was not enough."""
    task, blocker = _blocked(work, being_open(work, intent.task, ctx))
    return keep(work, transitions.still_blocked(task, blocker, ctx.act))


def check_again(work: TaskUnit, intent: CheckAgain, ctx: Context) -> Changed:
    """Another day to look whether somebody outside has answered; Conflict ``not_blocked``."""
    task, blocker = _blocked(work, being_open(work, intent.task, ctx))
    if blocker.outside is None:
        raise stale(work, task, "not_blocked", None)
    day_to_come(intent.on, ctx, "check_on")
    return keep(work, transitions.looked_again_on(task, blocker, intent.on, ctx.act))


def offer_help(work: TaskUnit, intent: OfferHelp, ctx: Context) -> Changed:
    """Nothing is in the way, but somebody can help: nothing changes until its owner decides."""
    task = being_worked(work, intent.task, ctx)
    who = intent.who or ctx.actor
    _able_to_help(work, task, who, "ask", confirmed=intent.confirmed)
    return keep(work, transitions.mentioned(task, Verb.HELP_OFFERED, ctx.act, after={"who": who}))


def promise_help(work: TaskUnit, intent: PromiseHelp, ctx: Context) -> Changed:
    """I'll do it; without a moment, in one working day of the helper's."""
    task, blocker = _blocked(work, being_open(work, intent.task, ctx))
    if intent.until is not None and intent.until <= ctx.now:
        raise BadInput("past_date", field="until", example="tomorrow 12:00")
    calendar = calendar_of(able(work, ctx.actor, "helper"), work.people.workspace())
    until = intent.until or add_working_days(calendar, ctx.now, 1)
    return keep(work, transitions.help_promised(task, blocker, until, ctx.act))


def decline_help(work: TaskUnit, intent: DeclineHelp, ctx: Context) -> Changed:
    """Not me; perhaps somebody else."""
    task, blocker = _blocked(work, being_open(work, intent.task, ctx))
    if intent.ask == ctx.actor:
        raise BadInput("helper_is_you", field="ask", example="@maria")
    if intent.ask is not None:
        helper = _able_to_help(work, task, intent.ask, "ask", confirmed=intent.confirmed)
        if intent.though_away is None:
            being_here(work, task, helper, "ask", ctx)
    step = transitions.help_declined(task, blocker, intent.ask, ctx.act)
    return keep(work, transitions.though_away(step, intent.though_away))


def give_help(work: TaskUnit, intent: GiveHelp, ctx: Context) -> Changed:
    """It is done, says the helper; Conflict ``already_freed`` when that was said."""
    task, blocker = _blocked(work, being_open(work, intent.task, ctx))
    if blocker.freed_at is not None:
        raise Conflict(
            "already_freed", task=handle(work, task.id), who=task.helper, at=blocker.freed_at
        )
    return keep(work, transitions.help_given(task, blocker, ctx.act))


def _blocked(work: TaskUnit, task: Task) -> tuple[Task, Blocker]:
    if task.blocker is None:
        raise stale(work, task, "not_blocked", None)
    return task, task.blocker


def _check_helper(work: TaskUnit, task: Task, intent: Block, ctx: Context) -> None:
    if intent.helper is None:
        return
    said = shorten(one_line(intent.reason), EXAMPLE_ROOM) or "firewall rights are missing"
    helper = _able_to_help(
        work, task, intent.helper, "helper", f"/task block {handle(work, task.id)} {said} ",
        confirmed=intent.confirmed,
    )  # fmt: skip
    if intent.though_away is None:
        being_here(work, task, helper, "helper", ctx)


def _check_outside(intent: Block, outside: str) -> None:
    """One is asked: a colleague to help, or the owner about somebody outside."""
    if outside and intent.helper is not None:
        raise BadInput("helper_or_outside", field="outside", example=OUTSIDE_EXAMPLE)
    if intent.check_on is not None and not outside:
        code = "helper_or_outside" if intent.helper is not None else "check_whom"
        raise BadInput(code, field="outside", example=OUTSIDE_EXAMPLE)


def _able_to_help(
    work: TaskUnit, task: Task, helper: PersonId, field: str, typed: str = "", *, confirmed: bool
) -> Person:
    """*typed*: what stands before the name in a line that would do."""
    if helper == task.owner:
        example = f"{typed}@{invented_name(work.people.person(helper))}"
        raise BadInput("helper_is_owner", field=field, who=helper, example=example)
    return named(work, task, helper, field, confirmed=confirmed)
