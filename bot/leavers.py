"""Notices who has left where a platform tells us of nobody's leaving: once a day it is asked about
everybody with open work, and at once about whoever could not be written to."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime, timedelta

from bot.platforms import Anew, Platform
from core import dispatch
from core.dispatch import Sought
from core.kernel.clock import Clock
from core.kernel.refs import PersonId, WorkspaceId
from core.people.model import Profile, Sender
from core.screens.messenger import DeliveryFailure
from core.unit import Unit
from scheduler.ports import Store

log = logging.getLogger("chivvy.leavers")
MOST = 60
"""People of one look, which comes every minute: eighty thousand in a day."""
PACE = 0.2
"""Real seconds between two questions."""
AGAIN = timedelta(days=1)
Learn = Callable[[Sender, tuple[Profile, ...]], Awaitable[None]]


def untold(platforms: Mapping[str, Platform]) -> dict[str, Anew]:
    """Where to ask, of the platforms that tell of nobody's leaving."""
    return {name: ask for name, one in platforms.items() if (ask := one.anew) is not None}


class Leavers:
    """Asks about people, a few at a time, and has it learnt what was told."""

    def __init__(
        self, store: Store, ask: Mapping[str, Anew], learn: Learn, clock: Clock, pace: float = PACE
    ) -> None:
        self._store = store
        self._ask = ask
        self._learn = learn
        self._clock = clock
        self._pace = pace
        self._rounds: dict[str, datetime] = {}
        self._queue: deque[Sought] = deque()
        self._refused: set[tuple[WorkspaceId, PersonId]] = set()

    def refused(self, workspace: WorkspaceId, person: PersonId) -> None:
        """A message to *person* was not taken: they are asked about at the next look."""
        if self._ask:
            self._refused.add((workspace, person))

    async def look(self) -> int:
        """Asks about those whose turn it is; says of how many something was told."""
        await self._fill()
        told: dict[tuple[str, str], list[Profile]] = {}
        for number in range(min(MOST, len(self._queue))):
            if number:
                await asyncio.sleep(self._pace)
            sought = self._queue.popleft()
            if (found := await self._one(sought)) is not None:
                told.setdefault((sought.platform, sought.teams[0]), []).append(found)
        for (platform, team), profiles in told.items():
            await self._learn(Sender(platform, team, ""), tuple(profiles))
        return sum(map(len, told.values()))

    async def _fill(self) -> None:
        now = self._clock.now()
        for spot in list(self._refused):
            self._queue.extendleft(await self._about(*spot))
            self._refused.discard(spot)  # Only now: where the store was away they are still due.
        for platform in self._ask:
            last = self._rounds.get(platform)
            if last is None or now - last >= AGAIN:
                waiting = set(self._queue)
                due = await self._owners(platform)
                self._queue.extend(each for each in due if each not in waiting)
                self._rounds[platform] = now

    async def _owners(self, platform: str) -> Sequence[Sought]:
        return await self._store.read(lambda unit: dispatch.owners_on(unit, platform))

    async def _about(self, workspace: WorkspaceId, person: PersonId) -> Sequence[Sought]:
        def read(unit: Unit) -> Sequence[Sought]:
            every = (dispatch.sought(unit, workspace, person, each) for each in self._ask)
            return [one for found in every for one in found]

        return await self._store.read(read)

    async def _one(self, sought: Sought) -> Profile | None:
        """They are here as long as one of the workspace's installations has them."""
        found = None
        try:
            for team in sought.teams:
                found = await self._ask[sought.platform](Sender(sought.platform, team, sought.user))
                if found.active:
                    break
        except DeliveryFailure as failure:
            log.info("somebody is asked about another day: %s", failure)
            return None
        return found
