"""Several processes on PostgreSQL and Discord: one holds the gateway, the others go without it."""

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.discord_adapter.discord_server.outcomes import Outcome
from tests.faults.guild import PATIENCE, GuildOffice, guild_office
from tests.faults.office import Office, office
from tests.support.postgres import PostgresServer

CALLBACK = "POST /interactions/{interaction_id}/{interaction_token}/callback"


@pytest.fixture
async def guild(tmp_path: Path, postgres_server: PostgresServer) -> AsyncIterator[GuildOffice]:
    """A guild on PostgreSQL, in which nobody is at work yet."""
    url = postgres_server.fresh()
    async with guild_office(tmp_path, url) as found:
        yield found
    postgres_server.drop(url)


def epoch(guild: GuildOffice) -> int:
    """How often the gateway was taken."""
    return int(guild.rows("SELECT max(epoch) FROM gateways WHERE name <> 'inbox'")[0][0])


async def taken(guild: GuildOffice, than: int) -> None:
    """Returns when somebody has taken the gateway since *than*, and one is connected."""
    until = time.monotonic() + PATIENCE
    while epoch(guild) <= than or guild.connections != 1 or not guild.world.gateway.sessions:
        assert time.monotonic() < until, guild.connections
        await asyncio.sleep(0.02)


async def both_held(guild: GuildOffice, slack: Office) -> None:
    """Returns when one process holds the connections to both platforms."""
    until = time.monotonic() + PATIENCE
    holders = "SELECT count(DISTINCT holder), count(*) FROM gateways WHERE name <> 'inbox'"
    while not slack.sandbox.connections == guild.connections == 1 or (
        guild.rows(holders) != [(1, 2)]
    ):
        assert time.monotonic() < until, guild.rows(holders)
        await asyncio.sleep(0.05)


def answers(guild: GuildOffice) -> int:
    """How many first answers Discord has taken."""
    return len([one for one in guild.world.asked(CALLBACK) if one.status == 204])


async def adds(guild: GuildOffice, title: str) -> Outcome:
    """Ana gives Maria a task."""
    options = {"title": title, "owner": guild.maria, "due": "friday 17:00"}
    return await guild.world.slash(guild.ana, guild.infra, "task add", options)


async def test_another_takes_over_when_it_dies(guild: GuildOffice) -> None:
    """Of three one is connected. kill -9 on two, the one among them: the third takes over."""
    before = epoch(guild)
    first, second = await guild.hire(), await guild.hire()
    await taken(guild, before)
    between = epoch(guild)
    third = await guild.hire()
    assert guild.connections == 1
    for bot in (first, second):
        bot.kill()
        await bot.dead.wait()
    guild.world.gateway.forget_sessions()
    await taken(guild, between)
    assert "Renew the pass" in (await adds(guild, "Renew the pass")).text
    await guild.quiet("Renew the pass")
    assert not third.dead.is_set()


async def test_a_stop_in_order_gives_it_up_at_once(guild: GuildOffice) -> None:
    """Its run is gone with its end: another takes it at its next look, and waits for no heartbeat
    to grow old."""
    before = epoch(guild)
    first = await guild.hire()
    await taken(guild, before)
    between, (holder,) = (
        epoch(guild),
        guild.rows("SELECT holder FROM gateways WHERE name <> 'inbox'")[0],
    )
    await guild.hire()
    first.end()
    await first.dead.wait()
    assert holder not in [run for (run,) in guild.rows("SELECT run FROM runs")]
    await taken(guild, between)
    assert "Renew the pass" in (await adds(guild, "Renew the pass")).text


async def test_the_work_is_shared_by_roles(guild: GuildOffice) -> None:
    """The gateway hears and answers; a worker, which holds none, works off and sends."""
    before = epoch(guild)
    await guild.hire("gateway")
    await taken(guild, before)
    assert "Renew the pass" in (await adds(guild, "Renew the pass")).text
    line = f"<@{guild.world.bot.id}> add Order the disks <@{guild.maria.id}> friday"
    await guild.world.say(guild.ana, guild.infra, line)
    assert not guild.told("Renew the pass")
    await guild.hire("worker")
    await guild.quiet("Renew the pass")
    await guild.quiet("Order the disks")
    assert guild.connections == 1


async def test_a_worker_asks_who_sees_a_private_channel(guild: GuildOffice) -> None:
    """What was said in one is work of its people alone, though the worker was told of no guild."""
    before = epoch(guild)
    secret = guild.world.private_channel(guild.home, "board", guild.ana, guild.maria)
    await guild.hire("gateway")
    await taken(guild, before)
    await guild.hire("worker")
    line = f"<@{guild.world.bot.id}> add Sell the company <@{guild.maria.id}> friday"
    await guild.world.say(guild.ana, secret, line)
    await guild.quiet("Sell the company")
    words = {"words": "company"}
    seen = await guild.world.slash(guild.ana, guild.infra, "task search", words)
    hidden = await guild.world.slash(guild.ben, guild.infra, "task search", words)
    assert "Sell the company" in seen.text
    assert "Sell the company" not in hidden.text


async def test_slack_and_discord_in_one(guild: GuildOffice, tmp_path: Path) -> None:
    """One gateway holds both connections, a worker sends on both; killed, another holds both."""
    database = guild.settings.database
    (tmp_path / "slack").mkdir()
    async with office(database, tmp_path / "slack", furnished=False) as slack:
        before = epoch(guild)
        first = await guild.hire("gateway", slack)
        await taken(guild, before)
        await guild.hire("worker", slack)
        second = await guild.hire("gateway", slack)
        for bot, others in ((first, 0), (second, 1)):
            await both_held(guild, slack)
            title = f"Parcel {others}"
            assert title in (await adds(guild, title)).text
            while title not in slack.accepted:
                slack.ask("U0ANA", "C0INFRA", f"/task add {title} @maria tomorrow", title)
                await slack.answered()
            await guild.quiet(title)
            await slack.quiet()
            between = epoch(guild)
            bot.kill()
            await bot.dead.wait()
            guild.world.gateway.forget_sessions()
            if bot is first:
                await taken(guild, between)
        # The worker lives, and says what came right before the end.
        await guild.world.until(lambda: sum(slack.keyed().values()) >= 2)


async def test_who_stood_still_answers_nothing_a_second_time(guild: GuildOffice) -> None:
    """SIGSTOP, another takes over, somebody asks, SIGCONT: both were told; one answer, one task,
    and the first lets go."""
    before = epoch(guild)
    first = await guild.hire()
    await taken(guild, before)
    await guild.hire()
    between, answered = epoch(guild), answers(guild)
    sockets = set(guild.world.gateway.sockets)
    os.kill(first.pid, signal.SIGSTOP)
    await guild.world.until(lambda: guild.connections == 2)
    await guild.world.connected(2)
    assert epoch(guild) == between + 1
    assert "Renew the pass" in (await adds(guild, "Renew the pass")).text
    os.kill(first.pid, signal.SIGCONT)
    await guild.world.until(lambda: not sockets & guild.world.gateway.sockets)
    await guild.quiet("Renew the pass")
    assert answers(guild) == answered + 1
    assert guild.told("Renew the pass") == 1
    assert [row[0] for row in guild.rows("SELECT count(*) FROM tasks")] == [1]
    assert guild.connections == 1
