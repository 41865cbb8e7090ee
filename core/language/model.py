"""What was read from a line, a date field or a message. Names are as typed: nobody is looked up."""

from datetime import date, datetime, time
from enum import StrEnum

from core.kernel.refs import TaskId
from core.kernel.values import dataclass

LINE_LIMIT = 4000
"""Longer lines are refused before anything reads them."""


class MentionKind(StrEnum):
    """Whether a mention names one human; an owner must be a person."""

    PERSON = "person"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class Mention:
    """A person or a group as typed.

    ``text`` is the platform's id for ``<@U02ABC>``, else the name without "@".
    """

    text: str
    kind: MentionKind = MentionKind.PERSON
    id: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """The characters [start, end) of the line that were read as *field*."""

    start: int
    end: int
    field: str
    text: str


@dataclass(frozen=True, slots=True)
class DueReading:
    """A due date in *zone* (IANA): a day, or a day and a wall time, or an exact instant.

    ``time`` None means the date alone. ``exact`` is set where elapsed time was meant ("in 24
    hours"); ``day`` and ``time`` then say the same instant on the wall of *zone*.
    """

    day: date
    time: time | None
    zone: str
    exact: datetime | None = None


@dataclass(frozen=True, slots=True)
class RepeatReading:
    """How often something repeats: an RRULE without DTSTART, and what the next one counts from."""

    rule: str
    from_completion: bool = False


@dataclass(frozen=True, slots=True)
class LineReading:
    """Everything that a task line says. What was not understood is in ``title``, never lost.

    ``title`` is empty only for a blank line. ``alternatives`` are other readings of an ambiguous
    due phrase, the likeliest first. ``recurrence`` is an RRULE without DTSTART;
    ``from_completion`` ("every! 3 days"): the next one counts from the day on which it was done.
    ``owners`` holds more than one mention only where several stand together; the last is meant.
    """

    title: str
    owners: tuple[Mention, ...] = ()
    due: DueReading | None = None
    alternatives: tuple[DueReading, ...] = ()
    priority: str | None = None
    project: str | None = None
    labels: tuple[str, ...] = ()
    recurrence: str | None = None
    from_completion: bool = False
    estimate_minutes: int | None = None
    after: tuple[TaskId, ...] = ()
    criteria: tuple[str, ...] = ()
    verifier: Mention | None = None
    waiting_for: str | None = None
    check_on: DueReading | None = None
    share: bool = False
    spans: tuple[Span, ...] = ()

    @property
    def owner(self) -> Mention | None:
        """The one meant: the last mention."""
        return self.owners[-1] if self.owners else None


@dataclass(frozen=True, slots=True)
class MessageReading:
    """What a chat message proposes as a task; a person confirms it.

    ``owner`` is a mention, or the author where the message promises ("I'll fix it").
    """

    title: str
    notes: str = ""
    owner: Mention | None = None
    due: DueReading | None = None
    alternatives: tuple[DueReading, ...] = ()
    priority: str | None = None
