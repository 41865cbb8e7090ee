"""Tasks as one audience may see them, and the writer of tasks."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, cached_property
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Integer,
    Select,
    and_,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)

from adapters.db.mapping_tasks import task_text_ids, task_values, to_event, to_task
from adapters.db.prepared import Prepared, PreparedInsert, row_of
from adapters.db.repositories import outlines
from adapters.db.repositories.base import Bound
from adapters.db.repositories.numbers import Numbers
from adapters.db.repositories.seen import Seen
from adapters.db.repositories.task_filter import in_order, listed, narrowed
from adapters.db.repositories.texts import TextRows
from adapters.db.repositories.wide import Wide, is_narrow
from adapters.db.repositories.words import (
    Counts,
    WordRows,
    alike,
    is_common,
    labelled,
    looked_among,
    says,
)
from adapters.db.tables import events, followers, tasks
from adapters.db.visibility import (
    events_for,
    newest_events,
    projects_with_home,
    tasks_for,
    viewer,
    wording_of,
)
from core.kernel.audience import Audience, System
from core.kernel.errors import Conflict
from core.kernel.events import Event
from core.kernel.refs import (
    Kind,
    PersonId,
    PlaceId,
    ProjectId,
    Ref,
    TaskId,
    TextId,
    WorkspaceId,
    task_ref,
)
from core.tasks.model import OPEN, Task
from core.tasks.ports import TaskFilter
from core.tasks.standing import Notable, Outline, Standing

_ADD: Final = PreparedInsert(insert(tasks))
_SAVE: Final = Prepared(
    update(tasks).where(
        tasks.c.workspace_id == bindparam("of_workspace"),
        tasks.c.id == bindparam("of_task"),
        tasks.c.version == bindparam("of_version"),
    )
)
_FOLLOWERS: Final = Prepared(
    select(followers.c.person_id).where(
        followers.c.workspace_id == bindparam("of_workspace"),
        followers.c.task_id == bindparam("of_task"),
    )
)
_FOLLOW: Final = insert(followers)
_UNFOLLOW: Final = delete(followers).where(
    followers.c.workspace_id == bindparam("of_workspace"),
    followers.c.task_id == bindparam("of_task"),
    followers.c.person_id == bindparam("of_person"),
)
_WORDING: Final = Prepared(wording_of(bindparam("of_task")))
_FROM_MESSAGE: Final = (
    tasks.c.source_place_id == bindparam("of_place", type_=BigInteger),
    tasks.c.source_message == bindparam("of_message"),
)
FORESEEN: Final = 200
"""So many of the newest events of a task are foreseen."""
_FOLLOWUP: Final = System("followup")
_THEIRS: Final = and_(
    events.c.subject_kind == Kind.TASK.value,
    events.c.subject_id.in_(bindparam("ids", expanding=True)),
)
_NEWEST: Final = Prepared(newest_events(_FOLLOWUP, _THEIRS, FORESEEN), many="ids")
Wording = tuple[Sequence[TextId], tuple[str, ...]]
"""What a task is found by: its texts and its labels."""


def _wording(task: Task) -> Wording:
    return [text.id for text in (task.title, task.notes) if text is not None], task.labels


@cache
def _these(seen: Select[Any]) -> Prepared:
    return Prepared(seen.where(tasks.c.id.in_(bindparam("ids", expanding=True))), many="ids")


@cache
def _captured(seen: Select[Any]) -> Prepared:
    return Prepared(seen.where(*_FROM_MESSAGE))


@cache
def _told(audience_sees: Select[Any]) -> Prepared:
    newest = audience_sees.order_by(events.c.id.desc())
    return Prepared(newest.limit(bindparam("most", type_=Integer)))


@cache
def _dated(seen: Select[Any]) -> Prepared:
    mine = tasks.c.requester_id == bindparam("by_requester")
    numbers = seen.with_only_columns(tasks.c.id, maintain_column_froms=True)
    dated = numbers.where(mine, tasks.c.due_at.is_not(None))
    return Prepared(dated.limit(bindparam("most", type_=Integer)))


class TaskRows(Bound):
    """Tasks of one workspace for one audience."""

    def __init__(
        self,
        connection: Connection,
        workspace: WorkspaceId,
        audience: Audience,
        texts: TextRows,
        seen: Seen,
    ) -> None:
        super().__init__(connection, workspace)
        self._audience = audience
        self._texts = texts
        self._all = tasks_for(audience)
        self._seen = seen.tasks(audience)
        self._events = seen.events
        self._viewer = viewer(audience, workspace)

    @cached_property
    def _wide(self) -> Wide:
        return Wide(self._connection, self._workspace, self._all, self._viewer)

    @cached_property
    def _counts(self) -> Counts:
        return Counts(self._connection, self._workspace)

    def get(self, task: TaskId) -> Task | None:
        """The task; None when it is unknown or unseen."""
        return self._seen.held(task) or self.many([task]).get(task)

    def many(self, ids: Iterable[TaskId]) -> dict[TaskId, Task]:
        """Those of *ids* that exist and are seen."""
        return self._seen.some(ids, self._read)

    def find(self, wanted: TaskFilter, limit: int = 50, offset: int = 0) -> Sequence[Task]:
        """Ordered by due (none last), priority, number."""
        if self._wide.is_wide(wanted):
            ids = self._wide.ids(wanted, limit, offset)
            found = self.many(ids)
            return [found[number] for number in ids]
        if (known := listed(self._all, wanted)) is not None:
            statement, given = known
            page = {**self._viewer, **given, "most": limit, "skipped": offset}
            return self._tasks(statement.all(self._connection, page))
        words = self._words(wanted)
        if wanted.newest and wanted.words and is_common(self._counts, wanted.words):
            ids = self._wide.newest_open(wanted, words, limit, offset)
            if len(ids) == limit:
                found = self.many(ids)
                return [found[number] for number in ids]
        ordered = in_order(narrowed(self._all, wanted, words), wanted)
        return self._load(ordered.limit(limit).offset(offset))

    def alike(self, words: Sequence[str], limit: int) -> Sequence[Task]:
        """Of the newest with the first of *words* those with the others as well."""
        if not words:
            return ()
        statement, values = alike(words, self._workspace, limit)
        ids = statement.scalars(self._connection, values)
        return list(self.many([TaskId(number) for number in ids]).values())

    def count(self, wanted: TaskFilter, most: int | None = None) -> int:
        """How many ``find`` would return without a limit; counted up to *most*."""
        some = self._narrowed(wanted).with_only_columns(tasks.c.id).limit(most).subquery()
        counted = select(func.count()).select_from(some)
        return int(self._connection.execute(counted, self._viewer).scalar_one())

    def looked_among(self, wanted: TaskFilter) -> int | None:
        """Among how many of the newest ``find`` looks for words; None: among all."""
        if not wanted.words or is_narrow(wanted):
            return None
        return looked_among(self._counts, wanted.words)

    def outline(self, project: ProjectId, notable: Notable) -> Outline:
        """How the open tasks of a project stand."""
        return outlines.outline(self._connection, self._all, self._viewer, project, notable)

    def dated_by(self, requester: PersonId, most: int) -> int:
        """How many tasks with a date *requester* asked for; counted up to *most*."""
        values = {**self._viewer, "by_requester": requester, "most": most}
        return len(_dated(self._all).scalars(self._connection, values))

    def holding_up(self, project: ProjectId) -> Sequence[tuple[TaskId, TaskId]]:
        """Earlier and later one, for each dependency whose later one is open in a project."""
        return outlines.holding_up(self._connection, self._all, self._viewer, project)

    def standings(self, ids: Iterable[TaskId]) -> Sequence[Standing]:
        """How those of *ids* stand that exist and are seen."""
        return outlines.standings(self._connection, self._all, self._viewer, ids)

    def later_than(
        self, project: ProjectId, ids: Iterable[TaskId]
    ) -> Sequence[tuple[TaskId, Standing]]:
        """What waits for one of *ids* among the open tasks of a project, with which one."""
        return outlines.later_than(self._connection, self._all, self._viewer, project, ids)

    def owners(self, wanted: TaskFilter) -> Mapping[PersonId, int]:
        """How many of what ``find`` would return each owner has; what nobody owns is left out."""
        statement = self._narrowed(wanted).where(tasks.c.owner_id.is_not(None))
        counted = statement.with_only_columns(
            tasks.c.owner_id, func.count(), maintain_column_froms=True
        ).group_by(tasks.c.owner_id)
        rows = self._connection.execute(counted, self._viewer)
        return {PersonId(owner): int(number) for owner, number in rows}

    def captured_from(self, place: PlaceId, message: str) -> Sequence[Task]:
        """Tasks that were captured from this message, oldest first."""
        values = {**self._viewer, "of_place": place, "of_message": message}
        found = self._tasks(_captured(self._all).all(self._connection, values))
        return sorted(found, key=lambda task: task.id)

    def in_thread(self, place: PlaceId, thread: str) -> Sequence[TaskId]:
        """Open tasks whose source lies in this thread."""
        statement = self._all.where(
            tasks.c.source_place_id == place,
            tasks.c.source_thread == thread,
            tasks.c.status.in_(OPEN),
        )
        ids = self._connection.scalars(statement.with_only_columns(tasks.c.id), self._viewer)
        return sorted(TaskId(i) for i in ids)

    def followers(self, task: TaskId) -> frozenset[PersonId]:
        """Who wants to hear how it ends; nobody for a task that the audience does not see."""
        if self.get(task) is None:
            return frozenset()
        values = {"of_workspace": self._workspace, "of_task": task}
        return frozenset(PersonId(i) for i in _FOLLOWERS.scalars(self._connection, values))

    def events(self, subject: Ref, limit: int = 50) -> Sequence[Event]:
        """Newest first; nothing for a subject that the audience does not see."""
        held = self._events.held(subject)
        if held is not None and limit <= FORESEEN and self._sees(subject):
            return held[:limit] if len(held) > limit else held
        asked = {**viewer(self._audience, self._workspace, subject), "most": limit}
        newest = _told(events_for(self._audience, subject))
        return [to_event(row) for row in newest.all(self._connection, asked)]

    def foresee(self, ids: Iterable[TaskId]) -> dict[TaskId, Task]:
        """As ``many``; their newest events are read at once, for they will be asked for."""
        found = self.many(ids)
        told: dict[Ref, list[Event]] = {task_ref(number): [] for number in found}
        if told:
            values = viewer(_FOLLOWUP, self._workspace) | {"ids": sorted(found)}
            for row in _NEWEST.all(self._connection, values):
                event = to_event(row)
                told[event.subject].append(event)
        for subject, newest in told.items():
            self._events.keep(subject, newest)
        return found

    def _sees(self, subject: Ref) -> bool:
        """Of what was foreseen by somebody else's eyes: whether this audience sees it."""
        return isinstance(self._audience, System) or self.get(TaskId(subject.id)) is not None

    def _read(self, ids: list[TaskId]) -> dict[TaskId, Task]:
        values = {**self._viewer, "ids": ids}
        found = self._tasks(_these(self._all).all(self._connection, values))
        return {task.id: task for task in found}

    def _narrowed(self, wanted: TaskFilter) -> Select[Any]:
        return narrowed(self._all, wanted, self._words(wanted))

    def _words(self, wanted: TaskFilter) -> list[ColumnElement[bool]]:
        words = says(self._counts, wanted.words or "", narrow=is_narrow(wanted))
        return words + [labelled(label, self._workspace) for label in wanted.labels]

    def _load(self, statement: Select[Any]) -> list[Task]:
        found = self._connection.execute(statement, self._viewer)
        return self._tasks(list(map(row_of(tuple(found.keys())), found)))

    def _tasks(self, rows: Sequence[Any]) -> list[Task]:
        bodies = self._texts.many(task_text_ids(rows))
        return [to_task(row, bodies) for row in rows]


