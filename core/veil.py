"""A unit of work with what is private left out: for what is shown where it does not belong.

A dry run shows one channel what others would get. Tasks that are not seen there keep their number
and their state; their words are replaced, and nobody is reached by a mention.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, cast

from core.kernel.audience import Audience
from core.kernel.refs import PersonId, PlaceId, TextId
from core.people.model import Account, Place, PlaceKind
from core.projects.model import Project
from core.screens.words import plain
from core.tasks.model import Task, Text
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


class _Unit(_Around):
    def tasks(self, audience: Audience) -> "_Veiling":
        return _Veiling(self._inner.tasks(audience), self._place)

    def projects(self, audience: Audience) -> "_Veiling":
        return _Veiling(self._inner.projects(audience), self._place)

    @property
    def people(self) -> "_People":
        return _People(self._inner.people, self._place)

    @property
    def texts(self) -> "_Texts":
        return _Texts(self._inner.texts, self._place)


class _Veiling(_Around):
    """Whatever a repository answers goes through here, so that no question goes past the veil."""

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        found = getattr(self._inner, name)
        if not callable(found):
            return found
        return lambda *args, **named: self._through(found(*args, **named))

    def _through(self, found: Any) -> Any:  # noqa: ANN401
        if isinstance(found, Task):
            return _task(found) if self._hides(found.visible_in) else found
        if isinstance(found, Project):
            return _project(found) if self._hides(found.visible_in) else found
        if isinstance(found, dict):
            return {key: self._through(value) for key, value in found.items()}
        return [self._through(each) for each in found] if isinstance(found, list) else found

    def _hides(self, visible_in: PlaceId | None) -> bool:
        return visible_in is not None and visible_in != self._place


def _task(task: Task) -> Task:
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


def _project(project: Project) -> Project:
    return replace(
        project, name=plain("veil.words"), key=plain("veil.key"),
        why=_without(project.why) if project.why else None,
        outcome=_without(project.outcome) if project.outcome else None,
        pause_reason=_without(project.pause_reason) if project.pause_reason else None,
    )  # fmt: skip


def _without(text: Text) -> Text:
    return replace(text, body=plain("veil.words"))


class _Texts(_Around):
    """What somebody wrote beside a task: to which one it belongs is not asked here."""

    def many(self, ids: Iterable[TextId]) -> Mapping[TextId, Text]:
        return {number: _without(text) for number, text in self._inner.many(ids).items()}


class _People(_Around):
    """Nobody has an account here, so nobody is mentioned; private places have no names."""

    def account(self, person: PersonId, platform: str) -> Account | None:
        return None

    def place(self, place: PlaceId) -> Place | None:
        found: Place | None = self._inner.place(place)
        if found is None or found.kind is PlaceKind.CHANNEL or found.id == self._place:
            return found
        return replace(found, name=plain("veil.words"))
