"""A project changes its ladder. What has begun goes on as announced."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from core.calendar.working import next_working
from core.followup.calendars import calendars
from core.followup.ports import FollowupUnit
from core.kernel.context import Act, Context
from core.kernel.errors import BadInput
from core.projects.commands import TuneLadder
from core.projects.firmness import tuned
from core.projects.model import LadderName, Project
from core.projects.service import Changed, save, seen
from core.tasks.projects import refuse_closed

HOURS_EXAMPLE = "/task settings workspace hours mon-fri 9-17"


def tune(work: FollowupUnit, intent: TuneLadder, ctx: Context) -> Changed:
    """Another ladder, or rules of it changed; BadInput says which rule is wrong, and why.

    Conflict ``project_closed``: nothing is followed up there.
    """
    old = seen(work, intent.project, ctx)
    refuse_closed(old)
    return put(work, old, intent.ladder or old.ladder, intent.rules, ctx.act)


def put(
    work: FollowupUnit, old: Project, ladder: LadderName, rules: Mapping[str, object], act: Act
) -> Changed:
    """*old* follows up by *ladder* with *rules* of its own; whoever says so has answered for it."""
    tuning = tuned(ladder, rules)
    if tuning:
        _has_hours(work, old, act.now)
    return save(work, old, replace(old, ladder=ladder, tuning=tuning, answered=True), act)


def _has_hours(work: FollowupUnit, project: Project, now: datetime) -> None:
    """Delays count in working time: where there is none, no step would ever come."""
    if next_working(calendars(work).of_project(project), now) is None:
        raise BadInput("ladder_no_hours", key=project.key, example=HOURS_EXAMPLE)
