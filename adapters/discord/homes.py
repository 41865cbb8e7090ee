"""Which guild a direct message belongs to: people are in several, and Discord does not say."""

import asyncio
import math
from collections.abc import Awaitable, Callable

from adapters.discord.asked import Asked, Kind
from adapters.discord.tenancy import PLATFORM
from core.context import Desk
from core.kernel.recent import Recent

REMEMBERED = 10_000
STRANGE_FOR = 600.0
"""Seconds in which somebody whom no guild knows is neither looked up nor told so again."""
Seek = Callable[[str], Awaitable[str | None]]
"""A guild of ours that somebody is in; empty for none, None where Discord does not say."""


class Homes:
    """Where each person spoke last; before that, what the desk knows; before that, what Discord
    says."""

    def __init__(self, desk: Desk, seek: Seek, elapsed: Callable[[], float]) -> None:
        self._desk = desk
        self._seek = seek
        self._elapsed = elapsed
        self._last = Recent[str, str](REMEMBERED)
        self._strangers = Recent[str, float](REMEMBERED)
        """When each was told that no guild knows them."""
        self._sought = Recent[str, tuple[str, float]](REMEMBERED)
        """What Discord said of each, and when."""

    async def of(self, asked: Asked, patience: float, late: Callable[[], Awaitable[None]]) -> str:
        """The guild of an interaction; empty for somebody whom no guild of ours knows.

        *late* is done where Discord takes longer than *patience* to say it; while somebody types
        it is not asked.
        """
        if asked.guild:
            self.saw(asked.user, asked.guild)
            return asked.guild
        known = await self._known(asked.user, asked.spot.channel, asked.message)
        if known is not None or asked.kind is Kind.OPTIONS:
            return known or ""
        asking = asyncio.ensure_future(self._ask(asked.user))
        done, _ = await asyncio.wait({asking}, timeout=patience)
        if not done:
            await late()
        return await asking

    async def of_person(self, user: str, place: str = "", message: str = "") -> str:
        """The guild that a message of ours was sent for, else where the person was last, else one
        that they are in."""
        known = await self._known(user, place, message)
        return known if known is not None else await self._ask(user)

    async def _known(self, user: str, place: str, message: str) -> str | None:
        """Without asking Discord; empty for a stranger of a moment ago, None for who is not
        known."""
        found = await self._desk.home_of(PLATFORM, user, place, message)
        last = self._last.get(user, "")
        if last in found:
            return last
        if found:
            return found[0]
        said, at = self._sought.get(user, ("", -math.inf))
        return said if self._elapsed() - at < STRANGE_FOR else None

    async def _ask(self, user: str) -> str:
        """Discord is asked, and what it says remembered for a while."""
        said = await self._seek(user)
        if said is not None:
            self._sought[user] = (said, self._elapsed())
        return said or ""

    def saw(self, user: str, guild: str) -> None:
        """The person is in this guild now."""
        self._last[user] = guild

    def is_new(self, user: str) -> bool:
        """Whether somebody whom no guild knows is to be told so: once in a while."""
        if self._elapsed() - self._strangers.get(user, -math.inf) < STRANGE_FOR:
            return False
        self._strangers[user] = self._elapsed()
        return True
