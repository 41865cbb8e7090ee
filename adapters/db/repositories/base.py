"""What repositories share: their connection and workspace, and inserts that may collide.

Short lists are put in the order of their ids here, not by the database: asked for that order,
SQLite walks the primary key through the whole workspace rather than use the index that fits.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import sqlite

from adapters.db.prepared import PreparedInsert
from core.kernel.refs import WorkspaceId

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql

    CollidingInsert = sqlite.Insert | postgresql.Insert
Values = Mapping[str, Any]


def insert_into(dialect: str, table: Table) -> "CollidingInsert":
    """An insert with ``on_conflict_do_nothing`` and ``on_conflict_do_update``; the same on both."""
    if dialect == "sqlite":
        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql  # SQLite does without it, and is lighter by 3 MB.

    return postgresql.insert(table)


def insert_once(connection: Connection, table: Table, values: Values) -> bool:
    """False when the row, or one that excludes it, is there already."""
    return _once(connection.dialect.name, table).run(connection, [values]) == 1


def insert_all_once(connection: Connection, table: Table, rows: Sequence[Values]) -> None:
    """Those of *rows*, all with the same columns, that are not there yet."""
    _once(connection.dialect.name, table).later(connection, rows)


def put(connection: Connection, table: Table, values: Values) -> None:
    """Inserts the whole row, or replaces the one with its primary key."""
    put_all(connection, table, [values])


def put_all(connection: Connection, table: Table, rows: Sequence[Values]) -> None:
    """As ``put``; no two of *rows* have the same primary key."""
    _put(connection.dialect.name, table).later(connection, rows)


@cache
def _once(dialect: str, table: Table) -> PreparedInsert:
    return PreparedInsert(insert_into(dialect, table).on_conflict_do_nothing())


@cache
def _put(dialect: str, table: Table) -> PreparedInsert:
    insert = insert_into(dialect, table)
    keys = list(table.primary_key.columns)
    rest = {c.name: insert.excluded[c.name] for c in table.columns if c not in set(keys)}
    return PreparedInsert(insert.on_conflict_do_update(index_elements=keys, set_=rest))


class Bound:
    """A repository of one workspace."""

    def __init__(self, connection: Connection, workspace: WorkspaceId) -> None:
        self._connection = connection
        self._workspace = workspace
