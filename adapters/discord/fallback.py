"""A thread of one's own, for people who take no direct messages."""

import logging

import discord

from adapters.discord.api import Api
from adapters.discord.guilds import Guilds
from adapters.discord.refusals import failure
from core.screens.messenger import Gone, MessageGone, Refused
from core.screens.words import plain

log = logging.getLogger(__name__)


class Doorsteps:
    """Private threads that we opened, one for each person and guild.

    After a restart what comes next goes where the last message went, which is written down.
    """

    def __init__(self, api: Api, guilds: Guilds) -> None:
        self._api = api
        self._guilds = guilds
        self._known: dict[tuple[str, str], str] = {}

    def known(self, guild: str, user: str) -> str | None:
        """The person's thread, if we have opened one."""
        return self._known.get((guild, user))

    async def of(self, guild: str, user: str) -> str | None:
        """The person's thread; None where no channel has room for one. Raises a DeliveryFailure
        for what may pass."""
        if found := self.known(guild, user):
            return found
        for channel in await self._rooms(guild):
            try:
                thread = await self._api.private_thread(channel, plain("discord.for_you", "en-US"))
                await self._api.bring_in(thread, user)
            except Exception as error:
                why = failure(error)
                if not isinstance(why, Gone | MessageGone | Refused):
                    raise why from error
                log.info("no thread of one's own there: %s", why)
                continue
            self._known[guild, user] = thread
            return thread
        return None

    def forget(self, guild: str, user: str) -> None:
        """The thread is gone, or the person takes direct messages again."""
        self._known.pop((guild, user), None)

    async def _rooms(self, guild: str) -> list[str]:
        """Channels where we may open one, the guild's own first."""
        home = await self._guilds.of(guild)
        if home is None:
            return []
        ours = [c for c in home.text_channels if _may(c.permissions_for(home.me))]
        ours.sort(key=lambda c: (c != home.system_channel, c.position))
        return [str(channel.id) for channel in ours[:3]]


def _may(rights: discord.Permissions) -> bool:
    return rights.view_channel and rights.create_private_threads and rights.send_messages_in_threads
