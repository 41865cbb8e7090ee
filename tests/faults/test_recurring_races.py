"""What repeats, from two sides at once and across processes: one new task for each of its days."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import date, timedelta

import pytest

from adapters.db.store import SqlStore
from adapters.db.uow import UnitRows, lock_workspace, make_uow
from core import dispatch
from core.calendar.repeats import pattern
from core.kernel.context import Act
from core.kernel.events import Event
from core.kernel.refs import SeriesId, TaskId
from core.tasks.commands import Finish
from core.tasks.commands_adding import AddTask, Draft
from core.unit import WorkUnit
from scheduler.tick import tick
from tests.faults.test_races import NOW, Shop
from tests.support.tables import lay_tables

DAILY = pattern("FREQ=DAILY", start=date(2026, 11, 23), zone="UTC")


@pytest.fixture
async def shops(database_url: str) -> AsyncIterator[list[Shop]]:
    """Two processes on PostgreSQL; one, twice, on SQLite."""
    lay_tables(database_url)
    number = 1 if database_url.startswith("sqlite") else 2
    async with AsyncExitStack() as stack:
        opened = []
        for _ in range(number):
            store: SqlStore[UnitRows] = SqlStore(
                database_url, make_uow, lock_workspace=lock_workspace
            )
            opened.append(Shop(await stack.enter_async_context(store)))
        for shop in opened:
            await shop.open()
        yield [opened[0], opened[-1]]


async def begun(shop: Shop) -> TaskId:
    """A daily task whose next day has come."""
    assert shop.base is not None
    await shop.do(AddTask(Draft("Check", owner=shop.base.actor, repeat=DAILY)))
    return (await shop.tasks())[-1]


async def test_two_schedulers_bring_one(shops: list[Shop]) -> None:
    """Both see that its day has come, ten times over: one task for the day."""
    await begun(shops[0])
    later = NOW + timedelta(days=1)
    await asyncio.gather(*(tick(shop.store, later) for shop in shops for _ in range(5)))
    assert len(await shops[0].tasks()) == 2


async def test_done_while_its_day_comes(shops: list[Shop]) -> None:
    """*Done* twice under one key, while two schedulers look: one task for the day."""
    first = await begun(shops[0])
    later = NOW + timedelta(days=1)
    await asyncio.gather(
        shops[0].do(Finish(first), key="one press"),
        tick(shops[1].store, later),
        shops[1].do(Finish(first), key="one press"),
        tick(shops[0].store, later),
    )
    await tick(shops[0].store, later)
    assert len(await shops[0].tasks()) == 2


async def test_what_cannot_be_decided_stops_nothing_else(
    shops: list[Shop], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A series that fails is put off by an hour; the others come."""
    await begun(shops[0])
    second = await begun(shops[0])
    whole = dispatch.time.come

    def failing(work: WorkUnit, number: SeriesId, act: Act) -> tuple[Event, ...]:
        if work.recurrences.newest(number, 1)[0].task == second:
            raise RuntimeError("a bug")
        return whole(work, number, act)

    monkeypatch.setattr(dispatch.time, "come", failing)
    await tick(shops[0].store, NOW + timedelta(days=1))
    assert len(await shops[0].tasks()) == 3
    monkeypatch.undo()
    await tick(shops[0].store, NOW + timedelta(days=1, hours=2))
    assert len(await shops[0].tasks()) == 4
