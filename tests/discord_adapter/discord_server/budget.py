"""How many requests the bot may make, counted always and enforced when a test says so.

Source: docs.discord.com/developers/topics/rate-limits: 50 requests a second for the whole bot;
10,000 answers with 401, 403 or 429 in 10 minutes ban its address (429s of a shared scope don't
count); interactions' callbacks and webhooks are outside the global limit.
"""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import blake2s
from typing import Final

from tests.discord_adapter.discord_server.model import Json
from tests.discord_adapter.discord_server.timing import Elapsed

GLOBAL: Final = 50
INVALID: Final = 10_000
INVALID_WINDOW: Final = 600.0
MAJOR: Final = ("channel_id", "guild_id", "webhook_id", "webhook_token")
"""What makes a bucket of its own."""


@dataclass(frozen=True, slots=True)
class Limited:
    """A 429."""

    body: Json
    headers: dict[str, str]


@dataclass(slots=True)
class _Bucket:
    most: int
    seconds: float
    times: deque[float] = field(default_factory=deque)

    def left(self, now: float) -> int:
        while self.times and self.times[0] <= now - self.seconds:
            self.times.popleft()
        return self.most - len(self.times)

    def reset(self, now: float) -> float:
        return max(0.0, self.times[0] + self.seconds - now) if self.times else self.seconds


class Budget:
    """Counts; `enforce` the global limit, `limit` single routes."""

    def __init__(self, elapsed: Elapsed) -> None:
        self._elapsed = elapsed
        self._global = _Bucket(GLOBAL, 1.0)
        self._invalid: deque[float] = deque()
        self._limits: dict[str, tuple[int, float]] = {}
        self._buckets: dict[tuple[str, str], _Bucket] = {}
        self.enforce = False
        self.peak = 0

    def limit(self, call: str, most: int, seconds: float) -> None:
        """Let a route take so many requests in so many seconds, for each channel or server."""
        self._limits[call] = (most, seconds)

    @property
    def invalid(self) -> int:
        """Answers of the last ten minutes that count towards a ban."""
        while self._invalid and self._invalid[0] <= self._elapsed() - INVALID_WINDOW:
            self._invalid.popleft()
        return len(self._invalid)

    def answered(self, status: int, scope: str | None) -> None:
        """Note an answer."""
        if status in (401, 403) or (status == 429 and scope != "shared"):
            self._invalid.append(self._elapsed())

    def taken(self, call: str, path: Mapping[str, str]) -> Limited | None:
        """Count a request; return the 429 that it meets."""
        now = self._elapsed()
        if not call.split(" ")[1].startswith(("/interactions/", "/webhooks/")):
            left = self._global.left(now)
            if left <= 0 and self.enforce:
                return _limited(self._global.reset(now), whole_bot=True)
            self._global.times.append(now)
            self.peak = max(self.peak, GLOBAL - left + 1)
        bucket = self._bucket(call, path)
        if call in self._limits and bucket.left(now) <= 0:
            return _limited(bucket.reset(now), whole_bot=False)
        bucket.times.append(now)
        return None

    def headers(self, call: str, path: Mapping[str, str]) -> dict[str, str]:
        """What answers say of their bucket; those to interactions' callbacks say nothing."""
        if call.split(" ")[1].startswith("/interactions/"):
            return {}
        now = self._elapsed()
        bucket = self._bucket(call, path)
        after = bucket.reset(now)
        name = blake2s(call.encode(), digest_size=16).hexdigest()
        return {
            "X-RateLimit-Limit": str(bucket.most),
            "X-RateLimit-Remaining": str(max(0, bucket.left(now))),
            "X-RateLimit-Reset": f"{now + after:.3f}",
            "X-RateLimit-Reset-After": f"{after:.3f}",
            "X-RateLimit-Bucket": name,
        }

    def _bucket(self, call: str, path: Mapping[str, str]) -> _Bucket:
        major = ":".join(path[name] for name in MAJOR if name in path)
        most, seconds = self._limits.get(call, (1000, 1.0))
        return self._buckets.setdefault((call, major), _Bucket(most, seconds))


def _limited(after: float, *, whole_bot: bool) -> Limited:
    body = {
        "message": "You are being rate limited.",
        "retry_after": round(after, 3),
        "global": whole_bot,
    }
    headers = {
        "Retry-After": str(int(after) + 1),
        "X-RateLimit-Scope": "global" if whole_bot else "user",
    }
    if whole_bot:
        headers["X-RateLimit-Global"] = "true"
    return Limited(body, headers)
