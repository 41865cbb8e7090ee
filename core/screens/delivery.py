"""What a platform holds of us, or will hold: posts, their lanes, and what keeps them."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from core.kernel.refs import InstallationId, PersonId, PlaceId, PostId, Ref, WorkspaceId
from core.kernel.values import dataclass


class PostKind(StrEnum):
    """What a post is; stored, so names never change."""

    CARD = "card"
    NAG = "nag"
    BRIEF = "brief"
    DIGEST = "digest"
    ATTENTION = "attention"
    """The day's one "needs attention" message of a channel."""
    HELP_LINE = "help_line"
    """An escalation in the thread of the day's message."""
    CLAIM = "claim"
    CLOSING = "closing"
    """What a project was for and what came of it, once, in its home."""
    HELLO = "hello"
    """What we do and what we never do, once in a channel that we were invited to."""
    CAPTURED = "captured"
    """What a thread was made into, in one line: no card for each."""
    UNREACHED = "unreached"
    """Whom no direct message reaches, and how they can be."""


UNHURRIED = frozenset({PostKind.BRIEF, PostKind.DIGEST, PostKind.CLOSING, PostKind.HELLO})
"""What nobody waits for: sent when nothing else wants to be."""


class PostState(StrEnum):
    """Where a post stands."""

    PENDING = "pending"
    SENDING = "sending"
    """Leased by a run; one whose run is gone is looked up before it is sent again."""
    SENT = "sent"
    DEAD = "dead"
    """Refused as wrong: shown by ``chivvy doctor`` and ``chivvy deadletter``."""
    GONE = "gone"
    """The destination is archived, left or refuses us."""
    CANCELLED = "cancelled"
    """Nothing in it was still true."""


@dataclass(frozen=True, slots=True)
class Post:
    """One message on a platform. Its notices never change once it is claimed."""

    workspace: WorkspaceId
    id: PostId
    key: str
    """Opaque, unique, at most 25 characters: carried by the message itself."""
    kind: PostKind
    installation: InstallationId
    created_at: datetime
    not_before: datetime
    state: PostState = PostState.PENDING
    subject: Ref | None = None
    """Of a card or a digest."""
    place: PlaceId | None = None
    """None: the recipient's direct messages."""
    person: PersonId | None = None
    thread: str | None = None
    parent: PostId | None = None
    """The post in whose thread it goes, once that is sent."""
    dirty: bool = False
    """To be drawn anew."""
    retired: bool = False
    """Replaced by a newer one: becomes one line without buttons, or is deleted."""
    shown: str = ""
    """Hash of what the platform shows."""
    remote_place: str | None = None
    remote_id: str | None = None
    attempts: int = 0
    epoch: int = 0
    lease: str | None = None
    sending_at: datetime | None = None
    sent_at: datetime | None = None
    error: str = ""
    day: str = ""
    """Local date of a brief, digest or attention parent: at most one each."""
    rehearsed: bool = False
    """It stands in the channel of a dry run."""

    @property
    def lane(self) -> str:
        """The destination, in which one at a time is sent."""
        if self.place is not None:
            return place_lane(self.installation, self.place)
        return f"{self.installation}/person:{self.person}"


def place_lane(installation: InstallationId, place: PlaceId) -> str:
    """The lane of what goes to a place."""
    return f"{installation}/place:{place}"


Lane = tuple[WorkspaceId, str]
Door = tuple[WorkspaceId, InstallationId]
"""An installation, as it is told apart among all workspaces."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Whose turn it is to be sent to. *served*: lanes that come after all others."""

    served: Collection[Lane] = ()
    shut: Collection[Door] = ()
    """Installations that nothing is claimed for."""
    spare: int = 0
    """So much of the limit is only for what somebody waits for."""


OUTAGES_KEPT = timedelta(days=14)
"""Whoever has no brief in that time is not told."""


@dataclass(frozen=True, slots=True)
class Outage:
    """When an installation could not reach us. A second one of the same time has what is *unread*:
    how many conversations of then could not be read afterwards, to their end."""

    installation: InstallationId
    began: datetime
    ended: datetime
    noted_at: datetime
    unread: int = 0


