"""SQLite's group commit: it shares the disk's delay and never reports what is gone."""

import asyncio
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DBAPIError, IntegrityError

from core.kernel.errors import Busy, NotSaved
from tests.storage.conftest import Gate, MakeStore, Store, Work, queue
from tests.support.soak import SOAK, counted, soak

PAGE = 4096


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "chivvy.db"


@pytest.fixture
async def store(make_store: MakeStore, path: Path) -> Store:
    return await make_store(f"sqlite:///{path}")


@pytest.fixture
def commits() -> Iterator[list[Connection]]:
    """Every COMMIT that any engine sends while the test runs."""
    seen: list[Connection] = []

    def committed(connection: Connection) -> None:
        seen.append(connection)

    event.listen(Engine, "commit", committed)
    yield seen
    event.remove(Engine, "commit", committed)


def noting(key: str, runs: list[str], body: bytes | None = None) -> Callable[[Work], str]:
    """A unit that says each time that it ran."""

    def unit(work: Work) -> str:
        runs.append(key)
        return work.note(key, body)

    return unit


def stored(path: Path) -> list[str]:
    """What the file holds, asked past the store."""
    with closing(sqlite3.connect(path)) as connection:
        return [key for (key,) in connection.execute("SELECT key FROM notes ORDER BY key")]


def leave_room(work: Work, *, pages: int) -> None:
    """Makes the disk full for this connection as soon as the file grows by more than `pages`."""
    ((count,),) = work.sql("PRAGMA page_count")
    work.sql(f"PRAGMA max_page_count = {int(str(count)) + pages}")


async def test_thirty_two_units_share_a_commit(
    store: Store, path: Path, gate: Gate, commits: list[Connection]
) -> None:
    """Forty units that wait cost two commits: thirty-two and eight."""
    standing = await gate.stand_in(store)
    tasks = await queue(
        *(store.write(lambda work, n=n: work.note(f"{n:02}"), workspace=1) for n in range(40))
    )
    before = len(commits)
    gate.opened.set()
    await asyncio.gather(standing, *tasks)
    assert len(commits) - before == 1 + 2
    assert len(stored(path)) == 40


async def test_a_full_disk_fails_only_the_unit_that_filled_it(
    store: Store, path: Path, gate: Gate
) -> None:
    """SQLITE_FULL in the middle of three: the others are saved, and nobody is told a lie."""
    await store.write(lambda work: leave_room(work, pages=4), workspace=None)
    await gate.stand_in(store)
    runs: list[str] = []
    tasks = await queue(
        store.write(noting("a", runs), workspace=1),
        store.write(noting("big", runs, bytes(100 * PAGE)), workspace=1),
        store.write(noting("c", runs), workspace=1),
    )
    gate.opened.set()
    first, second, third = await asyncio.gather(*tasks, return_exceptions=True)
    assert (first, third) == ("a", "c")
    assert isinstance(second, NotSaved)
    assert stored(path) == ["a", "c"]
    assert runs == ["a", "big", "a", "big", "c"], "the transaction vanished, and each ran alone"


def swallow(work: Work) -> None:
    with suppress(DBAPIError):
        work.note("big", bytes(100 * PAGE))


def swallow_and_go_on(work: Work) -> None:
    swallow(work)
    work.note("half")


def swallow_and_nest(work: Work) -> None:
    swallow(work)
    with work.connection.begin_nested():
        work.note("half")


@pytest.mark.parametrize("hiding", [swallow, swallow_and_go_on, swallow_and_nest])
async def test_a_unit_that_hides_a_full_disk_is_not_reported_saved(
    store: Store, path: Path, gate: Gate, hiding: Callable[[Work], None]
) -> None:
    """Swallowing the error does not help, and what the unit does after it leaves nothing behind."""
    await store.write(lambda work: leave_room(work, pages=4), workspace=None)
    await gate.stand_in(store)
    tasks = await queue(
        store.write(lambda work: work.note("a"), workspace=1),
        store.write(hiding, workspace=1),
        store.write(lambda work: work.note("c"), workspace=1),
    )
    gate.opened.set()
    first, second, third = await asyncio.gather(*tasks, return_exceptions=True)
    assert (first, third) == ("a", "c")
    assert isinstance(second, NotSaved)
    assert stored(path) == ["a", "c"]


async def test_a_full_disk_is_survived(store: Store, path: Path) -> None:
    """Once there is room again the same store saves again."""
    await store.write(lambda work: leave_room(work, pages=0), workspace=None)
    with pytest.raises(NotSaved):
        await store.write(lambda work: work.note("big", bytes(100 * PAGE)), workspace=1)
    await store.write(lambda work: leave_room(work, pages=1000), workspace=None)
    await store.write(lambda work: work.note("big", bytes(100 * PAGE)), workspace=1)
    assert stored(path) == ["big"]


