"""Clocks: the real one, and the sandbox's, which can be moved forward and never back."""

import time
from datetime import UTC, datetime, timedelta


class RealClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The present, in UTC."""
        return datetime.now(UTC)

    def elapsed(self) -> float:
        """Monotonic seconds."""
        return time.monotonic()


class MovableClock:
    """Business time that runs on from *start* with real time, and jumps forward when told."""

    def __init__(self, start: datetime) -> None:
        self._start = start.astimezone(UTC)
        self._since = time.monotonic()
        self._ahead = timedelta(0)
        self._frozen: datetime | None = None

    def now(self) -> datetime:
        """Business time, in UTC; it stands still while a jump is being played."""
        if self._frozen is not None:
            return self._frozen
        return self._start + self._ahead + timedelta(seconds=time.monotonic() - self._since)

    def elapsed(self) -> float:
        """Real, monotonic seconds: nobody moves them."""
        return time.monotonic()

    def hold(self, moment: datetime) -> None:
        """Stands still at *moment*, or where it is when that is in the past."""
        self._frozen = max(moment.astimezone(UTC), self.now())

    def release(self) -> None:
        """Runs on from where it stands."""
        if self._frozen is None:
            return
        self._start, self._ahead = self._frozen, timedelta(0)
        self._since = time.monotonic()
        self._frozen = None
