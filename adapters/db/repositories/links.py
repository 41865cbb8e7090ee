"""The dependency graph."""

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, delete, select

from adapters.db.mapping_tasks import dependency_values, to_dependency
from adapters.db.repositories.base import Bound, insert_once
from adapters.db.tables import dependencies
from core.kernel.refs import TaskId
from core.links.model import Dependency


class DependencyRows(Bound):
    """Dependencies of one workspace; who may see their tasks is not decided here."""

    def before(self, tasks: Iterable[TaskId]) -> Sequence[Dependency]:
        """Edges whose ``later`` is one of *tasks*."""
        return self._edges(dependencies.c.later_id.in_(set(tasks)))

    def after(self, tasks: Iterable[TaskId]) -> Sequence[Dependency]:
        """Edges whose ``earlier`` is one of *tasks*."""
        return self._edges(dependencies.c.earlier_id.in_(set(tasks)))

    def add(self, dependency: Dependency) -> None:
        """Once, however often it is added."""
        values = dependency_values(self._workspace, dependency)
        insert_once(self._connection, dependencies, values)

    def remove(self, dependency: Dependency) -> None:
        """Whether it was there or not."""
        self._connection.execute(
            delete(dependencies).where(
                dependencies.c.workspace_id == self._workspace,
                dependencies.c.earlier_id == dependency.earlier,
                dependencies.c.later_id == dependency.later,
            )
        )

    def _edges(self, clause: ColumnElement[bool]) -> list[Dependency]:
        statement = select(dependencies).where(
            dependencies.c.workspace_id == self._workspace, clause
        )
        ordered = statement.order_by(dependencies.c.earlier_id, dependencies.c.later_id)
        return [to_dependency(row) for row in self._connection.execute(ordered)]