class TaskWriterRows(Bound):
    """Changes to tasks; the caller read through ``TaskRows`` first."""

    def __init__(
        self,
        connection: Connection,
        workspace: WorkspaceId,
        numbers: Numbers,
        texts: TextRows,
        seen: Seen,
    ) -> None:
        super().__init__(connection, workspace)
        self._numbers = numbers
        self._texts = texts
        self._seen = seen
        self._words = WordRows(connection, workspace)

    def next_number(self) -> TaskId:
        """Dense and never used again, for a unit that fails gives its number back."""
        return self._numbers.task()

    def add(self, task: Task) -> None:
        """Stores a new task and its new texts."""
        self._texts.flush()
        _ADD.later(self._connection, [task_values(task)])
        self._words.begin(task)
        self._seen.task_saved(task)

    def save(self, task: Task) -> None:
        """Conflict when ``version - 1`` is no longer what is stored."""
        self._texts.flush()
        values = task_values(task)
        key = {
            "of_workspace": values.pop("workspace_id"),
            "of_task": values.pop("id"),
            "of_version": task.version - 1,
        }
        before = self._seen.task(task.id)
        texts, labels = _wording(before) if before is not None else self._read_wording(task.id)
        if _SAVE.run(self._connection, values | key) != 1:
            raise Conflict("changed_meanwhile", task=task.id)
        self._words.renew(task, texts, labels)
        self._seen.task_saved(task)

    def follow(self, task: TaskId, person: PersonId, *, on: bool) -> bool:
        """Whether it changed anything."""
        values = {"of_workspace": self._workspace, "of_task": task}
        follows = person in set(_FOLLOWERS.scalars(self._connection, values))
        if on is follows:
            return False
        row = {"workspace_id": self._workspace, "task_id": task, "person_id": person}
        if on:
            self._connection.execute(_FOLLOW, row)
        else:
            self._connection.execute(_UNFOLLOW, {**values, "of_person": person})
        return True

    def _read_wording(self, task: TaskId) -> Wording:
        row = _WORDING.one(self._connection, {"of_workspace": self._workspace, "of_task": task})
        if row is None:
            return (), ()
        return [i for i in (row.title_id, row.notes_id) if i is not None], tuple(row.labels)

    def keep_in(self, place: PlaceId) -> Sequence[TaskId]:
        """What came from *place* and was open to all is seen there only."""
        came = or_(
            tasks.c.source_place_id == place, tasks.c.project_id.in_(projects_with_home(place))
        )
        mine = (tasks.c.workspace_id == self._workspace) & tasks.c.visible_in.is_(None)
        statement = update(tasks).where(mine, came).values(visible_in=place)
        found = self._connection.scalars(
            statement.returning(tasks.c.id), {"of_workspace": self._workspace}
        )
        kept = [TaskId(number) for number in found]
        self._seen.tasks_changed()
        return kept
