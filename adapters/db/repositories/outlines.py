"""What the health of a project is made of: its open tasks without their words, and its edges.

A project may have a hundred thousand tasks, and to hand a row over costs more than to look at it:
the database counts them, and gives few columns of those that are looked at one by one.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Select,
    String,
    and_,
    bindparam,
    case,
    func,
    literal,
    or_,
    select,
    type_coerce,
)

from adapters.db.column_types import Among, Instant, Numbers
from adapters.db.prepared import Prepared
from adapters.db.tables import dependencies, tasks
from core.kernel.refs import ProjectId, TaskId
from core.tasks.model import OPEN, Status
from core.tasks.standing import Notable, Outline, Standing

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
)
"""The fields of a ``Standing`` as the driver has them, but for whether it is stirred."""
_MARK: Final = type_coerce(_STIRRED, Integer).label("stirred")
_NO_MARK: Final = literal(0).label("stirred")
_NOTABLE: Final = or_(
    tasks.c.due_at < bindparam("due_before", type_=_WHEN),
    tasks.c.blocker_since.is_not(None),
    tasks.c.status == Status.IN_REVIEW.value,
    tasks.c.owner_id.is_(None),
    _STIRRED,
)
_LEFT: Final = and_(tasks.c.due_at.is_(None), tasks.c.dateless.is_(False))
_COUNTS: Final[tuple[ColumnElement[Any], ...]] = (
    func.count().label("open"),
    func.sum(case((_LEFT, 1), else_=0)).label("dateless"),
    func.max(tasks.c.touched_at, type_=_WHEN).label("touched_at"),
)
_OPEN: Final = [status.value for status in OPEN]
_IDS: Final = bindparam("ids", type_=Numbers)
Viewer = Mapping[str, int]


def outline(
    connection: Connection, seen: Select[Any], viewer: Viewer, project: ProjectId, notable: Notable
) -> Outline:
    """The open tasks of *project* among those *seen*."""
    values = {**viewer, "of_project": project}
    counted = _counts(seen).one(connection, values)
    if counted is None or not counted.open:
        return Outline((), 0, 0, None)
    rows = _outlines(seen).cells(connection, values | notable._asdict())
    return Outline(
        _standings(connection, rows), counted.open, int(counted.dateless), counted.touched_at
    )


def standings(
    connection: Connection, seen: Select[Any], viewer: Viewer, ids: Iterable[TaskId]
) -> list[Standing]:
    """Those of *ids* among the *seen*."""
    values = {**viewer, "ids": sorted(ids)}
    return _standings(connection, _these(seen).cells(connection, values))


def later_than(
    connection: Connection, seen: Select[Any], viewer: Viewer, project: ProjectId,
    ids: Iterable[TaskId],
) -> list[tuple[TaskId, Standing]]:  # fmt: skip
    """What waits for one of *ids* among the open tasks of *project*, with which one."""
    values = {**viewer, "of_project": project, "ids": sorted(ids)}
    rows = _following(seen).cells(connection, values)
    waiting = _standings(connection, [row[1:] for row in rows])
    return [(row[0], task) for row, task in zip(rows, waiting, strict=True)]


def _standings(connection: Connection, rows: Iterable[Sequence[Any]]) -> list[Standing]:
    when = _Moments(connection)
    return [
        Standing(
            number, status, priority, owner, when[due], zone, has_time, dateless, estimate,
            when[since], when[until], mark,
        )
        for (
            number, status, priority, owner, due, zone, has_time, dateless, estimate, since,
            until, mark,
        ) in rows
    ]  # fmt: skip


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
def _counts(seen: Select[Any]) -> Prepared:
    return Prepared(_open(seen).with_only_columns(*_COUNTS, maintain_column_froms=True))


@cache
def _outlines(seen: Select[Any]) -> Prepared:
    return Prepared(_open(seen).where(_NOTABLE).with_only_columns(*_COLUMNS, _MARK))


@cache
def _these(seen: Select[Any]) -> Prepared:
    return Prepared(seen.where(Among(tasks.c.id, _IDS)).with_only_columns(*_COLUMNS, _NO_MARK))


@cache
def _following(seen: Select[Any]) -> Prepared:
    waiting = seen.where(
        dependencies.c.workspace_id == bindparam("of_workspace", type_=Integer),
        Among(dependencies.c.earlier_id, _IDS),
        tasks.c.id == dependencies.c.later_id,
        # Not by their index: it would begin with all that is open.
        func.coalesce(tasks.c.project_id, 0) == bindparam("of_project"),
        func.coalesce(tasks.c.status, "").in_(_OPEN),
    )
    return Prepared(waiting.with_only_columns(dependencies.c.earlier_id, *_COLUMNS, _NO_MARK))


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
        tasks.c.status.in_(_OPEN),
    )
