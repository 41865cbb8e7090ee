"""Discord recommends two shards: one process holds both."""

from collections.abc import AsyncIterator
from pathlib import Path

import discord
import pytest

from adapters.discord.client import Client
from tests.discord_adapter.discord_server import Channel, Guild, User
from tests.discord_adapter.discord_server.sessions import IDENTIFY
from tests.discord_adapter.guild_at_work import AtWork, at_work

PAUSE = Client.before_identify_hook
"""As it is in life."""


@pytest.fixture
async def guild(tmp_path: Path) -> AsyncIterator[AtWork]:
    """A guild at work on one of the shards."""
    async with at_work(tmp_path, shards=2) as found:
        yield found


def test_the_pause_is_the_librarys() -> None:
    """We leave it as it is: five seconds, whatever max_concurrency allows."""
    assert PAUSE is discord.Client.before_identify_hook


def shard_of(guild: Guild) -> int:
    """Discord's rule."""
    return (int(guild.id) >> 22) % 2


def another(at: AtWork) -> tuple[Guild, Channel, User]:
    """A guild on the other shard, with a channel and a person."""
    home = at.world.guild("Other")
    while shard_of(home) == shard_of(at.guild):
        home = at.world.guild("Other")
    zoe = at.world.user("zoe")
    at.world.join(home, zoe)
    return home, at.world.channel(home, "plans"), zoe


async def test_each_guild_is_heard_through_its_shard(guild: AtWork) -> None:
    """Commands and messages of two guilds on two shards; each has its own tasks."""
    home, plans, zoe = another(guild)
    sessions = guild.world.gateway.sessions.values()
    assert sorted(session.shard for session in sessions) == [(0, 2), (1, 2)]
    bot = guild.world.bot.id
    await guild.says(guild.ana, guild.infra, f"<@{bot}> add Order the disks")
    await guild.says(zoe, plans, f"<@{bot}> add Book the hall")
    mine = await guild.world.slash(guild.ana, guild.infra, "task search", {"words": "the"})
    theirs = await guild.world.slash(zoe, plans, "task search", {"words": "the"})
    assert "Order the disks" in mine.text and "Book the hall" not in mine.text
    assert "Book the hall" in theirs.text and "Order the disks" not in theirs.text
    assert {guild.guild.id, home.id} <= set(guild.bot.platforms["discord"].teams)


async def test_shards_begin_one_after_the_other(guild: AtWork) -> None:
    """Two IDENTIFYs, none of them too soon: none is refused and none comes again."""
    assert guild.world.gateway.received[IDENTIFY] == 2
    assert guild.bot.health()["discord"]


async def test_one_shard_that_is_away_is_seen(guild: AtWork) -> None:
    """Whoever watches reads that a platform does not reach us wholly; then it is resumed."""
    first, second = guild.world.gateway.sessions.values()
    assert second.socket is not None
    socket, second.socket = second.socket, None
    socket.cut()
    await guild.world.until(lambda: not guild.bot.health()["discord"])
    await guild.world.until(lambda: guild.bot.health()["discord"])
    assert set(guild.world.gateway.sessions.values()) == {first, second}
