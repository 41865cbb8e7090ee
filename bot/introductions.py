"""Looks up who speaks, and where, the first time: before that nobody knows what they may do."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

from core.dispatch import Unknown
from core.kernel.errors import STORE
from core.kernel.values import dataclass
from core.people.model import Looked, Profile, Sender, Spot
from core.screens.messenger import DeliveryFailure

T = TypeVar("T")
log = logging.getLogger("chivvy.introductions")
PATIENCE = 1.0
"""Real seconds that somebody waits for the look-ups before they are answered."""
TRIES, PAUSE = 4, 2.0
"""How often a person is looked up who could not be told in time; seconds, doubled each time."""
Learn = Callable[[Sender, Profile], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Sources:
    """Where a platform tells of people and places; both raise a DeliveryFailure."""

    profile: Callable[[Sender], Awaitable[Profile]]
    spot: Callable[[Sender], Awaitable[Spot]]


class Introductions:
    """What a platform says of somebody at first contact, within the time that they wait."""

    def __init__(
        self, sources: dict[str, Sources], patience: float = PATIENCE, pause: float = PAUSE
    ) -> None:
        self._sources = sources
        self._patience = patience
        self.pause = pause
        self._late: set[asyncio.Task[None]] = set()

    async def look(self, sender: Sender, unknown: Unknown, learn: Learn) -> Looked:
        """What is told in time. A profile that comes late goes to *learn*."""
        sources = self._sources.get(sender.platform)
        if sources is None or not (unknown.person or unknown.place):
            return Looked()
        person = _start(sources.profile(sender)) if unknown.person else None
        place = _start(sources.spot(sender)) if unknown.place else None
        await asyncio.wait([t for t in (person, place) if t], timeout=self._patience)
        profile = _told(person)
        if person is not None and profile is None:
            self._later(self._correct(person, sender, sources, learn))
        return Looked(profile, _told(place))

    async def settle(self) -> None:
        """Waits for what came too late."""
        await asyncio.gather(*self._late, return_exceptions=True)

    async def stop(self) -> None:
        """Gives up what is still under way."""
        for task in self._late:
            task.cancel()
        await self.settle()

    def _later(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._late.add(task)
        task.add_done_callback(self._late.discard)

    async def _correct(
        self, asked: asyncio.Task[Profile], sender: Sender, sources: Sources, learn: Learn
    ) -> None:
        for attempt in range(TRIES):
            try:
                profile = await (asked if attempt == 0 else sources.profile(sender))
                await learn(sender, profile)
                return
            except (DeliveryFailure, *STORE) as failure:
                log.warning("who speaks is not known yet: %s", failure)
                await asyncio.sleep(self.pause * 2**attempt)


def _start(look: Awaitable[T]) -> asyncio.Task[T]:
    async def ask() -> T:
        return await look

    return asyncio.create_task(ask())


def _told(task: asyncio.Task[T] | None) -> T | None:
    if task is None or not task.done() or task.cancelled() or task.exception() is not None:
        return None
    return task.result()
