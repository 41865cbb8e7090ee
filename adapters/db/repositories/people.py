"""People, their accounts, installations and places."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, delete, insert, select, union, update

from adapters.db.mapping_people import (
    Values,
    account_values,
    installation_values,
    name_key,
    person_values,
    place_values,
    to_account,
    to_installation,
    to_person,
    to_place,
    to_workspace,
    workspace_values,
)
from adapters.db.repositories.base import Bound, put
from adapters.db.tables import accounts, installations, memberships, persons, places, workspaces
from core.kernel.errors import NotFound
from core.kernel.refs import InstallationId, PersonId, PlaceId
from core.people.model import Account, Installation, Person, Place, PlaceKind, Role, Workspace

CHUNK = 500
"""Values in one IN: the databases bound how many parameters a statement takes."""


class PeopleRows(Bound):
    """Workspace-bound repository of people, accounts, installations and places."""

    def workspace(self) -> Workspace:
        """The workspace itself; NotFound when it is gone."""
        statement = select(workspaces).where(workspaces.c.id == self._workspace)
        row = self._connection.execute(statement).one_or_none()
        if row is None:
            raise NotFound("unknown_workspace", workspace=self._workspace)
        return to_workspace(row)

    def save_workspace(self, workspace: Workspace) -> None:
        """Its settings; the counters stay as they are."""
        mine = workspaces.c.id == self._workspace
        self._connection.execute(update(workspaces).where(mine), workspace_values(workspace))

    def person(self, person: PersonId) -> Person | None:
        """By id, whether active or not."""
        return self.persons([person]).get(person)

    def persons(self, ids: Sequence[PersonId]) -> dict[PersonId, Person]:
        """Those of *ids* that exist, in one select."""
        wanted = list(set(ids))
        if not wanted:
            return {}
        return {
            p.id: p for p in self._load_people(self._all_people().where(persons.c.id.in_(wanted)))
        }

    def by_account(self, platform: str, external_id: str) -> Person | None:
        """Who speaks with this account."""
        statement = self._all_people().join(
            accounts,
            (accounts.c.workspace_id == persons.c.workspace_id)
            & (accounts.c.person_id == persons.c.id),
        )
        found = self._load_people(
            statement.where(accounts.c.platform == platform, accounts.c.external_id == external_id)
        )
        return found[0] if found else None

    def by_accounts(self, platform: str, external_ids: Collection[str]) -> Sequence[Person]:
        """Those behind accounts that are known."""
        wanted = sorted(external_ids)
        theirs = self._all_people().join(
            accounts,
            (accounts.c.workspace_id == persons.c.workspace_id)
            & (accounts.c.person_id == persons.c.id),
        )
        here = theirs.where(accounts.c.platform == platform)
        found: dict[PersonId, Person] = {}
        for start in range(0, len(wanted), CHUNK):
            some = accounts.c.external_id.in_(wanted[start : start + CHUNK])
            found |= {person.id: person for person in self._load_people(here.where(some))}
        return list(found.values())

    def by_name(self, name: str) -> Sequence[Person]:
        """Active humans whose handle, full name or first name is *name*, case folded."""
        wanted = name_key(name)
        if not wanted:
            return []
        # One look into each index; joined by OR they would be passed over for the primary key.
        keys = (persons.c.handle_key, persons.c.name_key, persons.c.first_name_key)
        ids = self._all_people().with_only_columns(persons.c.id)
        named = (ids.where(key == wanted) for key in keys)
        statement = self._all_people().where(
            persons.c.active,
            persons.c.role != Role.BOT.value,
            persons.c.id.in_(union(*named)),
        )
        return self._load_people(statement)

    def admins(self) -> Sequence[Person]:
        """Admins who are still here."""
        statement = self._all_people().where(persons.c.admin, persons.c.active)
        return self._load_people(statement)

    def add_person(self, person: Person, account: Account) -> None:
        """A person with the account that was met first."""
        self._connection.execute(insert(persons), person_values(person))
        self.save_account(person.id, account)

    def save_person(self, person: Person) -> None:
        """Changes a person who is known."""
        self._save(persons, person_values(person))

    def account(self, person: PersonId, platform: str) -> Account | None:
        """The account of a person on a platform; of several the first."""
        statement = (
            select(accounts)
            .where(
                accounts.c.workspace_id == self._workspace,
                accounts.c.person_id == person,
                accounts.c.platform == platform,
            )
            .order_by(accounts.c.external_id)
            .limit(1)
        )
        row = self._connection.execute(statement).one_or_none()
        return to_account(row) if row else None

    def save_account(self, person: PersonId, account: Account) -> None:
        """Adds the account, or changes it, or gives it to *person*."""
        put(self._connection, accounts, account_values(self._workspace, person, account))

    def installation(self, installation: InstallationId) -> Installation | None:
        """By id."""
        statement = select(installations).where(
            installations.c.workspace_id == self._workspace, installations.c.id == installation
        )
        row = self._connection.execute(statement).one_or_none()
        return to_installation(row) if row else None

    def installations(self) -> Sequence[Installation]:
        """All of the workspace, oldest first."""
        statement = select(installations).where(installations.c.workspace_id == self._workspace)
        rows = self._connection.execute(statement.order_by(installations.c.id))
        return [to_installation(row) for row in rows]

    def save_installation(self, installation: Installation) -> None:
        """Adds it or changes it."""
        put(self._connection, installations, installation_values(installation))

    def place(self, place: PlaceId) -> Place | None:
        """By id."""
        return self._load_place(self._all_places().where(places.c.id == place))

    def place_by(self, installation: InstallationId, external_id: str) -> Place | None:
        """By the platform's id."""
        return self._load_place(
            self._all_places().where(
                places.c.installation_id == installation, places.c.external_id == external_id
            )
        )

    def place_named(self, name: str) -> Place | None:
        """The channel of that name, with or without its #; of several the oldest in use."""
        named = self._all_places().where(
            places.c.name_key == name_key(name.removeprefix("#")),
            places.c.kind != PlaceKind.DM.value,
        )
        return self._load_place(named.order_by(places.c.archived, places.c.id).limit(1))

    def add_place(self, place: Place) -> None:
        """A place that was not known."""
        self._connection.execute(insert(places), place_values(place))

    def save_place(self, place: Place) -> None:
        """Changes a place that is known."""
        self._save(places, place_values(place))

    def members(self, place: PlaceId) -> frozenset[PersonId]:
        """Who is in the place, as it was last looked up."""
        statement = select(memberships.c.person_id).where(
            memberships.c.workspace_id == self._workspace, memberships.c.place_id == place
        )
        return frozenset(PersonId(i) for i in self._connection.scalars(statement))

    def set_members(
        self, place: PlaceId, members: frozenset[PersonId], checked_at: datetime
    ) -> None:
        """Writes the difference, and when it was looked up."""
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

    def unsure(self, before: datetime, limit: int) -> Sequence[Place]:
        """Private channels whose people nobody has looked up since *before*, the oldest first;
        open channels too in a workspace with people who see only the places that they are in."""
        groups = places.c.kind == PlaceKind.GROUP.value
        open_ones = places.c.kind == PlaceKind.CHANNEL.value
        statement = self._all_places().where(
            groups | (open_ones & self._any_guests()),
            places.c.archived.is_(False),
            places.c.bot_in.is_(True),
            places.c.checked_at.is_(None) | (places.c.checked_at < before),
        )
        oldest = statement.order_by(places.c.checked_at.nulls_first(), places.c.id)
        return [to_place(row) for row in self._connection.execute(oldest.limit(limit))]

    def places_of(self, person: PersonId) -> Sequence[Place]:
        """Where the person is believed to be, as far as it matters."""
        own = select(memberships.c.place_id).where(
            memberships.c.workspace_id == self._workspace, memberships.c.person_id == person
        )
        found = self._connection.execute(self._all_places().where(places.c.id.in_(own)))
        return [to_place(row) for row in found]

    def _any_guests(self) -> ColumnElement[bool]:
        outside = [Role.GUEST.value, Role.EXTERNAL.value]
        found = self._all_people().with_only_columns(persons.c.id)
        return found.where(persons.c.active, persons.c.role.in_(outside)).exists()

    def _all_people(self) -> Select[Any]:
        return select(persons).where(persons.c.workspace_id == self._workspace)

    def _all_places(self) -> Select[Any]:
        return select(places).where(places.c.workspace_id == self._workspace)

    def _load_people(self, statement: Select[Any]) -> list[Person]:
        found = (to_person(row) for row in self._connection.execute(statement))
        return sorted(found, key=lambda person: person.id)

    def _load_place(self, statement: Select[Any]) -> Place | None:
        row = self._connection.execute(statement).one_or_none()
        return to_place(row) if row else None

    def _save(self, table: Table, values: Values) -> None:
        key = (table.c.workspace_id == self._workspace) & (table.c.id == values["id"])
        changes = {n: v for n, v in values.items() if n not in {"workspace_id", "id"}}
        self._connection.execute(update(table).where(key), changes)
