"""How soon readiness turns false, with the wheels of a real run; in the suite ten times as fast."""

import asyncio
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from adapters.discord import pulse
from adapters.discord.app import DiscordAdapter, DiscordConfig
from adapters.slack import line
from bot.clocks import RealClock
from bot.readiness import STALE
from scheduler.loop import CHORE_SECONDS
from tests.discord_adapter.discord_server import DiscordWorld
from tests.discord_adapter.discord_server.sessions import IDENTIFY, RESUME
from tests.faults.test_database_away import full_disk, told, wire
from tests.slack_adapter.desk import RecordingDesk
from tests.slack_adapter.test_line import connected
from tests.support.postgres import PostgresServer
from tests.support.soak import SOAK, soak
from tests.support.team import QUICK, Team, team_at_work

SCALE = 1.0 if SOAK else 0.1
"""Of a run's own seconds; what is asserted of them only holds where nothing else is busy."""
WITHIN = 15.0
WHEELS = replace(QUICK, seconds=CHORE_SECONDS * SCALE / 10)
"""A heartbeat as often as in a run, ten of its own seconds apart at most."""


async def turns(ready: Callable[[], bool], *, to: bool) -> float:
    """Seconds until readiness is so."""
    began = time.monotonic()
    while ready() is not to:
        assert time.monotonic() - began < 120
        await asyncio.sleep(0.02 * SCALE)
    return time.monotonic() - began


def measured(fault: str, took: float) -> None:
    """In a soak it is held against what was promised; the suite holds that it turns."""
    print(f"{fault}: false after {took:.1f} s")
    assert took <= (WITHIN if SOAK else 60)


def hurry(team: Team) -> Callable[[], bool]:
    """How a team's database is, by a bound as much shorter as its wheels are faster."""
    bot = team.run.bot
    bot.signs = replace(bot.signs, stale=STALE * SCALE)
    return lambda: bot.health()["database"]


@soak
async def test_a_database_that_is_away(
    tmp_path_factory: pytest.TempPathFactory, postgres_server: PostgresServer
) -> None:
    """Every connection to PostgreSQL breaks."""
    folder, fresh = tmp_path_factory.mktemp("t"), postgres_server.fresh()
    with wire(postgres_server, folder) as way:
        url = fresh.replace(str(postgres_server.sockets), str(folder))
        async with team_at_work(database_url=url, tuning=WHEELS) as team:
            database = hurry(team)
            await turns(database, to=True)
            way.cut()
            measured("PostgreSQL away", await turns(database, to=False))
            way.mend()
            await turns(database, to=True)
    postgres_server.drop(fresh)


@soak
async def test_a_file_that_is_held(tmp_path: Path) -> None:
    """Somebody else holds the SQLite file, so that no heartbeat can be written."""
    async with team_at_work(data_dir=tmp_path, tuning=WHEELS) as team:
        database = hurry(team)
        await turns(database, to=True)
        with closing(sqlite3.connect(tmp_path / "chivvy.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            measured("a file that is held", await turns(database, to=False))
            other.execute("ROLLBACK")
        await turns(database, to=True)


@soak
async def test_a_disk_that_is_full(tmp_path: Path) -> None:
    """From the first words that could not be saved, while people go on typing."""
    async with team_at_work(data_dir=tmp_path, tuning=WHEELS) as team:
        database = hurry(team)
        await turns(database, to=True)
        with full_disk(tmp_path, room=0):
            async with asyncio.timeout(300):
                while "nothing was saved" not in await told(team, "/task add Lost words @ana"):
                    pass
            typing = asyncio.create_task(goes_on(team))
            took = await turns(database, to=False)
            typing.cancel()
            await asyncio.gather(typing, return_exceptions=True)
        measured("a full disk", took)
        await turns(database, to=True)


async def goes_on(team: Team) -> None:
    """Somebody types, a word after another."""
    while True:
        await told(team, "/task add Words @ana")


@soak
async def test_a_socket_that_is_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    """Slack answers no ping any more; the connection stands."""
    for each in ("PING_EVERY", "UNANSWERED", "LOOK_EVERY"):
        monkeypatch.setattr(line, each, getattr(line, each) * SCALE)
    async with connected(real=True) as (far, adapter, _, _):
        held = adapter._line and adapter._line._handler
        assert held is not None
        await turns(lambda: held.client.last_ping_pong_time is not None, to=True)
        far.silent = True
        measured("a silent socket", await turns(lambda: adapter.alive, to=False))


@soak
async def test_a_gateway_that_is_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    """Discord says nothing more; the connection stands. Given up, it is resumed."""
    for each in ("LOOK_EVERY", "PING_EVERY", "UNANSWERED", "SILENCE", "TRY_EVERY"):
        monkeypatch.setattr(pulse, each, getattr(pulse, each) * SCALE)
    world = await DiscordWorld.start()
    config = DiscordConfig(world.token, world.api_base_url, world.gateway_url, pace=0.0)
    with world.library():
        adapter = DiscordAdapter(config, RecordingDesk(), RealClock())
        try:
            await adapter.start()
            await turns(lambda: adapter.alive, to=True)
            world.gateway.hush()
            measured("a silent gateway", await turns(lambda: adapter.alive, to=False))
            print(f"there again {await turns(lambda: adapter.alive, to=True):.1f} s later")
            assert world.gateway.received[RESUME] == world.gateway.received[IDENTIFY] == 1
        finally:
            await adapter.stop()
            await world.close()
