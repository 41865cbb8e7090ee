"""Intents that make tasks: a line, several lines, a message, what a thread holds."""

from datetime import date

from core.calendar.repeats import Pattern
from core.kernel.refs import PersonId, ProjectId, TaskId
from core.kernel.values import dataclass
from core.tasks.model import Due, Priority, Source


@dataclass(frozen=True, slots=True)
class Draft:
    """What a new task shall be."""

    title: str
    owner: PersonId | None = None
    due: Due | None = None
    dateless: bool = False
    priority: Priority = Priority.MEDIUM
    project: ProjectId | None = None
    project_word: str | None = None
    """A #word that names no project yet: opens one."""
    notes: str = ""
    criteria: tuple[str, ...] = ()
    verifier: PersonId | None = None
    estimate: int | None = None
    labels: tuple[str, ...] = ()
    parent: TaskId | None = None
    outside: str = ""
    """Who outside is waited for: it begins blocked."""
    check_on: date | None = None
    after: tuple[TaskId, ...] = ()
    share: bool = False
    repeat: Pattern | None = None
    """How it comes again."""
    offered_to: PersonId | None = None


@dataclass(frozen=True, slots=True)
class AddTask:
    """One line becomes a task. The rest serves the echo: what was doubtful in the line."""

    draft: Draft
    typed: str = ""
    other_due: Due | None = None
    """The other reading of an ambiguous date."""
    owner_doubt: str = ""
    """Why no owner was set although one was named: "several", "owners", "group", "unknown"."""
    owner_typed: str = ""
    candidates: tuple[PersonId, ...] = ()
    repeats: str = ""
    """How often, as typed, where that can't be kept ("every 2 hours"): the echo says so."""
    due_unread: str = ""
    """What stands behind "due:" in the title because it is no date that can be read."""
    confirmed: bool = False
    """Although somebody named does not see the private place that it stays in."""


@dataclass(frozen=True, slots=True)
class AddMany:
    """Several lines, ticked in one form."""

    drafts: tuple[Draft, ...]
    confirmed: bool = False
    """Although somebody named does not see the private place that it stays in."""
    left_out: tuple[str, ...] = ()
    """Lines that did not fit in the form: the answer gives them back."""
    whole: bool = False
    """The first is the whole, and the others are its parts."""


@dataclass(frozen=True, slots=True)
class Capture:
    """A message becomes a task; ``anyway`` although it was captured before."""

    draft: Draft
    source: Source
    requester: PersonId | None = None
    anyway: bool = False
    confirmed: bool = False
    """Although somebody named does not see the private place that it stays in."""


@dataclass(frozen=True, slots=True)
class CaptureMany:
    """What a thread or a list holds, ticked in one form; each with the message it comes from."""

    captures: tuple[Capture, ...]
