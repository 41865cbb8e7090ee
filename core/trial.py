"""Trying Chivvy out: a dry run in one channel, and a pilot in a few."""

from collections.abc import Iterable

from core.kernel.values import dataclass
from core.people.model import Place, PlaceKind
from core.people.ports import People


@dataclass(frozen=True, slots=True)
class Trial:
    """Where messages go, as the settings bound it."""

    room: str = ""
    """The channel that is shown everything that would go elsewhere; empty: no dry run."""
    channels: tuple[str, ...] = ()
    """The channels in which Chivvy is at work, by name or id; empty: in all."""

    def takes(self, place: Place | None) -> bool:
        """Whether it is at work there; direct messages are always open."""
        if not self.channels or place is None or place.kind is PlaceKind.DM:
            return True
        return is_among(self.channels, place)


def is_among(names: Iterable[str], place: Place) -> bool:
    """Whether one of *names* is the place's, or its id on the platform."""
    known = {name.removeprefix("#").casefold() for name in names}
    return place.external_id.casefold() in known or place.name.casefold() in known


def room_of(people: People, name: str) -> Place | None:
    """The channel called *name*, by its name or id; None while it is not known."""
    named = people.place_named(name)
    if named is not None:
        return named
    found = (people.place_by(each.id, name) for each in people.installations())
    return next((place for place in found if place is not None), None)


FREE = Trial()
"""No bounds."""
