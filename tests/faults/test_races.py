"""Two at once: opposite links, one button pressed twice, two bots."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
from aiohttp import ClientSession
from attrs import asdict

from adapters.db.store import SqlStore
from adapters.db.uow import UnitRows, lock_workspace, make_uow
from bot.app import Chivvy
from bot.sandbox import start_sandbox
from bot.settings import Settings
from core import dispatch
from core.context import Outcome
from core.kernel.audience import System
from core.kernel.context import Context
from core.kernel.errors import ChivvyError, Unavailable
from core.kernel.refs import TaskId, task_ref
from core.links.commands import WaitFor
from core.people.model import Sender
from core.screens.problems import plain_problem
from core.tasks.commands import Start
from core.tasks.commands_adding import AddTask, Draft
from core.unit import Unit, WorkUnit
from tests.support.tables import lay_tables
from tests.support.team import QUICK, Team

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
EVERYTHING = System("links")


@dataclass
class Shop:
    """The product's own store, with one person in it."""

    store: SqlStore[UnitRows]
    keys: Iterator[int] = field(default_factory=lambda: count(1))
    base: Context | None = None

    async def open(self) -> None:
        """The first contact makes workspace and person."""
        sender = Sender("slack", "T1", "U1", "ana", place="C1", place_name="general")
        self.base = await self.store.write(
            lambda unit: dispatch.arrive(unit, sender, NOW, "first"), workspace=None
        )

    async def do(self, intent: dispatch.Intent, key: str = "") -> ChivvyError | None:
        """Carries *intent* out as the desk does; the refusal, if it was refused."""
        try:
            await self._handle(intent, key)
        except ChivvyError as error:
            return error
        return None

    async def add(self, title: str) -> TaskId:
        """A task; its number."""
        outcome = await self._handle(AddTask(Draft(title)), "")
        return TaskId(outcome.events[0].subject.id)

    async def _handle(self, intent: dispatch.Intent, key: str) -> Outcome:
        assert self.base is not None
        base = self.base
        ctx = Context(
            base.workspace, base.actor, "slack", NOW, key or f"key:{next(self.keys)}", base.place
        )
        return await self.store.write(
            lambda unit: dispatch.handle(unit, intent, ctx), workspace=ctx.workspace
        )

    async def tasks(self) -> list[TaskId]:
        """The numbers of all tasks."""

        def read(unit: Unit) -> list[TaskId]:
            work = self._work(unit)
            return list(work.tasks(EVERYTHING).many([TaskId(n) for n in range(1, 300)]))

        return await self.store.read(read)

    async def before(self, task: TaskId) -> set[TaskId]:
        """What *task* waits for."""
        return await self.store.read(
            lambda unit: {e.earlier for e in self._work(unit).dependencies.before([task])}
        )

    def _work(self, unit: Unit) -> WorkUnit:
        assert self.base is not None
        return unit.of(self.base.workspace)


@pytest.fixture
async def shop(database_url: str) -> AsyncIterator[Shop]:
    """A shop on each database."""
    lay_tables(database_url)
    store: SqlStore[UnitRows] = SqlStore(database_url, make_uow, lock_workspace=lock_workspace)
    async with store:
        shop = Shop(store)
        await shop.open()
        yield shop


@pytest.mark.slow
async def test_a_hundred_raced_opposite_links(shop: Shop) -> None:
    """Of two opposite links made at once one is refused: a hundred times, no cycle."""
    for _ in range(100):
        one, other = await shop.add("One"), await shop.add("Other")
        refused = await asyncio.gather(
            shop.do(WaitFor(one, (other,))), shop.do(WaitFor(other, (one,)))
        )
        assert sum(error is not None for error in refused) == 1
        assert sum([one in await shop.before(other), other in await shop.before(one)]) == 1


