"""Why a task is dropped, and all that somebody made dropped at once."""

import re
from datetime import datetime

from core.kernel.context import Context
from core.kernel.errors import BadInput, Conflict
from core.kernel.refs import TaskId
from core.kernel.text import clean
from core.language.handles import find_task
from core.language.since import read_since
from core.queries import ForeseeMany
from core.reading.filled import Filled
from core.reading.names import somebody
from core.reading.typed import Typed
from core.screens.words import plain
from core.tasks.commands import Drop
from core.tasks.model import OPEN
from core.tasks.ports import TaskFilter
from core.tasks.several import MOST_BY, ActOnMany

EXAMPLE_ALL = "/task drop all by @maria since yesterday"
_ALL = re.compile(
    r"(?:all|everything|every\s+task)(?:\s+(?:the\s+)?tasks?)?"
    r"(?:\s+(?:(?:added|created|made|captured)\s+)?(?:by|from|of)\s+(?P<who>.+?))?"
    r"(?:\s+since\s+(?P<since>.+?))?(?:\s+(?:-|--|—|–|because)\s+(?P<why>.+))?",  # noqa: RUF001
    re.IGNORECASE,
)
"""``all by @maria since yesterday - flooded by mistake``."""


def read_drop_all(typed: Typed) -> ForeseeMany | None:
    """``drop all by @maria since yesterday``: what would be dropped; None for other words."""
    asked = _ALL.fullmatch(clean(typed.text))
    if asked is None:
        return None
    if not asked["who"]:
        raise BadInput("no_person", field="person", example=EXAMPLE_ALL)
    people, ctx = typed.work.people, typed.ctx
    mine = asked["who"].casefold().strip("@") in {"me", "myself"}
    by = ctx.actor if mine else somebody(people, asked["who"], ctx, "person", EXAMPLE_ALL)
    since = _since(asked["since"], ctx)
    wanted = TaskFilter(made_by=by, made_since=since, statuses=OPEN, newest=True)
    found = typed.work.tasks(ctx.audience).find(wanted, MOST_BY)
    if not found:
        raise Conflict("nothing_by", who=by, example="/task list")
    tasks = tuple(task.id for task in found)
    return ForeseeMany(ActOnMany(Drop(tasks[0], asked["why"] or ""), tasks, by=by, since=since))


def _since(words: str | None, ctx: Context) -> datetime | None:
    if not words:
        return None
    at = read_since(words, now=ctx.now, zone=ctx.zone, locale=ctx.locale)
    if at is None:
        raise BadInput("unreadable_since", field="since", typed=words, example=EXAMPLE_ALL)
    return at


def filled_drop(task: TaskId, filled: Filled) -> Drop:
    """The filled-in form; of a duplicate it says of which."""
    chosen, own = filled.text("dropped_as"), filled.text("reason")
    if chosen == "duplicate":
        typed = filled.needed("duplicate_of")
        other, _ = find_task(typed, prefix=filled.prefix)
        if other is None:
            raise BadInput("which_task", field="duplicate_of", example="T-31")
        reason = plain("option.drop_duplicate_of", filled.locale, handle=filled.handle(other))
        return Drop(task, _with(reason, own), duplicate_of=other)
    if chosen in {"", "other"}:
        return Drop(task, own)
    return Drop(task, _with(plain(f"option.drop_{chosen}", filled.locale), own))


def _with(reason: str, own: str) -> str:
    return f"{reason}: {own}" if own else reason
