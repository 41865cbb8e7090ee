"""The parts of views: who reads, people and places, dates, buttons, and what a task may say."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime, timedelta
from enum import StrEnum

from core.kernel.refs import PersonId, PlaceId, TaskId
from core.kernel.text import Rich
from core.kernel.values import dataclass
from core.tasks.model import Priority, SourceState, Status


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom a view is drawn: zone, locale, and whether the place is private to one person."""

    zone: str
    locale: str = "en-US"
    now: datetime | None = None
    person: PersonId | None = None
    roles: frozenset[str] | None = None
    """The person's roles on the platform, by its ids; None where it did not say."""
    later: bool = False
    """It is said again on a later day than it was sent: dates stand without "tomorrow"."""


@dataclass(frozen=True, slots=True)
class Who:
    """A person in a view; ``account`` is the id on the platform that the view is for."""

    id: PersonId
    name: str
    account: str | None = None


@dataclass(frozen=True, slots=True)
class Where:
    """A place in a view; ``account`` is its id on the platform."""

    id: PlaceId
    name: str
    account: str | None = None
    private: bool = False


@dataclass(frozen=True, slots=True)
class DueFact:
    """A due date in the reader's zone: absolute, and how far away."""

    at: datetime
    has_time: bool
    day: date
    """In the reader's zone; without an hour, the date that was meant."""
    days: int
    """Calendar days from the reader's today; negative when past."""
    late: bool


class Style(StrEnum):
    """How a button looks; meaning never hangs on it."""

    PLAIN = "plain"
    PRIMARY = "primary"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class Button:
    """A button: its token, the key of its label, and what a screen reader says."""

    token: str
    label: str
    """Key in the catalogue: ``button.<label>``."""
    facts: Mapping[str, str] = field(default_factory=dict)
    """What the label's and the spoken label's placeholders name (``task``: "T-42")."""
    style: Style = Style.PLAIN
    url: str | None = None


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task in one line of a list."""

    task: TaskId
    handle: str
    title: str
    status: Status
    owner: Who | None = None
    due: DueFact | None = None
    priority: Priority = Priority.MEDIUM
    project: str | None = None
    checked: bool = False
    waiting: tuple[str, ...] = ()
    """Handles of open tasks that wait for it."""
    dateless: bool = False
    """It has no date on purpose."""
    silent: timedelta | None = None
    remark: Rich = ()
    """Such as "please check" or "needs firewall rights"."""
    repeats: str = ""
    """How often it comes again, in words."""


@dataclass(frozen=True, slots=True)
class BlockerFacts:
    """Why a task cannot move."""

    reason: str
    since: datetime
    helper: Who | None
    promised_until: datetime | None
    freed: bool
    outside: str | None
    check_on: date | None


@dataclass(frozen=True, slots=True)
class TaskFacts:
    """All that a card or a detail screen may say of a task."""

    line: TaskLine
    requester: Who
    verifier: Who | None
    """Who checks it, when somebody else must."""
    named_verifier: bool = False
    """Whether somebody is named as the one who checks."""
    notes: str = ""
    criteria: tuple[tuple[str, bool], ...] = ()
    parts: tuple[int, int] = (0, 0)
    """How many of its parts are done, and how many there are, as far as the audience sees them."""
    part_lines: tuple[TaskLine, ...] = ()
    part_of: TaskLine | None = None
    labels: tuple[str, ...] = ()
    estimate: int | None = None
    """Minutes of work."""
    blocker: BlockerFacts | None = None
    waits_for: tuple[TaskLine, ...] = ()
    waited_by: tuple[TaskLine, ...] = ()
    permalink: str | None = None
    source_author: Who | None = None
    source_state: SourceState = SourceState.SAME
    """What became of the message since."""
    source_place: Where | None = None
    home: Where | None = None
    visible_in: Where | None = None
    started_at: datetime | None = None
    closed_at: datetime | None = None
    repeats: str = ""
    """How often it comes again and when next, in words."""
    follows: str = ""
    """The handle of the one before it."""


@dataclass(frozen=True, slots=True)
class RowStart:
    """What a ROW begins with."""

    ticked: bool = True
    owner: Who | None = None
    day: date | None = None


class AskKind(StrEnum):
    """The questions of follow-ups."""

    ASSIGNED = "assigned"
    ASSIGNED_FOR = "assigned_for"
    """To who answers for its owner meanwhile."""
    OFFERED = "offered"
    OVERDUE = "overdue"
    OVERDUE_AGAIN = "overdue_again"
    DUE_SOON = "due_soon"
    STALLED = "stalled"
    STALLED_AGAIN = "stalled_again"
    UNTOUCHED = "untouched"
    SHORT_OF_TIME = "short_of_time"
    HELP = "help"
    HELP_CHECK = "help_check"
    HELP_LEAD = "help_lead"
    CAN_GO_ON = "can_go_on"
    PARTS_DONE = "parts_done"
    CHECK_OUTSIDE = "check_outside"
    VERIFY = "verify"
    VERIFY_AGAIN = "verify_again"
    VERIFY_LEAD = "verify_lead"
    DECISION = "decision"
    """To the lead: reassign, new date, split, drop."""
    TOLD = "told"
    """For information: free now, accepted, sent back, date moved ..."""
