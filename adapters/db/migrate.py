"""Bringing a database to the schema of this release, with Alembic and without a file of settings.

Called while no store is open on the database; all functions block.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Final, TypeVar

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Engine, MetaData, inspect, text
from sqlalchemy.exc import DBAPIError

from adapters.db import sqlite_files
from adapters.db.engines import migration_engine, parse, prepare_file, sqlite_file
from adapters.db.failures import Trouble, diagnose
from adapters.db.instance import InstanceLock
from core.kernel.errors import Unavailable

T = TypeVar("T")

MIGRATIONS: Final = Path(__file__).parent / "migrations"
_VERSION_TABLE: Final = "alembic_version"
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
    with _sole_use(file), _engine(target) as engine:
        before, last = _current(engine), head(scripts)
        _refuse_newer(before, scripts)
        if before == last:
            return Upgraded(before, last, None)
        copy = _back_up(engine, file, before) if backup and file else None
        if file is None:
            _upgrade_postgres(engine, scripts)
        else:
            _upgrade_sqlite(engine, scripts)
        return Upgraded(before, _current(engine), copy)


def current(url: str) -> str | None:
    """The last step that the database has; None for a new one."""
    return _ask(url, _current, missing=None)


def head(scripts: Path = MIGRATIONS) -> str | None:
    """The last step that this release knows."""
    return ScriptDirectory.from_config(_config(scripts)).get_current_head()


def require_current(url: str, scripts: Path = MIGRATIONS) -> None:
    """Raises `Unavailable` unless the database is where this release needs it; changes nothing.

    `database_older` with `revision` and `wanted`, `database_newer` with `revision`.
    """
    found, wanted = current(url), head(scripts)
    _refuse_newer(found, scripts)
    if found != wanted:
        raise Unavailable("database_older", revision=found or "none", wanted=wanted)


def is_empty(url: str) -> bool:
    """Whether the database has no tables; a SQLite file that does not exist is not made."""
    return _ask(url, _has_no_tables, missing=True)


def differences(url: str, metadata: MetaData) -> list[str]:
    """What the steps made otherwise than `metadata` says; a test keeps this empty."""

    def compare(engine: Engine) -> list[str]:
        with engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            return [str(difference) for difference in compare_metadata(context, metadata)]

    return _ask(url, compare, missing=[])


def draft(url: str, message: str, *, revision: str, scripts: Path = MIGRATIONS) -> None:
    """Writes the next step by comparing an upgraded database with `adapters.db.tables`."""
    with _engine(parse(url)) as engine, engine.connect() as connection:
        config = _config(scripts, connection)
        config.attributes["draft"] = True
        command.revision(config, message, autogenerate=True, rev_id=revision)


def _ask(url: str, question: Callable[[Engine], T], *, missing: T) -> T:
    target = parse(url)
    file = sqlite_file(target)
    if file is not None and not file.exists():
        return missing
    with _engine(target) as engine:
        return question(engine)


@contextmanager
def _engine(target: URL) -> Iterator[Engine]:
    engine = migration_engine(target)
    try:
        yield engine
    except DBAPIError as error:
        if diagnose(error) is Trouble.LOST:
            raise Unavailable("database_unreachable") from error
        raise
    finally:
        engine.dispose()


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


def _current(engine: Engine) -> str | None:
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def _has_no_tables(engine: Engine) -> bool:
    return not set(inspect(engine).get_table_names()) - {_VERSION_TABLE}


def _refuse_newer(revision: str | None, scripts: Path) -> None:
    steps = ScriptDirectory.from_config(_config(scripts)).walk_revisions()
    if revision is not None and revision not in {step.revision for step in steps}:
        raise Unavailable("database_newer", revision=revision)


def _back_up(engine: Engine, file: Path, revision: str | None) -> Path | None:
    if _has_no_tables(engine):
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
