"""Bringing databases up to date: nothing is lost, nothing is half done."""

import shutil
import sqlite3
import sys
import textwrap
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import psycopg
import pytest
from sqlalchemy import Column, Integer, MetaData, Table

from adapters.db import migrate
from adapters.db.engines import parse, sqlite_file
from adapters.db.instance import InstanceLock
from adapters.db.migrate import differences, draft, upgrade
from adapters.db.revisions import MIGRATIONS, current, head, is_empty, require_current
from core.kernel.errors import Unavailable

FIRST = """
op.create_table("parents", sa.Column("id", sa.Integer, primary_key=True),
                sa.Column("name", sa.String(50)))
op.create_table("children", sa.Column("id", sa.Integer, primary_key=True),
                sa.Column("parent_id", sa.Integer,
                          sa.ForeignKey("parents.id", ondelete="CASCADE"), nullable=False))
op.execute("INSERT INTO parents (id, name) VALUES (1, 'a')")
op.execute("INSERT INTO children (id, parent_id) VALUES (1, 1)")
"""
REBUILD = """
with op.batch_alter_table("parents", recreate="auto") as batch:
    batch.alter_column("name", nullable=False, existing_type=sa.String(50))
"""


class Scripts:
    """A folder of steps that are numbered as they are added."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "versions").mkdir(parents=True)
        for name in ("env.py", "script.py.mako"):
            shutil.copy(MIGRATIONS / name, folder)
        self.steps = 0

    def add(self, body: str) -> Path:
        before = f"{self.steps:04}" if self.steps else None
        self.steps += 1
        path = self.folder / "versions" / f"{self.steps:04}.py"
        path.write_text(
            "import sqlalchemy as sa\nfrom alembic import op\n"
            f"revision = '{self.steps:04}'\ndown_revision = {before!r}\n"
            "def upgrade():\n" + textwrap.indent(body.strip(), "    ") + "\n"
        )
        return path


@pytest.fixture
def scripts(tmp_path: Path) -> Scripts:
    # A per cent sign is legal in a folder's name and special to the library's settings.
    return Scripts(tmp_path / "100% steps")


def rows(url: str, query: str) -> list[tuple[object, ...]]:
    """Asks the database past everything that is under test."""
    file = sqlite_file(parse(url))
    if file is not None:
        with closing(sqlite3.connect(file)) as connection:
            return connection.execute(query).fetchall()
    with psycopg.connect(url) as server:
        return server.execute(query.encode()).fetchall()


def test_an_empty_database_gets_every_step(database_url: str, scripts: Scripts) -> None:
    """From nothing to the last step, without a copy of nothing."""
    scripts.add(FIRST)
    scripts.add(REBUILD)
    assert is_empty(database_url)
    assert current(database_url) is None
    done = upgrade(database_url, backup=True, scripts=scripts.folder)
    assert (done.before, done.after, done.backup) == (None, "0002", None)
    assert not is_empty(database_url)
    assert current(database_url) == head(scripts.folder) == "0002"


def test_an_upgraded_database_is_left_alone(database_url: str, scripts: Scripts) -> None:
    """A second upgrade changes nothing and copies nothing."""
    scripts.add(FIRST)
    upgrade(database_url, backup=True, scripts=scripts.folder)
    again = upgrade(database_url, backup=True, scripts=scripts.folder)
    assert (again.before, again.after, again.backup) == ("0001", "0001", None)


def test_rebuilding_a_table_keeps_its_children(database_url: str, scripts: Scripts) -> None:
    """Rows that would be deleted with their parent survive the rebuild of the parent's table."""
    scripts.add(FIRST)
    upgrade(database_url, backup=False, scripts=scripts.folder)
    scripts.add(REBUILD)
    upgrade(database_url, backup=False, scripts=scripts.folder)
    assert rows(database_url, "SELECT id, parent_id FROM children") == [(1, 1)]


def test_a_step_that_fails_changes_nothing(database_url: str, scripts: Scripts) -> None:
    """What a broken step did before it broke is undone; mended, it runs."""
    scripts.add(FIRST)
    upgrade(database_url, backup=False, scripts=scripts.folder)
    broken = scripts.add("op.execute('DELETE FROM children')\nraise ValueError('broken')")
    with pytest.raises(ValueError, match="broken"):
        upgrade(database_url, backup=False, scripts=scripts.folder)
    assert current(database_url) == "0001"
    assert rows(database_url, "SELECT count(*) FROM children") == [(1,)]
    scripts.steps = 1
    broken.unlink()
    scripts.add("op.execute(\"UPDATE parents SET name = 'mended'\")")
    assert upgrade(database_url, backup=False, scripts=scripts.folder).after == "0002"
    assert rows(database_url, "SELECT name FROM parents") == [("mended",)]


def test_steps_run_together_or_not_at_all_on_sqlite(tmp_path: Path, scripts: Scripts) -> None:
    """When the second of two steps fails, the first is undone as well."""
    url = f"sqlite:///{tmp_path / 'chivvy.db'}"
    scripts.add(FIRST)
    scripts.add("raise ValueError('broken')")
    with pytest.raises(ValueError, match="broken"):
        upgrade(url, backup=False, scripts=scripts.folder)
    assert is_empty(url)
    assert current(url) is None


