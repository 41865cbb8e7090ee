"""What can go wrong on the platform, made to go wrong on demand.

Calls are named by method and template: "POST /channels/{channel_id}/messages".
"""

import asyncio
from collections import defaultdict, deque
from dataclasses import dataclass, field

from tests.discord_adapter.discord_server.errors import CODES
from tests.discord_adapter.discord_server.model import Json


@dataclass(slots=True)
class Hold:
    """Keeps a call from being applied: wait for `reached`, then `release()` it."""

    reached: asyncio.Event = field(default_factory=asyncio.Event)
    released: asyncio.Event = field(default_factory=asyncio.Event)

    def release(self) -> None:
        """Let the call be applied."""
        self.released.set()


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens to one call.

    `status` and `body` are the answer; `applied` says the call takes effect all the same; `drop`
    breaks the connection instead of answering; `delay` (seconds) or `hold` come before the effect.
    """

    status: int | None = None
    body: Json = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    applied: bool = False
    drop: bool = False
    delay: float = 0.0
    hold: Hold | None = None


class Faults:
    """The faults that wait for their calls, in order."""

    def __init__(self) -> None:
        self._waiting: dict[str, deque[Fault]] = defaultdict(deque)

    def next_for(self, call: str) -> Fault | None:
        """Take the fault that the next such call meets."""
        waiting = self._waiting[call]
        return waiting.popleft() if waiting else None

    def pending(self, call: str) -> int:
        """Count the faults that have not yet met their call."""
        return len(self._waiting[call])

    def add(self, call: str, fault: Fault, times: int = 1) -> None:
        """Let the next `times` such calls meet a fault."""
        self._waiting[call].extend([fault] * times)

    def refuse_next(self, call: str, code: int, times: int = 1) -> None:
        """Answer the next such calls with one of Discord's errors."""
        status, message = CODES[code]
        limited = {"retry_after": 0.05, "global": False} if status == 429 else {}
        self.add(call, Fault(status, {"message": message, "code": code, **limited}), times)

    def fail_next(
        self, call: str, status: int = 502, times: int = 1, *, applied: bool = False
    ) -> None:
        """Answer the next such calls with a bare status, having applied them or not."""
        self.add(call, Fault(status, {"message": f"{status}", "code": 0}, applied=applied), times)

    def rate_limit(
        self,
        call: str,
        retry_after: float,
        times: int = 1,
        *,
        whole_bot: bool = False,
        shared: bool = False,
    ) -> None:
        """Answer the next such calls with 429; source: /topics/rate-limits, "Exceeding"."""
        body = {
            "message": "You are being rate limited.",
            "retry_after": retry_after,
            "global": whole_bot,
        }
        scope = "global" if whole_bot else "shared" if shared else "user"
        headers = {"Retry-After": str(int(retry_after) + 1), "X-RateLimit-Scope": scope}
        if whole_bot:
            headers["X-RateLimit-Global"] = "true"
        self.add(call, Fault(429, body, headers), times)

    def drop_next(self, call: str, times: int = 1, *, applied: bool = True) -> None:
        """Break the connection of the next such calls, having applied them or not."""
        self.add(call, Fault(applied=applied, drop=True), times)

    def delay_next(self, call: str, seconds: float, times: int = 1) -> None:
        """Apply the next such calls late."""
        self.add(call, Fault(applied=True, delay=seconds), times)

    def hold_next(self, call: str, *, drop: bool = False) -> Hold:
        """Apply the next such call when the returned hold is released."""
        hold = Hold()
        self.add(call, Fault(applied=True, drop=drop, hold=hold))
        return hold
