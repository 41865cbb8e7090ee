"""What a unit of work has read of its workspace, so that it reads nothing twice.

Nobody else changes a workspace while a unit does: it holds the row of the workspace, or is the one
writer, or reads a snapshot. What it saves itself it finds here as it saved it.

Tasks are read anew by each unit. Of people, places and projects, which change rarely, units of
different requests share what they read, as long as nobody changes any of it: the workspace's row
has an *edition*, a number drawn at random by each unit that changes such a row, in that same
transaction. What was read under an edition is true wherever that edition stands, in any process;
a unit that draws a new one shares nothing from then on.
"""

import secrets
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final, Generic, NamedTuple, TypeVar

from sqlalchemy import Connection, Integer, bindparam, select, update

from adapters.db.prepared import Answer, Prepared
from adapters.db.tables import workspaces
from core.kernel.audience import Audience, System
from core.kernel.events import Event
from core.kernel.refs import (
    InstallationId,
    PersonId,
    PlaceId,
    ProjectId,
    Ref,
    TaskId,
    WorkspaceId,
)
from core.people.model import Account, Installation, Person, Place, Workspace
from core.projects.model import Project
from core.tasks.model import Task

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

ROOM: Final = 2000
"""Entities on a shelf; a unit that reads more, such as an export, does not need them again."""
WORKSPACES: Final = 100
"""Workspaces of which something is remembered from one unit to the next."""
_RANDOM: Final = 62
"""Bits of an edition: none ever comes back."""
_W: Final = bindparam("of_workspace", type_=Integer)
_ASKED: Final = select(workspaces.c.edition).where(workspaces.c.id == _W)
_EDITION: Final = Prepared(_ASKED)
_HELD: Final = Prepared(
    _ASKED.add_columns(workspaces.c.task_counter, workspaces.c.sequence).with_for_update(
        key_share=True
    )
)
_CHANGE: Final = update(workspaces).where(workspaces.c.id == _W)


class Shelf(Generic[K, V]):
    """Entities by key; None where it is known that there is none to be seen.

    Threads share them: each look is one step, for another may clear the shelf at any time.
    """

    def __init__(self) -> None:
        self._held: dict[K, tuple[V | None]] = {}

    def one(self, key: K, read: Callable[[], V | None]) -> V | None:
        """The entity of *key*, from *read* the first time."""
        held = self._held.get(key)
        if held is None:
            held = (read(),)
            self.keep(key, held[0])
        return held[0]

    def some(self, keys: Iterable[K], read: Callable[[list[K]], Mapping[K, V]]) -> dict[K, V]:
        """Those of *keys* that exist; *read* is asked for all that are not here, at once."""
        known: dict[K, V | None] = {}
        missing: list[K] = []
        for key in set(keys):
            if (held := self._held.get(key)) is not None:
                known[key] = held[0]
            else:
                missing.append(key)
        if missing:
            found = read(missing)
            for key in missing:
                known[key] = found.get(key)
                self.keep(key, known[key])
        return {key: entity for key, entity in known.items() if entity is not None}

    def held(self, key: K) -> V | None:
        """The entity of *key*, if it is here."""
        found = self._held.get(key)
        return found[0] if found is not None else None

    def keep(self, key: K, entity: V | None) -> None:
        """What was read or saved; None: it is known that there is none."""
        if len(self._held) >= ROOM:
            self._held.clear()
        self._held[key] = (entity,)

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
        self.paused: Mapping[ProjectId, datetime | None] | None = None
        """With the end of the pause, where it has one."""


class Facts:
    """The people, places and projects of a workspace, as they were read under one edition.

    What may be seen is kept for each audience by itself. All reasons of the system see the same:
    everything.
    """

    def __init__(self) -> None:
        self.workspace: Workspace | None = None
        self.installations: Sequence[Installation] | None = None
        self.persons: Shelf[PersonId, Person] = Shelf()
        self.speakers: Shelf[tuple[str, str], Person] = Shelf()
        self.accounts: Shelf[tuple[PersonId, str], Account] = Shelf()
        self.absent: Shelf[tuple[str, int], tuple[Person, ...]] = Shelf()
        """By platform and limit: people without an account there."""
        self.places: Shelf[PlaceId, Place] = Shelf()
        self.remote_places: Shelf[tuple[InstallationId, str], Place] = Shelf()
        self.members: Shelf[PlaceId, frozenset[PersonId]] = Shelf()
        self.places_of: Shelf[PersonId, tuple[Place, ...]] = Shelf()
        self._projects: Shelf[Audience | None, ProjectShelf] = Shelf()

    def projects(self, audience: Audience) -> ProjectShelf:
        """The projects that were read for *audience*."""
        return self._projects.one(_viewer(audience), ProjectShelf) or ProjectShelf()


