"""Several processes on PostgreSQL: one listens to the platform, and another when that one dies."""

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.app import Tuning
from scheduler.loop import CHORE_SECONDS
from tests.faults.office import Office, office
from tests.support.postgres import PostgresServer

ANA, INFRA = "U0ANA", "C0INFRA"
PATIENCE = 120.0


@pytest.fixture
async def at(tmp_path: Path, postgres_server: PostgresServer) -> AsyncIterator[Office]:
    """An office on PostgreSQL, in which nobody is at work yet."""
    url = postgres_server.fresh()
    async with office(url, tmp_path, furnished=False) as place:
        yield place
    postgres_server.drop(url)


async def listens(at: Office, than: int = 0) -> int:
    """Returns when somebody has taken the connection since it was at that epoch; the new one."""
    until = time.monotonic() + PATIENCE
    while (
        not (taken := at.rows("SELECT epoch FROM gateways WHERE name <> 'inbox'"))
        or taken[0][0] <= than
    ):
        assert time.monotonic() < until
        await asyncio.sleep(0.02)
    while at.sandbox.connections != 1:
        assert time.monotonic() < until
        await asyncio.sleep(0.02)
    return int(taken[0][0])


async def asks(at: Office) -> None:
    """Returns when a command was answered; on a machine that is busy somebody types it again."""
    until = time.monotonic() + PATIENCE
    while not at.accepted:
        assert time.monotonic() < until
        at.ask(ANA, INFRA, "/task add Renew the pass @maria tomorrow", "Renew the pass")
        await at.answered()


async def test_another_takes_over_when_it_dies(at: Office) -> None:
    """Of three one is connected. kill -9 on two, the one among them: the third takes over."""
    first = await at.hire()
    assert await first.ready, first.last_words
    second = await at.hire()
    assert await second.ready, second.last_words
    epoch = await listens(at)
    third = await at.hire()
    assert await third.ready, third.last_words
    assert at.sandbox.connections == 1
    for bot in (first, second):
        bot.kill()
        await bot.dead.wait()
    await listens(at, epoch)
    await asks(at)


def test_as_it_is_set_up_that_takes_half_a_minute_at_most() -> None:
    """A heartbeat grows old, the next look finds it so, and the line is built."""
    assert Tuning().pace.run_dies_after + 2 * CHORE_SECONDS <= 30


async def test_the_work_is_shared_by_roles(at: Office) -> None:
    """The gateway hears and answers; nothing is sent until there is a worker."""
    gateway = await at.hire("gateway")
    assert await gateway.ready, gateway.last_words
    await listens(at)
    await asks(at)
    assert at.unfinished()
    worker = await at.hire("worker")
    assert await worker.ready, worker.last_words
    await at.quiet()
    assert at.sandbox.connections == 1
    assert sum(at.keyed().values()) >= 1
