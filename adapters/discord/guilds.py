"""What a guild is: its channels, its roles, and what we may do there.

The process that listens was told all of it by the gateway. Every other one asks, and remembers the
answers for a moment.
"""

import asyncio
from collections import OrderedDict, defaultdict
from collections.abc import Callable
from typing import Any, cast

import discord

from adapters.discord.api import Api, Json
from adapters.discord.refusals import failure
from core.screens.messenger import Gone

Channel = discord.abc.GuildChannel | discord.Thread
Told = Callable[[int], discord.Guild | None]
"""A guild as the gateway tells of it, where this process listens."""
REMEMBERED = 30.0
MOST = 200


class Asker(discord.Client):
    """discord.py's client for who only asks; it has no gateway."""

    def __init__(self) -> None:
        super().__init__(
            intents=discord.Intents(guilds=True),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            max_ratelimit_timeout=30.0,
        )

    def guild_of(self, told: Json) -> discord.Guild:
        """A guild from what REST says of it, its channels and ourselves as its member."""
        return discord.Guild(data=cast(Any, told), state=self._connection)

    def thread_of(self, guild: discord.Guild, told: Json) -> discord.Thread:
        """A thread of *guild* from what REST says of it."""
        return discord.Thread(guild=guild, data=cast(Any, told), state=self._connection)


class Guilds:
    """Guilds and their channels. Raises a DeliveryFailure for what may pass."""

    def __init__(self, api: Api, asker: Asker, told: Told, elapsed: Callable[[], float]) -> None:
        self._api = api
        self._asker = asker
        self._told = told
        self._elapsed = elapsed
        self._known: OrderedDict[str, tuple[float, discord.Guild]] = OrderedDict()
        self._asking: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def of(self, team: str) -> discord.Guild | None:
        """A guild that we are in; None for any other."""
        if not team.isdigit():
            return None
        told = self._told(int(team))
        return told if told is not None and not told.unavailable else await self._asked(team)

    async def channel(self, team: str, place: str) -> Channel | None:
        """A channel or thread of a guild; None where there is none, or none for us."""
        guild = await self.of(team)
        if guild is None or not place.isdigit():
            return None
        found = guild.get_channel_or_thread(int(place))
        return found if found is not None else await self._sought(guild, place)

    async def _asked(self, team: str) -> discord.Guild | None:
        async with self._asking[team]:
            before = self._known.get(team)
            if before is not None and self._elapsed() - before[0] < REMEMBERED:
                return before[1]
            self._known.pop(team, None)
            found = await self._ask(team)
            if found is not None:
                self._known[team] = (self._elapsed(), found)
                if len(self._known) > MOST:
                    gone, _ = self._known.popitem(last=False)
                    self._asking.pop(gone, None)
            return found

    async def _ask(self, team: str) -> discord.Guild | None:
        ours = str(self._asker.user.id if self._asker.user else "")
        try:
            told = await self._api.guild(team)
            channels = await self._api.channels(team)
            member = await self._api.member(team, ours)
        except Exception as error:
            if isinstance(why := failure(error), Gone):
                return None
            raise why from error
        return self._asker.guild_of({**told, "channels": channels, "members": [member]})

    async def _sought(self, guild: discord.Guild, place: str) -> Channel | None:
        """What the guild's list lacks: a thread that sleeps, or a channel of this moment."""
        try:
            told = await self._api.channel(place)
        except Exception as error:
            if isinstance(why := failure(error), Gone):
                return None
            raise why from error
        if str(told.get("guild_id")) != str(guild.id):
            return None
        if told.get("type") in {10, 11, 12}:
            return self._asker.thread_of(guild, told)
        self._known.pop(str(guild.id), None)
        anew = await self._asked(str(guild.id))
        return anew.get_channel(int(place)) if anew is not None else None
