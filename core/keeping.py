"""How long what nobody needs any more is kept, in days; 0: as long as the database."""

from datetime import datetime, timedelta
from enum import StrEnum

from core.kernel.values import dataclass


class Sweep(StrEnum):
    """What goes some time after its task was closed, or after it was made."""

    MESSAGES = "messages"
    """Notices and posts: what was said to whom, and when."""
    EXCERPTS = "excerpts"
    """What was copied from the message that a task was captured from."""
    BRIEFS = "briefs"
    """Briefs, digests and headlines of channels that nothing refers to: these some time after they
    were made."""


@dataclass(frozen=True, slots=True)
class Keeping:
    """Days; the defaults are in docs/operations.md."""

    requests: int = 30
    arrivals: int = 30
    messages: int = 0
    excerpts: int = 0
    briefs: int = 90

    def before(self, sweep: Sweep, now: datetime) -> datetime | None:
        """What was closed, or made, before then goes; None: nothing does."""
        days = {
            Sweep.MESSAGES: self.messages, Sweep.EXCERPTS: self.excerpts, Sweep.BRIEFS: self.briefs,
        }[sweep]  # fmt: skip
        return now - timedelta(days=days) if days else None
