"""A plain discord.py client in a small world, to try the loopback Discord with."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import discord
from discord import app_commands

from tests.discord_adapter.discord_server import Channel, DiscordWorld, Guild, User
from tests.discord_adapter.discord_server.intents import MESSAGE_CONTENT


class Client(discord.AutoShardedClient):
    """A bot as its author would write it."""

    def __init__(self, world: DiscordWorld, intents: discord.Intents | None = None) -> None:
        intents = intents or discord.Intents(
            guilds=True, guild_messages=True, dm_messages=True, message_content=True
        )
        super().__init__(intents=intents, guild_ready_timeout=0.01)
        self.tree = app_commands.CommandTree(self)
        self.heard: list[discord.Message] = []
        self.resumed = 0
        self.world = world

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Discord wants five seconds between shards; nobody does here."""

    async def on_message(self, message: discord.Message) -> None:
        self.heard.append(message)
        self.world.state.bell.ring()

    async def on_shard_resumed(self, shard_id: int) -> None:
        self.resumed += 1
        self.world.state.bell.ring()


@dataclass
class Room:
    """A world with a server, two people, a channel, and a client that may log in."""

    world: DiscordWorld
    guild: Guild
    ana: User
    ben: User
    infra: Channel
    client: Client
    running: asyncio.Task[None] | None = None
    waiting: list[discord.Interaction] = field(default_factory=list)

    async def login(self) -> None:
        """Log the client in, with its commands published."""
        await self.client.login(self.world.token)
        if self.client.tree.get_commands() or self.client.tree.get_commands(
            type=discord.AppCommandType.message
        ):
            await self.client.tree.sync()
        self.running = asyncio.create_task(self.client.connect())
        await self.client.wait_until_ready()

    def here(self) -> discord.TextChannel:
        """#infra as the client has it."""
        found = self.client.get_channel(int(self.infra.id))
        assert isinstance(found, discord.TextChannel)
        return found


@contextlib.asynccontextmanager
async def opened(*, privileged: int = MESSAGE_CONTENT, shards: int = 1) -> AsyncIterator[Room]:
    """A room that is closed in the end."""
    world = await DiscordWorld.start(privileged=privileged, shards=shards)
    guild, ana, ben = world.guild("Example"), world.user("ana", locale="de"), world.user("ben")
    world.join(guild, ana)
    world.join(guild, ben)
    infra = world.channel(guild, "infra")
    with world.library():
        room = Room(world, guild, ana, ben, infra, Client(world))
        try:
            yield room
        finally:
            await room.client.close()
            if room.running is not None:
                await asyncio.gather(room.running, return_exceptions=True)
            await world.close()