async def test_a_commit_that_fails_fails_only_its_culprit(
    store: Store, path: Path, gate: Gate
) -> None:
    """A check put off until COMMIT would fail the whole batch; each unit runs again alone."""
    await gate.stand_in(store)
    runs: list[str] = []

    def orphan(work: Work) -> None:
        runs.append("orphan")
        work.sql("PRAGMA defer_foreign_keys = ON")
        work.add_edge(999, "a", "b")

    tasks = await queue(
        store.write(noting("a", runs), workspace=1),
        store.write(orphan, workspace=1),
        store.write(noting("c", runs), workspace=1),
    )
    gate.opened.set()
    first, second, third = await asyncio.gather(*tasks, return_exceptions=True)
    assert (first, third) == ("a", "c")
    assert isinstance(second, IntegrityError)
    assert stored(path) == ["a", "c"]
    assert runs == ["a", "orphan", "c", "a", "orphan", "c"]


async def test_a_unit_that_rolls_everything_back_takes_nobody_along(
    store: Store, path: Path, gate: Gate
) -> None:
    """ON CONFLICT ROLLBACK ends the whole transaction; the neighbours run again and are saved."""
    await store.write(lambda work: work.note("taken"), workspace=1)
    await gate.stand_in(store)
    tasks = await queue(
        store.write(lambda work: work.note("a"), workspace=1),
        store.write(
            lambda work: work.sql("INSERT OR ROLLBACK INTO notes (key) VALUES ('taken')"),
            workspace=1,
        ),
        store.write(lambda work: work.note("c"), workspace=1),
    )
    gate.opened.set()
    first, second, third = await asyncio.gather(*tasks, return_exceptions=True)
    assert (first, third) == ("a", "c")
    assert isinstance(second, IntegrityError)
    assert stored(path) == ["a", "c", "taken"]


async def test_a_unit_cancelled_before_the_replay_stays_withdrawn(
    store: Store, path: Path, gate: Gate
) -> None:
    """Of a batch that is run again, a unit that never began can still be taken back."""
    await store.write(lambda work: leave_room(work, pages=4), workspace=None)
    await gate.stand_in(store)
    second_gate = Gate()

    def big(work: Work) -> None:
        second_gate(work)
        work.note("big", bytes(100 * PAGE))

    failing, cancelled = await queue(
        store.write(big, workspace=1),
        store.write(lambda work: work.note("no"), workspace=1),
    )
    gate.opened.set()
    assert await asyncio.to_thread(second_gate.entered.wait, 20)
    cancelled.cancel()
    second_gate.opened.set()
    with pytest.raises(NotSaved):
        await failing
    assert cancelled.cancelled()
    assert stored(path) == []


async def test_a_file_held_by_another_process_is_busy(store: Store, path: Path) -> None:
    """When BEGIN cannot have the lock, every unit of the batch is told busy, none has run."""
    await store.write(lambda work: work.sql("PRAGMA busy_timeout = 10"), workspace=None)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        outcomes = await asyncio.gather(
            *(store.write(lambda work, n=n: work.note(n), workspace=1) for n in "abc"),
            return_exceptions=True,
        )
    assert [type(outcome) for outcome in outcomes] == [Busy, Busy, Busy]
    assert stored(path) == []
    assert await store.write(lambda work: work.note("d"), workspace=1) == "d"


@soak
async def test_twenty_writers_a_reader_and_a_backup(
    store: Store, path: Path, tmp_path: Path
) -> None:
    """Nobody hears that the file is locked, and everything is there."""
    most, waited = counted(5, 20_000), list[float]()

    async def write(who: int) -> None:
        for number in range(most):
            began = time.monotonic()
            await store.write(lambda work, n=number: work.note(f"{who}.{n}"), workspace=1)
            waited.append(time.monotonic() - began)

    async def beside() -> None:
        while any(not task.done() for task in writing):
            await store.read(lambda work: work.sql("SELECT count(*) FROM notes"))
            await asyncio.to_thread(back_up, path, tmp_path / "copy.db")
            await store.checkpoint()

    writing = [asyncio.create_task(write(who)) for who in range(20)]
    await asyncio.gather(*writing, beside())
    waited.sort()
    print(f"{len(waited)} writes, p99 {waited[int(0.99 * len(waited))] * 1000:.0f} ms")
    assert len(stored(path)) == 20 * most
    if SOAK:
        assert waited[int(0.99 * len(waited))] <= 0.2


def back_up(path: Path, to: Path) -> None:
    """As another process does it."""
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(to)) as copy:
        source.backup(copy)


async def test_settings_that_keep_data_are_on(store: Store) -> None:
    """The writer waits for the disk, keeps a log for readers and holds on to foreign keys."""

    def settings(work: Work) -> list[object]:
        names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        return [work.sql(f"PRAGMA {name}")[0][0] for name in names]

    assert await store.write(settings, workspace=None) == ["wal", 2, 1, 10000]
