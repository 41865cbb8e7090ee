"""After an outage conversations are read, one after the other, as slowly as a platform asks."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from typing import TypeVar

from core.screens.delivery import DeliveryFailure, RetryAt, Uncertain

log = logging.getLogger(__name__)
TRIES = 3
AGAIN = 5.0
"""So many pauses before another try, where the platform does not say how long."""
LONGEST = 120.0
"""Seconds that a limit of a platform's is waited for."""

T = TypeVar("T")
Spot = tuple[str, str | None]
"""A conversation, and the thread of it; None: somebody's direct messages."""


class TooMuch(Exception):
    """A conversation has more than is read."""


async def read_each(
    spots: Sequence[Spot],
    found: Callable[[Spot], AsyncIterator[T]],
    take: Callable[[T, Spot], Awaitable[None]],
) -> int:
    """Takes what is *found* in *spots*; says how many of them could not be read, or not to their
    end."""
    unread = 0
    for spot in spots:
        try:
            async for each in found(spot):
                await take(each, spot)
        except (DeliveryFailure, TooMuch) as why:
            unread += 1
            log.warning("a conversation could not be read after an outage: %s", why)
    return unread


async def patiently(
    call: Callable[[], Awaitable[T]], failure: Callable[[Exception], DeliveryFailure], pause: float
) -> T:
    """What *call* brings, each try after a *pause*, and what may pass waited for; raises a
    DeliveryFailure."""
    for left in reversed(range(TRIES)):
        try:
            await asyncio.sleep(pause)
            return await call()
        except Exception as error:
            why = failure(error)
            wait = (why.after if isinstance(why, RetryAt) else None) or AGAIN * pause
            if not left or not isinstance(why, RetryAt | Uncertain) or wait > LONGEST:
                raise why from error
            await asyncio.sleep(wait)
    raise AssertionError("unreachable: the last try returns or raises")
