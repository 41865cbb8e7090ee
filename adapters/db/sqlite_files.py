"""Housekeeping of a SQLite file, on raw connections: SQLAlchemy would keep a transaction open."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

_PATIENCE: Final = 0.2
"""Seconds that a checkpoint waits for readers; it holds up the writer meanwhile."""


def checkpoint(database: Path) -> bool:
    """Moves the write-ahead log into the database and truncates it; False when it was not free."""
    with closing(sqlite3.connect(database, timeout=_PATIENCE, isolation_level=None)) as connection:
        blocked, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not blocked


def backup(database: Path, target: Path) -> None:
    """Copies one snapshot of the database to `target`, which is replaced only when it is whole."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    partial = target.with_name(target.name + ".part")
    partial.unlink(missing_ok=True)
    try:
        os.close(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        with (
            closing(sqlite3.connect(database, timeout=10)) as source,
            closing(sqlite3.connect(partial)) as copy,
        ):
            source.backup(copy)
        flush(partial)
        partial.replace(target)
        flush(target.parent)
    finally:
        partial.unlink(missing_ok=True)


def drop_beside(file: Path) -> None:
    """Removes the log and the shared memory beside *file*, for whoever has sole use of it."""
    for ending in ("-wal", "-shm"):
        file.with_name(file.name + ending).unlink(missing_ok=True)


def flush(path: Path) -> None:
    """What was written there has reached the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
