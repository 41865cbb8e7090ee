"""Intents about what is in the way, and about who can remove it."""

from datetime import date, datetime

from core.kernel.refs import PersonId, TaskId
from core.kernel.values import dataclass
from core.tasks.commands_apart import ThoughAway


@dataclass(frozen=True, slots=True)
class Block:
    """Something is in the way: what, and who can remove it, or who outside and when to check."""

    task: TaskId
    reason: str
    helper: PersonId | None = None
    outside: str | None = None
    check_on: date | None = None
    confirmed: bool = False
    """Although somebody named does not see the private place that it stays in."""
    though_away: ThoughAway | None = None
    """Although the helper is away now."""


@dataclass(frozen=True, slots=True)
class Unblock:
    """The owner can go on."""

    task: TaskId


@dataclass(frozen=True, slots=True)
class StillBlocked:
    """The owner cannot go on although the helper said it is done."""

    task: TaskId


@dataclass(frozen=True, slots=True)
class PromiseHelp:
    """I'll do it, until then (None: one working day, and asked "by when?")."""

    task: TaskId
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class DeclineHelp:
    """Not me; perhaps somebody else."""

    task: TaskId
    ask: PersonId | None = None
    confirmed: bool = False
    """Although somebody named does not see the private place that it stays in."""
    though_away: ThoughAway | None = None
    """Although who is asked is away now."""


@dataclass(frozen=True, slots=True)
class GiveHelp:
    """It is done: the owner is asked whether the way is free."""

    task: TaskId
