"""People, their accounts, installations and places."""

from collections.abc import Collection, Sequence
from itertools import product
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Integer,
    Select,
    bindparam,
    insert,
    literal_column,
    select,
    update,
)

from adapters.db.mapping_people import (
    account_values,
    name_key,
    person_values,
    to_account,
    to_person,
    to_workspace,
    workspace_values,
)
from adapters.db.prepared import Prepared
from adapters.db.repositories.base import put
from adapters.db.repositories.merging import merge
from adapters.db.repositories.named import ABSENT, BEGUN, LAST, NAMED, NAMED_GONE
from adapters.db.repositories.places import PlaceRows
from adapters.db.tables import accounts, persons, workspaces
from core.kernel.errors import NotFound
from core.kernel.refs import PersonId
from core.people.model import Account, Person, Workspace

CHUNK = 500
"""Values in one IN: the databases bound how many parameters a statement takes."""


_W: Final = bindparam("of_workspace", type_=Integer)
_ID: Final = bindparam("of_id", type_=BigInteger)
_WORKSPACE: Final = Prepared(select(workspaces).where(workspaces.c.id == _W))
_PERSONS: Final = select(persons).where(persons.c.workspace_id == _W)
_PERSON: Final = Prepared(_PERSONS.where(persons.c.id == _ID))
_THESE: Final = Prepared(
    _PERSONS.where(persons.c.id.in_(bindparam("ids", expanding=True))), many="ids"
)
_SPEAKERS: Final = _PERSONS.join(
    accounts,
    (accounts.c.workspace_id == persons.c.workspace_id) & (accounts.c.person_id == persons.c.id),
).where(accounts.c.platform == bindparam("on_platform"))
_SPEAKER: Final = Prepared(
    _PERSONS.where(
        # Its value is looked up by its key first; a join may be planned through all accounts.
        persons.c.id
        == select(accounts.c.person_id)
        .where(
            accounts.c.workspace_id == _W,
            accounts.c.platform == bindparam("on_platform"),
            accounts.c.external_id == bindparam("of_account"),
        )
        .scalar_subquery()
    )
)
_SOME_SPEAKERS: Final = _SPEAKERS.where(
    accounts.c.external_id.in_(bindparam("of_accounts", expanding=True))
).add_columns(accounts.c.external_id.label("speaks_with"))
_KNOWN: Final = (
    select(accounts.c.external_id)
    .join(
        persons,
        (persons.c.workspace_id == accounts.c.workspace_id)
        & (persons.c.id == accounts.c.person_id),
    )
    .where(
        accounts.c.workspace_id == _W,
        accounts.c.platform == bindparam("on_platform"),
        persons.c.active,
        accounts.c.active,
    )
    .order_by(accounts.c.external_id)
)
_ADMINS: Final = Prepared(_PERSONS.where(persons.c.admin, persons.c.active))
_ADMINS_GONE: Final = Prepared(_PERSONS.where(persons.c.admin, persons.c.active.is_(False)))
_OWNERS: Final = Prepared(_PERSONS.where(persons.c.owner, persons.c.active))
_ACCOUNT: Final = Prepared(
    select(accounts)
    .where(
        accounts.c.workspace_id == _W,
        accounts.c.person_id == _ID,
        accounts.c.platform == bindparam("on_platform"),
    )
    .order_by(accounts.c.external_id)
    .limit(literal_column("1"))
)
_ACCOUNTS: Final = (
    select(accounts)
    .where(accounts.c.workspace_id == _W, accounts.c.person_id == _ID)
    .order_by(accounts.c.platform, accounts.c.external_id)
)
_THEIR_ACCOUNTS: Final = (
    select(accounts)
    .where(
        accounts.c.workspace_id == _W, accounts.c.person_id.in_(bindparam("ids", expanding=True))
    )
    .order_by(accounts.c.external_id)
)


