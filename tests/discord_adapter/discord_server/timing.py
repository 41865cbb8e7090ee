"""Seconds that can be wound forward, waiting for what happens, ids that carry a time."""

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

EPOCH: Final = datetime(2015, 1, 1, tzinfo=UTC)
"""Where snowflakes begin. Source: docs.discord.com/developers/reference, "Snowflakes"."""


class Elapsed:
    """Real seconds, and those that a test lets pass at once.

    At a `rate` of 0.1 three seconds take thirty: a busy machine then makes nobody late.
    """

    def __init__(self, rate: float = 1.0) -> None:
        self._ahead = 0.0
        self._rate = rate

    def __call__(self) -> float:
        """Seconds since some moment."""
        return time.monotonic() * self._rate + self._ahead

    def forward(self, seconds: float) -> None:
        """Let seconds pass without waiting for them."""
        self._ahead += seconds


class Bell:
    """Rings whenever anything changes; whoever waits looks again."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def ring(self) -> None:
        """Wake everybody who waits."""
        waiting, self._waiting = self._waiting, set()
        for one in waiting:
            if not one.done():
                one.set_result(None)

    async def next(self, seconds: float) -> None:
        """Return at the next ring, or after some seconds."""
        heard: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.add(heard)
        try:
            async with asyncio.timeout(seconds):
                await heard
        except TimeoutError:
            self._waiting.discard(heard)

    async def until(self, true: Callable[[], object], seconds: float = 40.0) -> None:
        """Return when something is true; TimeoutError when it isn't in time.

        It looks at every ring, and a hundred times a second: a client changes without a ring.
        """
        end = time.monotonic() + seconds
        while not true():
            left = end - time.monotonic()
            if left <= 0:
                raise TimeoutError(f"not true within {seconds} s")
            await self.next(min(left, 0.01))


class Mint:
    """Makes snowflakes that rise, whatever the clock does."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._last = 0

    def id(self, *, apart: bool = False) -> str:
        """The next id; `apart` gives it a millisecond of its own, by which shards are chosen."""
        stamp = int((self._now() - EPOCH).total_seconds() * 1000) << 22
        self._last = max(stamp, self._last + ((1 << 22) if apart else 1))
        return str(self._last)
