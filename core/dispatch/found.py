"""What a request was found to ask for, and the place that it is from."""

from dataclasses import replace

from core.dispatch.acts import Intent
from core.kernel.context import Context
from core.kernel.refs import PlaceId
from core.kernel.values import dataclass
from core.people.model import PlaceKind
from core.screens.views import View
from core.unit import WorkUnit


@dataclass(frozen=True, slots=True)
class Found:
    """What was asked for: an intent to carry out, or the answer.

    ``keep`` is typed text that a button of the answer will want again. ``ctx`` is there when the
    intent belongs to another place than the one it came from.
    """

    intent: Intent | None = None
    view: View | None = None
    keep: str = ""
    ctx: Context | None = None


def in_place(work: WorkUnit, number: PlaceId | None, ctx: Context) -> Context:
    """The request as if it came from that place; as it is, where there is none."""
    place = work.people.place(number) if number is not None else None
    if place is None:
        return ctx
    stays = place.id if place.kind is PlaceKind.GROUP else None
    return replace(ctx, place=place.id, private_place=stays)
