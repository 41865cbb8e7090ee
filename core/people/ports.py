"""What the people capability asks of the store."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from core.kernel.events import Event
from core.kernel.refs import InstallationId, PersonId, PlaceId, TaskId, TextId, WorkspaceId
from core.people.model import Account, Installation, Person, Place, Workspace


class People(Protocol):
    """Workspace-bound repository of people, accounts, installations and places."""

    def workspace(self) -> Workspace: ...
    def save_workspace(self, workspace: Workspace) -> None: ...

    def person(self, person: PersonId) -> Person | None: ...
    def persons(self, ids: Sequence[PersonId]) -> dict[PersonId, Person]: ...
    def by_account(self, platform: str, external_id: str) -> Person | None: ...
    def know_accounts(self, platform: str, external_ids: Collection[str]) -> None:
        """Reads at once who speaks with these accounts, for ``by_account`` will be asked."""
        ...

    def know_people(self, ids: Sequence[PersonId]) -> None:
        """Reads at once who these are and their accounts, for ``account`` will be asked."""
        ...

    def by_accounts(self, platform: str, external_ids: Collection[str]) -> Sequence[Person]:
        """Those behind accounts that are known."""
        ...

    def known_on(self, platform: str) -> Sequence[str]:
        """The external ids of the people of a platform who are still here."""
        ...

    def by_name(self, name: str, *, gone: bool = False) -> Sequence[Person]:
        """Humans who are here, or have left (*gone*), whose handle, full name or first name is
        *name*, case folded."""
        ...

    def named_like(self, start: str, limit: int) -> Sequence[Person]:
        """Active humans whose handle, full name or first name begins with *start*, case folded."""
        ...

    def not_on(self, platform: str, limit: int) -> Sequence[Person]:
        """Active humans without an account on *platform*, by name."""
        ...

    def admins(self, *, gone: bool = False) -> Sequence[Person]:
        """Those who are still here, or those who have left (*gone*)."""
        ...

    def owners(self) -> Sequence[Person]:
        """Owners of the workspace on their platform who are still here."""
        ...

    def add_person(self, person: Person, account: Account) -> None: ...
    def save_person(self, person: Person) -> None: ...
    def account(self, person: PersonId, platform: str) -> Account | None: ...
    def accounts(self, person: PersonId) -> Sequence[Account]:
        """All of a person's, by platform."""
        ...

    def merge(self, stays: PersonId, goes: PersonId) -> None:
        """Everything that names *goes* names *stays* from now on."""
        ...

    def save_account(self, person: PersonId, account: Account) -> None: ...

    def installation(self, installation: InstallationId) -> Installation | None: ...
    def installations(self) -> Sequence[Installation]: ...
    def save_installation(self, installation: Installation) -> None: ...

    def place(self, place: PlaceId) -> Place | None: ...
    def place_by(self, installation: InstallationId, external_id: str) -> Place | None: ...
    def place_named(self, name: str, platform: str = "") -> Place | None:
        """The channel of that name; of several that on *platform*, else the oldest in use."""
        ...

    def add_place(self, place: Place) -> None: ...
    def save_place(self, place: Place) -> None: ...
    def members(self, place: PlaceId) -> frozenset[PersonId]: ...
    def set_members(
        self, place: PlaceId, members: frozenset[PersonId], checked_at: datetime
    ) -> None: ...
    def unsure(self, before: datetime, limit: int) -> Sequence[Place]:
        """Places we are in whose people were last looked up before *before*, or never: private
        channels and, where there are guests or people from outside, open ones."""
        ...

    def places_in(self, installation: InstallationId) -> Sequence[Place]:
        """The channels of an installation that are known, private ones too."""
        ...

    def places_of(self, person: PersonId) -> Sequence[Place]:
        """Where the person is believed to be, as far as it matters."""
        ...


class Directory(Protocol):
    """The one look-up that spans workspaces: which one does an installation belong to?"""

    def find(self, platform: str, external_id: str) -> Installation | None: ...
    def create(self, platform: str, external_id: str, name: str, zone: str) -> Installation:
        """A new workspace with its first installation."""
        ...

    def move(self, installation: Installation, into: WorkspaceId) -> Installation:
        """The installation belongs to another workspace; what it was in the first is gone."""
        ...

    def close(self, workspace: WorkspaceId) -> None:
        """A workspace without installations goes, with everything in it."""
        ...

    def workspaces(self) -> Sequence[WorkspaceId]: ...
    def due(self, now: datetime) -> Sequence[WorkspaceId]:
        """Workspaces that are not paused, with a watch or a routine whose time has come."""
        ...

    def coming(self, until: datetime) -> Mapping[WorkspaceId, Sequence[datetime]]:
        """Those of which something is due by then, with the moment of the next of each sort."""
        ...


class EventLog(Protocol):
    """Where what happened is written down."""

    def append(self, events: Iterable[Event]) -> None: ...


class Erasure(Protocol):
    """Takes one person's words, names and accounts out; irreversible."""

    def tasks_of(self, person: PersonId) -> Sequence[TaskId]:
        """The tasks whose messages show something of theirs."""
        ...

    def erase(self, person: PersonId) -> int:
        """Says how many texts it were."""
        ...

    def wipe(self, texts: Sequence[TextId], mark: str, by: PersonId) -> Sequence[TaskId]:
        """These texts alone: *mark* stands in their place, as the words of *by*; nothing finds
        them, and no typed line that waits has them. Says which tasks they are of."""
        ...


class PeopleUnit(Protocol):
    """What the people services need of a unit of work, bound to a workspace."""

    @property
    def workspace(self) -> WorkspaceId: ...
    @property
    def people(self) -> People: ...
    @property
    def log(self) -> EventLog: ...
    def new_id(self) -> int:
        """The next number of the workspace's sequence, for everything that is no task."""
        ...
