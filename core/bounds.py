"""What one person may do how much of: several tasks at once, and new tasks in a day.

A team bounds neither; among volunteers both are bounded from the start, see ``people.founding``.
"""

from datetime import datetime, time, timedelta

from core.calendar.zones import first_valid, local_date
from core.followup.ports import FollowupUnit
from core.kernel.context import Context
from core.kernel.errors import NotAllowed
from core.people import standing
from core.people.access import ActName, may
from core.people.model import LEADS, Person
from core.tasks.checking import RULES
from core.tasks.commands_adding import AddMany, AddTask, Capture, CaptureMany
from core.tasks.several import ActOnMany

REFUSALS = frozenset(
    {
        "not_allowed_several",
        "not_allowed_several_role",
        "too_many_today",
        "none_left_today",
    }
)
"""What is said to who is beyond the bounds; a role that was not known may lift it."""


def hold(work: FollowupUnit, person: Person, intent: object, ctx: Context) -> None:
    """NotAllowed ``not_allowed_several``, ``not_allowed_several_role``,
    ``too_many_today`` or ``none_left_today``."""
    if is_several(work, intent, ctx):
        require_several(work, person, ctx)
    if count := new_tasks(intent):
        _require_room(work, person, count, ctx)


def new_tasks(intent: object) -> int:
    """How many tasks it makes, at most."""
    match intent:
        case AddTask() | Capture():
            return 1
        case AddMany(drafts):
            return len(drafts)
        case CaptureMany(captures):
            return len(captures)
    return 0


def is_several(work: FollowupUnit, intent: object, ctx: Context) -> bool:
    """Whether it is about several tasks at once; what one has oneself is nobody else's matter."""
    if not work.people.workspace().bounds.several:
        return False
    if not isinstance(intent, ActOnMany):
        return new_tasks(intent) > 1
    if intent.by is not None:
        return False
    seen = work.tasks(ctx.audience).many(intent.tasks)
    return any(task.owner != ctx.actor for task in seen.values())


def require_several(work: FollowupUnit, person: Person, ctx: Context) -> None:
    """Lets through who may do with several tasks at once, and make one by a reaction."""
    bounds = work.people.workspace().bounds
    if not bounds.several or may(ActName.SEVERAL, person, trusted=is_trusted(work, person, ctx)):
        return
    if bounds.several == LEADS:
        raise NotAllowed("not_allowed_several")
    raise NotAllowed("not_allowed_several_role", role=bounds.role_name)


def is_trusted(work: FollowupUnit, person: Person, ctx: Context) -> bool:
    """Whether *person* has the role that is asked for, or leads something where that is."""
    bounds = work.people.workspace().bounds
    wanted = bounds.several
    if wanted == LEADS:
        by_role = standing.leads(bounds, ctx.roles)
        return by_role or bool(work.projects(RULES).led_by(person.id))
    return not wanted or wanted in (ctx.roles or ())


def _require_room(work: FollowupUnit, person: Person, count: int, ctx: Context) -> None:
    """Admins and who has the role may add as many as they like."""
    bounds = work.people.workspace().bounds
    if not bounds.daily or person.admin or (bounds.role and is_trusted(work, person, ctx)):
        return
    made = work.log.made(ctx.actor, _midnight(ctx, 0), bounds.daily)
    if made + count <= bounds.daily:
        return
    code = "too_many_today" if made < bounds.daily else "none_left_today"
    left, until = bounds.daily - made, _midnight(ctx, 1)
    raise NotAllowed(code, n=bounds.daily, left=left, asked=count, until=until)


def _midnight(ctx: Context, days: int) -> datetime:
    day = local_date(ctx.now, ctx.zone) + timedelta(days)
    return first_valid(day, time.min, ctx.zone)
