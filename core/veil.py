"""A unit of work with what is private left out: for what is shown where it does not belong.

A dry run shows one channel what others would get. Tasks that are not seen there keep their number
and their state; their words are replaced, and nobody is reached by a mention.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

from core.kernel.audience import Audience
from core.kernel.refs import PersonId, PlaceId, ProjectId, TextId
from core.people.model import Account, Place, PlaceKind
from core.projects.model import Project
from core.screens.words import plain
from core.tasks.model import Task, Text
from core.tasks.ports import TaskFilter
from core.unit import WorkUnit


def veiled(work: WorkUnit, place: PlaceId | None) -> WorkUnit:
    """*work* as it may be shown in *place*."""
    return cast(WorkUnit, _Unit(work, place))


def bare(work: WorkUnit) -> WorkUnit:
    """What is behind the veil: for what is decided, not shown."""
    return cast(WorkUnit, work._inner) if isinstance(work, _Unit) else work


class _Around:
    """Everything that is not said otherwise is as it was."""

    def __init__(self, inner: Any, place: PlaceId | None) -> None:  # noqa: ANN401
        self._inner = inner
        self._place = place

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        return getattr(self._inner, name)

    def _hidden(self, visible_in: PlaceId | None) -> bool:
        return visible_in is not None and visible_in != self._place


class _Unit(_Around):
    def tasks(self, audience: Audience) -> "_Tasks":
        return _Tasks(self._inner.tasks(audience), self._place)

    def projects(self, audience: Audience) -> "_Projects":
        return _Projects(self._inner.projects(audience), self._place)

    @property
    def people(self) -> "_People":
        return _People(self._inner.people, self._place)

    @property
    def texts(self) -> "_Texts":
        return _Texts(self._inner.texts, self._place)


class _Tasks(_Around):
    def get(self, task: int) -> Task | None:
        found = self._inner.get(task)
        return self._veil(found) if found is not None else None

    def many(self, ids: Iterable[int]) -> dict[int, Task]:
        return {number: self._veil(task) for number, task in self._inner.many(ids).items()}

    def foresee(self, ids: Iterable[int]) -> dict[int, Task]:
        return {number: self._veil(task) for number, task in self._inner.foresee(ids).items()}

    def find(self, wanted: TaskFilter, limit: int = 50, offset: int = 0) -> Sequence[Task]:
        return [self._veil(task) for task in self._inner.find(wanted, limit, offset)]

    def _veil(self, task: Task) -> Task:
        if not self._hidden(task.visible_in):
            return task
        blocker = task.blocker
        if blocker is not None:
            outside = plain("veil.words") if blocker.outside else None
            blocker = replace(blocker, reason=_without(blocker.reason), outside=outside)
        criteria = tuple(replace(each, text=_without(each.text)) for each in task.criteria)
        source = replace(task.source, permalink="") if task.source is not None else None
        return replace(
            task, title=_without(task.title), notes=_without(task.notes) if task.notes else None,
            blocker=blocker, criteria=criteria, labels=(), source=source,
        )  # fmt: skip


def _without(text: Text) -> Text:
    return replace(text, body=plain("veil.words"))


class _Texts(_Around):
    """What somebody wrote beside a task: to which one it belongs is not asked here."""

    def many(self, ids: Iterable[TextId]) -> Mapping[TextId, Text]:
        return {number: _without(text) for number, text in self._inner.many(ids).items()}


class _Projects(_Around):
    def get(self, project: ProjectId) -> Project | None:
        return self._veil(self._inner.get(project))

    def by_key(self, key: str) -> Project | None:
        return self._veil(self._inner.by_key(key))

    def at_home(self, place: PlaceId) -> Project | None:
        return self._veil(self._inner.at_home(place))

    def all(self, limit: int = 100) -> Sequence[Project]:
        found = (self._veil(project) for project in self._inner.all(limit))
        return [project for project in found if project is not None]

    def _veil(self, project: Project | None) -> Project | None:
        if project is None or not self._hidden(project.visible_in):
            return project
        return replace(
            project, name=plain("veil.words"), key=plain("veil.key"),
            why=_without(project.why) if project.why else None,
            outcome=_without(project.outcome) if project.outcome else None,
            pause_reason=_without(project.pause_reason) if project.pause_reason else None,
        )  # fmt: skip


class _People(_Around):
    """Nobody has an account here, so nobody is mentioned; private places have no names."""

    def account(self, person: PersonId, platform: str) -> Account | None:
        return None

    def place(self, place: PlaceId) -> Place | None:
        found: Place | None = self._inner.place(place)
        if found is None or found.kind is PlaceKind.CHANNEL or found.id == self._place:
            return found
        return replace(found, name=plain("veil.words"))
