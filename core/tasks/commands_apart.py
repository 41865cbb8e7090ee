"""Intents apart from those that bring the work on: offers, another project, what is taken out for
good, and how somebody is asked who is away."""

from datetime import date
from enum import StrEnum

from core.kernel.refs import PersonId, ProjectId, TaskId, TextId
from core.kernel.values import dataclass


class ThoughAway(StrEnum):
    """How somebody is asked who is away; stored, so names never change."""

    WAIT = "wait"
    """Once they are back, and nobody else until then."""
    ASK = "ask"
    """All the same: they read it in their brief then, and the follow-up takes its usual course."""


@dataclass(frozen=True, slots=True)
class Erase:
    """These words of a task go for good: a secret was among them."""

    task: TaskId
    texts: tuple[TextId, ...]
    mark: str
    """What stands in their place, such as "[erased by Ana]"."""


AS_NOW = "~"
"""Seen by those who see it now, wherever it is moved."""


@dataclass(frozen=True, slots=True)
class Move:
    """Into another project, with its parts; None: out of the one that it is in."""

    task: TaskId
    to: ProjectId | None
    agreed: str = ""
    """Where it shall be seen, once that was asked: ``AS_NOW``, "0" for all, a place's number."""


@dataclass(frozen=True, slots=True)
class TakeOffer:
    """I take what was offered to me."""

    task: TaskId


@dataclass(frozen=True, slots=True)
class DeclineOffer:
    """No thanks."""

    task: TaskId


@dataclass(frozen=True, slots=True)
class CheckAgain:
    """Somebody outside hasn't answered yet: look again on that day."""

    task: TaskId
    on: date


@dataclass(frozen=True, slots=True)
class OfferHelp:
    """Somebody can help to finish it: who says so, or whom they name; its owner decides."""

    task: TaskId
    who: PersonId | None = None
    confirmed: bool = False
