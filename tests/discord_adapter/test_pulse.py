"""A gateway that went silent is told from one that is quiet, and is resumed."""

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from adapters.discord import pulse
from adapters.discord.client import Client
from adapters.discord.line import Line
from adapters.discord.pulse import PING_EVERY, SILENCE, UNANSWERED
from tests.discord_adapter.discord_server.sessions import HEARTBEAT, IDENTIFY, RESUME
from tests.discord_adapter.guild_at_work import AtWork, at_work
from tests.discord_adapter.test_connection import tasks
from tests.discord_adapter.test_discord_away import offers
from tests.discord_adapter.test_line import adapter_of

CONSTANTS = ("LOOK_EVERY", "PING_EVERY", "UNANSWERED", "SILENCE", "TRY_EVERY")
HOURLY = 3600.0


@pytest.fixture
async def guild(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[AtWork]:
    """A guild at work, whose line is looked at when a test does so."""
    with monkeypatch.context() as patched:
        patched.setattr(pulse, "LOOK_EVERY", HOURLY)
        async with at_work(tmp_path) as found:
            await asyncio.sleep(0)  # The watch has begun its pause.
            patched.setattr(pulse, "LOOK_EVERY", 1.0)
            yield found


def line_of(guild: AtWork) -> Line:
    """The line to the gateway."""
    return adapter_of(guild)._line


def client_of(guild: AtWork) -> Client:
    """discord.py's client."""
    client = line_of(guild)._client
    assert client is not None
    return client


def felt(guild: AtWork) -> pulse.Pulse:
    """What looks at it."""
    found = line_of(guild)._pulse
    assert found is not None
    return found


def heard(guild: AtWork) -> float:
    """When discord.py last heard something."""
    beat = client_of(guild).lines[0]._keep_alive
    assert beat is not None
    return beat._last_recv


async def looks(guild: AtWork, seconds: float, *, each: float = 1.0) -> None:
    """So many seconds pass, with a look after each."""
    for _ in range(round(seconds / each)):
        await felt(guild).look(client_of(guild).lines, each)


async def begun(guild: AtWork) -> None:
    """Everything that the beginning brought is heard."""
    await guild.settled()
    await guild.world.until(lambda: guild.world.gateway.received[HEARTBEAT] == 1)


async def quieted(guild: AtWork) -> None:
    """The gateway falls silent; the look that has heard all that it said is over."""
    await begun(guild)
    await looks(guild, 1)
    guild.world.gateway.hush()


async def test_a_silent_gateway_is_told_within_15_seconds(guild: AtWork) -> None:
    """A heartbeat after ten seconds is left unanswered: three later nobody relies on it, and the
    line stands."""
    await quieted(guild)
    sockets = set(guild.world.gateway.sockets)
    await looks(guild, UNANSWERED - 2)
    await guild.world.until(lambda: guild.world.gateway.received[HEARTBEAT] == 2)
    assert guild.bot.health()["discord"]
    await looks(guild, 1)
    assert not guild.bot.health()["discord"]
    assert guild.world.gateway.sockets == sockets


async def test_a_silent_gateway_is_resumed(guild: AtWork) -> None:
    """What was said in the silence is told after RESUME, once; nothing is begun anew."""
    await quieted(guild)
    bot, before = guild.world.bot.id, guild.heard
    await guild.world.say(guild.ana, guild.infra, f"<@{bot}> add Order the disks")
    await looks(guild, SILENCE)
    await guild.world.until(lambda: guild.heard > before)
    await guild.world.until(lambda: guild.bot.health()["discord"])
    await guild.settled()
    assert (await tasks(guild, "disks")).count("Order the disks") == 1
    assert guild.world.gateway.received[RESUME] == 1
    assert guild.world.gateway.received[IDENTIFY] == 1


async def test_a_quiet_gateway_that_answers_is_left_alone(guild: AtWork) -> None:
    """Five minutes in which nothing happens: six heartbeats a minute at most, no new line."""
    await begun(guild)
    received = guild.world.gateway.received
    for _ in range(300):
        before, asked = heard(guild), received[HEARTBEAT]
        await looks(guild, 1)
        if felt(guild)._quiet[0].asked:
            await guild.world.until(lambda n=asked: received[HEARTBEAT] > n)  # type: ignore[misc]
            await guild.world.until(lambda was=before: heard(guild) > was)  # type: ignore[misc]
        assert guild.bot.health()["discord"]
    assert 25 <= received[HEARTBEAT] - 1 <= 30
    assert received[RESUME] == 0 and received[IDENTIFY] == 1


async def test_while_discord_is_away_the_line_waits(
    guild: AtWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No other line reaches it either: nothing is given up, and what was said in the meantime is
    done when it is back, though the session is never resumed."""
    monkeypatch.setattr(pulse, "REACHED_WITHIN", 0.05)
    await quieted(guild)
    guild.world.gateway.away = True
    bot, before = guild.world.bot.id, guild.heard
    await guild.world.say(guild.ana, guild.infra, f"<@{bot}> add Order the disks")
    await looks(guild, 2 * SILENCE)
    assert not guild.bot.health()["discord"]
    guild.world.gateway.speak()
    await guild.world.until(lambda: guild.heard > before)
    await looks(guild, 1)
    assert guild.bot.health()["discord"]
    await guild.settled()
    assert (await tasks(guild, "disks")).count("Order the disks") == 1
    received = guild.world.gateway.received
    assert received[RESUME] == 0 and received[IDENTIFY] == 1


async def test_a_line_that_speaks_while_discord_is_tried_is_kept(
    guild: AtWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The network comes back for both at once: nothing is given up."""
    await quieted(guild)
    await looks(guild, SILENCE - 2)
    connect = felt(guild)._connect

    async def at_the_same_time(url: str) -> aiohttp.ClientWebSocketResponse:
        was = heard(guild)
        guild.world.gateway.speak()
        await guild.world.until(lambda: heard(guild) > was)
        return await connect(url)

    monkeypatch.setattr(felt(guild), "_connect", at_the_same_time)
    await guild.world.until(lambda: guild.world.gateway.received[HEARTBEAT] == 2)
    await looks(guild, 2)
    assert guild.bot.health()["discord"]
    await looks(guild, 1)
    received = guild.world.gateway.received
    assert received[RESUME] == 0 and received[IDENTIFY] == 1


async def test_who_stood_still_drops_nothing(guild: AtWork) -> None:
    """An hour between two looks, with a heartbeat unanswered: it says nothing of the line."""
    await quieted(guild)
    await looks(guild, UNANSWERED - 2)
    await looks(guild, HOURLY, each=HOURLY)
    assert guild.bot.health()["discord"]
    assert felt(guild)._quiet[0].line.open
    await looks(guild, 1)
    assert not guild.bot.health()["discord"]


async def test_a_session_that_was_forgotten_in_the_silence_is_begun_anew(guild: AtWork) -> None:
    """RESUME comes too late: what was said meanwhile is read, and offered to who said it."""
    bot = guild.world.bot.id
    await guild.says(guild.ana, guild.infra, f"<@{bot}> add Order the cables")
    await guild.bot.away.look()
    await quieted(guild)
    before = guild.heard
    guild.world.gateway.forget_sessions()
    await guild.world.say(guild.ana, guild.infra, f"<@{bot}> add Order the disks")
    await looks(guild, SILENCE)
    await guild.world.until(lambda: guild.world.gateway.sessions)
    await guild.world.until(lambda: guild.bot.health()["discord"])
    assert guild.heard == before
    await guild.bot.away.look()
    await guild.settled()
    [offer] = offers(guild, guild.ana)
    assert "Order the disks" in offer.text and "did not hear this" in offer.text
    assert guild.world.gateway.received[IDENTIFY] == 2


async def test_a_loop_that_was_busy_drops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the watch of a run, fifty times as fast: nothing runs for longer than a silence may
    take, right after a heartbeat was sent."""
    for each in CONSTANTS:
        monkeypatch.setattr(pulse, each, getattr(pulse, each) / 50)
    async with at_work(tmp_path) as guild:
        received = guild.world.gateway.received
        asked = received[HEARTBEAT]
        await guild.world.until(lambda: received[HEARTBEAT] > asked)
        time.sleep(2 * SILENCE / 50)  # noqa: ASYNC251 - what is to be tried
        again = received[HEARTBEAT]
        await guild.world.until(lambda: received[HEARTBEAT] > again + 1)
        assert guild.bot.health()["discord"]
        assert received[RESUME] == 0


def test_an_answer_has_time() -> None:
    """From a heartbeat to its answer three seconds until it is told, ten until it is given up."""
    assert (UNANSWERED - PING_EVERY, SILENCE - PING_EVERY) == (3.0, 10.0)
