"""What is meant, with facts: every view that a platform must be able to draw.

Platforms render each with a function of their own; a ``match`` over ``View`` ends in assert_never.
Buttons carry encoded tokens (``core.kernel.tokens``); labels are keys of the catalogue of texts.
"""

from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime
from enum import StrEnum

from core.kernel.text import Rich
from core.kernel.values import dataclass
from core.screens.parts import (
    AskKind,
    BlockerFacts,
    Button,
    DueFact,
    Reader,
    RowStart,
    Style,
    TaskFacts,
    TaskLine,
    Where,
    Who,
)


@dataclass(frozen=True, slots=True)
class Echo:
    """Private answer to an added task: what was understood, who hears when, Undo and Edit."""

    facts: TaskFacts
    headline: Rich
    lines: tuple[Rich, ...]
    """Who is told when; what is missing; doubts."""
    buttons: tuple[Button, ...]
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """The live card of a task in a place."""

    facts: TaskFacts
    buttons: tuple[Button, ...]
    more: tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class RetiredCard:
    """One line in place of a card that is no longer live here."""

    line: Rich


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One event, in words."""

    at: datetime
    words: Rich


@dataclass(frozen=True, slots=True)
class Details:
    """Everything about a task, privately."""

    facts: TaskFacts
    history: tuple[HistoryLine, ...]
    buttons: tuple[Button, ...]
    more: tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A headed part of a list, folded by budget: ``hidden`` more exist."""

    title: Rich
    lines: tuple[TaskLine, ...]
    hidden: int = 0
    buttons: tuple[tuple[Button, ...], ...] = ()
    """Per line, in its order; empty: none."""


@dataclass(frozen=True, slots=True)
class TaskList:
    """A list of tasks in sections, such as *my list*."""

    title: Rich
    sections: tuple[Section, ...]
    empty: Rich
    footer: tuple[Rich, ...] = ()
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """A short private answer: what was done, what happens next."""

    lines: tuple[Rich, ...]
    buttons: tuple[Button, ...] = ()
    more: tuple[Button, ...] = ()
    """What stands in a menu."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong and what to type instead; ``typed`` is given back so that nothing is lost."""

    lines: tuple[Rich, ...]
    example: str | None = None
    typed: str | None = None
    field: str | None = None
    """The field of a form that it belongs to."""
    code: str = ""
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True, slots=True)
class HelpEntry:
    """One verb in the help; without an example it is a line that *button* tells more of."""

    usage: str
    help: str
    example: str = ""
    button: Button | None = None


@dataclass(frozen=True, slots=True)
class HelpPage:
    """The verbs that a person can use, from the catalogue."""

    title: Rich
    entries: tuple[HelpEntry, ...]
    footer: tuple[Rich, ...] = ()
    buttons: tuple[Button, ...] = ()
    more: tuple[Button, ...] = ()


class FieldKind(StrEnum):
    """What a field of a form takes."""

    TEXT = "text"
    MULTILINE = "multiline"
    PERSON = "person"
    PLACE = "place"
    """A channel; comes back as the platform's id, or as typed where it can't be picked."""
    PLACES = "places"
    """Channels; come back as the platform's ids, or as typed where they can't be picked."""
    ROLE = "role"
    """A role of the platform's; comes back as its mention, with its name."""
    ROLES = "roles"
    """As ROLE, several; come back as their mentions."""
    DATE = "date"
    """Typed words: "friday 17:00"; read by ``core.language``."""
    CHOICE = "choice"
    """One of few."""
    CHECKS = "checks"
    """Any of few."""
    ROW = "row"
    """A task in a row: whether to take it, its owner and its day; comes back as ``name.tick``,
    ``name.owner`` and ``name.due``."""
    NOTE = "note"
    """Says something, takes nothing."""
    RULE = "rule"
    """A line between two parts."""


@dataclass(frozen=True, slots=True)
class Option:
    """A choice: the value that comes back and its words (label is text, not a key)."""

    value: str
    label: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form. ``label`` and ``hint`` are keys: ``field.<key>``, ``hint.<key>``."""

    name: str
    kind: FieldKind
    label: str
    hint: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    initial: str | tuple[str, ...] | Who | RowStart | None = None
    optional: bool = False
    options: tuple[Option, ...] = ()
    limit: int = 3000
    words: Rich = ()
    """Of a NOTE; of a ROW: why it can't be taken as it stands."""
    others: tuple[Option, ...] = ()
    """Of a ROW: people who can't be picked here; who is chosen comes back as ``name.other``."""


