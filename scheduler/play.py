"""Plays time forward: from one thing that is due to the next, until the target."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Protocol

STEP = timedelta(minutes=5)
LIMIT = 10_000
"""Rounds of one jump; more means that something asks to be looked at again and again."""


class Held(Protocol):
    """A clock that can stand still at a moment."""

    def now(self) -> datetime: ...
    def hold(self, moment: datetime) -> None: ...
    def release(self) -> None: ...


async def play_to(
    target: datetime,
    clock: Held,
    earliest: Callable[[], Awaitable[datetime | None]],
    until_idle: Callable[[], Awaitable[None]],
) -> None:
    """Moves *clock* to *target*, doing at each moment in between what is due then."""
    try:
        clock.hold(clock.now())
        for _ in range(LIMIT):
            await until_idle()
            due = await earliest()
            if due is None or due > target:
                break
            # What is still due after its turn has failed, or waits for something: time goes on.
            moment = due if due > clock.now() else clock.now() + STEP
            if moment > target:
                break
            clock.hold(moment)
        clock.hold(target)
        await until_idle()
    finally:
        clock.release()
