"""The SQLite file: who may read it, who may have it, and copies of it."""

import asyncio
import multiprocessing
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from adapters.db.instance import InstanceLock
from adapters.db.store import SqlStore
from core.kernel.errors import Unavailable
from tests.storage.conftest import Gate, MakeStore, Store, Work, lock_workspace


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "chivvy.db"


@pytest.fixture
async def store(make_store: MakeStore, path: Path) -> Store:
    return await make_store(f"sqlite:///{path}")


def on(path: Path) -> Store:
    return SqlStore(f"sqlite:///{path}", Work, lock_workspace=lock_workspace)


async def test_a_missing_folder_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    """Nobody else on the machine can list the folder or read the database."""
    path = tmp_path / "data" / "chivvy.db"
    async with on(path):
        assert path.parent.stat().st_mode & 0o777 == 0o700
        assert path.stat().st_mode & 0o777 == 0o600


async def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """The error says which path and why."""
    (tmp_path / "file").write_text("not a folder")
    store = on(tmp_path / "file" / "chivvy.db")
    with pytest.raises(Unavailable, match="database_file") as refused:
        await store.start()
    assert refused.value.fields["path"] == str(tmp_path / "file" / "chivvy.db")


async def test_a_file_that_is_no_database_is_refused(path: Path) -> None:
    """A text file in its place is left as it is, and the lock is given back."""
    diary = b"Dear diary, " * 100
    path.write_bytes(diary)  # noqa: ASYNC240
    with pytest.raises(Unavailable, match="database_unreachable"):
        await on(path).start()
    assert path.read_bytes() == diary  # noqa: ASYNC240
    lock = InstanceLock(path)
    lock.acquire()
    lock.release()


async def test_a_second_instance_is_refused(store: Store, path: Path) -> None:
    """It hears which process has which file; the first one is not disturbed."""
    with pytest.raises(Unavailable, match="already_running") as refused:
        await on(path).start()
    assert refused.value.fields == {
        "path": str(path),
        "process": str(multiprocessing.current_process().pid),
    }
    await store.write(lambda work: work.note("mine"), workspace=1)


async def test_the_next_instance_may_start_when_the_first_has_closed(
    store: Store, path: Path
) -> None:
    """Closing gives the file back."""
    await store.close()
    async with on(path) as second:
        assert await second.read(Work.keys) == []


async def test_a_backup_is_whole_while_units_go_on(
    store: Store, tmp_path: Path, gate: Gate
) -> None:
    """The copy holds what was committed, not what is under way, and only its owner can read it."""
    await store.write(lambda work: work.note("committed"), workspace=1)

    def unfinished(work: Work) -> None:
        work.note("unfinished")
        gate(work)

    writing = asyncio.create_task(store.write(unfinished, workspace=1))
    assert await asyncio.to_thread(gate.entered.wait, 20)
    copy = tmp_path / "copies" / "today.db"
    await store.backup(copy)
    gate.opened.set()
    await writing
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT key FROM notes").fetchall() == [("committed",)]
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert copy.stat().st_mode & 0o777 == 0o600
    assert [entry.name for entry in copy.parent.iterdir() if entry.suffix == ".part"] == []


async def test_a_backup_that_fails_keeps_the_older_copy(store: Store, tmp_path: Path) -> None:
    """A copy is replaced only by one that is whole."""
    copy = tmp_path / "today.db"
    await store.backup(copy)
    before = copy.read_bytes()
    (tmp_path / "today.db.part").mkdir()
    with pytest.raises(OSError):
        await store.backup(copy)
    assert copy.read_bytes() == before


async def test_a_checkpoint_empties_the_log(store: Store, path: Path) -> None:
    """What was written ahead is in the database, and the log is as short as can be."""
    await store.write(lambda work: work.note("a", bytes(50_000)), workspace=1)
    log = path.with_name(path.name + "-wal")
    assert log.stat().st_size > 0
    assert await store.checkpoint()
    assert log.stat().st_size == 0


async def test_a_checkpoint_does_not_wait_for_a_long_read(store: Store, gate: Gate) -> None:
    """It gives up within a fraction of a second and says so."""

    def reading(work: Work) -> None:
        work.keys()
        gate(work)

    task = asyncio.create_task(store.read(reading))
    assert await asyncio.to_thread(gate.entered.wait, 20)
    await store.write(lambda work: work.note("a"), workspace=1)
    assert not await store.checkpoint()
    gate.opened.set()
    await task
    assert await store.checkpoint()


async def test_postgres_needs_neither(make_store: MakeStore, postgres_url: str, path: Path) -> None:
    """PostgreSQL checkpoints by itself, and its backups are pg_dump's."""
    store = await make_store(postgres_url)
    assert await store.checkpoint()
    with pytest.raises(Unavailable, match="backup_is_pg_dump"):
        await store.backup(path)
