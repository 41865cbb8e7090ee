"""What is stored, as the product's own values: read anew only where it was written to."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection, Table, select

from adapters.db import tables
from adapters.db.mapping_delivery import to_notice, to_post
from adapters.db.mapping_tasks import to_event
from core.followup.model import Notice
from core.kernel.events import Event
from core.kernel.refs import Ref, WorkspaceId
from core.screens.delivery import Post
from tests.machine.kept import Kept
from tests.machine.ledger import REWRITTEN, Ledger

T = TypeVar("T")
PORTION = 400
"""Rows that are asked for at once."""


class Rows(Generic[T]):
    """The rows of one table in a workspace, in their order."""

    def __init__(
        self, table: Table, make: Callable[[Any], T], workspace: WorkspaceId, kept: Kept,
        database: Connection, ledger: Ledger,
    ) -> None:  # fmt: skip
        self._table, self._make, self._workspace = table, make, workspace
        self._kept, self._database, self._ledger = kept, database, ledger
        self._seen = self._rewritten = -1
        self._raw: dict[int, tuple[Any, ...]] = {}
        self._made: dict[int, T] = {}
        self._id = [column.name for column in table.c].index("id")

    def all(self) -> list[T]:
        """As they are now."""
        self.look()
        return list(self._made.values())

    def look(self) -> list[T]:
        """What is new or another since the last look."""
        name = self._table.name
        touched = self._ledger.last(name)
        if touched == self._seen:
            return []
        rewritten = self._ledger.last(f"{REWRITTEN}{name}")
        after = max(self._raw, default=0) if rewritten == self._rewritten else 0
        self._seen, self._rewritten = touched, rewritten
        columns = ", ".join(f'"{column.name}"' for column in self._table.c)
        rows = self._kept.rows(
            f"SELECT {columns} FROM {name} WHERE workspace_id = {self._workspace}"  # noqa: S608
            f" AND id > {after} ORDER BY id"
        )
        found = {row[self._id]: row for row in rows}
        return self._take(found, after)

    def _take(self, found: dict[int, tuple[Any, ...]], after: int) -> list[T]:
        fresh = [number for number, row in found.items() if self._raw.get(number) != row]
        if after == 0:
            for gone in self._raw.keys() - found.keys():
                del self._raw[gone], self._made[gone]
        self._raw |= found
        made = self._read(fresh)
        new = made.keys() - self._made.keys()
        self._made |= made
        if new and after == 0:
            self._made = dict(sorted(self._made.items()))
        return list(made.values())

    def _read(self, numbers: Sequence[int]) -> dict[int, T]:
        made: dict[int, T] = {}
        table = self._table
        here = table.c.workspace_id == self._workspace
        for start in range(0, len(numbers), PORTION):
            some = numbers[start : start + PORTION]
            with self._database.begin():
                asked = select(table).where(here, table.c.id.in_(some)).order_by(table.c.id)
                made |= {row.id: self._make(row) for row in self._database.execute(asked)}
        return made


class Records:
    """What happened, what is owed and what is shown in one workspace."""

    def __init__(
        self, workspace: WorkspaceId, kept: Kept, database: Connection, ledger: Ledger
    ) -> None:
        def rows(table: Table, make: Callable[[Any], T]) -> Rows[T]:
            return Rows(table, make, workspace, kept, database, ledger)

        self._events = rows(tables.events, to_event)
        self._posts = rows(tables.posts, to_post)
        self._notices = rows(tables.notices, to_notice)
        self._of: defaultdict[Ref, list[Event]] = defaultdict(list)
        self._all: list[Event] = []

    def posts(self) -> list[Post]:
        """Everything that was ever to be shown, in its order."""
        return self._posts.all()

    def notices(self) -> list[Notice]:
        """Everything that was ever owed, in its order."""
        return self._notices.all()

    def events(self) -> list[Event]:
        """Everything that ever happened, in its order."""
        self._hear()
        return self._all

    def events_of(self, subject: Ref) -> list[Event]:
        """What happened to something, newest first."""
        self._hear()
        return self._of[subject][::-1]

    def _hear(self) -> None:
        """The log only grows; where words were taken out of it, it is read from the beginning."""
        if self._events.look():
            every = self._events.all()
            known = len(self._all)
            if every[:known] != self._all:
                self._of.clear()
                known = 0
            for event in every[known:]:
                self._of[event.subject].append(event)
            self._all = every
