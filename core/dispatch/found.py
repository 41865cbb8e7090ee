"""What a request was found to ask for, and the place and person that it is from."""

from dataclasses import replace

from core.dispatch.acts import Intent
from core.kernel.context import Context
from core.kernel.refs import PlaceId
from core.kernel.values import dataclass
from core.people.model import Person, PlaceKind, Sender
from core.screens.views import View
from core.unit import Unit, WorkUnit


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


def known_sender(unit: Unit, sender: Sender) -> tuple[WorkUnit, Person] | None:
    """Who spoke, in their workspace, where we have met them; nobody is made or changed."""
    home = unit.directory.find(sender.platform, sender.team)
    work = unit.of(home.workspace) if home is not None else None
    person = work.people.by_account(sender.platform, sender.user) if work is not None else None
    return (work, person) if work is not None and person is not None else None
