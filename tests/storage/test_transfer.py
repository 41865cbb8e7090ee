"""Moving from one database to another, both ways, and looking through one."""

import subprocess
import sys
from pathlib import Path

import pytest

from adapters.db import transfer
from adapters.db.instance import InstanceLock
from adapters.db.transfer import move
from adapters.db.verify import verify
from bot.simulate import Asked, named, simulate
from core.kernel.audience import System
from core.kernel.errors import Unavailable
from tests.storage.filled import TASKS, count, execute, fill, world_on
from tests.support.postgres import PostgresServer

DYING = """
import os, signal, sys
from adapters.db import transfer
transfer._go_on_counting = lambda connection: os.kill(os.getpid(), signal.SIGKILL)
transfer.move(*sys.argv[1:])
"""


@pytest.fixture
def full(database_url: str) -> str:
    """A database of each kind with a workspace at work in it."""
    with world_on(database_url) as world:
        fill(world)
    return database_url


@pytest.fixture
def other(full: str, postgres_server: PostgresServer, tmp_path: Path) -> str:
    """An empty database of the other kind."""
    return postgres_server.fresh() if "sqlite" in full else f"sqlite:///{tmp_path / 'other.db'}"


def test_everything_arrives_and_comes_back(full: str, other: str, tmp_path: Path) -> None:
    """From one kind to the other and on to a third: each table has the same rows and hashes."""
    there = move(full, other)
    again = move(other, f"sqlite:///{tmp_path / 'third.db'}")
    assert there == again
    assert {table.table: table.rows for table in there}["tasks"] == TASKS
    assert verify(other) == ()


def test_the_next_numbers_go_on(full: str, other: str) -> None:
    """After a move new tasks, and new workspaces, collide with nothing."""
    move(full, other)
    with world_on(other) as world:
        assert world.add().id == TASKS + 1
    execute(
        other,
        "INSERT INTO workspaces (name, hold, interruptions) VALUES ('another', 0, 3)",
    )
    assert count(other, "workspaces") == 2


def test_a_target_that_holds_something_is_refused(full: str, other: str) -> None:
    """Nothing is mixed, and nothing is changed."""
    with world_on(other):
        before = count(other, "persons")
    with pytest.raises(Unavailable, match="not_empty"):
        move(full, other)
    assert (count(other, "persons"), count(other, "tasks")) == (before, 0)


def test_a_kill_on_the_way_leaves_the_target_empty(full: str, other: str) -> None:
    """All rows come with one commit; after a kill the same command does it all."""
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", DYING, full, other], cwd=root, check=False)
    assert done.returncode == -9
    assert count(other, "tasks") == 0
    move(full, other)
    assert count(other, "tasks") == TASKS


def test_rows_that_arrive_otherwise_are_not_kept(
    full: str, other: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The proof is made before the commit."""
    real = transfer._copy

    def lossy(from_, to, table):  # noqa: ANN001, ANN202
        if table.name != "words":
            real(from_, to, table)

    monkeypatch.setattr(transfer, "_copy", lossy)
    with pytest.raises(Unavailable, match="moved_wrong") as wrong:
        move(full, other)
    assert wrong.value.fields == {"table": "words"}
    assert count(other, "tasks") == 0


def test_a_source_in_use_is_refused(full: str, other: str, tmp_path: Path) -> None:
    """What is written meanwhile would be left behind."""
    lock = InstanceLock(tmp_path / "chivvy.db")
    if "sqlite" in full:
        lock.acquire()
    else:
        execute(
            full,
            "INSERT INTO runs (run, beat_at)"
            " VALUES ('living', extract(epoch FROM clock_timestamp()))",
        )
    with pytest.raises(Unavailable, match=r"already_running|in_use"):
        move(full, other)
    lock.release()


def test_one_database_is_not_moved_onto_itself(full: str) -> None:
    """Both addresses name it."""
    with pytest.raises(Unavailable, match="same_database"):
        move(full, full)


def test_a_sound_database_has_nothing_wrong(full: str) -> None:
    """Neither on SQLite nor on PostgreSQL."""
    assert verify(full) == ()


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        ("UPDATE workspaces SET task_counter = 1", "task_counter of 1 workspaces is behind"),
        ("UPDATE workspaces SET sequence = 1", "sequence of 1 workspaces is behind"),
        ("UPDATE posts SET lease = NULL", "1 posts being sent by nobody"),
        ("UPDATE posts SET lease = 'x'", "1 posts that wait although somebody has them"),
        ("UPDATE posts SET sent_at = NULL", "1 posts sent nowhere"),
        ("UPDATE tasks SET helper_id = 999", f"{TASKS} rows of tasks point with helper_id"),
        ("UPDATE tasks SET status = 'blocked'", f"{TASKS} tasks blocked since no time"),
        ("DELETE FROM events", f"{TASKS} tasks that nothing is known of"),
        (
            "INSERT INTO watches SELECT workspace_id, 'task', 999, created_at FROM posts"
            " WHERE state = 'pending'",
            "1 watches of tasks that are not there",
        ),
        (
            "INSERT INTO dependencies SELECT 1, 1, 2 UNION ALL SELECT 1, 2, 1",
            "2 dependencies go round in a ring",
        ),
    ],
)
def test_what_must_not_be_is_found(full: str, harm: str, told: str) -> None:
    """Each kind of harm has a line."""
    execute(full, harm)
    assert any(told in line for line in verify(full)), verify(full)


def test_orphans_are_found(tmp_path: Path) -> None:
    """SQLite looks at foreign keys only when it is told to."""
    url = f"sqlite:///{tmp_path / 'chivvy.db'}"
    with world_on(url) as world:
        fill(world)
    execute(url, "DELETE FROM texts")
    assert any("point with title_id to no row of texts" in line for line in verify(url))


async def test_a_project_of_either_kind_is_played_on_a_copy(full: str) -> None:
    """While others have it open, with nothing changed in it."""
    with world_on(full) as world:
        project = world.work(lambda w: w.projects(System("numbers")).all(1))[0]
        before = {name: count(full, name) for name in ("tasks", "notices", "events", "posts")}
        found = await simulate(full, named(project.key), Asked(days=5), world.now)
        after = {name: count(full, name) for name in ("tasks", "notices", "events", "posts")}
    assert found.project == project.key
    assert before == after