async def test_a_ring_closed_at_once(shop: Shop) -> None:
    """Five links that would close a ring, at once: one of them is refused."""
    ring = [await shop.add(f"Part {n}") for n in range(5)]
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    refused = await asyncio.gather(*(shop.do(WaitFor(a, (b,))) for a, b in pairs))
    assert [error.code for error in refused if error is not None] == ["cycle"]


async def test_one_request_that_comes_twice_at_once(shop: Shop) -> None:
    """The same key at the same moment has one effect, and both are answered."""
    answers = await asyncio.gather(
        *(shop.do(AddTask(Draft("Once")), key="one press") for _ in range(8))
    )
    assert answers == [None] * 8
    assert len(await shop.tasks()) == 1


async def test_a_button_pressed_twice_at_once(shop: Shop) -> None:
    """Two presses with keys of their own: the task starts once, the second is told so."""
    task = await shop.add("Start me")
    refused = await asyncio.gather(*(shop.do(Start(task)) for _ in range(2)))
    events = await shop.store.read(
        lambda unit: [e.verb for e in shop._work(unit).tasks(EVERYTHING).events(task_ref(task))]
    )
    assert [e for e in events if e == "started"] == ["started"]
    assert [error.code for error in refused if error is not None] == ["already_started"]


async def test_a_second_bot_on_one_file(team: Team) -> None:
    """SQLite takes one process: the second says who has it, within two seconds."""
    bot = team.run.bot
    second = Chivvy(bot.settings, bot.clock, QUICK)
    async with asyncio.timeout(2):
        with pytest.raises(Unavailable) as refused:
            await second.start()
    words = plain_problem(refused.value)
    assert words.startswith("Another Chivvy (process ")
    assert "Stop it first" in words


async def test_two_bots_send_each_message_once(tmp_path: Path, postgres_url: str) -> None:
    """Two runs in one database claim side by side, and nothing is sent by both."""
    lay_tables(postgres_url)
    run = await start_sandbox(start=NOW, data_dir=tmp_path, database_url=postgres_url, tuning=QUICK)
    second = Chivvy(
        Settings(**(asdict(run.bot.settings) | {"database_url": postgres_url})),
        run.bot.clock, QUICK,
    )  # fmt: skip
    await second.start()
    try:
        for number in range(6):
            person = ("maria", "jonas")[number % 2]
            await _asks(run.address, "command", f"/task add Parcel {number} @{person} friday")
        for _ in range(3):
            await asyncio.gather(run.bot.until_idle(), second.until_idle())
        shelves = run.sandbox.workspace.messages.values()
        keys = [m.metadata["event_payload"]["k"] for s in shelves for m in s.values() if m.metadata]
        assert len(keys) == len(set(keys)) > 0
    finally:
        await second.stop()
        await run.stop()


async def test_two_bots_answer_each_event_once(tmp_path: Path, postgres_url: str) -> None:
    """Of two runs in one database one works events off; when it ends, the other does."""
    lay_tables(postgres_url)
    run = await start_sandbox(start=NOW, data_dir=tmp_path, database_url=postgres_url, tuning=QUICK)
    second = Chivvy(run.bot.settings, run.bot.clock, QUICK)
    await second.start()

    def answers() -> int:
        return len(run.sandbox.workspace.ephemeral["C0INFRA"])

    try:
        for number in range(6):
            await _asks(run.address, "message", f"@Chivvy add Parcel {number}")
        for _ in range(3):
            await asyncio.gather(run.bot.until_idle(), second.until_idle())
        assert (run.bot.inbox.listening, second.inbox.listening) == (True, False)
        assert answers() == 6
        await run.bot.stop()
        await second.gateways.look()
        await _asks(run.address, "message", "@Chivvy add Parcel 7")
        await run.sandbox.settle()
        await second.until_idle()
        assert answers() == 7
    finally:
        await second.stop()
        await run.stop()


async def _asks(address: str, way: str, line: str) -> None:
    body = {"as": "U0ANA", "channel": "C0INFRA", "text": line}
    async with ClientSession() as session, session.post(f"{address}/ui/{way}", json=body) as it:
        assert (await it.json())["ok"]