class PeopleRows(PlaceRows):
    """Workspace-bound repository of people, accounts, installations and places."""

    def workspace(self) -> Workspace:
        """The workspace itself; NotFound when it is gone."""
        facts = self._seen.facts
        if facts.workspace is None:
            row = _WORKSPACE.one(self._connection, self._here)
            if row is None:
                raise NotFound("unknown_workspace", workspace=self._workspace)
            facts.workspace = to_workspace(row)
        return facts.workspace

    def save_workspace(self, workspace: Workspace) -> None:
        """Its settings; the counters stay as they are."""
        self._seen.change()
        mine = workspaces.c.id == self._workspace
        self._connection.execute(update(workspaces).where(mine), workspace_values(workspace))
        self._seen.facts.workspace = workspace

    def person(self, person: PersonId) -> Person | None:
        """By id, whether active or not."""
        return self.persons([person]).get(person)

    def persons(self, ids: Sequence[PersonId]) -> dict[PersonId, Person]:
        """Those of *ids* that exist, in one select."""
        return self._seen.facts.persons.some(ids, self._read_persons)

    def _read_persons(self, ids: list[PersonId]) -> dict[PersonId, Person]:
        if len(ids) == 1:
            found = self._load_people(_PERSON, of_id=ids[0])
        else:
            found = self._load_people(_THESE, ids=ids)
        return {person.id: person for person in found}

    def by_account(self, platform: str, external_id: str) -> Person | None:
        """Who speaks with this account."""
        return self._seen.facts.speakers.one(
            (platform, external_id), lambda: self._read_speaker(platform, external_id)
        )

    def _read_speaker(self, platform: str, external_id: str) -> Person | None:
        found = self._load_people(_SPEAKER, on_platform=platform, of_account=external_id)
        return found[0] if found else None

    def know_accounts(self, platform: str, external_ids: Collection[str]) -> None:
        """Reads at once who speaks with these accounts."""
        keys = [(platform, each) for each in sorted(set(external_ids))]
        for start in range(0, len(keys), CHUNK):
            some = keys[start : start + CHUNK]
            self._seen.facts.speakers.some(some, lambda asked: self._read_speakers(platform, asked))

    def by_accounts(self, platform: str, external_ids: Collection[str]) -> Sequence[Person]:
        """Those behind accounts that are known."""
        self.know_accounts(platform, external_ids)
        known = (self.by_account(platform, each) for each in sorted(set(external_ids)))
        return list({person.id: person for person in known if person is not None}.values())

    def _read_speakers(
        self, platform: str, keys: list[tuple[str, str]]
    ) -> dict[tuple[str, str], Person]:
        values = {"on_platform": platform, "of_accounts": [each for _, each in keys]}
        rows = self._connection.execute(_SOME_SPEAKERS, {**self._here, **values}).all()
        found = {(platform, str(row.speaks_with)): to_person(row) for row in rows}
        for person in found.values():
            self._seen.facts.persons.keep(person.id, person)
        return found

    def known_on(self, platform: str) -> Sequence[str]:
        """The external ids of the people of a platform who are still here."""
        rows = self._connection.execute(_KNOWN, {**self._here, "on_platform": platform})
        return [str(row.external_id) for row in rows]

    def by_name(self, name: str, *, gone: bool = False) -> Sequence[Person]:
        """Humans who are here, or have left (*gone*), whose handle, full name or first name is
        *name*, case folded."""
        wanted = name_key(name)
        statement = NAMED_GONE if gone else NAMED
        return self._load_people(statement, named=wanted) if wanted else []

    def named_like(self, start: str, limit: int) -> Sequence[Person]:
        """Active humans whose handle, full name or first name begins with *start*, case folded."""
        wanted = name_key(start)
        some = BEGUN.order_by(persons.c.id).limit(limit)
        return self._load_people(some, begins=wanted, ends=wanted + LAST) if wanted else []

    def not_on(self, platform: str, limit: int) -> Sequence[Person]:
        """Active humans without an account on *platform*, by name; read once for an edition."""
        key = (platform, limit)
        return self._seen.facts.absent.one(key, lambda: self._read_absent(platform, limit)) or ()

    def _read_absent(self, platform: str, limit: int) -> tuple[Person, ...]:
        values = {**self._here, "on_platform": platform}
        rows = self._connection.execute(ABSENT.limit(limit), values)
        return tuple(to_person(row) for row in rows)

    def admins(self, *, gone: bool = False) -> Sequence[Person]:
        """Admins who are still here, or those who have left (*gone*)."""
        return self._load_people(_ADMINS_GONE if gone else _ADMINS)

    def owners(self) -> Sequence[Person]:
        """Owners of the workspace on their platform who are still here."""
        return self._load_people(_OWNERS)

    def add_person(self, person: Person, account: Account) -> None:
        """A person with the account that was met first."""
        self._seen.change()
        self._connection.execute(insert(persons), person_values(person))
        self._seen.facts.persons.keep(person.id, person)
        self.save_account(person.id, account)

    def save_person(self, person: Person) -> None:
        """Changes a person who is known."""
        self._save(persons, person_values(person))
        self._seen.facts.persons.keep(person.id, person)

    def account(self, person: PersonId, platform: str) -> Account | None:
        """The account of a person on a platform; of several the first."""
        return self._seen.facts.accounts.one(
            (person, platform), lambda: self._read_account(person, platform)
        )

    def _read_account(self, person: PersonId, platform: str) -> Account | None:
        values = {**self._here, "of_id": person, "on_platform": platform}
        row = _ACCOUNT.one(self._connection, values)
        return to_account(row) if row else None

    def know_people(self, ids: Sequence[PersonId]) -> None:
        """Reads at once who these are, and their account on each platform."""
        self.persons(ids)
        first: dict[tuple[PersonId, str], Account] = {}
        for row in self._connection.execute(_THEIR_ACCOUNTS, {**self._here, "ids": list(ids)}):
            first.setdefault((PersonId(row.person_id), row.platform), to_account(row))
        for key in product(ids, {home.platform for home in self.installations()}):
            self._seen.facts.accounts.keep(key, first.get(key))

    def accounts(self, person: PersonId) -> Sequence[Account]:
        """All accounts of a person, by platform."""
        rows = self._connection.execute(_ACCOUNTS, {**self._here, "of_id": person})
        return [to_account(row) for row in rows]

    def save_account(self, person: PersonId, account: Account) -> None:
        """Adds the account, or changes it, or gives it to *person*."""
        self._seen.change()
        put(self._connection, accounts, account_values(self._workspace, person, account))

    def merge(self, stays: PersonId, goes: PersonId) -> None:
        """Everything that names *goes* names *stays* from now on."""
        self._seen.change()
        merge(self._connection, self._workspace, stays, goes)
        self._seen.tasks_changed()

    def _load_people(self, statement: Select[Any] | Prepared, **values: object) -> list[Person]:
        asked = {**self._here, **values}
        if isinstance(statement, Prepared):
            rows = statement.all(self._connection, asked)
        else:
            rows = list(self._connection.execute(statement, asked))
        found = sorted((to_person(row) for row in rows), key=lambda person: person.id)
        for person in found:
            self._seen.facts.persons.keep(person.id, person)
        return found
