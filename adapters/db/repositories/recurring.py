"""What repeats: series, and which task stands for which of their days."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import BigInteger, Integer, bindparam, delete, func, select

from adapters.db.column_types import Instant
from adapters.db.mapping_recurring import series_values, to_series
from adapters.db.prepared import Prepared
from adapters.db.repositories.base import Bound, insert_once, put
from adapters.db.tables_recurring import occurrences, recurrences
from core.kernel.refs import ProjectId, SeriesId, TaskId
from core.recurring.model import Occurrence, Repeating, Series

_W: Final = bindparam("of_workspace", type_=Integer)
_DUE: Final = Prepared(
    select(recurrences)
    .where(
        recurrences.c.workspace_id == _W,
        recurrences.c.next_at <= bindparam("now", type_=Instant),
    )
    .order_by(recurrences.c.next_at)
    .limit(bindparam("most", type_=Integer))
)
_NEXT: Final = Prepared(
    select(func.min(recurrences.c.next_at)).where(recurrences.c.workspace_id == _W)
)
_OF: Final = Prepared(
    select(recurrences, occurrences.c.slot, occurrences.c.task_id)
    .join(
        occurrences,
        (occurrences.c.workspace_id == recurrences.c.workspace_id)
        & (occurrences.c.series_id == recurrences.c.id),
    )
    .where(
        occurrences.c.workspace_id == _W,
        occurrences.c.task_id.in_(bindparam("tasks", expanding=True)),
    ),
    many="tasks",
)


_SERIES: Final = bindparam("of_series", type_=BigInteger)
_ONE: Final = Prepared(
    select(recurrences).where(recurrences.c.workspace_id == _W, recurrences.c.id == _SERIES)
)
_IN_IT: Final = (occurrences.c.workspace_id == _W, occurrences.c.series_id == _SERIES)
_NEWEST: Final = Prepared(
    select(occurrences)
    .where(*_IN_IT)
    .order_by(occurrences.c.slot.desc())
    .limit(bindparam("most", type_=Integer))
)
_COUNT: Final = Prepared(select(func.count()).select_from(occurrences).where(*_IN_IT))


class RecurrenceRows(Bound):
    """Series of one workspace and their occurrences."""

    def get(self, series: SeriesId) -> Series | None:
        """The series; None when there is none."""
        row = _ONE.one(self._connection, self._its(series))
        return to_series(row) if row else None

    def put(self, series: Series) -> None:
        """Adds it or changes it."""
        put(self._connection, recurrences, series_values(series))

    def of(self, tasks: Iterable[TaskId]) -> Mapping[TaskId, Repeating]:
        """How each of *tasks* that repeats does so."""
        wanted = {"of_workspace": self._workspace, "tasks": sorted(set(tasks))}
        rows = _OF.all(self._connection, wanted) if wanted["tasks"] else ()
        return {TaskId(row.task_id): Repeating(to_series(row), row.slot) for row in rows}

    def newest(self, series: SeriesId, limit: int) -> Sequence[Occurrence]:
        """The latest days first."""
        rows = _NEWEST.all(self._connection, {**self._its(series), "most": limit})
        return [Occurrence(SeriesId(row.series_id), row.slot, TaskId(row.task_id)) for row in rows]

    def count(self, series: SeriesId) -> int:
        """How many tasks it has brought."""
        return int(_COUNT.scalar(self._connection, self._its(series)) or 0)

    def place(self, occurrence: Occurrence) -> bool:
        """False when the day, or the task, has its place already."""
        values = {
            "workspace_id": self._workspace,
            "series_id": occurrence.series,
            "slot": occurrence.slot,
            "task_id": occurrence.task,
        }
        return insert_once(self._connection, occurrences, values)

    def displace(self, task: TaskId) -> None:
        """Whether it had a place or not."""
        self._connection.execute(
            delete(occurrences).where(
                occurrences.c.workspace_id == self._workspace, occurrences.c.task_id == task
            )
        )

    def due(self, now: datetime, limit: int) -> Sequence[Series]:
        """Whose time has come, longest ago first."""
        values = {"of_workspace": self._workspace, "now": now, "most": limit}
        return [to_series(row) for row in _DUE.all(self._connection, values)]

    def earliest(self) -> datetime | None:
        """When to look at the next."""
        mine = {"of_workspace": self._workspace}
        found: datetime | None = _NEXT.scalar(self._connection, mine)
        return found

    def in_project(self, project: ProjectId) -> Sequence[Series]:
        """Those that are on and whose next occurrence will be there."""
        statement = select(recurrences).where(
            recurrences.c.workspace_id == self._workspace,
            recurrences.c.project_id == project,
            recurrences.c.running,
        )
        found = [to_series(row) for row in self._connection.execute(statement)]
        return sorted(found, key=lambda series: series.id)

    def _its(self, series: SeriesId) -> dict[str, int]:
        return {"of_workspace": self._workspace, "of_series": series}