def test_rows_that_point_nowhere_stop_the_upgrade(tmp_path: Path, scripts: Scripts) -> None:
    """References are checked before the commit, for they are not enforced while it runs."""
    url = f"sqlite:///{tmp_path / 'chivvy.db'}"
    scripts.add(FIRST)
    upgrade(url, backup=False, scripts=scripts.folder)
    scripts.add("op.execute('DELETE FROM parents')")
    with pytest.raises(Unavailable, match="broken_references") as refused:
        upgrade(url, backup=False, scripts=scripts.folder)
    assert refused.value.fields == {"table": "children", "rows": 1}
    assert rows(url, "SELECT count(*) FROM parents") == [(1,)]


def test_a_populated_file_is_copied_first(tmp_path: Path, scripts: Scripts) -> None:
    """The copy beside the file holds what was there before the first new step."""
    url = f"sqlite:///{tmp_path / 'chivvy.db'}"
    scripts.add(FIRST)
    upgrade(url, backup=True, scripts=scripts.folder)
    scripts.add("op.execute('DELETE FROM children')")
    copy = upgrade(url, backup=True, scripts=scripts.folder).backup
    assert copy is not None
    assert copy.parent == tmp_path
    assert copy.stat().st_mode & 0o777 == 0o600
    assert rows(f"sqlite:///{copy}", "SELECT count(*) FROM children") == [(1,)]
    assert rows(url, "SELECT count(*) FROM children") == [(0,)]


def test_a_database_from_the_future_is_refused(database_url: str, scripts: Scripts) -> None:
    """An older release does not touch a database whose last step it does not know."""
    scripts.add(FIRST)
    newest = scripts.add(REBUILD)
    upgrade(database_url, backup=False, scripts=scripts.folder)
    newest.unlink()
    with pytest.raises(Unavailable, match="database_newer") as refused:
        upgrade(database_url, backup=True, scripts=scripts.folder)
    assert refused.value.fields == {"revision": "0002"}


def test_a_run_needs_the_database_of_its_release(database_url: str, scripts: Scripts) -> None:
    """Older and newer ones are refused by name, and neither is changed."""
    scripts.add(FIRST)
    upgrade(database_url, backup=False, scripts=scripts.folder)
    require_current(database_url, scripts.folder)
    newest = scripts.add(REBUILD)
    with pytest.raises(Unavailable, match="database_older") as older:
        require_current(database_url, scripts.folder)
    assert older.value.fields == {"revision": "0001", "wanted": "0002"}
    assert current(database_url) == "0001"
    upgrade(database_url, backup=False, scripts=scripts.folder)
    newest.unlink()
    with pytest.raises(Unavailable, match="database_newer"):
        require_current(database_url, scripts.folder)
    assert current(database_url) == "0002"


def test_a_running_instance_stops_the_upgrade(tmp_path: Path, scripts: Scripts) -> None:
    """The schema never changes under an instance that has the file."""
    scripts.add(FIRST)
    lock = InstanceLock(tmp_path / "chivvy.db")
    lock.acquire()
    with pytest.raises(Unavailable, match="already_running"):
        upgrade(f"sqlite:///{lock.path.with_suffix('')}", backup=False, scripts=scripts.folder)
    lock.release()


def test_two_processes_do_not_migrate_at_once(postgres_url: str, scripts: Scripts) -> None:
    """While one holds the lock for migrating, another is told so."""
    scripts.add(FIRST)
    with psycopg.connect(postgres_url) as other:
        other.execute("SELECT pg_advisory_lock(%s)", (migrate._LOCK_KEY,))
        with pytest.raises(Unavailable, match="migrating"):
            upgrade(postgres_url, backup=False, scripts=scripts.folder)
    assert upgrade(postgres_url, backup=False, scripts=scripts.folder).after == "0001"


def test_an_index_can_be_made_without_locking_the_table(
    postgres_url: str, scripts: Scripts
) -> None:
    """A step on PostgreSQL may leave its transaction for CREATE INDEX CONCURRENTLY."""
    scripts.add(FIRST)
    scripts.add(
        "with op.get_context().autocommit_block():\n"
        "    op.create_index('by_name', 'parents', ['name'], postgresql_concurrently=True)"
    )
    assert upgrade(postgres_url, backup=False, scripts=scripts.folder).after == "0002"
    found = rows(postgres_url, "SELECT count(*) FROM pg_indexes WHERE indexname = 'by_name'")
    assert found == [(1,)]


def test_asking_makes_no_file(tmp_path: Path) -> None:
    """Looking at a database that does not exist leaves nothing behind."""
    url = f"sqlite:///{tmp_path / 'none' / 'chivvy.db'}"
    assert is_empty(url)
    assert current(url) is None
    assert list(tmp_path.iterdir()) == []


def test_drift_between_steps_and_tables_is_found(database_url: str, scripts: Scripts) -> None:
    """A column that the tables have and no step makes is named."""
    scripts.add("op.create_table('things', sa.Column('id', sa.Integer, primary_key=True))")
    upgrade(database_url, backup=False, scripts=scripts.folder)
    wanted = MetaData()
    things = Table("things", wanted, Column("id", Integer, primary_key=True))
    assert differences(database_url, wanted) == []
    things.append_column(Column("size", Integer))
    (found,) = differences(database_url, wanted)
    assert "add_column" in found
    assert "size" in found


def test_a_step_is_drafted_from_the_tables(
    database_url: str, scripts: Scripts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the tables have and the database lacks becomes a step that runs as it is."""
    wanted = MetaData()
    Table("things", wanted, Column("id", Integer, primary_key=True))
    monkeypatch.setitem(sys.modules, "adapters.db.tables", SimpleNamespace(metadata=wanted))
    draft(database_url, "The first tables", revision="0001", scripts=scripts.folder)
    assert upgrade(database_url, backup=False, scripts=scripts.folder).after == "0001"
    assert differences(database_url, wanted) == []
