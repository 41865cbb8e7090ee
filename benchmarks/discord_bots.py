"""One bot a process: discord.py with an empty command, or Chivvy.

Run by `benchmarks.discord_commands` as `python -m benchmarks.discord_bots VARIANT PLACE DATABASE`,
where PLACE is what `benchmarks.discord_side` printed. Ends when its standard input closes.
"""

import asyncio
import gc
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

import discord
import yarl
from discord import app_commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

from benchmarks.discord_side import NOW

NO_OP: Final = "no-op"
CHIVVY: Final = "chivvy"


@asynccontextmanager
async def no_op(place: dict[str, str]) -> AsyncIterator[None]:
    """A client whose command answers at once, as its author would write it."""
    Route.BASE = place["api"]
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(place["gateway"])
    client = discord.AutoShardedClient(intents=discord.Intents(guilds=True))
    tree = app_commands.CommandTree(client)
    group = app_commands.Group(name="task", description="Tasks")

    @group.command(description="Add a task")
    async def add(
        interaction: discord.Interaction,
        title: str,
        owner: discord.Member | None = None,
        due: str | None = None,
    ) -> None:
        await interaction.response.send_message("ok", ephemeral=True)

    tree.add_command(group)
    await client.login(place["token"])
    await tree.sync()
    running = asyncio.create_task(client.connect())
    try:
        yield
    finally:
        await client.close()
        await asyncio.gather(running, return_exceptions=True)


@asynccontextmanager
async def chivvy(place: dict[str, str], database: str) -> AsyncIterator[None]:
    """The product, as `chivvy run` starts it; only its clock always shows a working day."""
    from bot.app import Chivvy
    from bot.clocks import MovableClock
    from bot.settings import Settings

    settings = Settings(
        discord_token=place["token"],
        discord_api_base_url=place["api"],
        discord_gateway_url=place["gateway"],
        database_url=database,
        data_dir=Path(database.removeprefix("sqlite:///")).parent,
    )
    bot = Chivvy(settings, MovableClock(NOW))
    await bot.start()
    try:
        yield
    finally:
        await bot.stop()


async def main(variant: str, place: str, database: str) -> None:
    """Works until nobody is left who wants it."""
    where: dict[str, str] = json.loads(place)
    async with no_op(where) if variant == NO_OP else chivvy(where, database):
        gc.freeze()
        print("ready", flush=True)
        await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:4]))
