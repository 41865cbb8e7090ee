"""What one process committed wakes the others, whatever becomes of their connections."""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from adapters.db import bell
from adapters.db.bell import Bell
from adapters.db.engines import parse
from tests.support.postgres import PostgresServer, replicated

PATIENCE = 120.0
KILL = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
)


@dataclass
class Process:
    """Who rings, and what it heard."""

    bell: Bell
    heard: asyncio.Queue[None] = field(default_factory=asyncio.Queue)

    async def hears(self) -> None:
        """Returns when it was woken."""
        async with asyncio.timeout(PATIENCE):
            await self.heard.get()

    async def heeds(self, other: "Process") -> None:
        """Returns when a ring of *other* has come."""
        async with asyncio.timeout(PATIENCE):
            while self.heard.empty():
                other.bell.ring()
                await asyncio.sleep(bell.GAP)
        self.forget()

    def forget(self) -> None:
        """What it heard so far."""
        while not self.heard.empty():
            self.heard.get_nowait()


@asynccontextmanager
async def process(url: str, name: str) -> AsyncIterator[Process]:
    """One that listens; it is woken once when it does."""
    heard: asyncio.Queue[None] = asyncio.Queue()
    one = Process(Bell(parse(url), name, lambda: heard.put_nowait(None)), heard)
    one.bell.start()
    try:
        yield one
    finally:
        await one.bell.close()


@pytest.fixture
async def two(postgres_url: str) -> AsyncIterator[tuple[Process, Process]]:
    """Two that listen to each other."""
    async with AsyncExitStack() as stack:
        a = await stack.enter_async_context(process(postgres_url, "a"))
        b = await stack.enter_async_context(process(postgres_url, "b"))
        await a.hears()
        await b.hears()
        yield a, b


async def test_a_ring_wakes_the_other_and_not_its_ringer(two: tuple[Process, Process]) -> None:
    """Whoever rang has woken itself already."""
    a, b = two
    a.bell.ring()
    await b.hears()
    b.bell.ring()
    await a.hears()
    assert a.heard.empty() and b.heard.empty()


async def test_many_rings_at_once_are_few(two: tuple[Process, Process]) -> None:
    """A hundred commits in a moment cost the others a few looks."""
    a, b = two
    for _ in range(100):
        a.bell.ring()
    await b.hears()
    b.bell.ring()
    await a.hears()
    assert b.heard.qsize() <= 2


async def test_a_lost_connection_is_built_anew(
    two: tuple[Process, Process], postgres_server: PostgresServer
) -> None:
    """Both are cut off: both look once when they are back, for rings may be lost; then hear."""
    a, b = two
    postgres_server.execute(KILL)
    await a.hears()
    await b.hears()
    await b.heeds(a)


async def test_a_ring_without_a_connection_comes_later(
    two: tuple[Process, Process], postgres_url: str
) -> None:
    """Rung before there was a connection: told as soon as there is one."""
    third = Bell(parse(postgres_url), "c", lambda: None)
    third.ring()
    third.start()
    await two[0].hears()
    await third.close()


async def test_a_server_that_takes_no_writes_is_left(
    two: tuple[Process, Process], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A silent connection is tried; where writes are refused nobody rings."""
    a, _ = two
    line = a.bell._connected()
    with line:
        bell._check(line)
        monkeypatch.setattr(bell, "RECOVERING", "SELECT true")
        with pytest.raises(bell.Demoted):
            bell._check(line)


async def test_a_failover_is_followed() -> None:
    """The first server goes, the second takes over: both are there, and hear each other."""
    with tempfile.TemporaryDirectory(prefix="chivvy-ha-") as name, replicated(Path(name)) as pair:
        async with process(pair.url, "a") as a, process(pair.url, "b") as b:
            await a.hears()
            await b.hears()
            await asyncio.to_thread(pair.fail_over)
            await a.hears()
            await b.hears()
            await b.heeds(a)


async def test_no_server_at_all_stops_nobody(tmp_path: Path) -> None:
    """It rings in vain, and closes."""
    async with process(f"postgresql://nobody@/none?host={tmp_path}", "a") as a:
        a.bell.ring()