class Memory:
    """What units of one process remember of each workspace, under its edition as last seen."""

    def __init__(self) -> None:
        self._held: dict[WorkspaceId, tuple[int, Facts]] = {}

    def under(self, workspace: WorkspaceId, edition: int) -> Facts:
        """What was read while the workspace stood at *edition*; nothing yet when that is new."""
        held = self._held.get(workspace)
        if held is None or held[0] != edition:
            if len(self._held) >= WORKSPACES:
                self._held.clear()
            held = self._held[workspace] = (edition, Facts())
        return held[1]


class Counters(NamedTuple):
    """The last numbers that a workspace gave away: to a task, and to anything else."""

    task: int
    other: int


class Editions:
    """The editions that one unit found, and what is remembered under them."""

    def __init__(self, connection: Connection, memory: Memory) -> None:
        self._connection = connection
        self._memory = memory
        self._found: dict[WorkspaceId, int | None] = {}
        self._held: dict[WorkspaceId, Answer] = {}
        self._counters: dict[WorkspaceId, Counters] = {}

    def found(self, workspace: WorkspaceId, edition: int) -> None:
        """It came along with something else that was read."""
        self._found[workspace] = edition

    def hold(self, workspace: WorkspaceId) -> None:
        """Locks the row of the workspace, on PostgreSQL, with the next statement: nobody else
        changes anything of it.

        FOR NO KEY UPDATE, for inserts of rows that refer to the workspace need not wait.
        """
        self._held[workspace] = _HELD.ask(self._connection, {"of_workspace": workspace})

    def counters(self, workspace: WorkspaceId) -> Counters | None:
        """As they stood when the workspace was locked. Only once, and to whoever counts on from
        there; None: they must be asked for."""
        self._look(workspace)
        return self._counters.pop(workspace, None)

    def _look(self, workspace: WorkspaceId) -> None:
        """What came with the lock."""
        if (held := self._held.pop(workspace, None)) is not None:
            row = held.one()
            self._found[workspace] = row.edition if row is not None else None
            if row is not None:
                self._counters[workspace] = Counters(row.task_counter, row.sequence)

    def facts(self, workspace: WorkspaceId) -> Facts:
        """What is remembered of the workspace as it stands."""
        self._look(workspace)
        if workspace not in self._found:
            found = _EDITION.scalar(self._connection, {"of_workspace": workspace})
            self._found[workspace] = found
        edition = self._found[workspace]
        return Facts() if edition is None else self._memory.under(workspace, edition)

    def change(self, workspace: WorkspaceId) -> None:
        """Draws a new edition: nothing that is remembered holds for this unit or a later one."""
        values = {"of_workspace": workspace, "edition": new_edition()}
        self._connection.execute(_CHANGE, values)


def new_edition() -> int:
    """A number that no workspace had before."""
    return secrets.randbits(_RANDOM)


class Seen:
    """What repositories of one unit and workspace share of what they read.

    A task that was read for one audience is never the answer to another.
    """

    def __init__(self, workspace: WorkspaceId, editions: Editions) -> None:
        self._workspace = workspace
        self._editions = editions
        self._facts: Facts | None = None
        self._changed = False
        self._tasks: dict[Audience | None, Shelf[TaskId, Task]] = {}
        self.events: Shelf[Ref, Sequence[Event]] = Shelf()
        """The newest of tasks that were foreseen; whoever asks must see the task."""

    @property
    def facts(self) -> Facts:
        """People, places and projects; ask for it anew each time, for a change replaces it."""
        if self._facts is None:
            self._facts = self._editions.facts(self._workspace)
        return self._facts

    def change(self) -> None:
        """Before people, places, projects or the workspace are changed: what others remember ends.

        Who sees what is asked anew.
        """
        if not self._changed:
            self._editions.change(self._workspace)
            self._changed = True
        self._facts = Facts()
        for viewer, tasks in self._tasks.items():
            if viewer is not None:
                tasks.clear()

    def tasks(self, audience: Audience) -> Shelf[TaskId, Task]:
        """The tasks that were read for *audience*."""
        return self._tasks.setdefault(_viewer(audience), Shelf())

    def task(self, task: TaskId) -> Task | None:
        """As this unit read or saved it last, whoever it was read for; None: it did not."""
        return next((found for tasks in self._tasks.values() if (found := tasks.held(task))), None)

    def task_saved(self, task: Task) -> None:
        """It stands as it was saved; who may see it now is asked anew."""
        for shelf in self._tasks.values():
            shelf.forget(task.id)
        self._tasks.setdefault(None, Shelf()).keep(task.id, task)

    def tasks_changed(self) -> None:
        """Many tasks at once."""
        for tasks in self._tasks.values():
            tasks.clear()


def _viewer(audience: Audience) -> Audience | None:
    return None if isinstance(audience, System) else audience
