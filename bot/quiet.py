"""Do-not-disturb of people of whom something is due: asked before the first is told anything, and
now and again.

What changes while Chivvy runs comes as an event; what changed while it did not run, or a schedule
that has gone on to its next day, is known by asking alone.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime

from core import dispatch
from core.kernel.clock import Clock
from core.people.model import Sender
from core.screens.messenger import DeliveryFailure, Refused
from core.unit import Unit
from scheduler.ports import Store

log = logging.getLogger("chivvy.quiet")
AT_ONCE, MOST = 50, 200
"""People of one question, and of one look."""
PACE = 3.0
"""Real seconds between two questions: Slack takes twenty in a minute."""
AGAIN = 3600.0
"""Real seconds until the same person is asked for again."""
PATIENCE = 2.0
"""Real seconds that the first turn waits for it."""
Window = tuple[datetime, datetime] | None
Ask = Callable[[str, Sequence[str]], Awaitable[Mapping[str, Window]]]
"""(installation, people) to when each wants no messages, in the platform's ids."""


class DoNotDisturb:
    """Keeps it known who wants no messages now, as far as something is due to them."""

    def __init__(self, store: Store, ask: Mapping[str, Ask], clock: Clock) -> None:
        self._store = store
        self._ask = ask
        self._clock = clock
        self._asked: dict[tuple[str, str, str], float] = {}
        self._refused: set[str] = set()

    async def before_sending(self) -> None:
        """At the first turn in which something is due, if the platform answers in time."""
        try:
            await asyncio.wait_for(self.look(), PATIENCE)
        except TimeoutError:
            log.warning("who wants no messages now is not known yet; it is asked again")

    async def look(self) -> int:
        """Asks for those of whom something is due soon; says how many were told of."""
        now, platforms = self._clock.now(), self._ask.keys() - self._refused
        due = await self._store.read(lambda unit: dispatch.to_ask(unit, platforms, now, MOST))
        told = 0
        for number, (platform, team, users) in enumerate(self._questions(due)):
            if number:
                await asyncio.sleep(PACE)
            told += await self._one(platform, team, users)
        return told

    def _questions(
        self, due: Mapping[tuple[str, str], Sequence[str]]
    ) -> list[tuple[str, str, list[str]]]:
        """Those that were not asked for lately, some at once."""
        since = self._clock.elapsed() - AGAIN
        self._asked = {key: at for key, at in self._asked.items() if at > since}
        found = []
        for (platform, team), everybody in due.items():
            if platform in self._refused:
                continue
            users = [u for u in everybody if (platform, team, u) not in self._asked]
            found += [
                (platform, team, users[n : n + AT_ONCE]) for n in range(0, len(users), AT_ONCE)
            ]
        return found

    async def _one(self, platform: str, team: str, users: list[str]) -> int:
        for user in users:
            self._asked[platform, team, user] = self._clock.elapsed()
        try:
            told = await self._ask[platform](team, users)
        except Refused as refused:
            # A scope that is missing: working hours hold all the same.
            log.warning("who wants no messages now is not known: %s", refused)
            self._refused.add(platform)
            return 0
        except DeliveryFailure as failure:
            log.info("who wants no messages now is asked again in a while: %s", failure)
            return 0
        now = self._clock.now()
        await self._store.write(
            lambda unit: _learn(unit, platform, team, told, now), workspace=None, background=True
        )
        return len(told)


def _learn(unit: Unit, platform: str, team: str, told: Mapping[str, Window], now: datetime) -> None:
    for user, window in told.items():
        dispatch.disturb(unit, Sender(platform, team, user), window, now)
