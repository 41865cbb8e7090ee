"""The open items of a thread, and what each act does to them."""

from dataclasses import dataclass, field
from enum import StrEnum

from core.language.model import DueReading
from core.language.threads.stems import shared, stems

_RECENT = 30
"""Items that an act may mean: so that a long thread stays linear."""
_NEAR = 0.5


class State(StrEnum):
    """How far an item is."""

    IDEA = "idea"
    OFFERED = "offered"
    ASKED = "asked"
    OPEN = "open"
    TAKEN = "taken"
    DECLINED = "declined"
    OVER = "over"


@dataclass
class Item:
    """Something to do. Changed in place while the thread is read."""

    what: str
    title: str
    state: State
    requester: str | None
    owner: str | None
    at: int
    due: DueReading | None = None
    evidence: list[int] = field(default_factory=list)
    words: frozenset[str] = frozenset()
    firm: bool = True
    answered: bool = False
    proposed: tuple[int, DueReading] | None = None
    """A date that waits for a yes, and the message that says it."""

    def touch(self, index: int) -> None:
        """Message *index* carries it too."""
        if index not in self.evidence:
            self.evidence.append(index)


class Ledger:
    """Everything that was asked, promised or offered so far."""

    def __init__(self) -> None:
        self.items: list[Item] = []

    def add(self, item: Item) -> Item:
        """A new item."""
        own = stems(item.what)
        item.words = own if len(own) > 1 else stems(item.title)
        item.evidence.append(item.at)
        self.items.append(item)
        return item

    def recent(self, *states: State) -> list[Item]:
        """The latest first; without *states* those that are not over."""
        near = reversed(self.items[-_RECENT:])
        return [i for i in near if (i.state in states if states else i.state is not State.OVER)]

    def about(self, text: str, *states: State, least: float = _NEAR) -> Item | None:
        """The one that *text* speaks of by its words."""
        words = stems(text)
        scored = [
            (shared(words, item.words), -n, item) for n, item in enumerate(self.recent(*states))
        ]
        best = max(scored, default=None, key=lambda one: one[:2])
        return best[2] if best and best[0] >= least else None
