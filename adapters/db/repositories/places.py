"""Installations, their places, and who is in them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Connection,
    Integer,
    Table,
    bindparam,
    delete,
    insert,
    select,
    update,
)

from adapters.db.mapping_people import (
    Values,
    installation_values,
    name_key,
    place_values,
    to_installation,
    to_place,
)
from adapters.db.prepared import Prepared
from adapters.db.repositories.base import Bound, put
from adapters.db.repositories.seen import Seen
from adapters.db.tables import installations, memberships, persons, places
from core.kernel.refs import InstallationId, PersonId, PlaceId, WorkspaceId
from core.people.model import Installation, Place, PlaceKind, Role

_W: Final = bindparam("of_workspace", type_=Integer)
_ID: Final = bindparam("of_id", type_=BigInteger)
_INSTALLATIONS: Final = Prepared(
    select(installations).where(installations.c.workspace_id == _W).order_by(installations.c.id)
)
_PLACES: Final = select(places).where(places.c.workspace_id == _W)
_PLACE: Final = Prepared(_PLACES.where(places.c.id == _ID))
_REMOTE_PLACE: Final = Prepared(
    _PLACES.where(places.c.installation_id == _ID, places.c.external_id == bindparam("of_channel"))
)
_MEMBERS: Final = Prepared(
    select(memberships.c.person_id).where(
        memberships.c.workspace_id == _W, memberships.c.place_id == _ID
    )
)
_PLACES_OF: Final = Prepared(
    _PLACES.where(
        places.c.id.in_(
            select(memberships.c.place_id).where(
                memberships.c.workspace_id == _W, memberships.c.person_id == _ID
            )
        )
    )
)
_PLACES_IN: Final = _PLACES.where(
    places.c.installation_id == _ID, places.c.kind != PlaceKind.DM.value
)
_GUESTS: Final = select(persons.c.id).where(
    persons.c.workspace_id == _W,
    persons.c.active,
    persons.c.role.in_([Role.GUEST.value, Role.EXTERNAL.value]),
)


class PlaceRows(Bound):
    """Workspace-bound repository of installations and places."""

    def __init__(self, connection: Connection, workspace: WorkspaceId, seen: Seen) -> None:
        super().__init__(connection, workspace)
        self._seen = seen
        self._here = {"of_workspace": workspace}

    def installation(self, installation: InstallationId) -> Installation | None:
        """By id."""
        known = (known for known in self.installations() if known.id == installation)
        return next(known, None)

    def installations(self) -> Sequence[Installation]:
        """All of the workspace, oldest first."""
        facts = self._seen.facts
        if facts.installations is None:
            rows = _INSTALLATIONS.all(self._connection, self._here)
            facts.installations = tuple(to_installation(row) for row in rows)
        return list(facts.installations)

    def save_installation(self, installation: Installation) -> None:
        """Adds it or changes it."""
        self._seen.change()
        put(self._connection, installations, installation_values(installation))

    def place(self, place: PlaceId) -> Place | None:
        """By id."""
        return self._seen.facts.places.one(place, lambda: self._load_place(_PLACE, of_id=place))

    def place_by(self, installation: InstallationId, external_id: str) -> Place | None:
        """By the platform's id."""
        values = {"of_id": installation, "of_channel": external_id}
        return self._seen.facts.remote_places.one(
            (installation, external_id), lambda: self._load_place(_REMOTE_PLACE, **values)
        )

    def place_named(self, name: str, platform: str = "") -> Place | None:
        """The channel of that name, with or without its #; of several that on *platform*, else
        the oldest in use."""
        there = [each.id for each in self.installations() if each.platform == platform]
        named = _PLACES.where(
            places.c.name_key == name_key(name.removeprefix("#")),
            places.c.kind != PlaceKind.DM.value,
        )
        first = (places.c.installation_id.not_in(there), places.c.archived, places.c.id)
        found = self._connection.execute(named.order_by(*first).limit(1), self._here)
        return self._known_as(found.one_or_none())

    def add_place(self, place: Place) -> None:
        """A place that was not known."""
        self._seen.change()
        self._connection.execute(insert(places), place_values(place))

    def save_place(self, place: Place) -> None:
        """Changes a place that is known."""
        self._save(places, place_values(place))

    def members(self, place: PlaceId) -> frozenset[PersonId]:
        """Who is in the place, as it was last looked up."""
        return self._seen.facts.members.one(place, lambda: self._read_members(place)) or frozenset()

    def _read_members(self, place: PlaceId) -> frozenset[PersonId]:
        ids = _MEMBERS.scalars(self._connection, {**self._here, "of_id": place})
        return frozenset(PersonId(i) for i in ids)

    def set_members(
        self, place: PlaceId, members: frozenset[PersonId], checked_at: datetime
    ) -> None:
        """Writes the difference, and when it was looked up."""
        self._seen.change()
        known = self.members(place)
        if gone := known - members:
            self._connection.execute(
                delete(memberships).where(
                    memberships.c.workspace_id == self._workspace,
                    memberships.c.place_id == place,
                    memberships.c.person_id.in_(gone),
                )
            )
        key = {"workspace_id": self._workspace, "place_id": place}
        if new := sorted(members - known):
            self._connection.execute(insert(memberships), [key | {"person_id": i} for i in new])
        this = (places.c.workspace_id == self._workspace) & (places.c.id == place)
        self._connection.execute(update(places).where(this), {"checked_at": checked_at})
        self._seen.facts.members.keep(place, members)

    def unsure(self, before: datetime, limit: int) -> Sequence[Place]:
        """Private channels whose people nobody has looked up since *before*, the oldest first;
        open channels too in a workspace with people who see only the places that they are in."""
        groups = places.c.kind == PlaceKind.GROUP.value
        open_ones = places.c.kind == PlaceKind.CHANNEL.value
        statement = _PLACES.where(
            groups | (open_ones & _GUESTS.exists()),
            places.c.archived.is_(False),
            places.c.bot_in.is_(True),
            places.c.checked_at.is_(None) | (places.c.checked_at < before),
        )
        oldest = statement.order_by(places.c.checked_at.nulls_first(), places.c.id)
        return [to_place(row) for row in self._connection.execute(oldest.limit(limit), self._here)]

    def places_in(self, installation: InstallationId) -> Sequence[Place]:
        """The channels of an installation that are known, private ones too."""
        rows = self._connection.execute(_PLACES_IN, {**self._here, "of_id": installation})
        return sorted((to_place(row) for row in rows), key=lambda place: place.id)

    def places_of(self, person: PersonId) -> Sequence[Place]:
        """Where the person is believed to be, as far as it matters."""
        found = self._seen.facts.places_of.one(person, lambda: self._read_places_of(person))
        return list(found or ())

    def _read_places_of(self, person: PersonId) -> tuple[Place, ...]:
        rows = _PLACES_OF.all(self._connection, {**self._here, "of_id": person})
        return tuple(to_place(row) for row in rows)

    def _load_place(self, statement: Prepared, **values: object) -> Place | None:
        return self._known_as(statement.one(self._connection, {**self._here, **values}))

    def _known_as(self, row: Any) -> Place | None:  # noqa: ANN401 - a row
        if row is None:
            return None
        place = to_place(row)
        self._seen.facts.places.keep(place.id, place)
        self._seen.facts.remote_places.keep((place.installation, place.external_id), place)
        return place

    def _save(self, table: Table, values: Values) -> None:
        self._seen.change()
        key = (table.c.workspace_id == self._workspace) & (table.c.id == values["id"])
        changes = {n: v for n, v in values.items() if n not in {"workspace_id", "id"}}
        self._connection.execute(update(table).where(key), changes)
