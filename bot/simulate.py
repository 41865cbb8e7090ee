"""``chivvy simulate``: what a project's people would hear if nobody answered, on a copy.

The database itself is only read, and no message leaves: the far end is one that takes anything.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, field, replace
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from adapters.db import sqlite_files, transfer
from adapters.db.beside import require_current
from adapters.db.engines import parse, sqlite_file
from adapters.db.store import SqlStore
from adapters.db.uow import UnitRows, Units, lock_workspace
from bot.answering import Answerers, Answers, Habits, learn, told
from bot.clocks import MovableClock
from core.followup.load import KINDS as LOADS
from core.followup.load import person_ref
from core.followup.model import Notice
from core.kernel.audience import InPlace, System
from core.kernel.errors import NotFound
from core.kernel.refs import (
    Kind,
    PersonId,
    PlaceId,
    ProjectId,
    Ref,
    TaskId,
    WorkspaceId,
    project_ref,
    task_ref,
)
from core.kernel.text import shorten
from core.kernel.values import dataclass
from core.people.model import Place
from core.projects.firmness import spelt
from core.projects.homes import home_on, platform_of
from core.projects.model import LadderName, Project
from core.screens.messenger import Letter, Messenger, Remote
from core.screens.words import plain
from core.tasks.model import OPEN
from core.tasks.ports import TaskFilter
from core.unit import Unit, WorkUnit
from scheduler.deliver import Deliverer
from scheduler.inbox import NoEvents
from scheduler.loop import Engine
from scheduler.play import play_to

WHY = System("simulate")
EXAMPLE = "chivvy simulate --project infra"
MOST = 500
"""Open tasks of the project whose messages are told."""
Find = Callable[[Unit], tuple[WorkspaceId, Project]]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is played: which project, by which ladder, for how long, and who answers."""

    ladder: LadderName | None = None
    """None: as it is set, with its own rules."""
    days: int = 10
    answers: Answers = Answers.NONE
    seed: int = 1
    at_home: str = ""
    """Only of tasks that everybody in the project's home on this platform may see."""


@dataclass(frozen=True, slots=True)
class Heard:
    """Who would hear of which task, when, and why."""

    at: str
    """In the zone of the workspace."""
    who: str
    kind: str
    task: str
    said: str
    answered: str = ""
    """When the played team answered it."""


@dataclass(frozen=True, slots=True)
class Played:
    """What would be heard, under which ladder, with whose answers."""

    project: str
    ladder: str
    zone: str
    habits: tuple[str, ...]
    heard: tuple[Heard, ...] = ()


