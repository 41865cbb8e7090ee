"""Where the time of a `/task add` goes: statements and functions, without HTTP and threads.

    python -m benchmarks.costs [sqlite|postgresql]

Everything runs in one thread, so that one profile holds it all; the profiler makes Python look
slower against the database than it is.
"""

import asyncio
import cProfile
import pstats
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import perf_counter, process_time
from typing import Final, TypeVar

from sqlalchemy import Connection, Engine, event

from adapters.db.engines import parse, reader_engine, writer_engine
from adapters.db.uow import Units, lock_workspace
from adapters.db.writer import OwnConnections
from adapters.slack.words import typed
from benchmarks.databases import POSTGRES, SQLITE, databases, folder
from benchmarks.servers import NOW
from benchmarks.slack_side import PEOPLE, TEAM, command, handle, user
from bot.clocks import MovableClock
from bot.desk import StoreDesk
from core.people.model import Profile, Sender
from core.screens.views import View
from core.unit import Unit

T = TypeVar("T")
TURNS: Final = 200
SHOWN: Final = 40


class InlineStore:
    """The store's engines, with each unit run where it is asked for."""

    def __init__(self, url: str) -> None:
        self._engines = [make(parse(url), threads=1) for make in (writer_engine, reader_engine)]
        self._writer, self._reader = map(OwnConnections, self._engines)
        self._make_uow = Units()
        self.units: Counter[str] = Counter()
        self.seconds: Counter[str] = Counter()

    async def write(
        self,
        fn: Callable[[Unit], T],
        *,
        workspace: int | None,
        background: bool = False,
        begin_within: float | None = None,
    ) -> T:
        """One unit, committed."""
        with self._timed("write"), self._writer.begin() as connection:
            unit = self._make_uow(connection)
            if workspace is not None and connection.dialect.name == POSTGRES:
                lock_workspace(unit, workspace)
            return fn(unit)

    async def read(self, fn: Callable[[Unit], T]) -> T:
        """One snapshot."""
        with self._timed("read"), self._reader.begin() as connection:
            return fn(self._make_uow(connection))

    @contextmanager
    def _timed(self, kind: str) -> Iterator[None]:
        began = perf_counter()
        yield
        self.units[kind] += 1
        self.seconds[kind] += perf_counter() - began

    def close(self) -> None:
        """Lets the database go."""
        for connections in (self._writer, self._reader):
            connections.close()
        for engine in self._engines:
            engine.dispose()


async def add(desk: StoreDesk, number: int) -> View:
    """One command, as the Slack adapter hands it over."""
    body = command(number)
    sender = Sender("slack", TEAM, body["user_id"], body["user_name"], place="C0", place_name="c")
    return await desk.words(sender, typed(body["text"]), body["trigger_id"])


async def everybody(desk: StoreDesk) -> None:
    """The people that Slack would name."""
    known = tuple(
        Profile(user(n), f"Person Number{n}", handle(n), "Europe/Berlin") for n in range(PEOPLE)
    )
    await desk.learn(Sender("slack", TEAM, "U0BOT"), known)


@contextmanager
def statements() -> Iterator[Counter[str]]:
    """Counts what is sent to the database."""
    seen: Counter[str] = Counter()

    def count(_connection: Connection, _cursor: object, sql: str, *_: object) -> None:
        seen[" ".join(sql.split())[:110]] += 1

    event.listen(Engine, "before_cursor_execute", count)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", count)


async def examine(url: str) -> None:
    """Prints what *TURNS* commands cost."""
    store = InlineStore(url)
    desk = StoreDesk(store, MovableClock(NOW), lambda: None)
    await everybody(desk)
    for number in range(2 * PEOPLE):
        await add(desk, number)
    store.units.clear()
    store.seconds.clear()
    began, busy = perf_counter(), process_time()
    with statements() as seen:
        for number in range(10_000, 10_000 + TURNS):
            await add(desk, number)
    wall, cpu = perf_counter() - began, process_time() - busy
    print(f"per command: {wall / TURNS * 1000:.2f} ms, of it CPU {cpu / TURNS * 1000:.2f} ms")
    for kind, count in store.units.items():
        print(f"  {kind}: {count / TURNS:.2f} units, {store.seconds[kind] / TURNS * 1000:.2f} ms")
    print(f"{sum(seen.values()) / TURNS:.1f} statements per command:")
    for sql, count in seen.most_common():
        print(f"  {count / TURNS:5.2f}  {sql}")
    profile = cProfile.Profile()
    profile.enable()
    for number in range(20_000, 20_000 + TURNS):
        await add(desk, number)
    profile.disable()
    store.close()
    pstats.Stats(profile).sort_stats("tottime").print_stats(SHOWN)
    pstats.Stats(profile).sort_stats("cumtime").print_stats(r"work|core|adapters|bot", 2 * SHOWN)


def main(kind: str = SQLITE) -> None:
    """On a database of *kind*."""
    with folder() as where, databases(where) as fresh:
        asyncio.run(examine(fresh(kind)))


if __name__ == "__main__":
    main(*sys.argv[1:2])
