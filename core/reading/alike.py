"""A task that is there already: found before a second one is made, and the line kept for it."""

import json
from datetime import datetime

from core.kernel.context import Context
from core.kernel.errors import BadInput
from core.kernel.refs import PlaceId
from core.kernel.values import dataclass
from core.tasks.alike import probe, same_among
from core.tasks.commands_adding import Draft
from core.tasks.model import Task
from core.unit import WorkUnit

MOST = 30
"""Tasks with the same words that are compared with a new one."""


def same_as(work: WorkUnit, draft: Draft, ctx: Context) -> Task | None:
    """The open task, of those that the asker sees, that *draft* would be a second time."""
    words = probe(draft.title)
    return same_among(draft, work.tasks(ctx.audience).alike(words, MOST)) if words else None


@dataclass(frozen=True, slots=True)
class Held:
    """A line that was typed: with its command, when, and where, so that it means the same later."""

    line: str
    at: datetime
    place: PlaceId | None


def hold(line: str, ctx: Context) -> str:
    """*line* as it is kept; ``held`` reads it."""
    return json.dumps([line, ctx.now.isoformat(), ctx.place])


def held(kept: str) -> Held:
    """The inverse of ``hold``; BadInput("stale_button") for anything else."""
    try:
        line, at, place = json.loads(kept)
        moment = datetime.fromisoformat(at)
    except (TypeError, ValueError):
        raise BadInput("stale_button") from None
    return Held(line, moment, PlaceId(place) if place is not None else None)
