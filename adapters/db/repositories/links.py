"""The dependency graph."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from sqlalchemy import BindParameter, Select, bindparam, delete, select

from adapters.db.mapping_tasks import dependency_values, to_dependency
from adapters.db.repositories.base import Bound, insert_once
from adapters.db.tables import dependencies
from core.kernel.refs import TaskId
from core.links.model import Dependency

_HERE: Final = dependencies.c.workspace_id == bindparam("of_workspace")
_IDS: Final[BindParameter[Any]] = bindparam("ids", expanding=True)
_EDGES: Final = (
    select(dependencies).where(_HERE).order_by(dependencies.c.earlier_id, dependencies.c.later_id)
)
_BEFORE: Final = _EDGES.where(dependencies.c.later_id.in_(_IDS))
_AFTER: Final = _EDGES.where(dependencies.c.earlier_id.in_(_IDS))
_REMOVE: Final = delete(dependencies).where(
    _HERE,
    dependencies.c.earlier_id == bindparam("earlier"),
    dependencies.c.later_id == bindparam("later"),
)


class DependencyRows(Bound):
    """Dependencies of one workspace; who may see their tasks is not decided here."""

    def before(self, tasks: Iterable[TaskId]) -> Sequence[Dependency]:
        """Edges whose ``later`` is one of *tasks*."""
        return self._edges(_BEFORE, tasks)

    def after(self, tasks: Iterable[TaskId]) -> Sequence[Dependency]:
        """Edges whose ``earlier`` is one of *tasks*."""
        return self._edges(_AFTER, tasks)

    def add(self, dependency: Dependency) -> None:
        """Once, however often it is added."""
        values = dependency_values(self._workspace, dependency)
        insert_once(self._connection, dependencies, values)

    def remove(self, dependency: Dependency) -> None:
        """Whether it was there or not."""
        self._connection.execute(
            _REMOVE,
            {
                "of_workspace": self._workspace,
                "earlier": dependency.earlier,
                "later": dependency.later,
            },
        )

    def _edges(self, statement: Select[Any], tasks: Iterable[TaskId]) -> list[Dependency]:
        values = {"of_workspace": self._workspace, "ids": sorted(set(tasks))}
        if not values["ids"]:
            return []
        return [to_dependency(row) for row in self._connection.execute(statement, values)]
