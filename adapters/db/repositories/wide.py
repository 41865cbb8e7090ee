"""Lists of a whole workspace, which may have a million tasks: read in the order of an index.

A list of somebody or of a project is found by them and then sorted. One that nothing narrows would
sort everything for its ten lines, so it is taken in parts, each of which an index has in order: the
first of each status by date, what is open by number, what is closed by its end.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, func, select

from adapters.db.repositories.task_filter import RANK, narrowed
from adapters.db.repositories.words import among_newest
from adapters.db.tables import tasks
from core.kernel.refs import TaskId, WorkspaceId
from core.tasks.model import OPEN, Status
from core.tasks.ports import TaskFilter

FEW: Final = 2_000
"""Open tasks up to which all of them are looked at for the newest; of more, the newest numbers."""
LATEST: Final = 5_000
"""Of words that many tasks have, so many of the newest are looked at before all others."""
_NARROW: Final = (
    "owner", "owners", "waiting_for", "requester", "made_by", "parent", "project", "place",
    "unowned", "labels",
)  # fmt: skip


def is_narrow(wanted: TaskFilter) -> bool:
    """Whether something besides words narrows it, that an index finds."""
    return any(getattr(wanted, name) for name in _NARROW)


class Wide:
    """The tasks of a workspace among those *seen*."""

    def __init__(
        self, connection: Connection, workspace: WorkspaceId, seen: Select[Any],
        viewer: dict[str, int],
    ) -> None:  # fmt: skip
        self._connection = connection
        self._workspace = workspace
        self._seen = seen
        self._viewer = viewer

    @staticmethod
    def is_wide(wanted: TaskFilter) -> bool:
        """Whether nothing that an index finds narrows it."""
        if wanted.words or is_narrow(wanted):
            return False
        # The open ones by date are those of several statuses; by news there is one order of all.
        return bool(wanted.statuses) or wanted.newest

    def ids(self, wanted: TaskFilter, limit: int, offset: int) -> list[TaskId]:
        """As they stand in the list."""
        most = limit + offset
        if not wanted.newest:
            return self._by_date(wanted, most)[offset:]
        found: list[TaskId] = []
        for part in self._by_news(wanted, most):
            if len(found) < most:
                found += self._these(part.limit(most - len(found)))
        return found[offset:]

    def newest_open(
        self, wanted: TaskFilter, words: Iterable[ColumnElement[bool]], limit: int, offset: int
    ) -> list[TaskId]:
        """The open ones with which a list of the newest begins, for words that many tasks have; as
        many as are asked for, or it is not known whether these are all."""
        statuses = tuple(status for status in wanted.statuses or OPEN if status.open)
        if is_narrow(wanted):  # In another order than that of numbers, which SQLite would follow.
            part = narrowed(self._seen, replace(wanted, statuses=statuses), words)
            part = part.order_by(func.coalesce(tasks.c.id, 0).desc())
        else:
            part = narrowed(self._seen, replace(wanted, statuses=()), words)
            part = part.where(_is(statuses), among_newest(LATEST, self._workspace))
            part = part.order_by(tasks.c.id.desc())
        return self._these(part.where(tasks.c.closed_at.is_(None)).limit(limit).offset(offset))

    def _by_date(self, wanted: TaskFilter, most: int) -> list[TaskId]:
        """The first of each status, and the first of these."""
        due = tasks.c.due_at
        rows: list[Sequence[Any]] = []
        for status in wanted.statuses:
            part = self._narrowed(replace(wanted, statuses=(status,)))
            columns = part.with_only_columns(tasks.c.id, due, RANK.label("rank"))
            first = columns.order_by(due.asc().nulls_last(), RANK, tasks.c.id).limit(most)
            rows += self._connection.execute(first, self._viewer).all()
        # None last, whatever stands in its place.
        rows.sort(key=lambda row: (row[1] is None, row[1] or 0, row[2], row[0]))
        return [TaskId(row[0]) for row in rows[:most]]

    def _by_news(self, wanted: TaskFilter, most: int) -> Iterator[Select[Any]]:
        """What is open, then what is closed."""
        asked = wanted.statuses or tuple(Status)
        statuses = tuple(status for status in asked if status.open)
        if statuses:
            few = self._few_open(replace(wanted, statuses=OPEN))
            part = self._narrowed(replace(wanted, statuses=statuses if few else ()))
            if not few:
                part = part.where(tasks.c.closed_at.is_(None), _is(statuses))
            yield part.order_by(tasks.c.id.desc())
        closed = tuple(status for status in asked if not status.open)
        if closed:
            ended = self._narrowed(replace(wanted, statuses=()))
            ended = ended.where(tasks.c.closed_at.is_not(None), _is(closed))
            yield ended.order_by(tasks.c.closed_at.desc(), tasks.c.id.desc())

    def _few_open(self, wanted: TaskFilter) -> bool:
        some = self._narrowed(wanted).with_only_columns(tasks.c.id).limit(FEW + 1).subquery()
        counted = select(func.count()).select_from(some)
        return int(self._connection.execute(counted, self._viewer).scalar_one()) <= FEW

    def _narrowed(self, wanted: TaskFilter) -> Select[Any]:
        return narrowed(self._seen, wanted)

    def _these(self, statement: Select[Any]) -> list[TaskId]:
        ids = statement.with_only_columns(tasks.c.id)
        return [TaskId(number) for number in self._connection.scalars(ids, self._viewer)]


def _is(statuses: Sequence[Status]) -> Any:  # noqa: ANN401 - a clause
    """Which of *statuses*; not by their index, which would have to be sorted."""
    return func.coalesce(tasks.c.status, "").in_([status.value for status in statuses])