class Nowhere:
    """A platform that takes everything and shows it to nobody."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self.taken = 0

    async def turn(self, letter: Letter) -> bool:
        """At once."""
        return False

    async def send(self, letter: Letter) -> Remote:
        """Taken."""
        self.taken += 1
        return Remote("nowhere", str(next(self._numbers)))

    async def edit(self, remote: Remote, letter: Letter) -> None:
        """Taken."""

    async def delete(self, remote: Remote, installation: str) -> None:
        """Taken."""

    async def find(
        self, letter: Letter, since: datetime, besides: Remote | None = None
    ) -> Remote | None:
        """Nothing is ever uncertain here."""
        return None

    async def members(self, installation: str, place: str) -> frozenset[str]:
        """Nobody asks."""
        return frozenset()

    async def probe(self, installation: str) -> None:
        """It is always there."""

    def fingerprint(self, letter: Letter) -> str:
        """Whatever it would show."""
        return letter.key


async def simulate(database: str, find: Find, asked: Asked, now: datetime) -> Played:
    """Plays time forward from *now* on a copy of *database*.

    NotFound for an unknown project; Unavailable as ``require_current``.
    """
    with _copied(database) as copy:
        store: SqlStore[UnitRows] = SqlStore(copy, Units(), lock_workspace=lock_workspace)
        async with store:
            workspace, project = await store.read(find)
            played = _Play(store, workspace, project.id, asked, now)
            return await played.run()


@contextmanager
def _copied(database: str) -> Iterator[str]:
    """A copy in a SQLite file of its own, which is gone afterwards."""
    source = sqlite_file(parse(database))
    require_current(database)
    with TemporaryDirectory(prefix="chivvy-simulate-") as folder:
        copy = Path(folder) / "copy.db"
        if source is not None:
            sqlite_files.backup(source, copy)
        else:
            transfer.copy_out(database, f"sqlite:///{copy}")
        yield f"sqlite:///{copy}"


@dataclass(slots=True)
class _Play:
    """One play on its copy."""

    store: SqlStore[UnitRows]
    workspace: WorkspaceId
    project: ProjectId
    asked: Asked
    now: datetime
    answerers: Answerers = field(default_factory=lambda: Answerers(Habits(Answers.NONE)))
    far: Nowhere = field(default_factory=Nowhere)
    tasks: Sequence[TaskId] = ()
    """Those that are open when it begins."""

    async def run(self) -> Played:
        """From the present to the last day."""
        habits = await self.store.write(self._begin, workspace=self.workspace)
        self.answerers = Answerers(habits)
        clock = MovableClock(self.now)
        platforms = await self.store.read(_platforms)
        taken: dict[str, Messenger] = dict.fromkeys(platforms, self.far)
        deliverer = Deliverer(self.store, taken, clock, "simulate", alone=True)
        engine = Engine(self.store, clock, deliverer, NoEvents())
        await deliverer.beat()
        until = self.now + timedelta(days=self.asked.days)
        await play_to(
            until, clock, lambda: self._earliest(engine), lambda: self._idle(engine, clock)
        )
        await deliverer.stop()
        return await self.store.read(lambda unit: self._told(unit.of(self.workspace), habits))

    async def _earliest(self, engine: Engine) -> datetime | None:
        moments = (await engine.earliest(), self.answerers.earliest())
        return min((at for at in moments if at is not None), default=None)

    async def _idle(self, engine: Engine, clock: MovableClock) -> None:
        """What is due is said; what was said is answered, each at its moment."""
        while True:
            taken = self.far.taken
            await engine.until_idle()
            if self.answerers.habits.answers is Answers.NONE:
                return
            if self.far.taken != taken or not self.answerers.known:
                await self.store.read(self._hear)
            if not await self.store.write(self._answer(clock.now()), workspace=self.workspace):
                return

    def _answer(self, now: datetime) -> Callable[[Unit], int]:
        return lambda unit: self.answerers.answer(unit.of(self.workspace), now)

    def _begin(self, unit: Unit) -> Habits:
        """All open tasks of the project are looked at, with the ladder that is tried."""
        work, asked = unit.of(self.workspace), self.asked
        project = _known(work, self.project)
        wanted = TaskFilter(project=project.id, statuses=OPEN)
        home = home_on(work.people, project, asked.at_home) if asked.at_home else None
        audience = InPlace(home.id) if home is not None else WHY
        self.tasks = [task.id for task in work.tasks(audience).find(wanted, MOST)]
        if asked.ladder is not None:
            tried = replace(project, ladder=asked.ladder, tuning=(), version=project.version + 1)
            if (project.ladder, project.tuning) != (tried.ladder, tried.tuning):
                work.project_writer.save(tried)
        work.watches.sooner(project_ref(project.id), self.now)
        return learn(work, TaskFilter(project=project.id, newest=True), asked.answers, asked.seed)

    def _hear(self, unit: Unit) -> None:
        self.answerers.hear(unit.of(self.workspace), self.tasks)

    def _told(self, work: WorkUnit, habits: Habits) -> Played:
        project, zone = _known(work, self.project), work.people.workspace().zone
        heard = _heard(work, self.tasks, self.now, ZoneInfo(zone))
        ladder = spelt(project.ladder, project.tuning)
        return Played(project.key, ladder, zone, tuple(told(habits)), tuple(heard))


def _known(work: WorkUnit, number: ProjectId) -> Project:
    project = work.projects(WHY).get(number)
    if project is None:
        raise NotFound("project_not_found", example=EXAMPLE)
    return project


def _platforms(unit: Unit) -> set[str]:
    """Those that the copied installations are of."""
    homes = unit.directory.workspaces()
    return {each.platform for home in homes for each in unit.of(home).people.installations()}


def named(key: str) -> Find:
    """The project of this name, in the first workspace that has one."""

    def find(unit: Unit) -> tuple[WorkspaceId, Project]:
        for workspace in unit.directory.workspaces():
            project = unit.of(workspace).projects(WHY).by_key(key)
            if project is not None:
                return workspace, project
        raise NotFound("project_not_found", example=EXAMPLE)

    return find


def living_in(platform: str, place: str) -> Find:
    """The project whose home is the place with this id of *platform*."""

    def find(unit: Unit) -> tuple[WorkspaceId, Project]:
        for workspace in unit.directory.workspaces():
            work = unit.of(workspace)
            for installation in work.people.installations():
                found = work.people.place_by(installation.id, place)
                project = work.projects(WHY).at_home(found.id) if found is not None else None
                if project is not None and installation.platform == platform:
                    return workspace, project
        raise NotFound("project_not_found", example="/project new Infra migration")

    return find


def _heard(work: WorkUnit, tasks: Sequence[TaskId], since: datetime, zone: ZoneInfo) -> list[Heard]:
    """All that was said about *tasks* since then, and to their people about their load."""
    found: list[tuple[datetime, Heard]] = []
    people: set[Ref] = set()
    known = work.tasks(WHY).many(tasks)
    for task in known.values():
        handle = work.people.workspace().handle(task.id)
        name = f"{handle} {shorten(task.title.body, 60)}"
        for notice in work.notices.of(task_ref(task.id)):
            if notice.said_at is not None and notice.said_at >= since:
                people.add(notice.wanted.recipient)
                found.append((notice.said_at, _line(work, notice, handle, zone, task=name)))
    for person in sorted(p for p in people if p.kind is Kind.PERSON):
        for notice in work.notices.of(person_ref(PersonId(person.id))):
            ours = notice.said_at is not None and notice.said_at >= since
            if ours and notice.said_at is not None and notice.wanted.kind in LOADS:
                found.append((notice.said_at, _line(work, notice, "", zone)))
    return [heard for _, heard in sorted(found, key=lambda each: (each[0], each[1].task))]


def _line(work: WorkUnit, notice: Notice, handle: str, zone: ZoneInfo, **facts: str) -> Heard:
    kind = notice.wanted.kind
    return Heard(
        at=_local(notice.said_at, zone),
        who=_name(work, notice.wanted.recipient),
        kind=str(kind),
        task=handle,
        said=plain(f"why.rule_{kind}", "en-US", **facts),
        answered=_local(notice.answered_at, zone),
    )


def _local(at: datetime | None, zone: ZoneInfo) -> str:
    return at.astimezone(zone).strftime("%Y-%m-%d %H:%M") if at is not None else ""


def _name(work: WorkUnit, recipient: Ref) -> str:
    if recipient.kind is Kind.PLACE:
        place = work.people.place(PlaceId(recipient.id))
        return _channel(work, place) if place is not None else "a channel"
    person = work.people.person(PersonId(recipient.id))
    return (person.name or person.handle) if person is not None else "somebody"


def _channel(work: WorkUnit, place: Place) -> str:
    """Its name; with the platform where a workspace has several, for two may be called alike."""
    platforms = {each.platform for each in work.people.installations()}
    where = f" on {platform_of(work.people, place).capitalize()}" if len(platforms) > 1 else ""
    return f"#{place.name}{where}"


def as_text(played: Played) -> str:
    """A line each: when, who, and the rule that would speak; above, what was assumed."""
    lines = [f"#{played.project}, ladder: {played.ladder}. Times: {played.zone}.", *played.habits]
    if not played.heard:
        return "\n".join([*lines, "Nobody would hear anything."])
    wide = max(len(each.who) for each in played.heard)
    for each in played.heard:
        answered = f"  (answered {each.answered})" if each.answered else ""
        lines.append(f"{each.at}  {each.who:<{wide}}  {each.said}{answered}")
    return "\n".join(lines)


def as_json(played: Played) -> str:
    """The same for machines."""
    return json.dumps(asdict(played), ensure_ascii=False, indent=2)
