"""What is forgotten some time after its task was closed; and briefs, digests and headlines."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import takewhile
from typing import Any, Final

from sqlalchemy import Connection, delete, select, update

from adapters.db.repositories.base import Bound
from adapters.db.tables import notices, persons, posts, tasks, texts, words, workspaces
from adapters.db.visibility import all_rows, viewer
from core.keeping import Sweep
from core.kernel.audience import System
from core.kernel.refs import Kind, WorkspaceId
from core.screens.delivery import PostKind, PostState

RETENTION: Final = System("retention")
_MARKS: Final = {
    Sweep.MESSAGES: workspaces.c.messages_swept,
    Sweep.EXCERPTS: workspaces.c.excerpts_swept,
}
_UNDER_WAY: Final = [PostState.PENDING.value, PostState.SENDING.value]
_TICK: Final = timedelta(microseconds=1)
_MORNING: Final = [PostKind.BRIEF.value, PostKind.DIGEST.value, PostKind.ATTENTION.value]
"""Of which nothing but the day of its own tells; a dead letter stays until somebody looks."""
_OVER: Final = [PostState.SENT.value, PostState.CANCELLED.value, PostState.GONE.value]


class RetentionRows(Bound):
    """Goes through closed tasks in the order of their closing, each once for each sweep."""

    def __init__(self, connection: Connection, workspace: WorkspaceId) -> None:
        super().__init__(connection, workspace)
        self._here = viewer(RETENTION, workspace)

    def waits(self, sweep: Sweep, before: datetime) -> bool:
        """Whether there is something to go through: one look by an index."""
        if sweep is Sweep.BRIEFS:
            return bool(self._made(before, 1))
        return bool(self._closed(sweep, before, 1))

    def sweep(self, sweep: Sweep, before: datetime, limit: int) -> int:
        """Says how many tasks or messages it looked at; fewer than *limit*: that was the last."""
        if sweep is Sweep.BRIEFS:
            return self._sweep_briefs(before, limit)
        found = self._closed(sweep, before, limit)
        ids = [number for number, _ in found]
        if ids and sweep is Sweep.MESSAGES:
            self._forget_messages(ids)
        elif ids:
            self._forget_excerpts(ids)
        if found:
            # Others may have closed at the very moment of the last: they are looked at again.
            last = found[-1][1]
            self._mark(sweep, last - _TICK if len(found) == limit else last)
        return len(found)

    def _sweep_briefs(self, before: datetime, limit: int) -> int:
        """Goes through all messages in the order of their numbers, each once."""
        found = self._made(before, limit)
        if not found:
            return 0
        over = [row for row in found if row.kind in _MORNING and row.state in _OVER]
        self._forget_unreferred({row.id: row.person_id for row in over})
        mine = workspaces.c.id == self._workspace
        self._connection.execute(update(workspaces).where(mine).values(posts_swept=found[-1].id))
        return len(found)

    def _made(self, before: datetime, limit: int) -> list[Any]:
        """The next messages, as far as they are from before then."""
        mine = workspaces.c.id == self._workspace
        mark = self._connection.scalar(select(workspaces.c.posts_swept).where(mine)) or 0
        columns = (posts.c.id, posts.c.kind, posts.c.state, posts.c.person_id, posts.c.created_at)
        found = all_rows(posts, RETENTION).with_only_columns(*columns).where(posts.c.id > mark)
        rows = self._connection.execute(found.order_by(posts.c.id).limit(limit), self._here).all()
        return list(takewhile(lambda row: row.created_at < before, rows))

    def _forget_unreferred(self, made: Mapping[int, int | None]) -> None:
        """Of messages and whom they were for: those that hold no notice, head no line, and
        introduced us to nobody."""
        if not made:
            return
        ids, people = list(made), [person for person in made.values() if person is not None]
        here = self._workspace
        said = all_rows(notices, RETENTION).with_only_columns(notices.c.post_id)
        lines = all_rows(posts, RETENTION).with_only_columns(posts.c.parent_id)
        to = (persons.c.workspace_id == here, persons.c.id.in_(people))
        referring = (
            said.where(notices.c.post_id.in_(ids)), lines.where(posts.c.parent_id.in_(ids)),
            select(persons.c.introduced).where(*to),
        )  # fmt: skip
        kept = {n for query in referring for n in self._connection.scalars(query, self._here)}
        mine = (posts.c.workspace_id == here, posts.c.id.in_([n for n in ids if n not in kept]))
        unclaimed = (posts.c.lease.is_(None), posts.c.state.in_(_OVER))
        self._connection.execute(delete(posts).where(*mine, *unclaimed))

    def _closed(self, sweep: Sweep, before: datetime, limit: int) -> list[tuple[int, datetime]]:
        mine = workspaces.c.id == self._workspace
        mark = self._connection.scalar(select(_MARKS[sweep]).where(mine))
        found = all_rows(tasks, RETENTION).with_only_columns(tasks.c.id, tasks.c.closed_at)
        found = found.where(tasks.c.closed_at.is_not(None), tasks.c.closed_at < before)
        if mark is not None:
            found = found.where(tasks.c.closed_at > mark)
        rows = found.order_by(tasks.c.closed_at, tasks.c.id).limit(limit)
        return [(row.id, row.closed_at) for row in self._connection.execute(rows, self._here)]

    def _mark(self, sweep: Sweep, at: datetime) -> None:
        mine = workspaces.c.id == self._workspace
        column = _MARKS[sweep].name
        self._connection.execute(update(workspaces).where(mine).values({column: at}))

    def _forget_messages(self, ids: Sequence[int]) -> None:
        about = (
            notices.c.workspace_id == self._workspace,
            notices.c.subject_kind == Kind.TASK.value,
            notices.c.subject_id.in_(ids),
        )
        said = all_rows(notices, RETENTION).with_only_columns(notices.c.post_id).where(*about)
        held = {i for i in self._connection.scalars(said, self._here) if i is not None}
        self._connection.execute(delete(notices).where(*about))
        mine = (posts.c.workspace_id == self._workspace, posts.c.state.not_in(_UNDER_WAY))
        shown = (posts.c.subject_kind == Kind.TASK.value, posts.c.subject_id.in_(ids))
        self._connection.execute(delete(posts).where(*mine, *shown))
        left = all_rows(notices, RETENTION).with_only_columns(notices.c.post_id)
        busy = left.where(notices.c.post_id.in_(held)) if held else None
        kept = set(self._connection.scalars(busy, self._here)) if busy is not None else set()
        if empty := sorted(held - kept):
            self._connection.execute(delete(posts).where(*mine, posts.c.id.in_(empty)))

    def _forget_excerpts(self, ids: Sequence[int]) -> None:
        captured = all_rows(tasks, RETENTION).with_only_columns(tasks.c.notes_id)
        captured = captured.where(tasks.c.id.in_(ids), tasks.c.source_message.is_not(None))
        copied = [i for i in self._connection.scalars(captured, self._here) if i is not None]
        if not copied:
            return
        for table, column in ((words, words.c.text_id), (texts, texts.c.id)):
            mine = (table.c.workspace_id == self._workspace, column.in_(copied))
            if table is words:
                self._connection.execute(delete(words).where(*mine))
            else:
                blank = update(texts).where(*mine).values(body="", folded="")
                self._connection.execute(blank)
