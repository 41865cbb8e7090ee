"""After an outage: what was said to us meanwhile, in direct messages and in threads where we stood.

Direct messages and those that mention us carry their words without any privileged intent. Each
gets the key that its event would have had: what arrives after all is not taken twice.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import discord

from adapters.catchup import Spot as Conversation
from adapters.catchup import TooMuch, patiently, read_each
from adapters.discord.api import PAGE, Api, Json
from adapters.discord.asked import Spot, spot_of
from adapters.discord.events import Incoming, missed
from adapters.discord.homes import Homes
from adapters.discord.refusals import UNKNOWN_CHANNEL, code_of, failure
from adapters.discord.tenancy import sender
from adapters.discord.words import by_bot, moment, snowflake
from core.people.model import PlaceKind
from core.screens.delivery import DeliveryFailure

PAGES = 10
"""Of one conversation: of more the newest are left."""
SECONDS = 0.2
"""Between two calls, so that answers to people go before them."""
TICK = timedelta(milliseconds=1)
"""Discord brings what is after an id, and not what has that very one."""
DM, PRIVATE_THREAD = 1, 12
SAID, REPLIED = 0, 19
"""Kinds of messages that people write."""
Receive = Callable[[Incoming], Awaitable[None]]
Guild = Callable[[str], Awaitable[discord.Guild | None]]


@dataclass(frozen=True, slots=True)
class _Found:
    """A message, and where it stands."""

    message: Json
    spot: Spot


class _NoSuchChannel(DeliveryFailure):
    """Nothing is to be read there."""


class CatchUp:
    """Reads conversations one after the other."""

    def __init__(
        self, api: Api, homes: Homes, guild: Guild, receive: Receive, pause: float = SECONDS
    ) -> None:
        self._api = api
        self._homes = homes
        self._guild = guild
        self._receive = receive
        self._pause = pause

    async def read(
        self, team: str, spots: Sequence[Conversation], away: tuple[datetime, datetime], bot: str
    ) -> int:
        """Takes what was said to us from *spots*; says how many of them could not be read, or not
        to their end."""

        async def take(found: _Found, _spot: Conversation) -> None:
            told = await self._told(found, team, away, bot)
            if told is not None:
                await self._receive(told)

        return await read_each(spots, lambda spot: self._messages(spot, team, away), take)

    async def _messages(
        self, spot: Conversation, team: str, away: tuple[datetime, datetime]
    ) -> AsyncIterator[_Found]:
        place = spot[1] or spot[0]
        where = await self._where(place, team)
        if where is None:
            return
        began, ended = away
        after = snowflake(began - TICK)
        for _ in range(PAGES):
            page = await self._page(place, after)
            for message in sorted(page, key=lambda one: int(one["id"])):
                after = str(message["id"])
                if moment(after) > ended:
                    return
                yield _Found(message, where)
            if len(page) < PAGE:
                return
        raise TooMuch("more messages than are read")

    async def _page(self, place: str, after: str) -> list[Json]:
        call = patiently(lambda: self._api.history(place, after), failure, self._pause)
        return list(await call)

    async def _where(self, place: str, team: str) -> Spot | None:
        """What sort of conversation it is; None where there is none any more."""
        try:
            told = await patiently(lambda: self._channel(place), failure, self._pause)
        except _NoSuchChannel:
            return None
        if told.get("type") == DM:
            return Spot(place, kind=PlaceKind.DM)
        guild, above = await self._guild(team), str(told.get("parent_id") or "")
        parent = guild.get_channel(int(above)) if guild and above.isdigit() else None
        if parent is None or told.get("type") == PRIVATE_THREAD:
            return Spot(place, name=str(told.get("name") or ""), kind=PlaceKind.GROUP)
        around = spot_of(parent)
        return Spot(around.channel, place, around.name, around.kind)

    async def _channel(self, place: str) -> Json:
        try:
            return await self._api.channel(place)
        except discord.HTTPException as error:
            if code_of(error) == UNKNOWN_CHANNEL:
                raise _NoSuchChannel from error
            raise

    async def _told(
        self, found: _Found, team: str, away: tuple[datetime, datetime], bot: str
    ) -> Incoming | None:
        """What is to be kept of a message; None when it was not said to us."""
        message, spot = found.message, found.spot
        author: Json = message.get("author") or {}
        if by_bot(message) or message.get("type", SAID) not in {SAID, REPLIED}:
            return None
        mentions: list[Any] = message.get("mentions") or []
        if spot.kind is not PlaceKind.DM and bot not in {str(one.get("id")) for one in mentions}:
            return None
        user = str(author.get("id") or "")
        home = team if spot.kind is not PlaceKind.DM else await self._homes.of_person(user)
        name = str(author.get("global_name") or author.get("username") or "")
        said_by = sender(home or team, user, name, spot)
        return missed(said_by, str(message["id"]), str(message.get("content") or ""), bot, away)
