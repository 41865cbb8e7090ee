"""Intents about tasks: frozen, complete, in our own ids. Typed words were read before."""

from datetime import date, datetime

from core.calendar.repeats import Pattern
from core.kernel.refs import PersonId, PlaceId, ProjectId, TaskId
from core.kernel.values import dataclass
from core.tasks.commands_adding import AddMany, AddTask, Capture, CaptureMany
from core.tasks.commands_apart import (
    CheckAgain,
    DeclineOffer,
    Erase,
    Move,
    OfferHelp,
    TakeOffer,
    ThoughAway,
)
from core.tasks.commands_blocking import (
    Block,
    DeclineHelp,
    GiveHelp,
    PromiseHelp,
    StillBlocked,
    Unblock,
)
from core.tasks.model import Due, Priority


@dataclass(frozen=True, slots=True)
class Edit:
    """The form behind *Edit*; None leaves a field as it is. ``version`` is what the form showed."""

    task: TaskId
    version: int
    title: str | None = None
    notes: str | None = None
    owner: PersonId | None = None
    due: Due | None = None
    priority: Priority | None = None
    criteria: tuple[str, ...] | None = None
    labels: tuple[str, ...] | None = None
    repeat: Pattern | None = None
    """How it comes again from now on."""
    once: bool = False
    """It doesn't come again."""
    moves: bool = False
    """Into the project *to*, or out of the one that it is in."""
    to: ProjectId | None = None
    confirmed: bool = False
    """Although somebody named does not see the private place that it stays in."""


@dataclass(frozen=True, slots=True)
class Assign:
    """Give a task to somebody."""

    task: TaskId
    owner: PersonId
    confirmed: bool = False
    """Although somebody named does not see the private place that it stays in."""


@dataclass(frozen=True, slots=True)
class Claim:
    """I'll take it."""

    task: TaskId


@dataclass(frozen=True, slots=True)
class LeaveOpen:
    """No owner on purpose: it waits in the open, with a Claim button in the channel."""

    task: TaskId


@dataclass(frozen=True, slots=True)
class Decline:
    """Not mine: back to who asked, or to the lead the second time."""

    task: TaskId
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SetDue:
    """A new date, with the reason when the old one is moved; ``due`` None: no date on purpose."""

    task: TaskId
    due: Due | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SetPriority:
    """A new priority."""

    task: TaskId
    priority: Priority


@dataclass(frozen=True, slots=True)
class SetTitle:
    """Other words for what is to be done."""

    task: TaskId
    title: str


@dataclass(frozen=True, slots=True)
class UseText:
    """The words that the message it came from has now, once it was edited."""

    task: TaskId
    title: str
    notes: str = ""


@dataclass(frozen=True, slots=True)
class SetCriteria:
    """More criteria, or others in place of those that there are."""

    task: TaskId
    lines: tuple[str, ...]
    replace: bool = False


@dataclass(frozen=True, slots=True)
class Follow:
    """I want to hear how it ends, or not any more."""

    task: TaskId
    on: bool = True


@dataclass(frozen=True, slots=True)
class Start:
    """I am on it."""

    task: TaskId


@dataclass(frozen=True, slots=True)
class NotNow:
    """Other work came first: a new start date; the requester is told."""

    task: TaskId
    start_on: date


@dataclass(frozen=True, slots=True)
class Finish:
    """Done, says the owner or the lead; ``note`` is for who checks."""

    task: TaskId
    note: str = ""


@dataclass(frozen=True, slots=True)
class Accept:
    """Checked and good."""

    task: TaskId
    confirmed: bool = False
    """Although not every criterion is ticked."""


@dataclass(frozen=True, slots=True)
class CheckBy:
    """Somebody else is to check it."""

    task: TaskId
    verifier: PersonId
    confirmed: bool = False
    """Although somebody named does not see the private place that it stays in."""
    though_away: ThoughAway | None = None
    """Although they are away now."""


@dataclass(frozen=True, slots=True)
class SendBack:
    """Checked: something is missing."""

    task: TaskId
    missing: str


@dataclass(frozen=True, slots=True)
class Reopen:
    """Done or dropped was too early."""

    task: TaskId
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Drop:
    """Not to be done; an owner gives a reason and the requester is told."""

    task: TaskId
    reason: str = ""
    duplicate_of: TaskId | None = None
    """The task that it is the same as."""


@dataclass(frozen=True, slots=True)
class AddNote:
    """A note on a task. *reply*: it was the answer to a follow-up, in words of one's own."""

    task: TaskId
    text: str
    reply: bool = False


@dataclass(frozen=True, slots=True)
class TickCriterion:
    """A criterion is met, or is not after all."""

    task: TaskId
    index: int
    met: bool


@dataclass(frozen=True, slots=True)
class Share:
    """Post the card in a place."""

    task: TaskId
    place: PlaceId
    thread: str | None = None
    """The thread that it was asked for in."""


@dataclass(frozen=True, slots=True)
class Snooze:
    """Ask me later: never moves the due date."""

    task: TaskId
    until: datetime


@dataclass(frozen=True, slots=True)
class Nudge:
    """How is it? A line of its owner's next message, at most once a working day."""

    task: TaskId


@dataclass(frozen=True, slots=True)
class AllFine:
    """Nothing is in the way: quiet for the same span again."""

    task: TaskId


@dataclass(frozen=True, slots=True)
class Undo:
    """Take one command back; without ``cause``, my last one."""

    cause: str | None = None


@dataclass(frozen=True, slots=True)
class HeardInThread:
    """A human spoke in a thread that holds a task's source or card: activity, nothing more."""

    task: TaskId
    at: datetime


TaskIntent = (
    AddTask | AddMany | Capture | CaptureMany | Edit | Assign | Claim | LeaveOpen | Decline
    | SetDue | SetPriority | SetTitle | UseText | SetCriteria | Follow | Start | NotNow | Block
    | Unblock | StillBlocked | PromiseHelp | DeclineHelp | GiveHelp | Finish | Accept | CheckBy
    | SendBack | Reopen | Drop | AddNote | TickCriterion | Share | Snooze | Nudge | AllFine | Undo
    | HeardInThread | Erase | TakeOffer | DeclineOffer | CheckAgain | OfferHelp | Move
)  # fmt: skip
