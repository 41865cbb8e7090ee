"""Who is in which place: a cache that is believed for a quarter of an hour; unknown means no.

Kept are the people of private places, and of open channels those who see nothing else: guests and
people of other organisations. Members see open channels wherever they are.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

from core.kernel.refs import PersonId, PlaceId
from core.people.model import Person, Place, PlaceKind, Role
from core.people.ports import PeopleUnit
from core.people.service import FRESH, NEVER

LOST = timedelta(hours=1)
"""After which time without an answer of the platform nobody is known to be in a place."""


def is_unsure(place: Place, now: datetime) -> bool:
    """Whether it is time to look again who is in a place."""
    if place.kind is PlaceKind.DM or place.archived or not place.bot_in:
        return False
    return place.checked_at is None or now - place.checked_at > FRESH


def unsure_for(
    work: PeopleUnit, person: PersonId, here: PlaceId | None, now: datetime
) -> tuple[Place, ...]:
    """Places that *person* is believed to be in and where that is to be looked up again.

    *here*, where somebody speaks, comes first; then the longest unseen.
    """
    places = [p for p in work.people.places_of(person) if is_unsure(p, now)]
    ages = {p.id: p.checked_at or NEVER for p in places}
    return tuple(sorted(places, key=lambda place: (place.id != here, ages[place.id], place.id)))


def know_members(
    work: PeopleUnit, place: PlaceId, platform: str, external_ids: Collection[str], now: datetime
) -> None:
    """Who is in a place, as the platform says; whom we don't know is not counted."""
    found = work.people.place(place)
    if found is None:
        return
    people = work.people.by_accounts(platform, external_ids)
    inside = frozenset(person.id for person in people if _matters(found, person))
    work.people.set_members(place, inside, now)


def doubt(work: PeopleUnit, place: PlaceId, person: PersonId, now: datetime) -> None:
    """Nobody could tell in time whether *person* is there: unknown means no, until it is known."""
    found = work.people.place(place)
    if found is not None and is_unsure(found, now):
        _set(work, found, work.people.members(place) - {person})


def lose(work: PeopleUnit, place: PlaceId, now: datetime) -> None:
    """A look-up failed: who was last seen long ago is not believed to be there any more."""
    found = work.people.place(place)
    if found is not None and now - (found.checked_at or NEVER) > LOST:
        _set(work, found, frozenset())


def joined(work: PeopleUnit, place: Place, person: Person | None) -> None:
    """Somebody came; who is not known yet is met when the place is looked up."""
    if person is None:
        work.people.set_members(place.id, work.people.members(place.id), NEVER)
    elif _matters(place, person):
        _set(work, place, work.people.members(place.id) | {person.id})


def left(work: PeopleUnit, place: Place, person: Person | None) -> None:
    """Somebody went, and from now on sees only what they take part in."""
    if person is not None:
        _set(work, place, work.people.members(place.id) - {person.id})


def _matters(place: Place, person: Person) -> bool:
    """Whether being there decides what the person sees."""
    if person.role is Role.BOT:
        return False
    return place.private or person.role is not Role.MEMBER


def _set(work: PeopleUnit, place: Place, members: frozenset[PersonId]) -> None:
    """Changes who is there without claiming that it was looked up."""
    work.people.set_members(place.id, members, place.checked_at or NEVER)
