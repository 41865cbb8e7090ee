"""Upgrades of a full database, from the first release's schema to this one's.

A few hundred tasks in the suite, a hundred thousand in ``make soak``.
"""

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from datetime import time as wall_time
from itertools import islice
from pathlib import Path

import pytest
from sqlalchemy import MetaData, insert

from adapters.db.engines import migration_engine, parse
from adapters.db.migrate import differences, upgrade
from adapters.db.revisions import MIGRATIONS, current, head
from adapters.db.tables import metadata
from adapters.db.transfer import move
from adapters.db.verify import verify
from tests.storage.filled import count, execute
from tests.support.postgres import PostgresServer
from tests.support.soak import SOAK, counted, soak

TASKS = counted(300, 100_000)
EACH = 10 if SOAK else 1
"""Events of each task."""
BATCH = 5000
DYING = """
import os, signal, sys
from alembic import op
from adapters.db import migrate
real, seen = op.add_column, []
def add_column(*words, **more):
    seen.append(words)
    if len(seen) == 6:
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*words, **more)
op.add_column = add_column
migrate.upgrade(sys.argv[1], backup=False)
"""


def first_schema(folder: Path) -> Path:
    """The steps that the first release knew."""
    (folder / "versions").mkdir(parents=True)
    for name in ("env.py", "script.py.mako", "versions/0001_first_schema.py"):
        shutil.copy(MIGRATIONS / name, folder / name)
    return folder


def rows(moment: object) -> Iterator[tuple[str, dict[str, object]]]:
    """A workspace, a person, and for each task its title and its event."""
    yield "workspaces", {"id": 1, "name": "old", "hold": 60, "interruptions": 3,
                         "task_counter": TASKS, "sequence": (EACH + 2) * TASKS + 10}  # fmt: skip
    person = {"name": "Ana", "name_key": "ana", "first_name_key": "ana", "handle_key": "ana"}
    yield "persons", {"workspace_id": 1, "id": 1, "zone": "UTC", "locale": "en", "role": "member",
                      "hours": [], "leave": [], "brief_at": wall_time(9),
                      **person}  # fmt: skip
    for n in range(1, TASKS + 1):
        title = f"Nr {n}: renew the certificate"
        yield "texts", {"workspace_id": 1, "id": 10 + n, "body": title, "folded": title.lower()}
    for n in range(1, TASKS + 1):
        yield "tasks", {"workspace_id": 1, "id": n, "title_id": 10 + n, "status": "todo",
                        "requester_id": 1, "priority": "normal", "criteria": [],
                        "created_at": moment, "touched_at": moment}  # fmt: skip
    for n in range(EACH * TASKS):
        verb = "added" if n < TASKS else "noted"
        yield "events", {"workspace_id": 1, "id": 11 + TASKS + n, "subject_kind": "task",
                         "subject_id": 1 + n % TASKS, "verb": verb, "actor_id": 1, "at": moment,
                         "before": {}, "after": {}}  # fmt: skip


@pytest.fixture
def old(database_url: str, tmp_path: Path) -> str:
    """A full database of the first release, of each kind."""
    upgrade(database_url, backup=False, scripts=first_schema(tmp_path / "first"))
    engine = migration_engine(parse(database_url))
    known = MetaData()
    known.reflect(engine)
    moment = datetime(2026, 1, 1, 9, tzinfo=UTC)
    stamp = moment if "postgresql" in database_url else "2026-01-01T09:00:00.000000"
    with engine.begin() as connection:
        waiting = rows(stamp)
        while batch := list(islice(waiting, BATCH)):
            for table in dict.fromkeys(name for name, _ in batch):
                values = [row for name, row in batch if name == table]
                connection.execute(insert(known.tables[table]), values)
    engine.dispose()
    return database_url


@soak
def test_a_full_database_comes_to_this_release(old: str) -> None:
    """Nothing is lost, the schema is this release's, and nothing in it is wrong."""
    began = time.monotonic()
    done = upgrade(old, backup=True)
    print(f"{TASKS} tasks, {EACH * TASKS} events: {time.monotonic() - began:.1f} s")
    assert (done.before, done.after) == ("0001", head())
    assert count(old, "tasks") == count(old, "texts") == TASKS
    assert count(old, "events") == EACH * TASKS
    assert differences(old, metadata) == []
    assert verify(old) == ()


@soak
def test_a_kill_in_the_middle_is_mended_by_typing_it_again(old: str) -> None:
    """The database is at a whole step, and the same command goes on from there."""
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", DYING, old], cwd=root, check=False)
    assert done.returncode == -9
    assert current(old) != head()
    assert count(old, "tasks") == TASKS
    upgrade(old, backup=False)
    assert current(old) == head()
    assert count(old, "tasks") == TASKS
    assert differences(old, metadata) == []


def test_offers_of_long_ago_are_looked_at_again(old: str, tmp_path: Path) -> None:
    """Nothing would end them else: nobody was to look at them any more."""
    before = first_schema(tmp_path / "before")
    for step in sorted((MIGRATIONS / "versions").glob("00*.py")):
        if step.name < "0023":
            shutil.copy(step, before / "versions" / step.name)
    upgrade(old, backup=False, scripts=before)
    execute(old, "UPDATE tasks SET offered_to = 1 WHERE id = 2")
    assert count(old, "watches") == 0
    upgrade(old, backup=False)
    assert count(old, "watches") == 1


def test_an_offer_with_a_date_far_off_is_looked_at_sooner(old: str, tmp_path: Path) -> None:
    """Its watch may wait half a year for that date; the offer ends long before. Others wait on."""
    before = first_schema(tmp_path / "before")
    for step in sorted((MIGRATIONS / "versions").glob("00*.py")):
        if step.name < "0023":
            shutil.copy(step, before / "versions" / step.name)
    upgrade(old, backup=False, scripts=before)
    late = "'2026-07-01 09:00:00+00'" if "postgresql" in old else "'2026-07-01T09:00:00.000000'"
    execute(
        old,
        "UPDATE tasks SET offered_to = 1 WHERE id = 2",
        *(
            f"INSERT INTO watches VALUES ({each}, {late})"  # noqa: S608
            for each in ("1, 'task', 2", "1, 'task', 3", "1, 'project', 2")
        ),
    )
    upgrade(old, backup=False)
    assert count(old, "watches") == 3
    touched = "SELECT touched_at FROM tasks WHERE tasks.id = 2"
    assert count(old, f"watches WHERE check_at = {late}") == 2
    assert count(old, f"watches WHERE subject_id = 2 AND check_at = ({touched})") == 1


@pytest.fixture
def other(old: str, postgres_server: PostgresServer, tmp_path: Path) -> str:
    """An empty database of the other kind."""
    return postgres_server.fresh() if "sqlite" in old else f"sqlite:///{tmp_path / 'other.db'}"


@soak
def test_a_full_database_moves(old: str, other: str) -> None:
    """From one kind to the other; each table is compared there, row by row."""
    upgrade(old, backup=False)
    began = time.monotonic()
    there = {table.table: table.rows for table in move(old, other)}
    took = time.monotonic() - began
    print(f"{TASKS} tasks, {EACH * TASKS} events moved in {took:.1f} s")
    assert (there["tasks"], there["events"]) == (TASKS, EACH * TASKS)
    assert verify(other) == ()
    assert took <= 300
