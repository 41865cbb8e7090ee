"""What a unit of work has read of its workspace, so that it reads nothing twice.

Nobody else changes a workspace while a unit does: it holds the row of the workspace, or is the one
writer, or reads a snapshot. What it saves itself it finds here as it saved it. One of these lives
as long as the unit's attempt; one that is run again begins with nothing.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Final, Generic, TypeVar

from core.kernel.audience import Audience, System
from core.kernel.refs import InstallationId, PersonId, PlaceId, ProjectId, TaskId
from core.people.model import Account, Installation, Person, Place, Workspace
from core.projects.model import Project
from core.tasks.model import Task

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

ROOM: Final = 2000
"""Entities on a shelf; a unit that reads more, such as an export, does not need them again."""


class Shelf(Generic[K, V]):
    """Entities by key; None where it is known that there is none to be seen."""

    def __init__(self) -> None:
        self._held: dict[K, V | None] = {}

    def one(self, key: K, read: Callable[[], V | None]) -> V | None:
        """The entity of *key*, from *read* the first time."""
        if key not in self._held:
            self.keep(key, read())
        return self._held[key]

    def some(self, keys: Iterable[K], read: Callable[[list[K]], Mapping[K, V]]) -> dict[K, V]:
        """Those of *keys* that exist; *read* is asked for all that are not here, at once."""
        wanted = set(keys)
        known = {key: self._held[key] for key in wanted if key in self._held}
        if missing := [key for key in wanted if key not in known]:
            found = read(missing)
            for key in missing:
                known[key] = found.get(key)
                self.keep(key, known[key])
        return {key: entity for key, entity in known.items() if entity is not None}

    def keep(self, key: K, entity: V | None) -> None:
        """What was read or saved; None: it is known that there is none."""
        if len(self._held) >= ROOM:
            self._held.clear()
        self._held[key] = entity

    def forget(self, key: K) -> None:
        """It is read again when it is wanted."""
        self._held.pop(key, None)

    def clear(self) -> None:
        """Everything is read again when it is wanted."""
        self._held.clear()


class ProjectShelf:
    """The projects that one audience may see."""

    def __init__(self) -> None:
        self.by_id: Shelf[ProjectId, Project] = Shelf()
        self.by_key: Shelf[str, Project] = Shelf()
        self.at_home: Shelf[PlaceId, Project] = Shelf()

    def clear(self) -> None:
        """Everything is read again when it is wanted."""
        self.by_id.clear()
        self.by_key.clear()
        self.at_home.clear()


class Seen:
    """What repositories of one unit and workspace share of what they read.

    What may be seen is kept for each audience by itself: a task that was read for one is never
    the answer to another. All reasons of the system see the same: everything.
    """

    def __init__(self) -> None:
        self.workspace: Workspace | None = None
        self.installations: Sequence[Installation] | None = None
        self.persons: Shelf[PersonId, Person] = Shelf()
        self.speakers: Shelf[tuple[str, str], Person] = Shelf()
        self.accounts: Shelf[tuple[PersonId, str], Account] = Shelf()
        self.places: Shelf[PlaceId, Place] = Shelf()
        self.remote_places: Shelf[tuple[InstallationId, str], Place] = Shelf()
        self._tasks: dict[Audience | None, Shelf[TaskId, Task]] = {}
        self._projects: dict[Audience | None, ProjectShelf] = {}

    def tasks(self, audience: Audience) -> Shelf[TaskId, Task]:
        """The tasks that were read for *audience*."""
        return self._tasks.setdefault(_viewer(audience), Shelf())

    def projects(self, audience: Audience) -> ProjectShelf:
        """The projects that were read for *audience*."""
        return self._projects.setdefault(_viewer(audience), ProjectShelf())

    def task_saved(self, task: Task) -> None:
        """It stands as it was saved; who may see it now is asked anew."""
        for shelf in self._tasks.values():
            shelf.forget(task.id)
        self._tasks.setdefault(None, Shelf()).keep(task.id, task)

    def person_saved(self, person: Person) -> None:
        """As it was saved; what guests see may have changed."""
        self.persons.keep(person.id, person)
        self.speakers.clear()
        self.sight_changed()

    def account_saved(self) -> None:
        """Whose it was and whose it is."""
        self.speakers.clear()
        self.accounts.clear()

    def place_changed(self, place: PlaceId) -> None:
        """Its facts or its people, and with them what is seen from there."""
        self.places.forget(place)
        self.remote_places.clear()
        self.sight_changed()

    def sight_changed(self) -> None:
        """Who sees what is asked anew."""
        for projects in self._projects.values():
            projects.clear()
        for viewer, tasks in self._tasks.items():
            if viewer is not None:
                tasks.clear()

    def tasks_changed(self) -> None:
        """Many tasks at once."""
        for tasks in self._tasks.values():
            tasks.clear()


def _viewer(audience: Audience) -> Audience | None:
    return None if isinstance(audience, System) else audience
