"""Who of some people is still here."""

from collections.abc import Iterable

from core.kernel.refs import PersonId
from core.people.model import Role
from core.people.ports import People


def here(people: People, ids: Iterable[PersonId]) -> tuple[PersonId, ...]:
    """Those of *ids* who are still here, in their order; a bot is nobody."""
    wanted = tuple(dict.fromkeys(ids))
    found = people.persons(wanted)
    known = ((number, found.get(number)) for number in wanted)
    return tuple(n for n, person in known if person and person.active and person.role != Role.BOT)
