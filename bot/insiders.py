"""Looks up who is in private channels, so that what is private is seen by its people alone."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping

from core import dispatch
from core.dispatch import Unsure
from core.kernel.clock import Clock
from core.kernel.context import Context
from core.screens.delivery import Gone
from scheduler.ports import Store

log = logging.getLogger("chivvy.insiders")
PATIENCE = 1.0
"""Real seconds that somebody who typed in a private channel waits for the look-up."""
BATCH = 20
Members = Callable[[str, str], Awaitable[frozenset[str]]]
"""(installation, place) to the people there, all in the platform's ids."""


class Insiders:
    """Keeps the people of private channels known, a quarter of an hour at most behind."""

    def __init__(self, store: Store, members: Mapping[str, Members], clock: Clock) -> None:
        self._store = store
        self._members = members
        self._clock = clock

    async def here(self, ctx: Context) -> None:
        """Where somebody speaks, before they are answered; what fails is tried again later."""
        if ctx.private_place is None:
            return
        asked = await self._store.read(lambda unit: dispatch.unsure_here(unit, ctx))
        if asked is None:
            return
        try:
            async with asyncio.timeout(PATIENCE):
                await self._look_up(asked)
        except Exception as failure:
            log.warning("who is in a private channel is not known: %s", type(failure).__name__)

    async def everywhere(self) -> int:
        """A few channels at a time, the longest unseen first; says how many were looked up."""
        now = self._clock.now()
        due = await self._store.read(lambda unit: dispatch.unsure(unit, now, BATCH))
        for asked in due:
            await self._look_up(asked)
        return len(due)

    async def _look_up(self, asked: Unsure) -> None:
        try:
            found = await self._members[asked.platform](asked.installation, asked.external_id)
        except Gone:
            found = frozenset()
        now = self._clock.now()
        await self._store.write(
            lambda unit: dispatch.know_members(unit, asked, found, now),
            workspace=asked.workspace,
        )
