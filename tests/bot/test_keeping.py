"""Backup and restore: whole while somebody writes, and nothing is sent twice because of it."""

import sqlite3
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread

import pytest
from typer.testing import CliRunner

from adapters.db.instance import InstanceLock
from adapters.db.verify import verify
from bot.cli import app
from bot.keeping import back_up, restore, restored
from core import dispatch
from core.dispatch import RESTORED
from core.kernel.errors import ChivvyError, Unavailable
from core.kernel.refs import task_ref
from core.screens.delivery import PostState
from core.screens.problems import plain_problem
from core.tasks.model import Due
from tests.storage.filled import count, execute, fill, post, world_on
from tests.support.worlds import MONDAY, World

LATER = MONDAY + timedelta(days=2)


def url_of(file: Path) -> str:
    """The address of a SQLite file."""
    return f"sqlite:///{file}"


@pytest.fixture
def full(tmp_path: Path) -> str:
    """A SQLite database with a workspace at work in it."""
    url = url_of(tmp_path / "chivvy.db")
    with world_on(url) as world:
        fill(world)
    return url


def keep_adding(world: World, stop: Event) -> None:
    """Adds tasks until told to stop."""
    while not stop.is_set():
        world.add()


def test_twenty_backups_while_somebody_writes(tmp_path: Path) -> None:
    """Each is whole, holds all that was there when it began, and can be restored."""
    url = url_of(tmp_path / "chivvy.db")
    with world_on(url) as world:
        stop = Event()
        writer = Thread(target=keep_adding, args=(world, stop))
        writer.start()
        try:
            for n in range(20):
                before = count(url, "tasks")
                copy, fresh = tmp_path / f"{n}.db", tmp_path / f"fresh-{n}" / "chivvy.db"
                back_up(url, copy, replace=False)
                restore(url_of(fresh), copy, MONDAY, replace=False)
                assert verify(url_of(fresh)) == ()
                assert count(url_of(fresh), "tasks") >= before
        finally:
            stop.set()
            writer.join()


def test_a_backup_is_one_file(full: str, tmp_path: Path) -> None:
    """Nothing stays beside the copy that somebody could forget to take along."""
    back_up(full, tmp_path / "kept" / "copy.db", replace=False)
    assert [each.name for each in (tmp_path / "kept").iterdir()] == ["copy.db"]


def test_what_was_on_its_way_is_set_aside(full: str, tmp_path: Path) -> None:
    """Pending and half-sent posts are dead letters then; what was sent stays sent."""
    back_up(full, tmp_path / "copy.db", replace=False)
    done = restore(full, tmp_path / "copy.db", MONDAY, replace=True)
    assert done.aside >= 2
    execute(full, "DELETE FROM runs")
    assert states(full) == {"sent": 1, "dead": done.aside}


def states(url: str) -> dict[str, int]:
    """How many posts are in each state."""
    with sqlite3.connect(url.removeprefix("sqlite:///")) as connection:
        query = "SELECT state, count(*) FROM posts GROUP BY state"
        return dict(connection.execute(query).fetchall())


def test_what_came_due_since_the_backup_is_not_said_by_itself(database_url: str) -> None:
    """A follow-up of the lost hours was sent, as far as anybody knows: it waits for an admin."""
    with world_on(database_url) as world:
        due = MONDAY + timedelta(hours=1)
        task = task_ref(world.add(due=Due(due, "Europe/London", has_time=True)).id)
        world.work(lambda work: work.watches.set(task, due))
        done = restored(database_url, LATER)
        assert done.aside >= 1
        with world.unit() as unit:
            dead = unit.of(world.workspace).posts.dead()
            assert {each.error for each in dead} == {RESTORED}
            assert unit.outbox.recipients_due(LATER, 10) == []
            assert unit.outbox.claim("run", LATER, 10) == []
        assert verify(database_url) == ()


def test_what_is_sent_after_a_restore_is_looked_for(database_url: str) -> None:
    """An admin wants it sent: some run looks for it on the platform first."""
    with world_on(database_url) as world:
        number = post(world)
        restored(database_url, LATER)
        with world.unit() as unit:
            dispatch.revive(unit, world.workspace, number, LATER)
            assert unit.outbox.claim("run", LATER, 10) == []
            found = unit.outbox.orphans(unit.outbox.dead_runs(15.0), 10, "run")
        assert [(each.id, each.state) for each in found] == [(number, PostState.SENDING)]


