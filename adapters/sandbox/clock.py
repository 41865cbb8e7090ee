"""The clock that the sandbox is handed, and the identities that it mints."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class ClockControl(Protocol):
    """Business time, as the bot keeps it; the page moves it through here."""

    def now(self) -> datetime:
        """Return the business time, aware, in UTC."""
        ...

    async def move_to(self, target: datetime) -> None:
        """Move forward to `target`; return when everything due in between has been played."""
        ...


def timestamp(moment: datetime) -> str:
    """Write an aware datetime as a Slack `ts`: seconds with six decimals."""
    return _written((moment - EPOCH) // timedelta(microseconds=1))


def _written(micros: int) -> str:
    return f"{micros // 1_000_000}.{micros % 1_000_000:06d}"


class Mint:
    """Makes message timestamps, strictly increasing, and short unique ids."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._last = 0
        self._count = 0

    def ts(self) -> str:
        """Return the next `ts`: business time, or just after the last one."""
        micros = (self._now() - EPOCH) // timedelta(microseconds=1)
        self._last = max(micros, self._last + 1)
        return _written(self._last)

    def seconds(self) -> int:
        """Return business time in whole seconds since 1970."""
        return (self._now() - EPOCH) // timedelta(seconds=1)

    def id(self, prefix: str = "") -> str:
        """Return an id that this workspace has not used yet, such as `V0S00000A`."""
        self._count += 1
        return f"{prefix}0S{_base36(self._count):0>6}"


def _base36(number: int) -> str:
    digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    written = ""
    while number:
        number, rest = divmod(number, 36)
        written = digits[rest] + written
    return written
