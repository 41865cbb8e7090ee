"""In which channels we are at work: all, or those that an admin chose for an installation."""

from core.kernel.errors import NotAllowed
from core.kernel.refs import PersonId
from core.people.model import Place, PlaceKind
from core.people.ports import People

NAMED = 8
"""Channels that are named where somebody asks elsewhere."""


def at_work(people: People, place: Place | None) -> bool:
    """Whether we listen and speak there. Direct messages are always open, and so is an
    installation of which no channel was chosen."""
    chosen = people.workspace().bounds.channels
    if not chosen or place is None or place.kind is PlaceKind.DM or place.id in chosen:
        return True
    return not any(one.installation == place.installation for one in chosen_places(people))


def chosen_places(people: People) -> tuple[Place, ...]:
    """The chosen channels, of every installation."""
    found = (people.place(number) for number in people.workspace().bounds.channels)
    return tuple(place for place in found if place is not None)


def chosen_for(people: People, person: PersonId, platform: str) -> tuple[Place, ...]:
    """Of the chosen channels on a platform those that *person* may hear of."""
    there = {each.id for each in people.installations() if each.platform == platform}
    return tuple(
        place
        for place in chosen_places(people)
        if place.installation in there and (not place.private or person in people.members(place.id))
    )


def require_at_work(people: People, place: Place | None, person: PersonId, platform: str) -> None:
    """NotAllowed ``not_in_channel`` elsewhere, with the channels where it works."""
    if at_work(people, place):
        return
    names = [f"#{each.name}" for each in chosen_for(people, person, platform) if each.name]
    raise NotAllowed("not_in_channel", places=", ".join(names[:NAMED]))
