"""What can go wrong on a platform, made to go wrong on demand. For tests; no route leads here."""

import asyncio
from collections import defaultdict, deque
from dataclasses import dataclass, field

from adapters.sandbox import membership, posting
from adapters.sandbox.jsontypes import Json
from adapters.sandbox.workspace import Workspace


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

    `error` and `status` are the answer; `applied` says the call takes effect all the same;
    `drop` breaks the connection instead of answering; `delay` (seconds) or `hold` come before
    the effect, which then happens even if the caller has given up.
    """

    error: str | None = None
    status: int = 200
    retry_after: int | None = None
    applied: bool = False
    drop: bool = False
    delay: float = 0.0
    hold: Hold | None = None

    def answer(self) -> Json:
        """Return the body that the caller gets."""
        return {"ok": False, "error": self.error or "fatal_error"}


class Faults:
    """The faults that wait for their calls, in order, per Web API method."""

    def __init__(self, ws: Workspace) -> None:
        self._ws = ws
        self._waiting: dict[str, deque[Fault]] = defaultdict(deque)
        self.revoked: str | None = None

    def next_for(self, method: str) -> Fault | None:
        """Take the fault that the next call of a method meets."""
        waiting = self._waiting[method]
        return waiting.popleft() if waiting else None

    def pending(self, method: str) -> int:
        """Count the faults that have not yet met their call."""
        return len(self._waiting[method])

    def add(self, method: str, fault: Fault, times: int = 1) -> None:
        """Let the next `times` calls of a method meet a fault."""
        self._waiting[method].extend([fault] * times)

    def heal(self, method: str) -> None:
        """Let a method meet no fault that still waits for it."""
        self._waiting[method].clear()

    def fail_next(
        self,
        method: str,
        times: int = 1,
        *,
        error: str = "fatal_error",
        status: int = 200,
        retry_after: int | None = None,
        applied: bool = False,
    ) -> None:
        """Answer the next calls with an error, an HTTP status and perhaps a Retry-After."""
        fault = Fault(error, status, retry_after, applied)
        self.add(method, fault, times)

    def rate_limit(self, method: str, retry_after: int, times: int = 1) -> None:
        """Answer the next calls with 429 and Retry-After in seconds."""
        self.fail_next(method, times, error="ratelimited", status=429, retry_after=retry_after)

    def drop_next(self, method: str, times: int = 1, *, applied: bool = True) -> None:
        """Break the connection of the next calls, after applying them unless told otherwise."""
        self.add(method, Fault(applied=applied, drop=True), times)

    def delay_next(
        self, method: str, seconds: float, times: int = 1, *, drop: bool = False
    ) -> None:
        """Apply the next calls late; with `drop` the caller's connection breaks at once."""
        self.add(method, Fault(applied=True, drop=drop, delay=seconds), times)

    def hold_next(self, method: str, *, drop: bool = False) -> Hold:
        """Apply the next call when the returned hold is released."""
        hold = Hold()
        self.add(method, Fault(applied=True, drop=drop, hold=hold))
        return hold

    def archive(self, channel_id: str, by: str | None = None) -> None:
        """Archive a channel."""
        channel = self._ws.channels[channel_id]
        membership.archive(self._ws, channel, by or channel.creator)

    def refuse_dms(self, user: str, *, refused: bool = True) -> None:
        """Let a person refuse direct messages from the app, or take them again."""
        (self._ws.refuses_dms.add if refused else self._ws.refuses_dms.discard)(user)

    def revoke_token(self, error: str = "token_revoked") -> None:
        """Answer every call with `token_revoked`, `account_inactive` or the like."""
        self.revoked = error

    def restore_token(self) -> None:
        """Accept the app's token again."""
        self.revoked = None

    def delete_message(self, channel_id: str, ts: str) -> None:
        """Delete a message by hand, as an admin would."""
        ws = self._ws
        posting.remove(ws, ws.channels[channel_id], ws.message(channel_id, ts))
