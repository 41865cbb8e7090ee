"""Processes that are killed, a file that is held, a disk that is full, and events all the while."""

import asyncio
import contextlib
import itertools
import json
import random
import resource
import sqlite3
import time
from collections import Counter, deque
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import aiohttp

from benchmarks.load import share
from benchmarks.processes import child
from benchmarks.servers import CHIVVY, NOW
from benchmarks.slack_side import BOT, PATH, PEOPLE, SECRET, TEAM, user
from tests.faults.test_again import mention
from tests.faults.test_throughput import founded
from tests.faults.willing_slack import WillingSlack, serving
from tests.slack_adapter.slack import signed
from tests.support.soak import SOAK, chance, counted, soak

A_LIFE = counted(30, 1_000)
"""Events that a process acknowledges before it is killed, at most."""
EVENTS = counted(80, 100_000)
AT_ONCE = 8
PLACES = 100
PATIENCE = aiohttp.ClientTimeout(total=3.0)
"""As long as Slack waits for an acknowledgement."""
HELD = 1.0
"""Seconds that somebody else holds the database."""
ACKNOWLEDGED = 0.25
"""Seconds, for 99 of a hundred of those that nothing befell."""
JSON = "application/json"
WAITING = "SELECT count(*) FROM arrivals WHERE state = 'waiting'"
TITLES = "SELECT body FROM texts WHERE body LIKE 'Parcel %'"


def asked(number: int) -> bytes:
    """Somebody asks for something in a channel."""
    who, where = user(number % PEOPLE), f"C{number % PLACES:07}"
    told = mention(number, f"Parcel {number}", who=who, place=where, team=TEAM, bot=BOT)
    return json.dumps(told).encode()


@dataclass
class Storm:
    """Events that are brought until they are acknowledged, to one process after another."""

    api: str
    file: Path
    luck: random.Random
    left: deque[int]
    taken: set[int] = field(default_factory=set)
    took: list[float] = field(default_factory=list)
    """Seconds to an acknowledgement while nothing was the matter."""
    refused: Counter[str] = field(default_factory=Counter)
    """What was brought and not acknowledged, by what was the matter."""
    matter: str = ""
    befallen: int = 0
    """How often something was the matter."""

    async def life(self, number: int) -> None:
        """A process from its start until it is killed, or nothing is left to bring."""
        now = (NOW + timedelta(seconds=20 * number)).isoformat()
        arguments = (self.api, f"sqlite:///{self.file}", now)
        log = self.file.parent / "log"
        with child("servers", CHIVVY, *arguments, log=log) as bot:
            assert bot.stdout is not None
            port = int(await asyncio.to_thread(bot.stdout.readline))
            befalls = asyncio.create_task(self._befalls(number, bot.pid))
            async with aiohttp.ClientSession(timeout=PATIENCE) as session:
                address = f"http://127.0.0.1:{port}{PATH}"
                enough = len(self.taken) + self.luck.randint(A_LIFE // 2, A_LIFE)
                carriers = [self._carries(session, address, enough) for _ in range(AT_ONCE)]
                await asyncio.gather(*carriers)
                if self.left:
                    last = [self._brings(session, address) for _ in range(AT_ONCE)]
                    dying = asyncio.gather(*last)
                    await asyncio.sleep(self.luck.uniform(0, 0.02))
                    self._is("killed")
                    bot.kill()
                    await dying
            await befalls
            self.matter = ""
            if not self.left:
                await self._worked_off()

    async def _carries(self, session: aiohttp.ClientSession, address: str, enough: int) -> None:
        while self.left and len(self.taken) < enough:
            await self._brings(session, address)

    async def _brings(self, session: aiohttp.ClientSession, address: str) -> None:
        """One event; it is brought again later unless it was acknowledged."""
        if not self.left:
            return
        number, began = self.left.popleft(), time.perf_counter()
        before, so_far = self.matter, self.befallen
        body, status = asked(number), 0
        with contextlib.suppress(aiohttp.ClientError, TimeoutError):
            headers = signed(body, JSON, secret=SECRET)
            async with session.post(address, data=body, headers=headers) as response:
                status = response.status
        if status == 200:
            self.taken.add(number)
            if not before and self.befallen == so_far:
                self.took.append(time.perf_counter() - began)
        else:
            self.refused[self.matter or before or f"nothing: {status}"] += 1
            self.left.append(number)
            await asyncio.sleep(0.01)

    async def _befalls(self, number: int, pid: int) -> None:
        """Of three processes one has a full disk in the middle of its life, one a held file."""
        await asyncio.sleep(self.luck.uniform(0, 0.3))
        if number % 3 == 0:
            self._is("full")
            await self._full(pid)
        elif number % 3 == 1:
            self._is("held")
            await asyncio.to_thread(self._held)
        self.matter = ""

    def _is(self, matter: str) -> None:
        self.matter = matter
        self.befallen += 1

    async def _full(self, pid: int) -> None:
        """No file of the process grows: the kernel refuses."""
        largest = max(path.stat().st_size for path in self.file.parent.iterdir())
        with contextlib.suppress(ProcessLookupError):
            _, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (largest + 50_000, hard))
            await asyncio.sleep(HELD)
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (hard, hard))

    def _held(self) -> None:
        with closing(sqlite3.connect(self.file, timeout=30, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            time.sleep(HELD)
            other.execute("ROLLBACK")

    async def _worked_off(self) -> None:
        """Until nothing waits any more."""
        until = time.monotonic() + 60 + 6000 * SOAK
        while (left := self.rows(WAITING)) != [(0,)]:
            assert time.monotonic() < until, f"{left} still wait"
            await asyncio.sleep(0.1)

    def rows(self, statement: str) -> list[tuple[object, ...]]:
        """What the database holds now."""
        with closing(sqlite3.connect(self.file, timeout=30)) as connection:
            return connection.execute(statement).fetchall()


def numbers_of(rows: Iterable[tuple[object, ...]]) -> Counter[int]:
    """How often there is a task of each event."""
    return Counter(int(str(body).split()[1]) for (body,) in rows)


@soak
async def test_what_was_acknowledged_is_stored(tmp_path: Path) -> None:
    """While the disk is full, the file is held and one process after another is killed: each event
    that was acknowledged once is one task, the database is whole; in a soak 99 of 100 are
    acknowledged within a quarter of a second while nothing is the matter."""
    file = tmp_path / "chivvy.db"
    await founded(f"sqlite:///{file}", tmp_path)
    async with serving(WillingSlack()) as api:
        storm = Storm(api, file, chance("stored"), deque(range(EVENTS)))
        for lives in itertools.count(1):
            await storm.life(lives - 1)
            if not storm.left:
                break
    print(
        f"{EVENTS} events, {lives} processes, brought in vain: {dict(storm.refused)}; acknowledged"
        f" when nothing was the matter: p99 {share(storm.took, 0.99):.3f} s, worst"
        f" {max(storm.took):.3f} s"
    )
    assert storm.taken == set(range(EVENTS))
    assert numbers_of(storm.rows(TITLES)) == Counter(storm.taken)
    assert storm.rows("PRAGMA integrity_check") == [("ok",)]
    if SOAK:
        assert share(storm.took, 0.99) <= ACKNOWLEDGED
