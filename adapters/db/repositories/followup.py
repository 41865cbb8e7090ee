"""When to look again: watches; and what is said at a wall-clock time: routines."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Final

from sqlalchemy import (
    ColumnElement,
    Integer,
    bindparam,
    delete,
    func,
    literal,
    select,
    update,
)

from adapters.db.column_types import Instant
from adapters.db.mapping_delivery import routine_values, to_routine, to_watch
from adapters.db.prepared import Prepared
from adapters.db.repositories.base import Bound, insert_into, put, put_all
from adapters.db.tables import routines, tasks, watches
from adapters.db.visibility import open_tasks_of_viewer, tasks_for, viewer
from core.followup.model import Routine, RoutineKind, Watch
from core.kernel.audience import ForPerson, System
from core.kernel.refs import Kind, PersonId, ProjectId, Ref
from core.tasks.model import OPEN

if TYPE_CHECKING:
    from adapters.db.repositories.base import CollidingInsert

_FOLLOWUP: Final = System("followup")


_W: Final = bindparam("of_workspace", type_=Integer)
_NOW: Final = bindparam("now", type_=Instant)
_MOST: Final = bindparam("most", type_=Integer)
_NEVER: Final = Prepared(
    delete(watches).where(
        watches.c.workspace_id == _W,
        watches.c.kind == bindparam("of_kind"),
        watches.c.subject_id == bindparam("of_id"),
    )
)
_DUE_WATCHES: Final = Prepared(
    select(watches)
    .where(watches.c.workspace_id == _W, watches.c.check_at <= _NOW)
    .order_by(watches.c.check_at)
    .limit(_MOST)
)
_DUE_ROUTINES: Final = Prepared(
    select(routines)
    .where(routines.c.workspace_id == _W, routines.c.next_at <= _NOW)
    .order_by(routines.c.next_at)
    .limit(_MOST)
)
_NEXT_WATCH: Final = Prepared(
    select(func.min(watches.c.check_at)).where(watches.c.workspace_id == _W)
)
_NEXT_ROUTINE: Final = Prepared(
    select(func.min(routines.c.next_at)).where(routines.c.workspace_id == _W)
)
_ROUTINE: Final = Prepared(
    select(routines).where(
        routines.c.workspace_id == _W,
        routines.c.kind == bindparam("of_kind"),
        routines.c.subject_kind == bindparam("of_subject"),
        routines.c.subject_id == bindparam("of_id"),
    )
)


@cache
def _sooner(dialect: str) -> Prepared:
    return Prepared(_no_later(insert_into(dialect, watches).inline()))


def _no_later(insert: "CollidingInsert") -> "CollidingInsert":
    """What is there already moves to earlier, never to later."""
    return insert.on_conflict_do_update(
        index_elements=list(watches.primary_key.columns),
        set_={"check_at": insert.excluded.check_at},
        where=watches.c.check_at > insert.excluded.check_at,
    )


class WatchRows(Bound):
    """Watches of one workspace."""

    def set(self, subject: Ref, check_at: datetime | None) -> None:
        """Exactly then; None: never again."""
        if check_at is None:
            key = {
                "of_workspace": self._workspace,
                "of_kind": subject.kind.value,
                "of_id": subject.id,
            }
            _NEVER.later(self._connection, key)
        else:
            put(self._connection, watches, self._values(subject, check_at))

    def set_all(self, looks: Mapping[Ref, datetime | None]) -> None:
        """As ``set``, of many."""
        rows = [self._values(subject, at) for subject, at in looks.items() if at is not None]
        put_all(self._connection, watches, rows)
        for subject, at in looks.items():
            if at is None:
                self.set(subject, None)

    def sooner(self, subject: Ref, check_at: datetime) -> None:
        """Not later than *check_at*; one statement, and none of its rows moves to later."""
        statement = _sooner(self._connection.dialect.name)
        statement.later(self._connection, self._values(subject, check_at))

    def sooner_for_person(self, person: PersonId, check_at: datetime) -> None:
        """All open tasks that *person* owns, asked for, checks or helps with."""
        self._connection.execute(
            update(watches)
            .where(
                watches.c.workspace_id == self._workspace,
                watches.c.kind == Kind.TASK.value,
                watches.c.subject_id.in_(open_tasks_of_viewer()),
                watches.c.check_at > check_at,
            )
            .values(check_at=check_at),
            viewer(ForPerson(person), self._workspace),
        )

    def sooner_for_project(self, project: ProjectId | None, check_at: datetime) -> None:
        """All open tasks of *project*, or of the workspace, whether they were watched or not."""
        moment = literal(check_at, watches.c.check_at.type)
        chosen = tasks_for(_FOLLOWUP).with_only_columns(
            tasks.c.workspace_id, literal(Kind.TASK.value), tasks.c.id, moment
        )
        chosen = chosen.where(tasks.c.status.in_([status.value for status in OPEN]))
        if project is not None:
            chosen = chosen.where(tasks.c.project_id == project)
        insert = insert_into(self._connection.dialect.name, watches)
        rows = insert.from_select(["workspace_id", "kind", "subject_id", "check_at"], chosen)
        self._connection.execute(_no_later(rows), viewer(_FOLLOWUP, self._workspace))

    def due(self, now: datetime, limit: int) -> Sequence[Watch]:
        """Whose time has come, longest ago first."""
        values = {"of_workspace": self._workspace, "now": now, "most": limit}
        return [to_watch(row) for row in _DUE_WATCHES.all(self._connection, values)]

    def earliest(self) -> datetime | None:
        """When to look next."""
        mine = {"of_workspace": self._workspace}
        found: datetime | None = _NEXT_WATCH.scalar(self._connection, mine)
        return found

    def _values(self, subject: Ref, check_at: datetime) -> dict[str, object]:
        return {
            "workspace_id": self._workspace,
            "kind": subject.kind.value,
            "subject_id": subject.id,
            "check_at": check_at,
        }


class RoutineRows(Bound):
    """Briefs and digests of one workspace."""

    def put(self, routine: Routine) -> None:
        """Adds it or changes it."""
        put(self._connection, routines, routine_values(routine))

    def get(self, kind: RoutineKind, subject: Ref) -> Routine | None:
        """The brief of a person or the digest of a project."""
        values = {
            "of_workspace": self._workspace,
            "of_kind": kind.value,
            "of_subject": subject.kind.value,
            "of_id": subject.id,
        }
        row = _ROUTINE.one(self._connection, values)
        return to_routine(row) if row else None

    def remove(self, kind: RoutineKind, subject: Ref) -> None:
        """Whether it was there or not."""
        self._connection.execute(delete(routines).where(*self._of(kind, subject)))

    def due(self, now: datetime, limit: int) -> Sequence[Routine]:
        """Whose time has come, longest ago first."""
        values = {"of_workspace": self._workspace, "now": now, "most": limit}
        return [to_routine(row) for row in _DUE_ROUTINES.all(self._connection, values)]

    def earliest(self) -> datetime | None:
        """When the next is due."""
        mine = {"of_workspace": self._workspace}
        found: datetime | None = _NEXT_ROUTINE.scalar(self._connection, mine)
        return found

    def _of(self, kind: RoutineKind, subject: Ref) -> tuple[ColumnElement[bool], ...]:
        return (
            routines.c.workspace_id == self._workspace,
            routines.c.kind == kind.value,
            routines.c.subject_kind == subject.kind.value,
            routines.c.subject_id == subject.id,
        )
