"""The store: `await store.write(fn)` and `await store.read(fn)`, each a unit of work."""

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import field
from pathlib import Path
from types import TracebackType
from typing import Generic, Self, TypeVar, cast

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from adapters.db import sqlite_files
from adapters.db.engines import parse, prepare_file, reader_engine, sqlite_file, writer_engine
from adapters.db.instance import InstanceLock
from adapters.db.units import Unit, UnitQueue
from adapters.db.writer import ByWorkspace, GroupCommit, Runner, Snapshot, Workers
from core.kernel.errors import NotSaved, Unavailable
from core.kernel.values import dataclass

U = TypeVar("U")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Health:
    """What the store is doing now: whether its threads live, and how many units wait."""

    alive: bool
    interactive: int
    background: int
    reading: int
    full: bool = False
    """Whoever asks now is told that it is busy."""
    units: Mapping[str, int] = field(default_factory=dict)
    """Writing units since the start, by what became of them."""


class SqlStore(Generic[U]):
    """A SQLite file or a PostgreSQL database, behind threads of its own.

    `make_uow` makes what a unit sees from its connection. `lock_workspace` locks the row of a
    workspace on PostgreSQL (`SELECT ... FOR NO KEY UPDATE`), so that one unit at a time changes it;
    SQLite has one writer anyway.

    A unit may run more than once: it may use its arguments and the database, nothing else, and
    inserts its idempotency key first. It runs in another thread, and its result is handed over
    as it is.
    """

    def __init__(
        self,
        url: str,
        make_uow: Callable[[Connection], U],
        *,
        lock_workspace: Callable[[U, int], None],
        writers: int = 4,
        readers: int = 4,
        queue_limit: int = 500,
    ) -> None:
        self.url = parse(url)
        self.file: Path | None = sqlite_file(self.url)
        self._make_uow = make_uow
        self._lock_workspace = lock_workspace
        self._writer_threads = writers if self.file is None else 1
        self._reader_threads = readers
        self._queue_limit = queue_limit
        self._lock = InstanceLock(self.file) if self.file else None
        self._engines: list[Engine] = []
        self._writers: Workers[U] | None = None
        self._readers: Workers[U] | None = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    async def start(self) -> None:
        """Opens the database and starts the threads.

        Raises `Unavailable`: `already_running` when another process has the SQLite file,
        `database_file` when that file cannot be made, `database_unreachable` otherwise.
        """
        await asyncio.to_thread(self._open)

    async def close(self) -> None:
        """Refuses new units, runs those that wait, and lets the database go."""
        await asyncio.to_thread(self._close)

    async def write(
        self,
        fn: Callable[[U], T],
        *,
        workspace: int | None,
        background: bool = False,
        begin_within: float | None = None,
    ) -> T:
        """Runs `fn` as one unit of work and returns its result once it is committed.

        `workspace` is the row that the unit locks first; None is for claiming and recording
        deliveries. `background` units wait for interactive ones and change 100 rows at most.
        A unit that has not begun within `begin_within` seconds is withdrawn: `NotSaved`. Raises
        `Busy` when too many wait or a lock cannot be had, `NotSaved` when the disk refuses,
        `Unavailable` when the database is gone. Cancelling withdraws a unit that has not begun
        and lets one that has run to its end.
        """
        deadline = None if begin_within is None else time.monotonic() + begin_within
        unit = Unit(
            fn,
            asyncio.get_running_loop().create_future(),
            workspace=workspace,
            background=background,
            deadline=deadline,
        )
        return cast(T, await _outcome(self._running(self._writers).queue, unit, begin_within))

    async def read(self, fn: Callable[[U], T]) -> T:
        """Runs `fn` on one snapshot that holds every write that was awaited before."""
        unit = Unit(fn, asyncio.get_running_loop().create_future())
        return cast(T, await _outcome(self._running(self._readers).queue, unit, None))

    def health(self) -> Health:
        """Cheap enough to be asked at every probe."""
        writers, readers = self._writers, self._readers
        if writers is None or readers is None:
            return Health(alive=False, interactive=0, background=0, reading=0)
        interactive, background = writers.queue.depth()
        return Health(
            alive=writers.alive() and readers.alive(),
            interactive=interactive,
            background=background,
            reading=readers.queue.depth()[0],
            full=max(interactive, readers.queue.depth()[0]) >= self._queue_limit,
            units=writers.queue.totals(),
        )

    async def checkpoint(self) -> bool:
        """Empties SQLite's write-ahead log; False when a reader or writer was in the way."""
        if self.file is None:
            return True
        return await asyncio.to_thread(sqlite_files.checkpoint, self.file)

    async def backup(self, path: Path) -> None:
        """Writes a consistent copy to `path` while units go on; PostgreSQL has pg_dump for that."""
        if self.file is None:
            raise Unavailable("backup_is_pg_dump")
        await asyncio.to_thread(sqlite_files.backup, self.file, path)

    def _running(self, workers: Workers[U] | None) -> Workers[U]:
        if workers is None:
            raise Unavailable("store_closed")
        return workers

    def _open(self) -> None:
        if self._engines:
            raise RuntimeError("the store was started twice")
        if self.file and self._lock:
            prepare_file(self.file)
            self._lock.acquire()
        try:
            self._start_workers()
        except DBAPIError as error:
            self._release()
            raise Unavailable("database_unreachable") from error

    def _start_workers(self) -> None:
        write = writer_engine(self.url, threads=self._writer_threads)
        read = reader_engine(self.url, threads=self._reader_threads)
        self._engines = [write, read]
        for engine in self._engines:
            with engine.begin() as connection:
                connection.exec_driver_sql("SELECT 1")
        writing: UnitQueue[U] = UnitQueue(
            limit=self._queue_limit,
            background_at_once=max(1, self._writer_threads - 1),
            apart=self.file is None,
        )
        reading: UnitQueue[U] = UnitQueue(limit=self._queue_limit)
        self._writers = Workers(
            "store-writer", writing, self._runner(write, writing), threads=self._writer_threads
        )
        self._readers = Workers(
            "store-reader",
            reading,
            Snapshot(read, reading, self._make_uow),
            threads=self._reader_threads,
        )
        self._writers.start()
        self._readers.start()

    def _runner(self, engine: Engine, queue: UnitQueue[U]) -> Runner[U]:
        if self.file is not None:
            return GroupCommit(engine, queue, self._make_uow)
        return ByWorkspace(engine, queue, self._make_uow, self._lock_workspace)

    def _close(self) -> None:
        for workers in (self._writers, self._readers):
            if workers is not None:
                workers.drain()
        self._release()

    def _release(self) -> None:
        for engine in self._engines:
            engine.dispose()
        self._engines = []
        if self._lock is not None:
            self._lock.release()


async def _outcome(queue: UnitQueue[U], unit: Unit[U], begin_within: float | None) -> object:
    queue.put(unit)
    timer = None
    if begin_within is not None:
        timer = unit.future.get_loop().call_later(begin_within, _expire, queue, unit)
    try:
        return await unit.future
    finally:
        queue.withdraw(unit)
        if timer is not None:
            timer.cancel()


def _expire(queue: UnitQueue[U], unit: Unit[U]) -> None:
    if queue.withdraw(unit) and not unit.future.done():
        unit.future.set_exception(NotSaved())
