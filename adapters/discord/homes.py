"""Which guild a direct message belongs to: people are in several, and Discord does not say."""

from adapters.discord.asked import Asked
from adapters.discord.tenancy import PLATFORM
from core.context import Desk
from core.kernel.recent import Recent

REMEMBERED = 10_000


class Homes:
    """Where each person spoke last; before that, what the desk knows."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._last = Recent[str, str](REMEMBERED)

    async def of(self, asked: Asked) -> str:
        """The guild of an interaction; empty for somebody whom no guild of ours knows."""
        if asked.guild:
            self.saw(asked.user, asked.guild)
            return asked.guild
        return await self.of_person(asked.user, asked.spot.channel, asked.message)

    async def of_person(self, user: str, place: str = "", message: str = "") -> str:
        """The guild that a message of ours was sent for, else where the person was last."""
        found = await self._desk.home_of(PLATFORM, user, place, message)
        last = self._last.get(user, "")
        if last in found:
            return last
        return found[0] if found else ""

    def saw(self, user: str, guild: str) -> None:
        """The person is in this guild now."""
        self._last[user] = guild
