"""A whole workspace, table by table, as plain values: nothing but what is stored, and all of it."""

import base64
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from typing import Any, Final, TypeVar

from sqlalchemy import Connection

from adapters.db.beside import read_rows
from adapters.db.tables import metadata
from adapters.db.visibility import all_rows, viewer
from core.kernel.audience import System
from core.kernel.refs import WorkspaceId

T = TypeVar("T")
Rows = Iterator[tuple[str, dict[str, Any]]]
EXPORT: Final = System("export")
LEFT_OUT: Final = frozenset({"words", "arrivals", "requests", "runs", "gateways"})
"""Made anew from the others, or of the installation and gone within days."""
_SECRET: Final = frozenset({"admin_code"})
AT_ONCE: Final = 500


def exported(url: str, workspace: WorkspaceId, take: Callable[[Rows], T]) -> T:
    """What *take* makes of all rows of a workspace, in one snapshot."""
    return read_rows(url, lambda connection: take(rows_of(connection, workspace)))


def rows_of(connection: Connection, workspace: WorkspaceId) -> Rows:
    """(table, row) of everything that is of the workspace; what others name comes first."""
    parameters = viewer(EXPORT, workspace)
    for table in metadata.sorted_tables:
        if table.name in LEFT_OUT:
            continue
        key = list(table.primary_key.columns)
        found = connection.execution_options(yield_per=AT_ONCE).execute(
            all_rows(table, EXPORT).order_by(*key), parameters
        )
        for row in found.mappings():
            yield table.name, {k: _plain(v) for k, v in row.items() if k not in _SECRET}


def _plain(value: object) -> object:
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value
