"""After an outage: what was said to us meanwhile, in direct messages, in threads where we stood,
and in channels with the threads of them.

Direct messages and those that mention us carry their words without any privileged intent. Each
gets the key that its event would have had: what arrives after all is not taken twice. Discord tells
of each conversation what its last message is, so only those are read in which somebody spoke.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import discord

from adapters.catchup import Spot as Conversation
from adapters.catchup import TooMuch, patiently, read_each
from adapters.discord.api import PAGE, Api, Json
from adapters.discord.asked import Spot, answering, spot_of
from adapters.discord.ears import Ears, names_of
from adapters.discord.events import Incoming, lived, missed
from adapters.discord.guilds import Channel
from adapters.discord.homes import Homes
from adapters.discord.refusals import UNKNOWN_CHANNEL, code_of, failure
from adapters.discord.tenancy import sender
from adapters.discord.words import by_bot, moment, snowflake
from core.people.model import PlaceKind
from core.screens.messenger import DeliveryFailure, Gone

PAGES = 10
"""Of one conversation: of more the newest are left."""
SECONDS = 0.2
"""Between two calls, so that answers to people go before them."""
TICK = timedelta(milliseconds=1)
"""Discord brings what is after an id, and not what has that very one."""
DM, PRIVATE_THREAD = 1, 12
SAID, REPLIED = 0, 19
"""Kinds of messages that people write."""
THREADS = 50
"""Threads of channels, besides those in which we stood: the ones where somebody wrote last."""
TALKED_IN = (discord.TextChannel, discord.VoiceChannel, discord.StageChannel, discord.Thread)
Receive = Callable[[Incoming], Awaitable[None]]
Away = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class _Found:
    """A message, and where it stands."""

    message: Json
    spot: Spot


class _NoSuchChannel(DeliveryFailure):
    """Nothing is to be read there."""


class CatchUp:
    """Reads conversations of one guild, one after the other. *me*: who we are; *guild*: None where
    we are not in it any more."""

    def __init__(
        self, api: Api, homes: Homes, ears: Ears, me: discord.ClientUser,
        guild: discord.Guild | None, receive: Receive, pause: float = SECONDS,
    ) -> None:  # fmt: skip
        self._api = api
        self._homes = homes
        self._ears = ears
        self._me = me
        self._guild = guild
        self._receive = receive
        self._pause = pause

    async def read(self, team: str, spots: Sequence[Conversation], away: Away) -> int:
        """Takes what was said to us from *spots*; says how many of them could not be read, or not
        to their end."""

        async def told(found: _Found, _spot: Conversation) -> Incoming | None:
            return await self._told(found, team, away)

        every = (*spots, *self._threads(spots, away[0]))
        return await read_each(every, lambda spot: self._messages(spot, away), told, self._receive)

    def _threads(self, spots: Sequence[Conversation], began: datetime) -> list[Conversation]:
        """Threads in which somebody spoke, of those channels among *spots* that are read whole."""
        known = {thread or place for place, thread in spots}
        whole = {place for place, thread in spots if thread is None}
        found = [
            thread for thread in (self._guild.threads if self._guild is not None else ())
            if str(thread.parent_id) in whole and str(thread.id) not in known
            and _spoken_since(thread.last_message_id, began)
        ]  # fmt: skip
        newest = sorted(found, key=lambda each: each.last_message_id or 0, reverse=True)
        return [(str(each.parent_id), str(each.id)) for each in newest[:THREADS]]

    async def _messages(self, spot: Conversation, away: Away) -> AsyncIterator[_Found]:
        place, (began, ended) = spot[1] or spot[0], away
        known = self._known(place)
        where = _where(known, began) if known is not None else await self._sought(place, began)
        if where is None:
            return
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

    def _known(self, place: str) -> Channel | None:
        """As the guild tells of it; a thread without its channel is asked for."""
        if self._guild is None or not place.isdigit():
            return None
        found = self._guild.get_channel_or_thread(int(place))
        return None if isinstance(found, discord.Thread) and found.parent is None else found

    async def _sought(self, place: str, began: datetime) -> Spot | None:
        """A conversation that the guild does not tell of: direct messages, or a thread that sleeps;
        None where nothing is to be read."""
        try:
            told = await patiently(lambda: self._channel(place), failure, self._pause)
        except _NoSuchChannel:
            return None
        if not _spoken_since(told.get("last_message_id"), began):
            return None
        if told.get("type") == DM:
            return Spot(place, kind=PlaceKind.DM)
        guild, above = self._guild, str(told.get("parent_id") or "")
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

    async def _told(self, found: _Found, team: str, away: Away) -> Incoming | None:
        """What is to be kept of a message; None when it was not said to us. In a thread, that
        somebody spoke."""
        message = found.message
        spot = answering(found.spot, message, str(self._me.id))
        author: Json = message.get("author") or {}
        if by_bot(message) or message.get("type", SAID) not in {SAID, REPLIED}:
            return None
        alone, user = spot.kind is PlaceKind.DM, str(author.get("id") or "")
        home = team
        if alone:
            home = await self._homes.of_person(user, spot.channel, spot.thread or "")
        name = str(author.get("global_name") or author.get("username") or "")
        said_by, text = sender(home or team, user, name, spot), str(message.get("content") or "")
        if not alone and not self._is_mentioned(message):
            names = names_of(self._me, self._guild) if self._guild is not None else ()
            ordered = await self._ears.ordered(said_by, text, names)
            if ordered is None:
                in_thread = found.spot.thread is not None
                return lived(said_by, str(message["id"])) if in_thread else None
            text = ordered
        return missed(said_by, str(message["id"]), text, str(self._me.id), away)

    def _is_mentioned(self, message: Json) -> bool:
        mentions: list[Any] = message.get("mentions") or []
        return str(self._me.id) in {str(one.get("id")) for one in mentions}


def _where(known: Channel, began: datetime) -> Spot | None:
    """Where its messages stand; None where nobody wrote. Raises Gone where we may not read."""
    if not isinstance(known, TALKED_IN) or not _spoken_since(known.last_message_id, began):
        return None
    rights = known.permissions_for(known.guild.me)
    if not rights.view_channel or not rights.read_message_history:
        raise Gone("no history")
    return spot_of(known)


def _spoken_since(last: object, began: datetime) -> bool:
    """Whether the last message of a conversation is from then or later."""
    return bool(last) and moment(str(last)) >= began - TICK
