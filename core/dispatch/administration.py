"""What whoever sits at the machine may do: stop all messages, and offer the first admin a code."""

from datetime import datetime

from core.kernel.context import Act, Context
from core.people import administering
from core.trial import Trial
from core.unit import Unit


def pause_all(unit: Unit, reason: str, now: datetime) -> int:
    """No message of any workspace goes out from now on; says how many workspaces there are."""
    workspaces = unit.directory.workspaces()
    for workspace in workspaces:
        administering.stop_messages(unit.of(workspace), reason, Act(None, now, "cli"))
    return len(workspaces)


def resume_all(unit: Unit, now: datetime) -> int:
    """Messages go out again; says in how many workspaces they had been paused."""
    resumed = 0
    for workspace in unit.directory.workspaces():
        events = administering.let_messages_go(unit.of(workspace), Act(None, now, "cli"))
        resumed += bool(events)
    return resumed


def offer_admin(unit: Unit, platform: str, team: str, code: str) -> bool:
    """*code* makes the first admin of the installation's workspace; False where there is one."""
    found = unit.directory.find(platform, team) or unit.directory.create(
        platform, team, team, "UTC"
    )
    return administering.offer_code(unit.of(found.workspace), code)


def elsewhere(unit: Unit, ctx: Context, trial: Trial) -> bool:
    """Whether the request comes from a channel in which Chivvy is not at work."""
    people = unit.of(ctx.workspace).people
    return ctx.place is not None and not trial.takes(people.place(ctx.place))
