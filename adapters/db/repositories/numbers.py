"""The numbers of a workspace: its dense task numbers, and blocks of its sequence."""

from collections.abc import Mapping
from typing import Final

from sqlalchemy import Connection, bindparam, update

from adapters.db.prepared import Prepared
from adapters.db.repositories.base import Bound
from adapters.db.repositories.seen import Counters, Editions
from adapters.db.tables import workspaces
from core.kernel.errors import NotFound
from core.kernel.refs import TaskId, WorkspaceId

BLOCK: Final = 32
"""Numbers that a unit takes at once; what it does not use is lost, which costs nothing."""
_PLENTY: Final = 8

_COUNTING: Final = (
    update(workspaces)
    .where(workspaces.c.id == bindparam("workspace"))
    .values(
        task_counter=workspaces.c.task_counter + bindparam("tasks"),
        sequence=workspaces.c.sequence + bindparam("block"),
    )
)
_COUNT: Final = Prepared(_COUNTING)
_TAKE: Final = Prepared(_COUNTING.returning(workspaces.c.task_counter, workspaces.c.sequence))


class Numbers(Bound):
    """One for each unit and workspace, so that a block serves all its repositories."""

    def __init__(self, connection: Connection, workspace: WorkspaceId, editions: Editions) -> None:
        super().__init__(connection, workspace)
        self._editions = editions
        self._next = 0
        self._end = 0

    def task(self) -> TaskId:
        """The next task number; a block comes along when few numbers are left."""
        few = self._end - self._next < _PLENTY
        return TaskId(self._take(tasks=1, block=BLOCK if few else 0))

    def new(self) -> int:
        """The next number of the sequence."""
        return self.several(1)[0]

    def several(self, count: int) -> range:
        """*count* numbers of the sequence, in order."""
        if self._end - self._next < count:
            self._take(tasks=0, block=max(BLOCK, count))
        first = self._next
        self._next += count
        return range(first, self._next)

    def _take(self, *, tasks: int, block: int) -> int:
        values = {"workspace": self._workspace, "tasks": tasks, "block": block}
        last = self._counted(values)
        if block:
            self._renew(last.other - block + 1, last.other + 1)
        return last.task

    def _counted(self, values: Mapping[str, int]) -> Counters:
        """Where the workspace holds then; nobody waits for that where it was locked."""
        if (held := self._editions.counters(self._workspace)) is not None:
            _COUNT.later(self._connection, values)
            return Counters(held.task + values["tasks"], held.other + values["block"])
        row = _TAKE.one(self._connection, values)
        if row is None:
            raise NotFound("unknown_workspace", workspace=self._workspace)
        return Counters(row.task_counter, row.sequence)

    def _renew(self, first: int, end: int) -> None:
        # A block that follows on the last one, as within a unit it does, lengthens it.
        if self._end != first:
            self._next = first
        self._end = end