class Posts(Protocol):
    """Posts of one workspace."""

    def add(self, post: Post) -> None: ...
    def get(self, post: PostId) -> Post | None: ...
    def save(self, post: Post) -> bool:
        """False when a later epoch took it over: the late write is refused.

        For whoever claimed or made the post. ``dirty`` and ``retired`` are only ever set by it:
        what was soiled while the post was being drawn stays to be drawn again.
        """
        ...

    def cards(self, subject: Ref) -> Sequence[Post]: ...
    def card_in(self, subject: Ref, place: PlaceId) -> Post | None: ...
    def captured(self, subjects: Sequence[Ref]) -> Sequence[Post]:
        """The lines of threads that are about one of *subjects*, gone ones too, oldest first."""
        ...

    def soil(self, subject: Ref, *, retired: bool = False) -> None:
        """Every live post that shows *subject* is to be drawn anew.

        *retired*: also those that a newer one has replaced, and that stand as a line.
        """
        ...

    def put_off(self, place: PlaceId, until: datetime) -> None:
        """What waits to be posted or drawn anew in *place* is not tried before then."""
        ...

    def release(self, place: PlaceId, now: datetime) -> None:
        """What waits to be posted or drawn anew in *place* is tried now."""
        ...

    def recall(self, lane: str, now: datetime) -> None:
        """What waits in *lane* for the hours of who it is for is looked at again, before what is
        new there: it may not have to wait any more."""
        ...

    def soil_post(self, post: PostId) -> None:
        """This one is to be drawn anew, if the platform holds it."""
        ...

    def children(self, parent: PostId) -> Sequence[Post]:
        """The posts in the thread of *parent*, oldest first."""
        ...

    def of_day(self, kind: PostKind, place: PlaceId, day: str) -> Post | None:
        """The one that the platform holds or will hold; none that was given up or taken down."""
        ...

    def retire(self, post: PostId) -> None:
        """Replaced by a newer one: cancelled when it was never sent, else drawn a last time."""
        ...

    def standing(self, installation: InstallationId, limit: int) -> Sequence[Post]:
        """The newest messages that the platform holds of us, newest first."""
        ...

    def last_brief(self, person: Ref, before: datetime) -> datetime | None:
        """When the one before that moment was made; none that was given up."""
        ...

    def live_nag(self, subject: Ref, person: PersonId) -> Sequence[Post]: ...
    def by_remote(self, installation: InstallationId, place: str, message: str) -> Post | None: ...
    def dead(self) -> Sequence[Post]: ...
    def set_aside(self, error: str) -> int:
        """Whatever is not sent yet becomes a dead letter; says how many."""
        ...


@dataclass(frozen=True, slots=True)
class Waiting:
    """What of one kind has come due and is not done."""

    kind: str
    number: int
    since: datetime | None = None
    """When the oldest came due."""
    lane: str = ""
    """To which class of destination it goes, see ``LANES``; empty: to none."""
    dead: int = 0


DIRECT, CHANNEL = "direct", "channel"
LANES = (DIRECT, CHANNEL)
"""The classes of lanes: somebody's direct messages, and a place."""


@dataclass(frozen=True, slots=True)
class WaitingLanes:
    """Of one class of lanes, how many have a post that is due."""

    lane: str
    waiting: int
    late: int
    """Of these, where the oldest has been due for too long."""
    retried: int
    """In which the platform did not take a post yet, whether its next try is due or not."""


@dataclass(frozen=True, slots=True)
class Backlog:
    """What is due: of each kind, and in how many destinations."""

    waiting: Sequence[Waiting] = ()
    lanes: Sequence[WaitingLanes] = ()


class Outbox(Protocol):
    """Claiming and recording, across workspaces, without their lock; fenced by epoch."""

    def recipients_due(
        self, now: datetime, limit: int, besides: Collection[WorkspaceId] = ()
    ) -> Sequence[tuple[WorkspaceId, Ref]]:
        """Who is owed a notice whose not-before has come and which no post holds yet; *besides*:
        nobody of these."""
        ...

    def waiting(self, now: datetime) -> bool:
        """Whether there may be something to claim; cheap, reads only, and never wrong with no."""
        ...

    def claim(
        self, run: str, now: datetime, limit: int, turn: Turn | None = None
    ) -> Sequence[Post]:
        """Pending or dirty posts whose time has come, one per destination, leased to *run*.

        What somebody waits for comes before what is ``UNHURRIED``, and that before redraws.
        """
        ...

    def orphans(
        self, dead_runs: Sequence[str], limit: int, run: str = "", keep: Collection[str] = ()
    ) -> Sequence[Post]:
        """Posts in SENDING whose run is gone: uncertain, never pending.

        They are leased to *run*, so that no other process looks after them too; redraws of the
        dead runs go back to be claimed. Posts whose key is in *keep* are left alone: a run that
        names itself among the dead finds what it has lost sight of.
        """
        ...

    def beat(self, run: str) -> None:
        """Heartbeat of this run, by the database's clock."""
        ...

    def leave(self, run: str, unsent: Collection[str]) -> None:
        """*run* ends: posts whose key is in *unsent* were shown to no platform and wait again.

        What else it holds is looked for by others from now on.
        """
        ...

    def dead_runs(self, seconds: float) -> Sequence[str]: ...
    def backlog(self, now: datetime) -> Sequence[Waiting]:
        """What is due to be said or sent, and what was refused for good."""
        ...

    def lanes(self, now: datetime, late: datetime) -> Sequence[WaitingLanes]:
        """Each class of lanes; *late*: since when the oldest of a late one was due."""
        ...

    def longest(self, now: datetime, limit: int) -> Sequence[Post]:
        """The oldest due post of each lane, of those that have waited longest."""
        ...

    def earliest(self) -> datetime | None: ...
