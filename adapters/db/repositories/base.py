"""What repositories share: their connection and workspace, and inserts that may collide."""

from collections.abc import Callable
from typing import Any, Final

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

from core.kernel.refs import WorkspaceId

CollidingInsert = sqlite.Insert | postgresql.Insert
_INSERTS: Final[dict[str, Callable[[Table], CollidingInsert]]] = {
    "sqlite": sqlite.insert,
    "postgresql": postgresql.insert,
}


def insert_into(connection: Connection, table: Table) -> CollidingInsert:
    """An insert with ``on_conflict_do_nothing`` and ``on_conflict_do_update``; the same on both."""
    return _INSERTS[connection.dialect.name](table)


def put(connection: Connection, table: Table, values: dict[str, Any]) -> None:
    """Inserts the row, or gives the one with its primary key these values."""
    keys = [column.name for column in table.primary_key.columns]
    statement = insert_into(connection, table).values(values)
    changes = {name: statement.excluded[name] for name in values if name not in keys}
    connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=changes))


class Bound:
    """A repository of one workspace."""

    def __init__(self, connection: Connection, workspace: WorkspaceId) -> None:
        self._connection = connection
        self._workspace = workspace
