"""What repeating asks of the store."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from core.kernel.refs import ProjectId, SeriesId, TaskId
from core.projects.ports import ProjectUnit
from core.recurring.model import Occurrence, Repeating, Series


class Recurrences(Protocol):
    """Series of one workspace and their occurrences.

    They say nothing by themselves that a person reads: who shows them has read the task.
    """

    def get(self, series: SeriesId) -> Series | None: ...
    def put(self, series: Series) -> None: ...
    def of(self, tasks: Iterable[TaskId]) -> Mapping[TaskId, Repeating]:
        """How each of *tasks* that repeats does so."""
        ...

    def newest(self, series: SeriesId, limit: int) -> Sequence[Occurrence]:
        """The latest days first."""
        ...

    def count(self, series: SeriesId) -> int: ...
    def place(self, occurrence: Occurrence) -> bool:
        """False when the day, or the task, has its place already: somebody else was faster."""
        ...

    def displace(self, task: TaskId) -> None: ...
    def due(self, now: datetime, limit: int) -> Sequence[Series]: ...
    def earliest(self) -> datetime | None: ...
    def in_project(self, project: ProjectId) -> Sequence[Series]:
        """Those that are on and whose next occurrence will be there."""
        ...


class RecurringUnit(ProjectUnit, Protocol):
    """What repeating needs of a unit of work."""

    @property
    def recurrences(self) -> Recurrences: ...
