"""Moves everything from one database to another, all or nothing, and proves that it arrived."""

import hashlib
import json
from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

from sqlalchemy import Connection, Engine, Table, insert, select, text

from adapters.db.engines import migration_engine, parse
from adapters.db.keeping import sole_use
from adapters.db.migrate import upgrade
from adapters.db.revisions import is_empty, require_current
from adapters.db.tables import metadata, runs
from core.kernel.errors import Unavailable
from core.kernel.values import dataclass

BATCH: Final = 1000
TABLES: Final = tuple(table for table in metadata.sorted_tables if table is not runs)
"""Parents first. Heartbeats stay behind: no process comes with the rows."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A table that arrived: how many rows, and the hash that both sides have of them."""

    table: str
    rows: int
    digest: str


def move(source: str, target: str) -> tuple[Moved, ...]:
    """Copies every row of *source* to the empty *target* in one transaction.

    A process that dies on the way leaves *target* empty, and *source* is only read. Raises
    ``Unavailable``: ``already_running`` or ``in_use`` while somebody runs on either,
    ``same_database`` for one moved onto itself, ``database_empty``, ``database_older`` or
    ``database_newer`` for a source that has nothing or is not of this release, ``not_empty``
    for a target that has something, ``moved_wrong`` with `table` when the hashes differ (nothing
    is kept).
    """
    if parse(source) == parse(target):
        raise Unavailable("same_database")
    if is_empty(source):
        raise Unavailable("database_empty")
    require_current(source)
    with sole_use(source):
        upgrade(target, backup=False)
        with sole_use(target):
            return _move(migration_engine(parse(source)), migration_engine(parse(target)))


def copy_out(source: str, target: str) -> None:
    """Copies one snapshot of *source* to the empty *target*, while people go on working in it.

    *source* is only read, and no lock is held on it.
    """
    upgrade(target, backup=False)
    from_engine, to_engine = (migration_engine(parse(url)) for url in (source, target))
    try:
        with from_engine.connect() as from_, from_.begin(), to_engine.begin() as to:
            _still(from_)
            for table in TABLES:
                _copy(from_, to, table)
            _go_on_counting(to)
    finally:
        from_engine.dispose()
        to_engine.dispose()


def _move(source: Engine, target: Engine) -> tuple[Moved, ...]:
    try:
        with source.connect() as from_, from_.begin(), target.begin() as to:
            _still(from_)
            if not all(_is_bare(to, table) for table in TABLES):
                raise Unavailable("not_empty")
            for table in TABLES:
                _copy(from_, to, table)
            _go_on_counting(to)
            return tuple(_proved(from_, to, table) for table in TABLES)
    finally:
        source.dispose()
        target.dispose()


def _still(connection: Connection) -> None:
    """One snapshot for all tables; on SQLite the engine has taken the file already."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET TRANSACTION READ ONLY, ISOLATION LEVEL REPEATABLE READ")


def _is_bare(connection: Connection, table: Table) -> bool:
    return connection.execute(select(table).limit(1)).first() is None


def _copy(from_: Connection, to: Connection, table: Table) -> None:
    rows = _rows(from_, table)
    while batch := list(islice(rows, BATCH)):
        to.execute(insert(table), batch)


def _rows(connection: Connection, table: Table) -> Iterator[dict[str, Any]]:
    found = connection.execution_options(yield_per=BATCH).execute(select(table))
    yield from (dict(row) for row in found.mappings())


def _go_on_counting(connection: Connection) -> None:
    """PostgreSQL numbers workspaces by a sequence of its own, which did not see them come."""
    if connection.dialect.name == "postgresql":
        connection.execute(
            text(
                "SELECT setval(pg_get_serial_sequence('workspaces', 'id'), max(id))"
                " FROM workspaces HAVING max(id) IS NOT NULL"
            )
        )


def _proved(from_: Connection, to: Connection, table: Table) -> Moved:
    here, there = (_digest(connection, table) for connection in (from_, to))
    if here != there:
        raise Unavailable("moved_wrong", table=table.name)
    return here


def _digest(connection: Connection, table: Table) -> Moved:
    """The sum of the hashes of all rows: the same in any order, for databases sort differently."""
    total = number = 0
    for row in _rows(connection, table):
        spelled = json.dumps(row, sort_keys=True, default=str, ensure_ascii=False)
        total += int.from_bytes(hashlib.sha256(spelled.encode()).digest())
        number += 1
    return Moved(table.name, number, f"{total % 2**256:064x}")