def test_a_database_in_use_is_not_replaced(full: str, tmp_path: Path) -> None:
    """Not while a Chivvy has it, whatever was said."""
    back_up(full, tmp_path / "copy.db", replace=False)
    lock = InstanceLock(tmp_path / "chivvy.db")
    lock.acquire()
    with pytest.raises(Unavailable, match="already_running"):
        restore(full, tmp_path / "copy.db", MONDAY, replace=True)
    lock.release()


def test_a_database_with_content_is_replaced_on_request_only(full: str, tmp_path: Path) -> None:
    """With --yes, and a copy of what was there is kept."""
    back_up(full, tmp_path / "copy.db", replace=False)
    execute(full, "DELETE FROM memberships")
    with pytest.raises(Unavailable, match="not_empty"):
        restore(full, tmp_path / "copy.db", MONDAY, replace=False)
    assert count(full, "memberships") == 0
    done = restore(full, tmp_path / "copy.db", MONDAY, replace=True)
    assert count(full, "memberships") > 0
    assert done.kept is not None
    assert count(url_of(done.kept), "memberships") == 0
    assert not list(tmp_path.glob("*.restoring*"))


@pytest.mark.parametrize("harm", ["missing", "no database", "cut", "newer"])
def test_what_is_no_backup_changes_nothing(full: str, tmp_path: Path, harm: str) -> None:
    """Neither a wrong file nor a broken one, nor one of a later release."""
    copy = tmp_path / "copy.db"
    back_up(full, copy, replace=False)
    if harm == "missing":
        copy.unlink()
    elif harm == "no database":
        copy.write_text("no database at all, but long enough to look at " * 50)
    elif harm == "cut":
        copy.write_bytes(copy.read_bytes()[:8192])
    else:
        execute(url_of(copy), "UPDATE alembic_version SET version_num = '9999'")
    tasks = count(full, "tasks")
    with pytest.raises(Unavailable, match=r"no_backup|database_newer"):
        restore(full, copy, MONDAY, replace=True)
    assert count(full, "tasks") == tasks
    assert not list(tmp_path.glob("*.restoring*"))


def test_the_drill_on_the_command_line(tmp_path: Path) -> None:
    """Backup, loss, restore, verify: each says what it did."""
    data, safe = tmp_path / "data", str(tmp_path / "safe.db")

    def chivvy(*words: str) -> str:
        done = CliRunner().invoke(app, words, env={"CHIVVY_DATA_DIR": str(data)})
        if isinstance(done.exception, ChivvyError):
            return plain_problem(done.exception)
        return done.stdout

    with world_on(url_of(data / "chivvy.db")) as world:
        post(world)
    assert "whole" in chivvy("backup", safe)
    assert "--yes" in chivvy("backup", safe)
    for file in data.iterdir():
        file.unlink()
    assert "chivvy review list" in chivvy("restore", safe)
    assert "wait for you" in chivvy("review", "list")
    assert "No message was refused" in chivvy("deadletter", "list")
    assert "✗ 1 messages wait for you since a restore" in chivvy("doctor")
    assert "all is dropped" in chivvy("review", "drop", "all")
    assert "No message waits for you" in chivvy("review", "list")
    assert chivvy("verify") == "✓ the database is sound\n"


def test_postgresql_names_its_own_tools(tmp_path: Path) -> None:
    """The command to type, with the address as it is known, not as it is."""
    url = "postgresql://chivvy:s3cr3t@127.0.0.1:9/chivvy"
    with pytest.raises(Unavailable) as failed:
        back_up(url, tmp_path / "safe.db", replace=False)
    assert 'pg_dump --format=custom --file=chivvy.dump "$DATABASE_URL"' in plain_problem(
        failed.value
    )
    with pytest.raises(Unavailable) as failed:
        restore(url, tmp_path / "safe.db", MONDAY, replace=False)
    assert "pg_restore --clean" in plain_problem(failed.value)
