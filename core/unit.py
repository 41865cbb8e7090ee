"""A unit of work as core sees it; ``adapters/db/uow.py`` satisfies it by shape.

A unit may run more than once: it reads its arguments and the database, nothing else.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from core.followup.ports import FollowupUnit
from core.keeping import Sweep
from core.kernel.refs import InstallationId, WorkspaceId
from core.kernel.values import dataclass
from core.people.ports import Directory, Erasure
from core.screens.delivery import Door, Outage, Outbox, Posts, Waiting


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a request that was seen before; ``outcome`` is what dispatch stored."""

    key: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Arrival:
    """An event as it arrived, kept until it is worked off; ``body`` is the adapter's own JSON."""

    key: str
    platform: str
    body: str
    received_at: datetime
    lane: str = ""
    """Its conversation: what comes in one is worked off in the order of arrival."""
    attempts: int = 0


class Inbox(Protocol):
    """Idempotency keys of requests, and events that wait for their worker."""

    def begin(self, key: str, now: datetime) -> Receipt | None:
        """Insert the key first of all; the receipt when it was there already."""
        ...

    def finish(self, key: str, outcome: str) -> None: ...
    def renew(self, key: str, outcome: str, now: datetime) -> None:
        """Kept as of *now*, whatever stood there before."""
        ...

    def look(self, key: str) -> Receipt | None:
        """What is stored under *key*; reads only."""
        ...

    def heard(self, door: Door) -> datetime | None:
        """When an installation could last reach us."""
        ...

    def hear(self, door: Door, at: datetime) -> None:
        """It reaches us now."""
        ...

    def put(self, arrival: Arrival) -> bool:
        """False when it is a repetition."""
        ...

    def waiting(self, limit: int, busy: Collection[str] = ()) -> Sequence[Arrival]:
        """In the order of arrival; none of *busy* conversations."""
        ...

    def done(self, key: str) -> None: ...
    def failed(self, key: str, error: str) -> None:
        """Counts the attempt; parked after five."""
        ...

    def parked(self) -> Sequence[Arrival]: ...
    def backlog(self) -> Waiting:
        """Events that wait for their worker."""
        ...

    def is_old(self, requests_from: datetime, arrivals_from: datetime) -> bool:
        """Whether ``purge`` would forget something; reads only."""
        ...

    def purge(self, requests_from: datetime, arrivals_from: datetime, limit: int) -> int:
        """Forgets at most *limit* keys and kept texts, and as many events, from before then.

        What still waits to be worked off stays. Says how many it were.
        """
        ...


class Outages(Protocol):
    """When installations could not reach us."""

    def put(self, outage: Outage) -> bool:
        """False when it is known; what is older than it is kept goes."""
        ...

    def noted(
        self, installation: InstallationId, after: datetime, before: datetime
    ) -> Sequence[Outage]:
        """Those that were noted between the two, oldest first."""
        ...


class Gateways(Protocol):
    """Connections of which exactly one run holds each."""

    def hold(self, name: str, run: str, silence: float) -> bool:
        """Whether *run* holds it now: it did, or who did was not heard of for *silence* seconds."""
        ...


class Retention(Protocol):
    """Forgets what is about tasks that were closed long ago, and messages of long ago."""

    def waits(self, sweep: Sweep, before: datetime) -> bool:
        """Whether there is something to go through; reads only."""
        ...

    def sweep(self, sweep: Sweep, before: datetime, limit: int) -> int:
        """Goes through *limit* tasks or messages at most, each once; says how many it were."""
        ...


class WorkUnit(FollowupUnit, Protocol):
    """All repositories of one workspace, in one transaction.

    Each capability declares the part it needs (``PeopleUnit``, ``TaskUnit``, ``LinkUnit``,
    ``ProjectUnit``, ``FollowupUnit``); this is the whole.
    """

    @property
    def posts(self) -> Posts: ...
    @property
    def outages(self) -> Outages: ...
    @property
    def erasure(self) -> Erasure: ...
    @property
    def retention(self) -> Retention: ...


class Unit(Protocol):
    """One transaction, not yet bound to a workspace."""

    @property
    def directory(self) -> Directory: ...
    @property
    def inbox(self) -> Inbox: ...
    @property
    def gateways(self) -> Gateways: ...
    @property
    def outbox(self) -> Outbox: ...
    def of(self, workspace: WorkspaceId) -> WorkUnit: ...
