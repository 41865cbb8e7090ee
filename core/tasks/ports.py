"""What the tasks capability asks of the store. Every read is for an audience."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from core.kernel.audience import Audience
from core.kernel.events import Event
from core.kernel.refs import PersonId, PlaceId, ProjectId, Ref, TaskId, TextId
from core.kernel.values import dataclass
from core.people.ports import PeopleUnit
from core.tasks.model import Priority, Status, Task, Text
from core.tasks.standing import Notable, Outline, Standing


@dataclass(frozen=True, slots=True)
class TaskFilter:
    """Which tasks of an audience; everything given must hold."""

    owner: PersonId | None = None
    owners: tuple[PersonId, ...] = ()
    """Of any of these."""
    waiting_for: PersonId | None = None
    """To verify, unblock or decide by this person."""
    requester: PersonId | None = None
    not_owner: PersonId | None = None
    made_by: PersonId | None = None
    """Added or captured by this person, whoever asked for it."""
    made_since: datetime | None = None
    priorities: tuple[Priority, ...] = ()
    parent: TaskId | None = None
    no_date: bool = False
    project: ProjectId | None = None
    place: PlaceId | None = None
    """Captured in it, or of the project that has its home there."""
    statuses: tuple[Status, ...] = ()
    unowned: bool = False
    due_before: datetime | None = None
    closed_since: datetime | None = None
    newest: bool = False
    """Ordered by news: open ones first, then what closed last."""
    words: str | None = None
    """Each begins a word of the title or of a note."""
    labels: tuple[str, ...] = ()


class Tasks(Protocol):
    """Tasks of one workspace, as one audience may see them."""

    def get(self, task: TaskId) -> Task | None: ...
    def many(self, ids: Iterable[TaskId]) -> dict[TaskId, Task]: ...
    def find(self, wanted: TaskFilter, limit: int = 50, offset: int = 0) -> Sequence[Task]:
        """Ordered by due (none last), priority, number."""
        ...

    def alike(self, words: Sequence[str], limit: int) -> Sequence[Task]:
        """Of the newest with the first of *words*, see ``core.tasks.alike.probe``, those with the
        others as well: what may say the same."""
        ...

    def count(self, wanted: TaskFilter, most: int | None = None) -> int:
        """How many there are; counted up to *most*."""
        ...

    def looked_among(self, wanted: TaskFilter) -> int | None:
        """Among how many of the newest ``find`` looks for words; None: among all."""
        ...

    def dated_by(self, requester: PersonId, most: int) -> int:
        """How many tasks with a date *requester* asked for; counted up to *most*."""
        ...

    def outline(self, project: ProjectId, notable: Notable) -> Outline:
        """How the open tasks of a project stand."""
        ...

    def holding_up(self, project: ProjectId) -> Sequence[tuple[TaskId, TaskId]]:
        """Earlier and later one, for each dependency whose later one is an open task of the
        project; the earlier one may be any task."""
        ...

    def later_than(
        self, project: ProjectId, ids: Iterable[TaskId]
    ) -> Sequence[tuple[TaskId, Standing]]:
        """What waits for one of *ids* among the open tasks of the project, with which one."""
        ...

    def standings(self, ids: Iterable[TaskId]) -> Sequence[Standing]:
        """How those of *ids* stand that exist and are seen."""
        ...

    def owners(self, wanted: TaskFilter) -> Mapping[PersonId, int]:
        """How many of what ``find`` would return each owner has; what nobody owns is left out."""
        ...

    def captured_from(self, place: PlaceId, message: str) -> Sequence[Task]: ...
    def in_thread(self, place: PlaceId, thread: str) -> Sequence[TaskId]:
        """Open tasks whose source lies in this thread."""
        ...

    def followers(self, task: TaskId) -> frozenset[PersonId]:
        """Who wants to hear how it ends; nobody for a task that the audience does not see."""
        ...

    def events(self, subject: Ref, limit: int = 50) -> Sequence[Event]:
        """Newest first; nothing for a subject that the audience does not see."""
        ...

    def foresee(self, ids: Iterable[TaskId]) -> dict[TaskId, Task]:
        """As ``many``; their events are read at once, for they will be asked for."""
        ...


class TaskWriter(Protocol):
    """Changes; the caller read through ``Tasks`` first."""

    def next_number(self) -> TaskId: ...
    def add(self, task: Task) -> None: ...
    def save(self, task: Task) -> None:
        """Conflict when ``version - 1`` is no longer what is stored."""
        ...

    def follow(self, task: TaskId, person: PersonId, *, on: bool) -> bool:
        """Whether it changed anything. No change of people's, so no new version."""
        ...

    def keep_in(self, place: PlaceId) -> Sequence[TaskId]:
        """What was captured in *place*, or is of the project that has its home there, and was
        open to all is seen there only. No change of people's, so no new version."""
        ...


class Texts(Protocol):
    """Free text by id; ``new`` gives it an id and stores it."""

    def new(self, body: str, author: PersonId | None) -> Text: ...
    def many(self, ids: Iterable[TextId]) -> dict[TextId, Text]: ...


class Log(Protocol):
    """The append-only events."""

    def append(self, events: Iterable[Event]) -> None: ...
    def by_cause(self, cause: str) -> Sequence[Event]: ...
    def commands(self, actor: PersonId, since: datetime) -> Sequence[str]:
        """What this person changed of tasks and projects, newest first, undos left out: the
        causes."""
        ...

    def undoing(self, causes: Iterable[str]) -> Mapping[str, set[str]]:
        """For each of *causes* that was ever taken back: the causes of those undos."""
        ...

    def made(self, actor: PersonId, since: datetime, most: int) -> int:
        """How many tasks this person has made since then; counted up to *most*."""
        ...


class ProjectRules(Protocol):
    """What tasks need to know of their project; ``Project`` satisfies it by shape."""

    @property
    def key(self) -> str: ...
    @property
    def in_charge(self) -> PersonId: ...
    @property
    def closed_at(self) -> datetime | None: ...
    @property
    def strict(self) -> bool: ...
    @property
    def visible_in(self) -> PlaceId | None: ...


class ProjectLookup(Protocol):
    """The project of a task, as one audience may see it."""

    def get(self, project: ProjectId) -> ProjectRules | None: ...


class TaskUnit(PeopleUnit, Protocol):
    """What the task services need of a unit of work."""

    def projects(self, audience: Audience) -> ProjectLookup: ...
    def tasks(self, audience: Audience) -> Tasks: ...
    @property
    def task_writer(self) -> TaskWriter: ...
    @property
    def texts(self) -> Texts: ...
    @property
    def log(self) -> Log: ...
