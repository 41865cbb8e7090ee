"""Who is in a private channel: which look-ups are due, and what they found."""

from dataclasses import dataclass
from datetime import datetime

from core.kernel.context import Context
from core.kernel.refs import PlaceId, WorkspaceId
from core.people import service as people
from core.people.model import InstallationState, Place
from core.unit import Unit, WorkUnit


@dataclass(frozen=True, slots=True)
class Unsure:
    """A private channel whose people are to be looked up, in the platform's ids."""

    workspace: WorkspaceId
    place: PlaceId
    platform: str
    installation: str
    external_id: str


def unsure_here(unit: Unit, ctx: Context) -> Unsure | None:
    """The private channel that is spoken in, when it is time to look who is there."""
    if ctx.private_place is None:
        return None
    work = unit.of(ctx.workspace)
    place = work.people.place(ctx.private_place)
    return _unsure(work, place) if place and people.is_unsure(place, ctx.now) else None


def unsure(unit: Unit, now: datetime, limit: int) -> tuple[Unsure, ...]:
    """Everywhere, at most *limit* channels of each workspace."""
    found: list[Unsure | None] = []
    for workspace in unit.directory.workspaces():
        work = unit.of(workspace)
        found += [_unsure(work, p) for p in work.people.unsure(now - people.FRESH, limit)]
    return tuple(each for each in found if each is not None)


def _unsure(work: WorkUnit, place: Place) -> Unsure | None:
    home = work.people.installation(place.installation)
    if home is None or home.state is not InstallationState.ACTIVE:
        return None
    return Unsure(work.workspace, place.id, home.platform, home.external_id, place.external_id)


def know_members(unit: Unit, asked: Unsure, external_ids: frozenset[str], now: datetime) -> None:
    """What the look-up found; nobody, where we are not let in any more: unknown means no."""
    work = unit.of(asked.workspace)
    people.know_members(work, asked.place, asked.platform, external_ids, now)
