"""Looks up who is in a place, so that what is private is seen by its people alone."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence

from core import dispatch
from core.dispatch import Unsure
from core.kernel.clock import Clock
from core.kernel.context import Context
from core.kernel.refs import PlaceId, WorkspaceId
from core.screens.messenger import Gone
from scheduler.ports import Store

log = logging.getLogger("chivvy.insiders")
PATIENCE = 1.0
"""Real seconds that somebody waits for the look-ups before they are answered."""
AT_ONCE = 5
"""Places that are looked up before an answer; the rest is looked up after it."""
AGAIN = 30.0
"""Real seconds after a failure before the same place is asked for again because of an answer."""
BATCH = 20
Members = Callable[[str, str], Awaitable[frozenset[str]]]
"""(installation, place) to the people there, all in the platform's ids."""
_Spot = tuple[WorkspaceId, PlaceId]


class Insiders:
    """Keeps it known who is where, a quarter of an hour behind at most; unknown means no."""

    def __init__(self, store: Store, members: Mapping[str, Members], clock: Clock) -> None:
        self._store = store
        self._members = members
        self._clock = clock
        self._running: dict[_Spot, asyncio.Task[bool]] = {}
        self._failed: dict[_Spot, float] = {}

    async def before(self, ctx: Context, asked: Sequence[Unsure]) -> None:
        """Looks up *asked*, what is unsure for the asker, before they are answered.

        What is not known in time is not shown to them; it is looked up all the same. Where they
        speak they surely are.
        """
        wanted = asked[:AT_ONCE]
        if tasks := [self._start(each) for each in wanted if not self._in_vain(each)]:
            await asyncio.wait(tasks, timeout=PATIENCE)
        for each in asked:
            if not self._is_known(each, wanted) and each.place != ctx.place:
                await self._doubt(each, ctx)
        for each in asked[AT_ONCE:]:
            self._start(each)

    async def everywhere(self) -> int:
        """A few places at a time, the longest unseen first; says how many were looked up."""
        now = self._clock.now()
        due = await self._store.read(lambda unit: dispatch.unsure(unit, now, BATCH))
        found = [await self._start(each) for each in due]
        return sum(found)

    async def stop(self) -> None:
        """Lets what runs end."""
        await asyncio.gather(*self._running.values(), return_exceptions=True)

    def _start(self, asked: Unsure) -> asyncio.Task[bool]:
        """One look-up a place at a time; whoever asks meanwhile waits for the same."""
        spot = (asked.workspace, asked.place)
        if spot not in self._running:
            task = asyncio.create_task(self._look_up(asked))
            self._running[spot] = task
            task.add_done_callback(lambda _: self._running.pop(spot, None))
        return self._running[spot]

    def _in_vain(self, asked: Unsure) -> bool:
        failed = self._failed.get((asked.workspace, asked.place))
        return failed is not None and self._clock.elapsed() - failed < AGAIN

    def _is_known(self, asked: Unsure, wanted: Sequence[Unsure]) -> bool:
        spot = (asked.workspace, asked.place)
        return asked in wanted and spot not in self._running and spot not in self._failed

    async def _look_up(self, asked: Unsure) -> bool:
        """Whether the platform told who is there."""
        spot = (asked.workspace, asked.place)
        try:
            found = await self._ask(asked)
            now = self._clock.now()
            await self._store.write(
                lambda unit: dispatch.know_members(unit, asked, found, now),
                workspace=asked.workspace,
            )
        except Exception as failure:
            self._failed[spot] = self._clock.elapsed()
            log.warning("who is in place %s is not known: %s", asked.place, type(failure).__name__)
            await self._lose(asked)
            return False
        self._failed.pop(spot, None)
        return True

    async def _ask(self, asked: Unsure) -> frozenset[str]:
        """Nobody is where we are not let in any more."""
        try:
            return await self._members[asked.platform](asked.installation, asked.external_id)
        except Gone:
            return frozenset()

    async def _lose(self, asked: Unsure) -> None:
        now = self._clock.now()
        try:
            await self._store.write(
                lambda unit: dispatch.lose(unit, asked, now), workspace=asked.workspace
            )
        except Exception as failure:
            log.warning("place %s keeps its people: %s", asked.place, type(failure).__name__)

    async def _doubt(self, asked: Unsure, ctx: Context) -> None:
        await self._store.write(
            lambda unit: dispatch.doubt(unit, asked, ctx.actor, ctx.now),
            workspace=asked.workspace,
        )
