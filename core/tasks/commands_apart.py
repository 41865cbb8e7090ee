"""Intents apart from those that move the work: offers, and what is taken out for good."""

from dataclasses import dataclass

from core.kernel.refs import TaskId, TextId


@dataclass(frozen=True, slots=True)
class Erase:
    """These words of a task go for good: a secret was among them."""

    task: TaskId
    texts: tuple[TextId, ...]
    mark: str
    """What stands in their place, such as "[erased by Ana]"."""


@dataclass(frozen=True, slots=True)
class TakeOffer:
    """I take what was offered to me."""

    task: TaskId


@dataclass(frozen=True, slots=True)
class DeclineOffer:
    """No thanks."""

    task: TaskId
