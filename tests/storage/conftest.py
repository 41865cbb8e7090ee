"""A small schema of its own, so that the store is tested without the product's tables."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from threading import Event
from typing import Protocol

import pytest
from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    create_engine,
    insert,
    select,
    update,
)

from adapters.db.engines import parse
from adapters.db.store import SqlStore

PATIENCE = 120
"""Seconds after which a test that waits in a thread gives up."""

metadata = MetaData()
workspaces = Table(
    "workspaces",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("counter", Integer, nullable=False, server_default="0"),
)
notes = Table(
    "notes",
    metadata,
    Column("key", String(100), primary_key=True),
    Column("body", LargeBinary),
)
edges = Table(
    "edges",
    metadata,
    Column("workspace_id", ForeignKey("workspaces.id"), nullable=False),
    Column("before", String(10), nullable=False),
    Column("after", String(10), nullable=False),
    UniqueConstraint("workspace_id", "before", "after"),
)


@dataclass(frozen=True)
class Work:
    """What a unit of these tests sees."""

    connection: Connection

    def sql(self, statement: str) -> list[tuple[object, ...]]:
        result = self.connection.exec_driver_sql(statement)
        return [tuple(row) for row in result] if result.returns_rows else []

    def note(self, key: str, body: bytes | None = None) -> str:
        self.connection.execute(insert(notes).values(key=key, body=body))
        return key

    def keys(self) -> list[str]:
        return list(self.connection.scalars(select(notes.c.key).order_by(notes.c.key)))

    def counter(self, workspace: int) -> int:
        where = workspaces.c.id == workspace
        return self.connection.scalars(select(workspaces.c.counter).where(where)).one()

    def set_counter(self, workspace: int, value: int) -> None:
        where = workspaces.c.id == workspace
        self.connection.execute(update(workspaces).where(where).values(counter=value))

    def edges(self, workspace: int) -> set[tuple[str, str]]:
        where = edges.c.workspace_id == workspace
        rows = self.connection.execute(select(edges.c.before, edges.c.after).where(where))
        return {(before, after) for before, after in rows}

    def add_edge(self, workspace: int, before: str, after: str) -> None:
        values = {"workspace_id": workspace, "before": before, "after": after}
        self.connection.execute(insert(edges).values(**values))


Store = SqlStore[Work]


def lock_workspace(work: Work, workspace: int) -> None:
    where = workspaces.c.id == workspace
    statement = select(workspaces.c.id).where(where).with_for_update(key_share=True)
    work.connection.execute(statement).one()


class MakeStore(Protocol):
    def __call__(
        self,
        url: str,
        *,
        writers: int = 4,
        queue_limit: int = 500,
        lock: Callable[[Work, int], None] = lock_workspace,
    ) -> Awaitable[Store]: ...


def create_tables(url: str, rows: int = 3) -> None:
    engine = create_engine(parse(url))
    with engine.begin() as connection:
        metadata.create_all(connection)
        connection.execute(insert(workspaces), [{"id": n + 1} for n in range(rows)])
    engine.dispose()


@pytest.fixture
async def make_store() -> AsyncIterator[MakeStore]:
    """Starts stores on a database, which is given its tables, and closes them after the test."""
    async with AsyncExitStack() as stack:

        async def make(
            url: str,
            *,
            writers: int = 4,
            queue_limit: int = 500,
            lock: Callable[[Work, int], None] = lock_workspace,
        ) -> Store:
            await asyncio.to_thread(create_tables, url)
            store = SqlStore(
                url, Work, lock_workspace=lock, writers=writers, queue_limit=queue_limit
            )
            return await stack.enter_async_context(store)

        yield make


@pytest.fixture
async def store(make_store: MakeStore, database_url: str) -> Store:
    """A started store on each kind of database."""
    return await make_store(database_url)


@pytest.fixture
async def single(make_store: MakeStore, database_url: str) -> Store:
    """A started store with one writer thread, so that one unit can hold up all others."""
    return await make_store(database_url, writers=1)


@dataclass
class Gate:
    """A unit that stands in the store until it is let go; the units behind it wait."""

    entered: Event = field(default_factory=Event)
    opened: Event = field(default_factory=Event)

    def __call__(self, work: Work) -> None:
        self.entered.set()
        assert self.opened.wait(PATIENCE)

    async def stand_in(self, store: Store) -> "asyncio.Task[None]":
        """Returns when the gate holds the writer."""
        task = asyncio.create_task(store.write(self, workspace=None))
        assert await asyncio.to_thread(self.entered.wait, PATIENCE)
        return task


@pytest.fixture
async def gate() -> AsyncIterator[Gate]:
    """Opens by itself when a test ends early, so that the store can be closed."""
    gate = Gate()
    yield gate
    gate.opened.set()


async def queue(*units: Awaitable[object]) -> "list[asyncio.Task[object]]":
    """Starts the writes and returns when all of them wait in the store's queue."""
    tasks = [asyncio.ensure_future(unit) for unit in units]
    await asyncio.sleep(0)
    return tasks
