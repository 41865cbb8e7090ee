"""Direct messages of people whom no guild of ours knows: which one they are in, or what to do."""

import logging
from collections.abc import Callable, Sequence

from adapters.discord.api import Api
from adapters.discord.refusals import failure
from adapters.discord.render import render_message
from core.context import Desk
from core.people.model import Sender
from core.screens.messenger import Gone
from core.screens.views import Problem
from core.screens.words import say

log = logging.getLogger(__name__)
MOST = 20
"""Guilds that are asked about one person."""


class Strangers:
    """Asks Discord, one guild after the other. *teams*: those that we are in."""

    def __init__(self, desk: Desk, api: Api, teams: Callable[[], Sequence[str]]) -> None:
        self._desk = desk
        self._api = api
        self._teams = teams

    async def seek(self, user: str) -> str | None:
        """A guild that they are in; empty for none, None where Discord does not say."""
        for guild in self._teams()[:MOST]:
            try:
                await self._api.member(guild, user)
            except Exception as error:
                if not isinstance(why := failure(error), Gone):
                    log.info("where somebody is could not be asked: %s", why)
                    return None
            else:
                return guild
        return ""

    async def answer(self, who: Sender, message: str) -> None:
        """In their direct messages: where to speak to us first."""
        reader = self._desk.reader(who)
        view = Problem((say("discord.no_server", reader.locale),), code="no_server")
        try:
            body = render_message(view, reader).payload()
            await self._api.post(who.place or "", body, f"no{message}")
        except Exception as error:
            log.info("somebody unknown could not be answered: %s", failure(error))
