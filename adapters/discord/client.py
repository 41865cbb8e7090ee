"""Discord's gateway: what it tells becomes rows of the inbox, or is answered at once."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

import discord
from discord.gateway import DiscordWebSocket

from adapters.discord.asked import Asked, Spot, asked, below, replying, roles_of, spot_of
from adapters.discord.ears import Ears, names_of
from adapters.discord.events import (
    Incoming,
    News,
    heard_at,
    of_message,
    of_place,
    of_role,
    reacted,
    spoken,
)
from adapters.discord.homes import Homes
from adapters.discord.tenancy import sender
from core.people.model import PlaceKind, Sender

log = logging.getLogger(__name__)
GUILDS_PAUSE = 2.0
"""Seconds without another guild after which all of them are there."""
Heard = Callable[[Incoming], Awaitable[None]]
Wanted = Callable[[Asked], Awaitable[None]]
Back = Callable[[str], None]
"""A guild is there: at the beginning of a session, after an outage, or for the first time."""
Unknown = Callable[[Sender, str], None]
"""Somebody whom no guild of ours knows wrote this message."""
Begun = Callable[[int], None]
"""A shard has a new session: what was before it is not told any more."""


def intents(*, content: bool) -> discord.Intents:
    """What we ask to be told: nothing privileged, unless *content*, the words of messages that
    are not for us."""
    told = discord.Intents.none()
    told.guilds = True
    told.guild_messages = True
    told.dm_messages = True
    told.guild_reactions = True
    told.message_content = content
    return told


class Client(discord.AutoShardedClient):
    """discord.py's client, with the listeners that we need; it keeps no messages and no members."""

    def __init__(
        self, heard: Heard, wanted: Wanted, back: Back, begun: Begun, unknown: Unknown,
        homes: Homes, ears: Ears, *, content: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(
            intents=intents(content=content),
            max_messages=None,
            chunk_guilds_at_startup=False,
            member_cache_flags=discord.MemberCacheFlags.none(),
            allowed_mentions=discord.AllowedMentions.none(),
            max_ratelimit_timeout=30.0,
            guild_ready_timeout=GUILDS_PAUSE,
        )
        self._heard = heard
        self._wanted = wanted
        self._back = back
        self._homes = homes
        self._begun = begun
        self._unknown = unknown
        self._ears = ears
        self._out: set[int] = set()
        """Shards whose session was cut, and neither resumed nor begun anew so far."""
        self.ready = asyncio.Event()

    @property
    def reached(self) -> bool:
        """Whether every shard is there, and connected."""
        there = self.is_ready() and not self.is_closed() and not self._out
        return there and not any(shard.is_closed() for shard in self.shards.values())

    @property
    def lines(self) -> dict[int, DiscordWebSocket]:
        """The connection of each shard."""
        return {shard: self._get_websocket(shard_id=shard) for shard in self.shards}

    async def on_ready(self) -> None:
        """Every shard is there."""
        self.ready.set()

    async def on_shard_ready(self, shard: int) -> None:
        """A session was begun, not resumed, and its guilds are there."""
        self._begun(shard)
        self._out.discard(shard)

    async def on_shard_resumed(self, shard: int) -> None:
        """What happened meanwhile was told."""
        self._out.discard(shard)

    async def on_shard_disconnect(self, shard: int) -> None:
        """Nothing is told for now."""
        self._out.add(shard)

    async def on_interaction(self, told: discord.Interaction["Client"]) -> None:
        """Somebody did something with us."""
        if (found := asked(told)) is not None:
            await self._wanted(found)

    async def on_message(self, told: discord.Message) -> None:
        """Somebody spoke where we are."""
        me = self.user
        if me is None or told.author.bot or told.webhook_id is not None:
            return
        spot, user = replying(spot_of(told.channel), told, me.id), str(told.author.id)
        guild = str(told.guild.id) if told.guild else await self._home_of(user, spot)
        if told.guild is not None:
            self._homes.saw(user, guild)
        said_by = sender(guild, user, told.author.display_name, spot, roles_of(told.author))
        if not guild:
            if self._homes.is_new(user):
                self._unknown(said_by, str(told.id))
            return
        text, to_us = told.content, me in told.mentions
        if not to_us and told.guild is not None:
            ordered = await self._ears.ordered(said_by, text, names_of(me, told.guild))
            to_us, text = ordered is not None, ordered or text
        under = below(told, me.id)
        found = spoken(said_by, str(told.id), text, str(me.id), to_us=to_us, below=under)
        if found is not None:
            await self._heard(found)

    async def _home_of(self, user: str, spot: Spot) -> str:
        return await self._homes.of_person(user, spot.channel, spot.thread or "")

    async def on_raw_message_edit(self, told: discord.RawMessageUpdateEvent) -> None:
        """A message that may be a source says something else."""
        if told.guild_id is not None and told.data.get("edited_timestamp"):
            at = str(told.data["edited_timestamp"])
            await self._of_message(News.EDITED, told.guild_id, told.channel_id, told.message_id, at)

    async def on_raw_message_delete(self, told: discord.RawMessageDeleteEvent) -> None:
        """A message that may be a source is gone."""
        if told.guild_id is not None:
            await self._of_message(
                News.REMOVED, told.guild_id, told.channel_id, told.message_id, ""
            )

    async def on_raw_reaction_add(self, told: discord.RawReactionActionEvent) -> None:
        """Somebody put an emoji to a message."""
        await self._reaction(told, added=True)

    async def on_raw_reaction_remove(self, told: discord.RawReactionActionEvent) -> None:
        """Somebody took an emoji away."""
        await self._reaction(told, added=False)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """We were let into a guild."""
        log.info("a guild let us in")
        self._back(str(guild.id))

    async def on_guild_available(self, guild: discord.Guild) -> None:
        """A guild is there, at the beginning of a session or after an outage of Discord's."""
        self._back(str(guild.id))

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """A guild put us out."""
        await self._place(News.SUSPEND, str(guild.id), Spot())

    async def on_guild_channel_update(
        self, before: discord.abc.GuildChannel, after: discord.abc.GuildChannel
    ) -> None:
        """A channel has another name, is open to others, or to us no more."""
        was, now = spot_of(before), spot_of(after)
        if was != now:
            await self._place(News.PLACE, str(after.guild.id), now)
        could, can = (c.permissions_for(after.guild.me).send_messages for c in (before, after))
        if could != can:
            await self._place(News.CAME if can else News.OUT, str(after.guild.id), now)

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """A channel is gone."""
        await self._place(News.DELETED, str(channel.guild.id), spot_of(channel))

    async def on_guild_role_update(self, before: discord.Role, after: discord.Role) -> None:
        """A role has another name."""
        if before.name != after.name:
            at = heard_at()
            there = sender(str(after.guild.id), "", "", Spot())
            await self._heard(of_role(there, str(after.id), after.name, at))

    async def on_member_update(self, before: discord.Member, after: discord.Member) -> None:
        """Told with the members intent alone."""
        await self._heard(_person(str(after.guild.id), str(after.id), after.display_name))

    async def on_raw_member_remove(self, told: discord.RawMemberRemoveEvent) -> None:
        """Told with the members intent alone."""
        await self._heard(_person(str(told.guild_id), str(told.user.id), told.user.display_name))

    async def _of_message(
        self, news: News, guild: int, channel: int, message: int, at: str
    ) -> None:
        spot = self._spot(channel)
        by = sender(str(guild), "", "", spot)
        await self._heard(of_message(news, by, str(message), at))

    async def _reaction(self, told: discord.RawReactionActionEvent, *, added: bool) -> None:
        if told.guild_id is None or (self.user and told.user_id == self.user.id):
            return
        name = told.member.display_name if told.member else ""
        spot, roles = self._spot(told.channel_id), roles_of(told.member)
        by = sender(str(told.guild_id), str(told.user_id), name, spot, roles)
        at = heard_at()
        found = reacted(by, str(told.message_id), told.emoji.name or "", at, added=added)
        await self._heard(found)

    async def _place(self, news: News, guild: str, spot: Spot) -> None:
        at = heard_at()
        await self._heard(of_place(news, sender(guild, "", "", spot), at))

    def _spot(self, channel: int) -> Spot:
        """Where it was; what the gateway did not tell of passes for private."""
        known = self.get_channel(channel)
        return spot_of(known) if known is not None else Spot(str(channel), kind=PlaceKind.GROUP)


def _person(guild: str, user: str, name: str) -> Incoming:
    at = heard_at()
    by = sender(guild, user, name, Spot())
    return Incoming(News.PERSON, by, f"discord:person:{user}:{at}", at=at)
