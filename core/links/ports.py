"""What the links capability asks of the store."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from core.kernel.refs import TaskId
from core.links.model import Dependency
from core.tasks.ports import TaskUnit


class Dependencies(Protocol):
    """The dependency graph of one workspace; visibility is the task repositories' matter."""

    def before(self, tasks: Iterable[TaskId]) -> Sequence[Dependency]:
        """Edges whose ``later`` is one of *tasks*."""
        ...

    def after(self, tasks: Iterable[TaskId]) -> Sequence[Dependency]:
        """Edges whose ``earlier`` is one of *tasks*."""
        ...

    def add(self, dependency: Dependency) -> None: ...
    def remove(self, dependency: Dependency) -> None: ...


class LinkUnit(TaskUnit, Protocol):
    """What the link services need of a unit of work."""

    @property
    def dependencies(self) -> Dependencies: ...
