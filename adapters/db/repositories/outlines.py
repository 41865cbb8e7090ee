"""What the health of a project is made of: its open tasks without their words, and its edges.

A project may have a hundred thousand tasks, so each of the two is one statement with few columns.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any, Final

from sqlalchemy import (
    Connection,
    Integer,
    Select,
    String,
    and_,
    bindparam,
    or_,
    select,
    type_coerce,
)

from adapters.db.column_types import Instant
from adapters.db.prepared import Prepared
from adapters.db.tables import dependencies, tasks
from core.kernel.refs import ProjectId, TaskId
from core.tasks.model import OPEN, Status
from core.tasks.standing import Outline, Standing, Stirred

_WHEN: Final = Instant()
_STIRRED: Final = or_(
    tasks.c.touched_at >= bindparam("since", type_=_WHEN),
    and_(
        tasks.c.status == Status.IN_PROGRESS.value,
        tasks.c.touched_at < bindparam("untouched_since", type_=_WHEN),
    ),
)
_COLUMNS: Final = (
    tasks.c.id,
    tasks.c.status,
    tasks.c.priority,
    tasks.c.owner_id,
    type_coerce(tasks.c.due_at, String).label("due_at"),
    tasks.c.due_zone,
    type_coerce(tasks.c.due_has_time, Integer).label("due_has_time"),
    type_coerce(tasks.c.dateless, Integer).label("dateless"),
    tasks.c.estimate,
    type_coerce(tasks.c.blocker_since, String).label("blocker_since"),
    type_coerce(tasks.c.promised_until, String).label("promised_until"),
    type_coerce(_STIRRED, Integer).label("stirred"),
    type_coerce(tasks.c.touched_at, String).label("touched_at"),
)
"""The fields of a ``Standing`` and the last touch, as the driver has them."""
Viewer = Mapping[str, int]


def outline(
    connection: Connection, seen: Select[Any], viewer: Viewer, project: ProjectId, stirred: Stirred
) -> Outline:
    """The open tasks of *project* among those *seen*."""
    values = {
        **viewer, "of_project": project,
        "since": stirred.since, "untouched_since": stirred.untouched_since,
    }  # fmt: skip
    rows = _outlines(seen).cells(connection, values)
    when = _Moments(connection)
    found = [
        Standing(
            number, status, priority, owner, when[due], zone, has_time, dateless, estimate,
            when[since], when[until], mark,
        )
        for (
            number, status, priority, owner, due, zone, has_time, dateless, estimate, since,
            until, mark, _,
        ) in rows
    ]  # fmt: skip
    return Outline(found, when[max((row[-1] for row in rows), default=None)])


class _Moments(dict[Any, datetime | None]):
    """What the driver gives to what is meant: many tasks are due at the same few moments."""

    def __init__(self, connection: Connection) -> None:
        super().__init__()
        self._read = _WHEN.result_processor(connection.dialect, None)

    def __missing__(self, raw: Any) -> datetime | None:  # noqa: ANN401 - the driver's own
        found = self[raw] = self._read(raw)
        return found


def holding_up(
    connection: Connection, seen: Select[Any], viewer: Viewer, project: ProjectId
) -> list[tuple[TaskId, TaskId]]:
    """The edges to the open tasks of *project* among those *seen*."""
    found = _edges(seen).cells(connection, {**viewer, "of_project": project})
    return [(earlier, later) for earlier, later in found]


@cache
def _outlines(seen: Select[Any]) -> Prepared:
    return Prepared(_open(seen).with_only_columns(*_COLUMNS))


@cache
def _edges(seen: Select[Any]) -> Prepared:
    # Not a join: SQLite would begin with all edges of the workspace.
    mine = _open(seen).with_only_columns(tasks.c.id)
    edges = select(dependencies.c.earlier_id, dependencies.c.later_id)
    here = dependencies.c.workspace_id == bindparam("of_workspace", type_=Integer)
    return Prepared(edges.where(here, dependencies.c.later_id.in_(mine)))


def _open(seen: Select[Any]) -> Select[Any]:
    return seen.where(
        tasks.c.project_id == bindparam("of_project"),
        tasks.c.status.in_([status.value for status in OPEN]),
    )
