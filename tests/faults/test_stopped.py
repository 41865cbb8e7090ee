"""A process that stands still for longer than its lease, and then goes on."""

import asyncio
import contextlib
import os
import signal
from pathlib import Path

import pytest

from tests.faults.office import office
from tests.faults.test_kills import INFRA, busy_people, ends_well, nothing_lost, nothing_twice
from tests.support.postgres import PostgresServer
from tests.support.soak import chance, counted, soak


@soak
@pytest.mark.slow
async def test_a_process_that_stood_still(tmp_path: Path, postgres_server: PostgresServer) -> None:
    """SIGSTOP at any moment, another takes over, SIGCONT: nothing is lost, nothing said twice."""
    luck, url = chance("stopped"), postgres_server.fresh()
    async with office(url, tmp_path) as at:
        at.mention("U0ANA", INFRA, "@Chivvy add The first parcel @maria friday")
        await ends_well(at)
        for number in range(counted(2, 100)):
            stopped = await at.hire()
            assert await stopped.ready, stopped.last_words
            busy_people(at, luck, number)
            await asyncio.sleep(luck.uniform(0.02, 0.3))
            os.kill(stopped.pid, signal.SIGSTOP)
            other = await at.hire()
            assert await other.ready, other.last_words
            # Long enough for the first to be taken for dead, and for its work to be taken over.
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(1.2):
                    await other.dead.wait()
            os.kill(stopped.pid, signal.SIGCONT)
            await at.answered()
            await at.quiet()
            for bot in (stopped, other):
                bot.kill()
                await bot.dead.wait()
            at.jump(minutes=luck.choice((0, 1, 2)))
        await ends_well(at)
        nothing_lost(at)
        nothing_twice(at)
    postgres_server.drop(url)
