"""Many at once in a place that nobody has spoken in yet."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from adapters.db.store import SqlStore
from adapters.db.uow import lock_workspace, make_uow
from bot.clocks import MovableClock
from bot.desk import StoreDesk
from core.kernel.audience import System
from core.people.model import Profile, Sender
from core.screens.views import Echo
from core.tasks.ports import TaskFilter
from core.unit import Unit
from tests.support.tables import lay_tables

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
PEOPLE = 12


@pytest.fixture
async def store(postgres_url: str) -> AsyncIterator[SqlStore[Unit]]:
    """An empty database; PostgreSQL, for there units run at the same time."""
    lay_tables(postgres_url)
    async with SqlStore(postgres_url, make_uow, lock_workspace=lock_workspace) as store:
        yield store


@pytest.fixture
def desk(store: SqlStore[Unit]) -> StoreDesk:
    """A desk of more patience than a busy machine needs."""
    return StoreDesk(store, MovableClock(NOW), lambda: None, budget=60)


def somebody(number: int) -> Sender:
    return Sender("slack", "T1", f"U{number}", f"user{number}", place="C1", place_name="general")


async def tasks(store: SqlStore[Unit]) -> int:
    """How many there are in all workspaces."""

    def count(unit: Unit) -> int:
        each = (unit.of(w) for w in unit.directory.workspaces())
        return sum(work.tasks(System("reactions")).count(TaskFilter()) for work in each)

    return await store.read(count)


async def test_the_first_commands(store: SqlStore[Unit], desk: StoreDesk) -> None:
    """First commands that come at once are all saved, in one workspace and one place."""
    lines = ((somebody(n % PEOPLE), f"add Parcel {n}", f"key{n}") for n in range(3 * PEOPLE))
    views = await asyncio.gather(*(desk.words(*line) for line in lines))
    assert all(isinstance(view, Echo) for view in views)
    assert await tasks(store) == 3 * PEOPLE
    assert len(await store.read(lambda unit: unit.directory.workspaces())) == 1


async def test_a_new_place(store: SqlStore[Unit], desk: StoreDesk) -> None:
    """The first commands in a place of a workspace that is known are all saved, in one place."""
    elsewhere = Sender("slack", "T1", "U0", "user0", place="C0", place_name="elsewhere")
    await desk.words(elsewhere, "add Parcel", "first")
    lines = ((somebody(n), f"add Parcel {n}", f"key{n}") for n in range(PEOPLE))
    views = await asyncio.gather(*(desk.words(*line) for line in lines))
    assert all(isinstance(view, Echo) for view in views)
    assert await tasks(store) == PEOPLE + 1


async def test_people_are_learnt_meanwhile(store: SqlStore[Unit], desk: StoreDesk) -> None:
    """What the platform tells of people and places does not meet with who speaks first."""
    known = tuple(Profile(f"U{n}", f"User {n}", f"user{n}") for n in range(PEOPLE))
    learning = (desk.learn(somebody(n), known) for n in range(4))
    lines = ((somebody(n), f"add Parcel {n}", f"key{n}") for n in range(PEOPLE))
    await asyncio.gather(*learning, *(desk.words(*line) for line in lines))
    assert await tasks(store) == PEOPLE
