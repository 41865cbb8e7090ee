"""What went between the workspace and the app, for the page's panel."""

from collections import deque
from collections.abc import Callable
from datetime import datetime

from adapters.sandbox.jsontypes import Json

CAPACITY = 2_000

TO_BOT = "to-bot"
FROM_BOT = "from-bot"


class Log:
    """The last 2,000 entries, each with a number that only grows."""

    def __init__(self, now: Callable[[], datetime], on_entry: Callable[[int], None]) -> None:
        self._now = now
        self._on_entry = on_entry
        self._entries: deque[Json] = deque(maxlen=CAPACITY)
        self._count = 0

    def add(self, direction: str, what: str, detail: Json) -> None:
        """Record one envelope, answer or call."""
        self._count += 1
        entry = {"n": self._count, "at": self._now().isoformat(), "dir": direction}
        self._entries.append({**entry, "what": what, "detail": detail})
        self._on_entry(self._count)

    def after(self, number: int) -> list[Json]:
        """List the entries with a higher number, oldest first."""
        return [entry for entry in self._entries if entry["n"] > number]
