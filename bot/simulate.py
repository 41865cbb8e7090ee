"""``chivvy simulate``: what a project's people would hear if nobody answered, on a copy.

The database itself is only read, and no message leaves: the far end is one that takes anything.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from adapters.db import migrate, sqlite_files
from adapters.db.engines import parse, sqlite_file
from adapters.db.store import SqlStore
from adapters.db.uow import UnitRows, Units, lock_workspace
from bot.clocks import MovableClock
from core.kernel.audience import System
from core.kernel.errors import NotFound, Unavailable
from core.kernel.refs import Kind, PersonId, PlaceId, Ref, WorkspaceId, project_ref, task_ref
from core.kernel.text import shorten
from core.projects.model import LadderName
from core.screens.delivery import Letter, Remote
from core.screens.words import plain
from core.tasks.model import OPEN
from core.tasks.ports import TaskFilter
from core.unit import Unit, WorkUnit
from scheduler.deliver import Deliverer
from scheduler.loop import Engine
from scheduler.play import play_to

WHY = System("simulate")
MOST = 500
"""Open tasks of the project whose messages are told."""


@dataclass(frozen=True, slots=True)
class Heard:
    """Who would hear of which task, when, and why."""

    at: str
    """In the zone of the workspace."""
    who: str
    kind: str
    task: str
    said: str


class Nowhere:
    """A platform that takes everything and shows it to nobody."""

    def __init__(self) -> None:
        self._numbers = count(1)

    async def send(self, letter: Letter) -> Remote:
        """Taken."""
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


async def simulate(
    database: str, project: str, ladder: LadderName | None, days: int, now: datetime
) -> list[Heard]:
    """Plays *days* forward from *now* on a copy of *database*, while nobody answers.

    NotFound for an unknown project; Unavailable ``simulate_is_sqlite`` for PostgreSQL.
    """
    source = sqlite_file(parse(database))
    if source is None:
        raise Unavailable("simulate_is_sqlite")
    if not source.exists() or migrate.is_empty(database):
        raise Unavailable("database_empty")
    if migrate.current(database) != migrate.head():
        raise Unavailable("database_older")
    with TemporaryDirectory(prefix="chivvy-simulate-") as folder:
        copy = Path(folder) / "copy.db"
        sqlite_files.backup(source, copy)
        store: SqlStore[UnitRows] = SqlStore(
            f"sqlite:///{copy}", Units(), lock_workspace=lock_workspace
        )
        async with store:
            workspace = await store.read(lambda unit: _where(unit, project))
            await store.write(
                lambda unit: _begin(unit.of(workspace), project, ladder, now), workspace=workspace
            )
            await _play(store, now, days)
            return await store.read(lambda unit: _heard(unit.of(workspace), project, now))


async def _play(store: SqlStore[UnitRows], now: datetime, days: int) -> None:
    clock = MovableClock(now)
    deliverer = Deliverer(store, {"slack": Nowhere()}, clock, "simulate", alone=True)

    async def nothing_arrives() -> int:
        return 0

    engine = Engine(store, clock, deliverer, nothing_arrives)
    await deliverer.beat()
    await play_to(now + timedelta(days=days), clock, engine.earliest, engine.until_idle)
    await deliverer.stop()


def _where(unit: Unit, project: str) -> WorkspaceId:
    """The first workspace that has a project of this name."""
    for workspace in unit.directory.workspaces():
        if unit.of(workspace).projects(WHY).by_key(project) is not None:
            return workspace
    raise NotFound("project_not_found", example="chivvy simulate --project infra")


def _begin(work: WorkUnit, key: str, ladder: LadderName | None, now: datetime) -> None:
    """All open tasks of the project are looked at, with the ladder that is tried."""
    project = work.projects(WHY).by_key(key)
    assert project is not None  # noqa: S101 - _where has found it
    if ladder is not None and ladder is not project.ladder:
        work.project_writer.save(replace(project, ladder=ladder, version=project.version + 1))
    work.watches.sooner(project_ref(project.id), now)


def _heard(work: WorkUnit, key: str, since: datetime) -> list[Heard]:
    project, zone = work.projects(WHY).by_key(key), ZoneInfo(work.people.workspace().zone)
    found: list[tuple[datetime, Heard]] = []
    wanted = TaskFilter(project=project.id if project else None, statuses=OPEN)
    for task in work.tasks(WHY).find(wanted, MOST):
        handle = work.people.workspace().handle(task.id)
        name = f"{handle} {shorten(task.title.body, 60)}"
        for notice in work.notices.of(task_ref(task.id)):
            at, kind = notice.said_at, str(notice.wanted.kind)
            if at is not None and at >= since:
                local = at.astimezone(zone).strftime("%Y-%m-%d %H:%M")
                said = plain(f"why.rule_{kind}", "en-US", task=name)
                who = _name(work, notice.wanted.recipient)
                found.append((at, Heard(local, who, kind, handle, said)))
    return [heard for _, heard in sorted(found, key=lambda each: (each[0], each[1].task))]


def _name(work: WorkUnit, recipient: Ref) -> str:
    if recipient.kind is Kind.PLACE:
        place = work.people.place(PlaceId(recipient.id))
        return f"#{place.name}" if place is not None else "a channel"
    person = work.people.person(PersonId(recipient.id))
    return (person.name or person.handle) if person is not None else "somebody"


def as_text(heard: Sequence[Heard]) -> str:
    """A line each: when, who, and the rule that would speak."""
    if not heard:
        return "Nobody would hear anything."
    wide = max(len(each.who) for each in heard)
    return "\n".join(f"{each.at}  {each.who:<{wide}}  {each.said}" for each in heard)


def as_json(heard: Sequence[Heard]) -> str:
    """The same for machines."""
    return json.dumps([asdict(each) for each in heard], ensure_ascii=False, indent=2)
