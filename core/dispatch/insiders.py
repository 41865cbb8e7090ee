"""Who is in which place: which look-ups are due, what they found, who came and who went."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from core import placing
from core.dispatch.newest import is_newest
from core.kernel.context import Context
from core.kernel.refs import PersonId, PlaceId, WorkspaceId
from core.kernel.values import dataclass
from core.people import membership
from core.people.model import InstallationState, Place, PlaceNews, Sender
from core.people.service import FRESH
from core.unit import Unit, WorkUnit

_WE, _OPEN = "we", "open"
_ABOUT: Mapping[PlaceNews, tuple[str, ...]] = {
    PlaceNews.CAME: (_WE,),
    PlaceNews.WENT: (_WE,),
    PlaceNews.ARCHIVED: (_OPEN,),
    PlaceNews.UNARCHIVED: (_OPEN,),
    PlaceNews.DELETED: (_WE, _OPEN),
}
"""What each tells of: whether we are there, and whether it is archived."""


@dataclass(frozen=True, slots=True)
class Unsure:
    """A place whose people are to be looked up, in the platform's ids."""

    workspace: WorkspaceId
    place: PlaceId
    platform: str
    installation: str
    external_id: str


def unsure_for(unit: Unit, ctx: Context) -> tuple[Unsure, ...]:
    """What to look up before the asker is answered: the place spoken in, then their others."""
    work = unit.of(ctx.workspace)
    places = membership.unsure_for(work, ctx.actor, ctx.place, ctx.now)
    return _known(_unsure(work, place) for place in places)


def unsure(unit: Unit, now: datetime, limit: int) -> tuple[Unsure, ...]:
    """Everywhere, at most *limit* places of each workspace."""
    found: list[Unsure | None] = []
    for workspace in unit.directory.workspaces():
        work = unit.of(workspace)
        found += [_unsure(work, p) for p in work.people.unsure(now - FRESH, limit)]
    return _known(found)


def _known(found: Iterable[Unsure | None]) -> tuple[Unsure, ...]:
    return tuple(each for each in found if each is not None)


def _unsure(work: WorkUnit, place: Place) -> Unsure | None:
    home = work.people.installation(place.installation)
    if home is None or home.state is not InstallationState.ACTIVE:
        return None
    return Unsure(work.workspace, place.id, home.platform, home.external_id, place.external_id)


def know_members(unit: Unit, asked: Unsure, external_ids: frozenset[str], now: datetime) -> None:
    """What the look-up found; nobody, where we are not let in any more."""
    work = unit.of(asked.workspace)
    membership.know_members(work, asked.place, asked.platform, external_ids, now)


def doubt(unit: Unit, asked: Unsure, person: PersonId, now: datetime) -> None:
    """It was not known in time whether *person* is there: they see nothing of it for now."""
    membership.doubt(unit.of(asked.workspace), asked.place, person, now)


def lose(unit: Unit, asked: Unsure, now: datetime) -> None:
    """The look-up failed; what is known too long is not believed any more."""
    membership.lose(unit.of(asked.workspace), asked.place, now)


def moved(unit: Unit, sender: Sender, now: datetime, at: str = "", *, here: bool) -> None:
    """Somebody came to the sender's place, or left it; a place that is unknown stays unknown."""
    home = unit.directory.find(sender.platform, sender.team)
    if home is None or sender.place is None:
        return
    if not is_newest(unit, sender, f"in:{sender.place}:{sender.user}", at, now):
        return
    work = unit.of(home.workspace)
    place = work.people.place_by(home.id, sender.place)
    if place is not None:
        person = work.people.by_account(sender.platform, sender.user)
        (membership.joined if here else membership.left)(work, place, person)


def place_news(unit: Unit, sender: Sender, news: PlaceNews, now: datetime, at: str = "") -> None:
    """What the platform tells of our being in the sender's place; unknown ones stay unknown."""
    home = unit.directory.find(sender.platform, sender.team)
    if home is None or sender.place is None:
        return

    def newest(about: str) -> bool:
        return is_newest(unit, sender, f"{about}:{sender.place}", at, now)

    if not all([newest(about) for about in _ABOUT[news]]):
        return
    work = unit.of(home.workspace)
    place = work.people.place_by(home.id, sender.place)
    if place is not None:
        archived = place.archived and news is PlaceNews.CAME and not newest(_OPEN)
        placing.heard(work, place, news, now, archived=archived)
