"""What a free-text reply to a follow-up may mean; ``replies`` reads it."""

from enum import StrEnum

from core.kernel.values import dataclass
from core.language.model import DueReading


class Means(StrEnum):
    """What somebody may mean, the likeliest first in an answer."""

    DONE = "done"
    NOT_MINE = "not_mine"
    BLOCKED = "blocked"
    DATE = "date"
    FREE = "free"
    GOING = "going"
    LATER = "later"
    """Asked again another time; the date stays."""
    AGREED = "agreed"
    """ "Ok": to whatever was asked."""
    REFUSED = "refused"
    """ "No", and nothing else."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """One of them, with the facts that it needs."""

    means: Means
    due: DueReading | None = None
    reason: str = ""
    who: str = ""
    """A mention or a name, as typed."""
