"""The dependency graph."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from sqlalchemy import BindParameter, Connection, bindparam, delete, select

from adapters.db.mapping_tasks import dependency_values, to_dependency
from adapters.db.prepared import Prepared
from adapters.db.repositories.base import Bound, insert_once
from adapters.db.repositories.seen import Shelf
from adapters.db.tables import dependencies
from core.kernel.refs import TaskId, WorkspaceId
from core.links.model import Dependency

_HERE: Final = dependencies.c.workspace_id == bindparam("of_workspace")
_IDS: Final[BindParameter[Any]] = bindparam("ids", expanding=True)
_EDGES: Final = (
    select(dependencies).where(_HERE).order_by(dependencies.c.earlier_id, dependencies.c.later_id)
)
_BEFORE: Final = Prepared(_EDGES.where(dependencies.c.later_id.in_(_IDS)), many="ids")
_AFTER: Final = Prepared(_EDGES.where(dependencies.c.earlier_id.in_(_IDS)), many="ids")
_REMOVE: Final = delete(dependencies).where(
    _HERE,
    dependencies.c.earlier_id == bindparam("earlier"),
    dependencies.c.later_id == bindparam("later"),
)


class DependencyRows(Bound):
    """Dependencies of one workspace; who may see their tasks is not decided here."""

    def __init__(self, connection: Connection, workspace: WorkspaceId) -> None:
        super().__init__(connection, workspace)
        self._before: Shelf[TaskId, tuple[Dependency, ...]] = Shelf()
        self._after: Shelf[TaskId, tuple[Dependency, ...]] = Shelf()

    def before(self, tasks: Iterable[TaskId]) -> Sequence[Dependency]:
        """Edges whose ``later`` is one of *tasks*."""
        found = self._before.some(tasks, lambda ids: self._edges(_BEFORE, ids, "later"))
        return sorted(edge for edges in found.values() for edge in edges)

    def after(self, tasks: Iterable[TaskId]) -> Sequence[Dependency]:
        """Edges whose ``earlier`` is one of *tasks*."""
        found = self._after.some(tasks, lambda ids: self._edges(_AFTER, ids, "earlier"))
        return sorted(edge for edges in found.values() for edge in edges)

    def add(self, dependency: Dependency) -> None:
        """Once, however often it is added."""
        self._forget()
        values = dependency_values(self._workspace, dependency)
        insert_once(self._connection, dependencies, values)

    def remove(self, dependency: Dependency) -> None:
        """Whether it was there or not."""
        self._forget()
        self._connection.execute(
            _REMOVE,
            {
                "of_workspace": self._workspace,
                "earlier": dependency.earlier,
                "later": dependency.later,
            },
        )

    def _forget(self) -> None:
        self._before.clear()
        self._after.clear()

    def _edges(
        self, statement: Prepared, tasks: list[TaskId], end: str
    ) -> dict[TaskId, tuple[Dependency, ...]]:
        values = {"of_workspace": self._workspace, "ids": sorted(tasks)}
        found: dict[TaskId, tuple[Dependency, ...]] = dict.fromkeys(tasks, ())
        for row in statement.all(self._connection, values):
            edge = to_dependency(row)
            found[getattr(edge, end)] += (edge,)
        return found
