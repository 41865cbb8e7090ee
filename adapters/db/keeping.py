"""Backups of a SQLite database: looked at before they are trusted, and put in its place."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy import func, select

from adapters.db import sqlite_files
from adapters.db.column_types import DatabaseSeconds
from adapters.db.engines import parse, reader_engine, sqlite_file
from adapters.db.instance import InstanceLock
from adapters.db.revisions import current, is_empty
from adapters.db.tables import runs
from core.kernel.errors import Unavailable

HEARTBEAT: Final = 15.0
"""Seconds after which a run that was not heard of is taken for dead."""


def look(backup: Path) -> str:
    """The step that a backup is at. Raises ``Unavailable("no_backup")`` with `path` and `reason`
    for what is none, or is damaged."""
    if not backup.is_file():
        raise Unavailable("no_backup", path=str(backup), reason="there is no such file")
    try:
        with closing(sqlite3.connect(f"{backup.absolute().as_uri()}?mode=ro", uri=True)) as copy:
            [(sound,)] = copy.execute("PRAGMA integrity_check(1)").fetchall()
            found = copy.execute("SELECT version_num FROM alembic_version").fetchone()
    except (sqlite3.DatabaseError, ValueError) as error:
        raise Unavailable("no_backup", path=str(backup), reason=str(error)) from error
    if sound != "ok" or found is None:
        raise Unavailable("no_backup", path=str(backup), reason="it is damaged")
    return str(found[0])


@contextmanager
def sole_use(url: str) -> Iterator[None]:
    """Nobody else runs on the database, and on SQLite nobody can begin to.

    Raises ``Unavailable``: ``already_running`` on SQLite, ``in_use`` on PostgreSQL.
    """
    file = sqlite_file(parse(url))
    if file is None:
        if living_runs(url):
            raise Unavailable("in_use")
        yield
        return
    lock = InstanceLock(file)
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock.acquire()
    try:
        yield
    finally:
        lock.release()


def living_runs(url: str) -> int:
    """How many processes have said lately that they live."""
    if is_empty(url) or current(url) is None:
        return 0
    engine = reader_engine(parse(url), threads=1)
    try:
        with engine.begin() as connection:
            lately = runs.c.beat_at >= DatabaseSeconds() - HEARTBEAT
            return int(connection.scalar(select(func.count()).where(lately)) or 0)
    finally:
        engine.dispose()


def put_in_place(restored: Path, file: Path) -> None:
    """*restored* becomes the database, in one step; for whoever has sole use of both."""
    if file.exists():
        sqlite_files.checkpoint(file)
    sqlite_files.drop_beside(file)
    restored.replace(file)
    sqlite_files.flush(file.parent)
