"""Bringing a database to the schema of this release, with Alembic and without a file of settings.

Called while no store is open on the database; all functions block.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Final

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Engine, MetaData, text
from sqlalchemy.exc import DBAPIError

from adapters.db import sqlite_files
from adapters.db.engines import parse, prepare_file, sqlite_file
from adapters.db.failures import Trouble, diagnose
from adapters.db.instance import InstanceLock
from adapters.db.revisions import (
    MIGRATIONS,
    ask,
    has_no_tables,
    head,
    passing,
    refuse_newer,
    revision_of,
)
from core.kernel.errors import Unavailable
from core.kernel.values import dataclass

_LOCK_KEY: Final = 0x63686976767900
"""Of the PostgreSQL advisory lock that keeps two processes from migrating at once."""
_PAUSES: Final = (0.2, 0.5, 1.0, 2.0, 4.0)
"""Seconds before another attempt at a table that is in use, each attempt waiting 3 s for it."""


@dataclass(frozen=True, slots=True)
class Upgraded:
    """What `upgrade` did: the steps before and after, and the copy it made first."""

    before: str | None
    after: str | None
    backup: Path | None


def upgrade(url: str, *, backup: bool, scripts: Path = MIGRATIONS) -> Upgraded:
    """Runs the steps that the database lacks, all or none on SQLite, one by one on PostgreSQL.

    With `backup`, a SQLite database that holds something is copied beside itself first. Raises
    `Unavailable`: `already_running` while an instance has the file, `migrating` while another
    process migrates, `database_newer` when the database knows steps that this release does not,
    `broken_references` when a step would leave rows that point nowhere (nothing is changed).
    """
    target = parse(url)
    file = sqlite_file(target)
    with _sole_use(file), passing(target) as engine:
        before, last = revision_of(engine), head(scripts)
        refuse_newer(before, scripts)
        if before == last:
            return Upgraded(before, last, None)
        copy = _back_up(engine, file, before) if backup and file else None
        if file is None:
            _upgrade_postgres(engine, scripts)
        else:
            _upgrade_sqlite(engine, scripts)
        return Upgraded(before, revision_of(engine), copy)


def differences(url: str, metadata: MetaData) -> list[str]:
    """What the steps made otherwise than `metadata` says; a test keeps this empty."""

    def compare(engine: Engine) -> list[str]:
        with engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            return [str(difference) for difference in compare_metadata(context, metadata)]

    return ask(url, compare, missing=[])


def draft(url: str, message: str, *, revision: str, scripts: Path = MIGRATIONS) -> None:
    """Writes the next step by comparing an upgraded database with `adapters.db.tables`."""
    with passing(parse(url)) as engine, engine.connect() as connection:
        config = _config(scripts, connection)
        config.attributes["draft"] = True
        command.revision(config, message, autogenerate=True, rev_id=revision)


@contextmanager
def _sole_use(file: Path | None) -> Iterator[None]:
    if file is None:
        yield
        return
    prepare_file(file)
    lock = InstanceLock(file)
    lock.acquire()
    try:
        yield
    finally:
        lock.release()


def _config(scripts: Path, connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _back_up(engine: Engine, file: Path, revision: str | None) -> Path | None:
    if has_no_tables(engine):
        return None
    stamp = f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
    copy = file.with_name(f"{file.name}.{revision or 'unversioned'}.{stamp}.bak")
    sqlite_files.backup(file, copy)
    return copy


def _upgrade_sqlite(engine: Engine, scripts: Path) -> None:
    with engine.begin() as connection:
        command.upgrade(_config(scripts, connection), "head")
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise Unavailable("broken_references", table=str(broken[0][0]), rows=len(broken))


def _upgrade_postgres(engine: Engine, scripts: Path) -> None:
    with _advisory_lock(engine):
        for attempt in count():
            try:
                with engine.connect() as connection:
                    command.upgrade(_config(scripts, connection), "head")
                return
            except DBAPIError as error:
                if diagnose(error) is not Trouble.CONTENDED or attempt >= len(_PAUSES):
                    raise
            time.sleep(_PAUSES[attempt])


@contextmanager
def _advisory_lock(engine: Engine) -> Iterator[None]:
    """Tries rather than waits: a statement that waits would hold up CREATE INDEX CONCURRENTLY."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if not connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": _LOCK_KEY}):
            raise Unavailable("migrating")
        try:
            yield
        finally:
            connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": _LOCK_KEY})
