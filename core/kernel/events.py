"""What happened: append-only, with ids and values, never names or free text."""

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from enum import StrEnum

from core.kernel.refs import PersonId, Ref, TextId
from core.kernel.values import dataclass

Value = str | int | bool | None


class Verb(StrEnum):
    """What can happen to a subject; stored, so names never change."""

    ADDED = "added"
    CAPTURED = "captured"
    ASSIGNED = "assigned"
    CLAIMED = "claimed"
    DECLINED = "declined"
    OFFERED = "offered"
    """Somebody is asked whether they take it."""
    OFFER_DECLINED = "offer_declined"
    OFFER_ENDED = "offer_ended"
    """Nobody took it in time."""
    DUE_CHANGED = "due_changed"
    PRIORITY_CHANGED = "priority_changed"
    EDITED = "edited"
    STARTED = "started"
    BLOCKED = "blocked"
    HELP_PROMISED = "help_promised"
    HELP_DECLINED = "help_declined"
    HELP_OFFERED = "help_offered"
    CHECK_MOVED = "check_moved"
    HELP_GIVEN = "help_given"
    UNBLOCKED = "unblocked"
    FINISHED = "finished"
    """The owner says done; the task waits for its check, or closes."""
    ACCEPTED = "accepted"
    CLOSED = "closed"
    """Closed without a check: one's own, or nobody checked in time."""
    VERIFIER_CHANGED = "verifier_changed"
    """Somebody else is to check it."""
    SENT_BACK = "sent_back"
    REOPENED = "reopened"
    DROPPED = "dropped"
    NOTED = "noted"
    LINKED = "linked"
    UNLINKED = "unlinked"
    SHARED = "shared"
    SNOOZED = "snoozed"
    ANSWERED = "answered"
    """Any answer to a follow-up that changes nothing else ("all fine")."""
    UNDONE = "undone"
    PROJECT_OPENED = "project_opened"
    PROJECT_CHANGED = "project_changed"
    PROJECT_PAUSED = "project_paused"
    PROJECT_RESUMED = "project_resumed"
    PROJECT_CLOSED = "project_closed"
    PROJECT_REOPENED = "project_reopened"
    LEAD_TAKEN = "lead_taken"
    LEAD_DECLINED = "lead_declined"
    MOVED = "moved"
    """Into another project, or out of one."""
    ARRIVED = "arrived"
    SPOKE = "spoke"
    """A human reply in a thread that holds the source or the card."""
    SOURCE_EDITED = "source_edited"
    """The message that it came from says something else now."""
    SOURCE_DELETED = "source_deleted"
    POSTPONED = "postponed"
    """Other work came first: a new day to start on."""
    MESSAGES_PAUSED = "messages_paused"
    MESSAGES_RESUMED = "messages_resumed"
    ADMIN_ADDED = "admin_added"
    ADMIN_REMOVED = "admin_removed"
    ERASED = "erased"
    RECURRED = "recurred"
    """The next of what repeats: it came by itself."""
    REPEATED = "repeated"
    """How it repeats was set, changed, paused or stopped."""
    SKIPPED = "skipped"
    """Not this time: the next one comes."""
    LEFT_OUT = "left_out"
    """Days of what repeats brought no task, for enough of it is still open."""


@dataclass(frozen=True, slots=True)
class Event:
    """One fact about a subject. ``before`` and ``after`` hold the changed fields only."""

    subject: Ref
    verb: Verb
    actor: PersonId | None
    at: datetime
    before: Mapping[str, Value] = field(default_factory=dict)
    after: Mapping[str, Value] = field(default_factory=dict)
    text: TextId | None = None
    cause: str = ""
    """The command that led to it: all events of one command share it, and undo takes them back."""
    undoes: str = ""
    """Of ``UNDONE``: the cause that it took back."""
