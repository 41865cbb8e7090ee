"""Two clocks: business time, which a sandbox may move, and real elapsed time."""

from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """What the outer storeys read; core gets ``now`` as an argument."""

    def now(self) -> datetime:
        """Business time, aware, in UTC."""
        ...

    def elapsed(self) -> float:
        """Real, monotonic seconds: timeouts, pacing, triggers, the acknowledgement budget."""
        ...


def require_aware(moment: datetime) -> datetime:
    """*moment* in UTC; ValueError when it is naive, for nothing naive may be stored."""
    if moment.tzinfo is UTC:
        return moment
    if moment.tzinfo is None:
        raise ValueError("a moment needs a zone")
    return moment.astimezone(UTC)
