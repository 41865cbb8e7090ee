"""A small workspace on a real SQLite file, with the people that most tests of core need."""

import atexit
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

import pytest
from sqlalchemy import Engine

from adapters.db.engines import parse, writer_engine
from adapters.db.uow import make_uow
from core.authority import authorise
from core.kernel.audience import ForPerson, System
from core.kernel.context import Context
from core.kernel.events import Event
from core.kernel.refs import PersonId, PlaceId, ProjectId, TaskId, WorkspaceId, task_ref
from core.links import service as links
from core.links.commands import WaitFor, WaitNoMore
from core.people.model import PlaceKind, Profile, Role, Sender
from core.people.service import arrive, learn, see_place
from core.projects import service as projects
from core.projects.commands import OpenProject, SetDigest, SetProject
from core.recurring import adding
from core.recurring import service as recurring
from core.tasks import service as tasks
from core.tasks.commands import AllFine, Edit, Undo
from core.tasks.commands_adding import AddMany, AddTask, Capture, Draft
from core.tasks.model import Task
from core.undo import undo
from core.unit import Unit, WorkUnit
from tests.support.tables import lay_tables

T = TypeVar("T")
NOWHERE, NO_PLACE = WorkspaceId(0), PlaceId(0)
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
"""A working morning."""
PEOPLE = ("maria", "jon", "ana", "tom", "ada")
"""Maria does, Jon asks, Ana leads, Tom helps, Ada is the admin."""

_SERVICES: dict[type, Callable[..., Any]] = {
    **tasks.SERVICES,
    **recurring.SERVICES,
    Edit: adding.edit,
    AddTask: adding.add,
    AddMany: adding.add_many,
    Capture: adding.capture,
    Undo: undo,
    WaitFor: links.wait_for,
    WaitNoMore: links.wait_no_more,
    OpenProject: projects.open_project,
    SetProject: projects.set_project,
    SetDigest: projects.set_digest,
}


@dataclass
class World:
    """One workspace. Every act is a unit of its own, authorised as in the product."""

    engine: Engine
    now: datetime = MONDAY
    workspace: WorkspaceId = NOWHERE
    people: dict[str, PersonId] = field(default_factory=dict)
    channel: PlaceId = NO_PLACE
    private: PlaceId = NO_PLACE
    """A private channel of Maria and Jon."""
    keys: Iterator[int] = field(default_factory=lambda: count(1))

    @contextmanager
    def unit(self) -> Iterator[Unit]:
        """One transaction; an error undoes it."""
        with self.engine.begin() as connection:
            yield make_uow(connection)

    def work(self, do: Callable[[WorkUnit], T]) -> T:
        """What *do* returns, in a unit of the workspace."""
        with self.unit() as unit:
            return do(unit.of(self.workspace))

    def context(self, who: str, place: PlaceId | None = None) -> Context:
        """A request of this person, now."""
        return Context(
            workspace=self.workspace,
            actor=self.people[who],
            platform="slack",
            now=self.now,
            key=f"key:{next(self.keys)}",
            place=place or self.channel,
            private_place=place if place == self.private else None,
        )

    def do(self, who: str, intent: object, place: PlaceId | None = None) -> Any:  # noqa: ANN401
        """Carries an intent out as dispatch does: authorised, then served."""
        ctx = self.context(who, place)

        def run(work: WorkUnit) -> Any:  # noqa: ANN401
            authorise(work, intent, ctx)
            if isinstance(intent, AllFine):
                return tasks.all_fine(work, intent, ctx, ctx.now + timedelta(days=3))
            return _SERVICES[type(intent)](work, intent, ctx)

        return self.work(run)

    def add(
        self,
        who: str = "jon",
        owner: str | None = "maria",
        place: PlaceId | None = None,
        **draft: object,
    ) -> Task:
        """A task asked for by *who*."""
        title = draft.pop("title", "Renew the certificate")
        made = Draft(title, owner=self.people[owner] if owner else None, **draft)
        task: Task = self.do(who, AddTask(made), place).task
        return task

    def project(self, lead: str = "ana", **settings: object) -> ProjectId:
        """The project *infra*, led by *lead*."""
        intent = OpenProject("infra", "Infrastructure", lead=self.people[lead])
        number: ProjectId = self.do(lead, intent).project.id
        if settings:
            self.do(lead, SetProject(number, **settings))
        return number

    def task(self, number: TaskId) -> Task:
        """The task as it is stored."""
        found = self.work(lambda work: work.tasks(System("dispatch")).get(number))
        assert found is not None
        return found

    def sees(self, who: str, number: TaskId) -> bool:
        """Whether the task exists for this person."""
        audience = ForPerson(self.people[who])
        return self.work(lambda work: work.tasks(audience).get(number)) is not None

    def events(self, number: TaskId) -> list[Event]:
        """What happened to the task, oldest first."""
        why = System("undo")
        return list(reversed(self.work(lambda w: w.tasks(why).events(task_ref(number)))))

    def later(self, **span: float) -> None:
        """Lets business time pass."""
        self.now += timedelta(**span)

    def meet(self, name: str, role: Role = Role.MEMBER, *, active: bool = True) -> PersonId:
        """One more person, in London."""
        profile = Profile(
            name.upper(), name.title(), name, "Europe/London", role=role, active=active
        )

        def run(work: WorkUnit) -> PersonId:
            learn(work, "slack", [profile], self.now)
            person = work.people.by_account("slack", name.upper())
            assert person is not None
            return person.id

        self.people[name] = self.work(run)
        return self.people[name]


@cache
def _model() -> tuple[Path, World]:
    """A furnished file to be copied, and what is known of it."""
    folder = Path(tempfile.mkdtemp(prefix="chivvy-world-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    file = folder / "world.db"
    lay_tables(f"sqlite:///{file}")
    engine = writer_engine(parse(f"sqlite:///{file}"), threads=1)
    world = furnished(engine)
    engine.dispose()
    return file, world


@contextmanager
def world_in(file: Path) -> Iterator[World]:
    """As ``furnished``, in a new file."""
    model, world = _model()
    shutil.copyfile(model, file)
    engine = writer_engine(parse(f"sqlite:///{file}"), threads=1)
    try:
        yield replace(world, engine=engine, people=dict(world.people), keys=count(1))
    finally:
        engine.dispose()


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A workspace with five people, a channel, and a private channel of Maria and Jon."""
    with world_in(tmp_path / "world.db") as world:
        yield world


def furnished(engine: Engine) -> World:
    """People, a channel and a private one in a database that has tables and nothing in them."""
    world = World(engine)
    sender = Sender("slack", "T1", "JON", "jon", place="C1", place_name="general")
    with world.unit() as unit:
        ctx = arrive(unit, sender, world.now, "first")
    assert ctx.place is not None
    world.workspace, world.channel = ctx.workspace, ctx.place
    for name in PEOPLE:
        world.meet(name)
    world.private = world.work(lambda work: _furnish(work, world))
    return world


def _furnish(work: WorkUnit, world: World) -> PlaceId:
    ada = work.people.person(world.people["ada"])
    assert ada is not None
    work.people.save_person(replace(ada, admin=True))
    installation = work.people.installations()[0]
    members = frozenset({world.people["maria"], world.people["jon"]})
    place = see_place(work, installation.id, "G1", "secret", PlaceKind.GROUP, world.now, members)
    return place.id
