"""A guild on a loopback Discord that outlives its bots, and the database that they share."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, text

from adapters.db.engines import parse
from bot.clocks import MovableClock
from bot.setting_values import SecretStr
from bot.settings import Settings
from tests.discord_adapter.discord_server import Channel, DiscordWorld, Elapsed, Guild, User
from tests.faults.office import MONDAY, Bot, Nursery, Office, make_patient, nursery
from tests.support.soak import SOAK
from tests.support.tables import lay_tables

PATIENCE = 30.0 + 600 * SOAK


@dataclass
class GuildOffice:
    """Ana, Ben and Maria share #infra; whoever is hired finds all as the last one left it."""

    world: DiscordWorld
    children: Nursery
    settings: Settings
    clock: MovableClock
    home: Guild
    ana: User
    ben: User
    maria: User
    infra: Channel
    as_set_up: bool = False
    """Whether its bots are as slow as in life."""

    async def hire(self, role: str = "all", slack: Office | None = None, **failpoints: int) -> Bot:
        """A new process with the bot, in *slack* as well; it dies when it reaches a failpoint for
        the n-th time."""
        too = slack.tokens if slack is not None else {}
        bot = await self.children.bear(
            {
                **too,
                "database": self.settings.database, "data": str(self.settings.data_dir),
                "discord_token": self.world.token, "discord_api": self.world.api_base_url,
                "discord_gateway": self.world.gateway_url, "now": self.clock.now().isoformat(),
                "since": time.monotonic(), "failpoints": failpoints, "role": role,
                "as_set_up": self.as_set_up,
            }
        )  # fmt: skip
        assert await bot.ready, bot.last_words
        return bot

    @property
    def connections(self) -> int:
        """Processes that are connected to the gateway."""
        return len(self.world.gateway.sockets)

    def told(self, title: str) -> int:
        """How many messages Maria has about a task."""
        return len([seen for seen in self.world.dms_of(self.maria) if title in seen.text])

    def rows(self, statement: str) -> list[Any]:
        """What the database holds now."""
        engine = create_engine(parse(self.settings.database))
        with engine.connect() as connection:
            found = list(connection.execute(text(statement)))
        engine.dispose()
        return found

    def posts(self) -> list[str]:
        """The states of everything that was to be said."""
        return [str(row[0]) for row in self.rows("SELECT state FROM posts")]

    async def quiet(self, title: str) -> None:
        """Until Maria was told of a task, and everything is recorded."""
        until = time.monotonic() + PATIENCE
        while not self.told(title) or set(self.posts()) != {"sent"}:
            assert time.monotonic() < until, self.posts()
            await asyncio.sleep(0.02)

    async def furnish(self) -> None:
        """Somebody has used it once, and everybody may be told as often as there is need."""
        bot = await self.hire()
        await self.world.connected()
        await self.world.slash(self.ana, self.infra, "task list")
        bot.kill()
        await bot.dead.wait()
        await make_patient(self.settings)
        self.world.gateway.forget_sessions()


@contextlib.asynccontextmanager
async def guild_office(folder: Path, database: str = "") -> AsyncIterator[GuildOffice]:
    """A guild in which nobody is at work yet."""
    clock = MovableClock(MONDAY)
    world = await DiscordWorld.start(now=clock.now, elapsed=Elapsed(rate=0.1))
    home = world.guild("Example")
    ana, ben, maria = (world.user(name) for name in ("ana", "ben", "maria"))
    for user in (ana, ben, maria):
        world.join(home, user)
    settings = Settings(
        discord_token=SecretStr(world.token), database_url=database, data_dir=folder
    )
    lay_tables(settings.database)
    infra = world.channel(home, "infra")
    async with contextlib.AsyncExitStack() as stack:
        stack.push_async_callback(world.close)
        children = await stack.enter_async_context(nursery(folder / "bots.log"))
        found = GuildOffice(world, children, settings, clock, home, ana, ben, maria, infra)
        await found.furnish()
        yield found
