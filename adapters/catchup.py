"""After an outage conversations are read, one after the other, as slowly as a platform asks."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from typing import Protocol, TypeVar

from core.people.model import Sender
from core.screens.messenger import DeliveryFailure, RetryAt, Uncertain

log = logging.getLogger(__name__)
TRIES = 3
AGAIN = 5.0
"""So many pauses before another try, where the platform does not say how long."""
LONGEST = 120.0
"""Seconds that a limit of a platform's is waited for."""

T = TypeVar("T")
Spot = tuple[str, str | None]
"""A conversation, and the thread of it; None: somebody's direct messages, or a whole channel."""


class Told(Protocol):
    """What is to be kept of a message."""

    @property
    def sender(self) -> Sender: ...
    @property
    def text(self) -> str: ...


Kept = TypeVar("Kept", bound=Told)


class TooMuch(Exception):
    """A conversation has more than is read."""


async def read_each(
    spots: Sequence[Spot],
    found: Callable[[Spot], AsyncIterator[T]],
    told: Callable[[T, Spot], Awaitable[Kept | None]],
    receive: Callable[[Kept], Awaitable[None]],
) -> int:
    """Receives what is *told* of the messages that are *found* in *spots*, oldest first; says how
    many spots could not be read, or not to their end.

    Who was not answered says it again: of the same words about the same thing the last ones count.
    Where those were heard, the first ones are not offered.
    """
    unread = 0
    for spot in spots:
        said: dict[tuple[str, str | None, str], Kept] = {}
        try:
            async for each in found(spot):
                if (kept := await told(each, spot)) is not None:
                    by, words = kept.sender, " ".join(kept.text.casefold().split())
                    same = (by.user, by.thread, words)
                    said.pop(same, None)
                    said[same] = kept
        except (DeliveryFailure, TooMuch) as why:
            unread += 1
            log.warning("a conversation could not be read after an outage: %s", why)
        for kept in said.values():
            await receive(kept)
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
