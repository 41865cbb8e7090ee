"""kill -9 on Discord, at each failpoint around a send: nothing owed is lost, nothing seen twice."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import create_engine, text

from adapters.db.engines import parse
from bot.app import prepare
from bot.clocks import MovableClock
from bot.settings import Settings
from tests.discord_adapter.discord_server import Channel, DiscordWorld, Elapsed, User
from tests.faults.office import MONDAY, Bot, Nursery, make_patient, nursery
from tests.support.soak import counted, soak

PATIENCE = 30.0
POINTS = ("claimed", "before_send", "after_send", "recorded")
KILLS = counted(len(POINTS), 200)


@dataclass
class Guild:
    """A loopback Discord that outlives its bots, and the database that they share."""

    world: DiscordWorld
    children: Nursery
    settings: Settings
    clock: MovableClock
    ana: User
    maria: User
    infra: Channel

    async def hire(self, **failpoints: int) -> Bot:
        """A new process with the bot; it dies when it reaches a failpoint for the n-th time."""
        bot = await self.children.bear(
            {
                "database": self.settings.database, "data": str(self.settings.data_dir),
                "discord_token": self.world.token, "discord_api": self.world.api_base_url,
                "discord_gateway": self.world.gateway_url, "now": self.clock.now().isoformat(),
                "since": time.monotonic(), "failpoints": failpoints, "role": "all",
            }
        )  # fmt: skip
        assert await bot.ready, bot.last_words
        return bot

    async def dies_over(self, title: str, bot: Bot) -> None:
        """Ana gives Maria a task, and the bot dies of telling Maria, answered or not."""
        options = {"title": title, "owner": self.maria, "due": "friday 17:00"}
        asking = asyncio.create_task(self.world.slash(self.ana, self.infra, "task add", options))
        async with asyncio.timeout(PATIENCE):
            await bot.dead.wait()
        self.world.forward(3.1)
        await asking

    def told(self, title: str) -> int:
        """How many messages Maria has about a task."""
        return len([seen for seen in self.world.dms_of(self.maria) if title in seen.text])

    def posts(self) -> list[str]:
        """The states of everything that was to be said."""
        engine = create_engine(parse(self.settings.database))
        with engine.connect() as connection:
            found = [str(row[0]) for row in connection.execute(text("SELECT state FROM posts"))]
        engine.dispose()
        return found

    async def quiet(self, title: str) -> None:
        """Until Maria was told of a task, and everything is recorded."""
        until = time.monotonic() + PATIENCE
        while not self.told(title) or set(self.posts()) != {"sent"}:
            assert time.monotonic() < until, self.posts()
            await asyncio.sleep(0.02)

    async def furnish(self) -> None:
        """Somebody has used it once, and everybody may be told as often as there is need."""
        bot = await self.hire()
        await self.world.slash(self.ana, self.infra, "task list")
        bot.kill()
        await bot.dead.wait()
        await make_patient(self.settings)


@pytest.fixture
async def guild(tmp_path: Path) -> AsyncIterator[Guild]:
    """A guild in which nobody is at work yet."""
    clock = MovableClock(MONDAY)
    world = await DiscordWorld.start(now=clock.now, elapsed=Elapsed(rate=0.1))
    home = world.guild("Example")
    ana, maria = (world.user(name) for name in ("ana", "maria"))
    for user in (ana, maria):
        world.join(home, user)
    settings = Settings(discord_token=SecretStr(world.token), data_dir=tmp_path)
    prepare(settings)
    infra = world.channel(home, "infra")
    async with contextlib.AsyncExitStack() as stack:
        stack.push_async_callback(world.close)
        children = await stack.enter_async_context(nursery(tmp_path / "bots.log"))
        found = Guild(world, children, settings, clock, ana, maria, infra)
        await found.furnish()
        yield found


@soak
@pytest.mark.slow
async def test_a_kill_around_a_send(guild: Guild) -> None:
    """A process dies at a point around the send; the next one sees to it that it stands once."""
    for number in range(KILLS):
        bot = await guild.hire(**{POINTS[number % len(POINTS)]: 1})
        await guild.dies_over(f"Parcel {number:04}", bot)
        heir = await guild.hire()
        await guild.quiet(f"Parcel {number:04}")
        heir.kill()
        await heir.dead.wait()
    assert [guild.told(f"Parcel {number:04}") for number in range(KILLS)] == [1] * KILLS