@dataclass(frozen=True, slots=True)
class Form:
    """A screen with fields; ``token`` comes back with what was filled in."""

    token: str
    title: str
    """Key ``form.<title>``, at most 24 characters when rendered."""
    submit: str
    """Key ``button.<submit>``."""
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Loading:
    """An empty form that is opened at once and filled by update."""

    title: str


@dataclass(frozen=True, slots=True)
class Ask:
    """One item of a bundle: what, ask, what next, with its buttons."""

    kind: AskKind
    facts: TaskFacts
    words: tuple[Rich, ...]
    """Question and facts, most important first."""
    next: Rich
    """What Chivvy does if it hears nothing, when, and who else will see it."""
    buttons: tuple[Button, ...]
    more: tuple[Button, ...] = ()
    answered: Rich = ()
    """Once answered: one line that stands in place of the buttons."""
    ticks: tuple[Button, ...] = ()


@dataclass(frozen=True, slots=True)
class Bundle:
    """Everything that is owed to one person now, in one message."""

    asks: tuple[Ask, ...]
    why: Button
    private: bool = False
    """True when a title may not stand in the fallback text."""
    notes: tuple["Notes", ...] = ()
    """Questions that are about no task, such as who leads a new project."""
    intro: tuple[Rich, ...] = ()
    """Who we are, above the first message to a person."""


@dataclass(frozen=True, slots=True)
class Brief:
    """A person's morning brief."""

    greeting: Rich
    today: tuple[TaskLine, ...]
    waiting_for_you: tuple[TaskLine, ...]
    you_wait_for: tuple[TaskLine, ...]
    told: tuple[Rich, ...]
    later: int
    buttons: tuple[Button, ...]
    asks: tuple[Ask, ...] = ()
    back: bool = False
    """The first day after a leave: what was done, what needs its reader, what can wait."""
    done: tuple[TaskLine, ...] = ()
    intro: tuple[Rich, ...] = ()


class Health(StrEnum):
    """The state of a project in one word."""

    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    LATE = "late"
    QUIET = "quiet"


@dataclass(frozen=True, slots=True)
class Digest:
    """A project's health for its channel: at most ten lines, finished work before trouble."""

    project: str
    name: str
    health: Health
    reason: Rich
    lines: tuple[Rich, ...]
    buttons: tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Attention:
    """The day's one "needs attention" message of a channel; its items go into its thread."""

    day: date
    open: int
    total: int


@dataclass(frozen=True, slots=True)
class HelpLine:
    """An escalation in that thread: names what waits, never who failed."""

    facts: TaskFacts
    words: tuple[Rich, ...]
    buttons: tuple[Button, ...]
    answered: Rich = ()


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """A task without an owner, in the open, with a Claim button."""

    facts: TaskFacts
    buttons: tuple[Button, ...]
    taken: Rich = ()


@dataclass(frozen=True, slots=True)
class Why:
    """Why a message came: the rule, its facts with their times, what stops it, where to change."""

    lines: tuple[Rich, ...]
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True, slots=True)
class ProjectPage:
    """A project: why, lead, home, how firmly it follows up, its health."""

    key: str
    name: str
    lines: tuple[Rich, ...]
    buttons: tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Home:
    """A person's home: my list with the day's headline."""

    list: TaskList
    buttons: tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Notes:
    """A line for the place itself, such as "captured as T-42"."""

    lines: tuple[Rich, ...]
    buttons: tuple[Button, ...] = ()


View = (
    Echo | Card | RetiredCard | Details | TaskList | Said | Problem | HelpPage | Form | Loading
    | Bundle | Brief | Digest | Attention | HelpLine | ClaimLine | Why | ProjectPage | Home | Notes
)  # fmt: skip

__all__ = [
    "Ask", "AskKind", "Attention", "BlockerFacts", "Brief", "Bundle", "Button", "Card",
    "ClaimLine", "Details", "Digest", "DueFact", "Echo", "Field", "FieldKind", "Form", "Health",
    "HelpEntry", "HelpLine", "HelpPage", "HistoryLine", "Home", "Loading", "Notes", "Option",
    "Problem", "ProjectPage", "Reader", "RetiredCard", "RowStart", "Said", "Section", "Style",
    "TaskFacts", "TaskLine", "TaskList", "View", "Where", "Who", "Why",
]  # fmt: skip
