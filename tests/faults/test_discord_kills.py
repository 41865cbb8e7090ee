"""kill -9 on Discord, at each failpoint around a send: nothing owed is lost, nothing seen twice."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.faults.guild import PATIENCE, GuildOffice, guild_office
from tests.faults.office import Bot
from tests.support.soak import counted, soak

POINTS = ("claimed", "before_send", "after_send", "recorded")
KILLS = counted(len(POINTS), 200)


@pytest.fixture
async def guild(tmp_path: Path) -> AsyncIterator[GuildOffice]:
    """A guild in which nobody is at work yet."""
    async with guild_office(tmp_path) as found:
        yield found


async def dies_over(guild: GuildOffice, title: str, bot: Bot) -> None:
    """Ana gives Maria a task, and the bot dies of telling Maria, answered or not."""
    options = {"title": title, "owner": guild.maria, "due": "friday 17:00"}
    asked = guild.world.slash(guild.ana, guild.infra, "task add", options, deferred=False)
    asking = asyncio.create_task(asked)
    async with asyncio.timeout(PATIENCE):
        await bot.dead.wait()
    guild.world.forward(3.1)
    await asking


@soak
@pytest.mark.slow
async def test_a_kill_around_a_send(guild: GuildOffice) -> None:
    """A process dies at a point around the send; the next one sees to it that it stands once."""
    for number in range(KILLS):
        bot = await guild.hire(**{POINTS[number % len(POINTS)]: 1})
        await dies_over(guild, f"Parcel {number:04}", bot)
        heir = await guild.hire()
        await guild.quiet(f"Parcel {number:04}")
        heir.kill()
        await heir.dead.wait()
    assert [guild.told(f"Parcel {number:04}") for number in range(KILLS)] == [1] * KILLS
