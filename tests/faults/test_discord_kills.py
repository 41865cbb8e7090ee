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
    """Ana gives Maria a task, and the bot dies of telling somebody something, answered or not."""
    asking = asyncio.create_task(asks(guild, title, deferred=False))
    async with asyncio.timeout(PATIENCE):
        await bot.dead.wait()
    guild.world.forward(3.1)
    await asking


async def asks(guild: GuildOffice, title: str, *, deferred: bool = True) -> None:
    """Ana gives Maria a task."""
    options = {"title": title, "owner": guild.maria, "due": "friday 17:00"}
    await guild.world.slash(guild.ana, guild.infra, "task add", options, deferred=deferred)


def stored(guild: GuildOffice) -> int:
    """How many tasks there are."""
    return int(guild.rows("SELECT count(*) FROM tasks")[0][0])


@soak
@pytest.mark.slow
async def test_a_kill_around_a_send(guild: GuildOffice) -> None:
    """A process dies at a point around the send; the next one sees to it that it stands once.

    One that dies of something older, before it could store a command, has not said that it did,
    and Discord sends no command a second time: who was not answered types it again.
    """
    for number in range(KILLS):
        bot = await guild.hire(**{POINTS[number % len(POINTS)]: 1})
        await dies_over(guild, f"Parcel {number:04}", bot)
        heir = await guild.hire()
        if stored(guild) == number:
            await asks(guild, f"Parcel {number:04}")
        await guild.quiet(f"Parcel {number:04}")
        heir.kill()
        await heir.dead.wait()
    assert [guild.told(f"Parcel {number:04}") for number in range(KILLS)] == [1] * KILLS
    assert stored(guild) == KILLS
