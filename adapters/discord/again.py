"""After a time without a session: what changed meanwhile, as if it had been heard.

Discord tells a new session of each guild as it is now, and not of what became of it. Each is held
against what we remember; differences take the way of the events that told of them else.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from adapters.discord.asked import Spot
from adapters.discord.events import Incoming, News, heard_at, of_place, of_role
from adapters.discord.lookups import Lookups
from adapters.discord.tenancy import PLATFORM, sender
from core.context import Desk
from core.people.model import Place, PlaceKind
from core.screens.messenger import DeliveryFailure

log = logging.getLogger(__name__)
Heard = Callable[[Incoming], Awaitable[None]]


class Again:
    """One guild at a time, however many a session begins with."""

    def __init__(self, desk: Desk, lookups: Lookups, heard: Heard) -> None:
        self._desk = desk
        self._lookups = lookups
        self._heard = heard
        self._one = asyncio.Lock()

    async def look(self, guild: str) -> None:
        """We were told of a guild; most are as we remember them."""
        async with self._one:
            memory = await self._desk.memory(PLATFORM, guild)
            if memory is None:
                return
            if memory.suspended:
                await self._tell(News.BACK, guild, Spot())
            for role, name in memory.roles:
                await self._role(guild, role, name)
            for place in memory.places:
                try:
                    await self._compare(guild, place)
                except DeliveryFailure as why:
                    log.info("a channel is looked at another time: %s", why)

    async def _compare(self, guild: str, place: Place) -> None:
        was = Spot(place.external_id, kind=place.kind, name=place.name)
        now = await self._lookups.spot(sender(guild, "", "", was))
        spot = Spot(place.external_id, name=now.name, kind=now.kind or place.kind)
        narrower = place.kind is PlaceKind.CHANNEL and now.kind is PlaceKind.GROUP
        if narrower or (now.kind is not None and now.name != place.name):
            await self._tell(News.PLACE, guild, spot)
        if now.here != place.bot_in:
            await self._tell(News.CAME if now.here else News.OUT, guild, spot)

    async def _role(self, guild: str, role: str, name: str) -> None:
        """A role that something depends on may have another name by now."""
        now = await self._lookups.role_name(guild, role)
        if now and now != name:
            at = heard_at()
            await self._heard(of_role(sender(guild, "", "", Spot()), role, now, at))

    async def _tell(self, news: News, guild: str, spot: Spot) -> None:
        at = heard_at()
        await self._heard(of_place(news, sender(guild, "", "", spot), at))
