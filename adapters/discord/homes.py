"""Which guild a direct message belongs to: people are in several, and Discord does not say."""

import math
from collections.abc import Awaitable, Callable

from adapters.discord.asked import Asked
from adapters.discord.tenancy import PLATFORM
from core.context import Desk
from core.kernel.recent import Recent

REMEMBERED = 10_000
STRANGE_FOR = 600.0
"""Seconds in which somebody whom no guild knows is neither looked up nor told so again."""
Seek = Callable[[str], Awaitable[str]]
"""A guild of ours that somebody is in; empty for none. Asks Discord."""


class Homes:
    """Where each person spoke last; before that, what the desk knows; before that, what Discord
    says."""

    def __init__(self, desk: Desk, seek: Seek, elapsed: Callable[[], float]) -> None:
        self._desk = desk
        self._seek = seek
        self._elapsed = elapsed
        self._last = Recent[str, str](REMEMBERED)
        self._strangers = Recent[str, float](REMEMBERED)

    async def of(self, asked: Asked) -> str:
        """The guild of an interaction; empty for somebody whom no guild of ours knows."""
        if asked.guild:
            self.saw(asked.user, asked.guild)
            return asked.guild
        return await self.of_person(asked.user, asked.spot.channel, asked.message)

    async def of_person(self, user: str, place: str = "", message: str = "") -> str:
        """The guild that a message of ours was sent for, else where the person was last, else one
        that they are in."""
        found = await self._desk.home_of(PLATFORM, user, place, message)
        last = self._last.get(user, "")
        if last in found:
            return last
        if found:
            return found[0]
        return "" if self._is_stranger(user) else await self._seek(user)

    def saw(self, user: str, guild: str) -> None:
        """The person is in this guild now."""
        self._last[user] = guild

    def is_new(self, user: str) -> bool:
        """Whether somebody whom no guild knows is to be told so: once in a while."""
        if self._is_stranger(user):
            return False
        self._strangers[user] = self._elapsed()
        return True

    def _is_stranger(self, user: str) -> bool:
        return self._elapsed() - self._strangers.get(user, -math.inf) < STRANGE_FOR
