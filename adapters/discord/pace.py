"""How fast we may ask: below Discord's limit for a whole bot, and far from the ban for refusals.

discord.py keeps the limit of each bucket, but learns of the bot's only by meeting it.
Source: docs.discord.com/developers/topics/rate-limits, "Global Rate Limit", "Invalid Request
Limit": 50 a second; 10,000 answers with 401, 403 or 429 in ten minutes shut the address out.
"""

import asyncio
from collections import defaultdict, deque
from collections.abc import Callable

from core.screens.messenger import RetryAt

A_SECOND = 40
AT_ONCE = 5
"""Requests go out evenly, but for so many: on their way they come closer to each other."""
REFUSALS = 2_000
WINDOW = 600.0
A_ROOM, ROOM_SECONDS = 5, 5.0
MOST_ROOMS = 1000


class Pace:
    """Turns in the order in which they are asked for."""

    def __init__(
        self, elapsed: Callable[[], float], per_second: int = A_SECOND, at_once: int = AT_ONCE,
        refusals: int = REFUSALS,
    ) -> None:  # fmt: skip
        self._elapsed = elapsed
        self._gap = 1.0 / per_second
        self._ahead = self._gap * at_once
        self._refusals = refusals
        self._next = elapsed()
        self._refused: deque[float] = deque(maxlen=refusals)
        self._order = asyncio.Lock()

    async def turn(self) -> None:
        """Returns when one more request may go out; RetryAt after too many refusals."""
        self._require_welcome()
        async with self._order:
            self._next = max(self._next, self._elapsed()) + self._gap
            await asyncio.sleep(max(0.0, self._next - self._ahead - self._elapsed()))

    def refused(self) -> None:
        """An answer was 401, 403 or 429."""
        self._refused.append(self._elapsed())

    def _require_welcome(self) -> None:
        now = self._elapsed()
        while self._refused and self._refused[0] <= now - WINDOW:
            self._refused.popleft()
        if len(self._refused) >= self._refusals:
            left = self._refused[0] + WINDOW - now
            raise RetryAt("too many refusals", left)


class Rooms:
    """So many messages in a conversation within so many seconds, as its bucket has them as a rule:
    who waits for it here is asked again what to say, inside the library nobody is."""

    def __init__(
        self, elapsed: Callable[[], float], most: int = A_ROOM, seconds: float = ROOM_SECONDS
    ) -> None:
        self._elapsed = elapsed
        self._most = most
        self._seconds = seconds
        self._took: defaultdict[str, deque[float]] = defaultdict(lambda: deque(maxlen=most))

    async def free(self, room: str) -> bool:
        """Returns when one more may go there; whether that was not at once."""
        self._forget()
        took = self._took.get(room) or deque()
        wait = took[0] + self._seconds - self._elapsed() if len(took) == self._most else 0.0
        if wait > 0:
            await asyncio.sleep(wait)
        return wait > 0

    def took(self, room: str) -> None:
        """One went there."""
        self._took[room].append(self._elapsed())

    def _forget(self) -> None:
        if len(self._took) > MOST_ROOMS:
            since = self._elapsed() - self._seconds
            for room in [name for name, took in self._took.items() if took[-1] <= since]:
                del self._took[room]
