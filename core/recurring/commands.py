"""Intents about what repeats."""

from datetime import date

from core.calendar.repeats import Pattern
from core.kernel.refs import TaskId
from core.kernel.values import dataclass


@dataclass(frozen=True, slots=True)
class Repeat:
    """A task comes again like this from now on; its own date stays, if it has one."""

    task: TaskId
    pattern: Pattern


@dataclass(frozen=True, slots=True)
class StopRepeating:
    """It doesn't come again; what is open stays."""

    task: TaskId


@dataclass(frozen=True, slots=True)
class PauseRepeating:
    """It comes again on *until* or later; None: as before, at once."""

    task: TaskId
    until: date | None


@dataclass(frozen=True, slots=True)
class Skip:
    """Not this time: this one is over, and the next one comes."""

    task: TaskId


@dataclass(frozen=True, slots=True)
class ApplyToComing:
    """What a command changed of this one holds for all that come."""

    task: TaskId
    cause: str


RecurringIntent = Repeat | StopRepeating | PauseRepeating | Skip | ApplyToComing
