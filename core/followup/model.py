"""What is owed to whom: notices, when to look again, and routines."""

from datetime import datetime, time
from enum import StrEnum

from core.kernel.refs import Kind, NoticeId, PersonId, PlaceId, PostId, Ref, WorkspaceId
from core.kernel.values import dataclass


class NoticeKind(StrEnum):
    """Why somebody is told something; stored, so names never change."""

    ASSIGNED = "assigned"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    OVERDUE_AGAIN = "overdue_again"
    OVERDUE_BLOCKED = "overdue_blocked"
    """Past its date, and something is in the way: the owner is asked about the date."""
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
    HELP_PROMISED = "help_promised"
    """Whose task is blocked hears who helps, and until when."""
    HELP_OFFERED = "help_offered"
    """The owner of what is past its date hears who can help to finish it."""
    HELP_DECLINED = "help_declined"
    """Whose task is blocked hears that who was asked can't help, and who is asked now."""
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
    OWNER_TOLD = "owner_told"
    """Somebody else changed the date, the priority or the criteria of one's task."""
    DROPPED = "dropped"
    NOT_NOW = "not_now"
    FOLLOWED = "followed"
    """Who follows a task hears how it ended."""
    OFFERED = "offered"
    """Will you take it?"""
    OFFER_OPEN = "offer_open"
    """Who offered it hears once that there is no answer yet."""
    OFFER_DECLINED = "offer_declined"
    OFFER_ENDED = "offer_ended"
    """Who offered it hears that nobody took it, and that it is offered no more."""
    NUDGED = "nudged"
    """Somebody asks how it is: a line of the owner's next message."""
    PARTS_DONE = "parts_done"
    """All parts are done: its owner is asked whether the whole is."""
    PLACE_CLOSED = "place_closed"
    """We can't post in a place that something waits for."""
    LEAVE_SET = "leave_set"
    """Somebody in charge said that the person is away."""
    COVERS = "covers"
    """The person answers for somebody who is away."""
    COVERS_NO_MORE = "covers_no_more"
    """The person answered, or was to answer, and does not any longer."""
    LEAD_NEEDED = "lead_needed"
    """A project opened by its first #word asks who leads it."""
    LEAD_OFFERED = "lead_offered"
    """Will you lead this project?"""
    LEAD_DECLINED = "lead_declined"
    LOAD = "load"
    """Question after question stays open with one person: too many, or is something wrong?"""
    LOAD_LEAD = "load_lead"
    """Their lead is asked about the load, days later."""
    LOAD_TALK = "load_talk"
    """Somebody wants to talk about their load."""
    ACCOUNTS_JOINED = "accounts_joined"
    """Who showed a code hears that it joined their other account."""
    TEAMS_JOINED = "teams_joined"
    """The same of a code that joined another team or server."""
    ADMIN_ADDED = "admin_added"
    ADMIN_REMOVED = "admin_removed"
    ADMIN_NEEDED = "admin_needed"
    """The last admin has left: the platform's owners hear how to become one."""
    DEAD_LETTER = "dead_letter"
    """The platform refused a message of ours as wrong: an admin decides, once a day at most."""
    UNREACHED = "unreached"
    """No message reaches somebody: a line where their project lives."""
    UNREACHED_LEAD = "unreached_lead"
    """Who leads the project hears it once."""
    LEFT = "left"
    """Somebody has left: what they had, in one message to each who decides about it."""
    STILL_YOURS = "still_yours"
    """Somebody who had left is here again: what is still theirs."""


CHECKS = frozenset({NoticeKind.VERIFY, NoticeKind.VERIFY_AGAIN, NoticeKind.VERIFY_LEAD})
"""Ask for a check of what its owner calls done."""
ASKS_OWNER = frozenset({
    NoticeKind.DUE_SOON, NoticeKind.OVERDUE, NoticeKind.OVERDUE_AGAIN, NoticeKind.STALLED,
    NoticeKind.UNTOUCHED, NoticeKind.SHORT_OF_TIME,
})  # fmt: skip
"""Ask how work goes on: its owner, or who answers for them at that time."""
DECISIONS = frozenset({
    NoticeKind.OVERDUE_LEAD, NoticeKind.HELP_LEAD, NoticeKind.VERIFY_LEAD,
    NoticeKind.DECLINED_LEAD, NoticeKind.OWNER_AWAY, NoticeKind.UNOWNED,
})  # fmt: skip
"""Ask a lead, or who asked for it, what shall become of a task."""
UNREACHED = frozenset({NoticeKind.UNREACHED, NoticeKind.UNREACHED_LEAD})
"""Tell that somebody is reached by no message."""
JOINED = frozenset({NoticeKind.ACCOUNTS_JOINED, NoticeKind.TEAMS_JOINED})
"""Tell who showed a code that it was typed."""
HELPS = frozenset({
    NoticeKind.HELP, NoticeKind.HELP_CHECK, NoticeKind.HELP_LEAD, NoticeKind.HELP_CHANNEL,
})  # fmt: skip
"""Ask for help with what is blocked."""


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
    ladder: str = ""
    """The ladder that its climb has begun under, in one line; empty: it is of no climb."""


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
    """Hash of what the last digest said: no change, no post. Of a brief its date: one a day."""


def to_person(person: PersonId) -> Ref:
    """A person as the recipient of a notice."""
    return Ref(Kind.PERSON, person)


def to_place(place: PlaceId) -> Ref:
    """A place as the recipient of a notice."""
    return Ref(Kind.PLACE, place)
