"""What is owed to whom: notices, when to look again, and routines."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum
from typing import Protocol

from core.kernel.refs import Kind, NoticeId, PersonId, PlaceId, PostId, Ref, WorkspaceId


class NoticeKind(StrEnum):
    """Why somebody is told something; stored, so names never change."""

    ASSIGNED = "assigned"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    OVERDUE_AGAIN = "overdue_again"
    OVERDUE_TOLD = "overdue_told"
    """The requester hears that it is still open."""
    OVERDUE_CHANNEL = "overdue_channel"
    OVERDUE_LEAD = "overdue_lead"
    STALLED = "stalled"
    UNTOUCHED = "untouched"
    SHORT_OF_TIME = "short_of_time"
    HELP = "help"
    HELP_CHANNEL = "help_channel"
    HELP_LEAD = "help_lead"
    HELP_CHECK = "help_check"
    """A promise has come due: is the way free now?"""
    CAN_GO_ON = "can_go_on"
    CHECK_OUTSIDE = "check_outside"
    UNOWNED = "unowned"
    VERIFY = "verify"
    VERIFY_AGAIN = "verify_again"
    VERIFY_LEAD = "verify_lead"
    DECLINED_LEAD = "declined_lead"
    OWNER_AWAY = "owner_away"
    FREE = "free"
    """What this task waited for is done."""
    ACCEPTED = "accepted"
    SENT_BACK = "sent_back"
    DATE_MOVED = "date_moved"
    DROPPED = "dropped"
    NOT_NOW = "not_now"
    LEAD_NEEDED = "lead_needed"
    """A project opened by its first #word asks who leads it."""


class Manner(StrEnum):
    """How a notice travels."""

    NOW = "now"
    """An interrupting message, in working time, within the budget."""
    URGENT = "urgent"
    """As NOW, but past the budget and the bundle."""
    BRIEF = "brief"
    """A line in the morning brief."""
    CHANNEL = "channel"
    """In the thread of the day's "needs attention" message of the project's home place."""


class NoticeState(StrEnum):
    """Where a notice stands."""

    OWED = "owed"
    CLAIMED = "claimed"
    SAID = "said"
    ANSWERED = "answered"
    DROPPED = "dropped"
    """No longer true when it was about to be said."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A notice that policy asks for; unique by (subject, kind, slot, recipient)."""

    subject: Ref
    kind: NoticeKind
    slot: str
    """The anchor that made it due, such as ``2026-11-26T16:00:00+00:00``; never a version."""
    recipient: Ref
    """A person or a place."""
    manner: Manner
    not_before: datetime


@dataclass(frozen=True, slots=True)
class Notice:
    """A wanted notice with its fate. ``said_at`` starts the clock of the next step."""

    id: NoticeId
    wanted: Wanted
    state: NoticeState
    created_at: datetime
    said_at: datetime | None = None
    answered_at: datetime | None = None
    post: PostId | None = None


@dataclass(frozen=True, slots=True)
class Watch:
    """Look at *subject* not later than *check_at*; early is harmless."""

    workspace: WorkspaceId
    subject: Ref
    check_at: datetime


class RoutineKind(StrEnum):
    """What is said at a wall-clock time."""

    BRIEF = "brief"
    DIGEST = "digest"


@dataclass(frozen=True, slots=True)
class Routine:
    """A brief of a person or a digest of a project: wall time, zone, next instant in UTC."""

    workspace: WorkspaceId
    kind: RoutineKind
    subject: Ref
    wall: time
    zone: str
    next_at: datetime
    last_hash: str = ""
    """Hash of what the last digest said: no change, no post."""


class Followable(Protocol):
    """What the ladder needs to know of a subject; a task satisfies it by shape."""

    @property
    def owner(self) -> PersonId | None: ...
    @property
    def requester(self) -> PersonId: ...


class Watches(Protocol):
    """When to look again. Rows of their own, so that bookkeeping never conflicts with people."""

    def set(self, subject: Ref, check_at: datetime | None) -> None: ...
    def sooner(self, subject: Ref, check_at: datetime) -> None:
        """``check_at = least(check_at, new)``; creates the row when missing."""
        ...

    def sooner_for_person(self, person: PersonId, check_at: datetime) -> None: ...
    def due(self, now: datetime, limit: int) -> Sequence[Watch]: ...
    def earliest(self) -> datetime | None: ...


class Notices(Protocol):
    """Notices of one workspace."""

    def owe(self, wanted: Wanted, now: datetime) -> Notice | None:
        """None when it was owed already: somebody else did it."""
        ...

    def of(self, subject: Ref) -> Sequence[Notice]: ...
    def answer(self, subject: Ref, person: PersonId | None, at: datetime) -> None:
        """Said notices about *subject* to *person* (None: to anybody) count as answered."""
        ...

    def owed_to(self, recipient: Ref) -> Sequence[Notice]: ...
    def said_to(self, person: PersonId, since: datetime) -> Sequence[Notice]: ...
    def claim(self, ids: Sequence[NoticeId], post: PostId) -> None: ...
    def settle(self, ids: Sequence[NoticeId], state: NoticeState, at: datetime) -> None: ...
    def hold(self, ids: Sequence[NoticeId], not_before: datetime) -> None: ...
    def for_post(self, post: PostId) -> Sequence[Notice]: ...


class Routines(Protocol):
    """Briefs and digests, due by the clock on the wall."""

    def put(self, routine: Routine) -> None: ...
    def get(self, kind: RoutineKind, subject: Ref) -> Routine | None: ...
    def remove(self, kind: RoutineKind, subject: Ref) -> None: ...
    def due(self, now: datetime, limit: int) -> Sequence[Routine]: ...


def to_person(person: PersonId) -> Ref:
    """A person as the recipient of a notice."""
    return Ref(Kind.PERSON, person)


def to_place(place: PlaceId) -> Ref:
    """A place as the recipient of a notice."""
    return Ref(Kind.PLACE, place)
