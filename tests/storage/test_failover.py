"""PostgreSQL on several servers: one address for all, and whichever takes writes is used."""

import asyncio
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from adapters.db.engines import parse, reader_engine, writer_engine
from adapters.db.store import SqlStore
from core.kernel.errors import STORE, Unavailable
from tests.storage.conftest import Work, metadata, notes, workspaces
from tests.support.postgres import Pair, replicated

PATIENCE = 120.0
"""Seconds in which an outage of the first server must be over."""


@pytest.fixture
def pair() -> Iterator[Pair]:
    """Two servers; the folder's path must be short, for sockets."""
    with tempfile.TemporaryDirectory(prefix="chivvy-ha-") as name, replicated(Path(name)) as pair:
        yield pair


@pytest.mark.parametrize(
    ("url", "hosts"),
    [
        ("postgresql://ann:pw@one:5432,two:5433/chivvy", ("one:5432", "two:5433")),
        ("postgresql+psycopg://one,two,three/chivvy", ("one", "two", "three")),
        ("postgresql://one:1,two:2/chivvy?sslmode=require", ("one:1", "two:2")),
    ],
)
def test_several_servers_in_one_address(url: str, hosts: tuple[str, ...]) -> None:
    """As libpq writes it; without a word about it the one that takes writes is wanted."""
    found = parse(url)
    assert found.query["host"] == hosts
    assert found.query["target_session_attrs"] == "read-write"
    assert found.database == "chivvy"


def test_what_is_said_of_the_server_holds() -> None:
    """An address that says which one it wants is taken at its word."""
    found = parse("postgresql://one,two/chivvy?target_session_attrs=any")
    assert found.query["target_session_attrs"] == "any"


def test_a_password_with_signs_stays_whole() -> None:
    """What is escaped in the address is the password, and shown to nobody."""
    found = parse("postgresql://ann:p%40ss%2Fword@one:1,two:2/chivvy")
    assert (found.username, found.password) == ("ann", "p@ss/word")
    assert "p@ss" not in str(found)


@pytest.mark.parametrize("url", ["postgresql://one:x,two:2/chivvy", "postgresql://one:1,:2:3/x"])
def test_an_address_that_makes_no_sense(url: str) -> None:
    """It is refused by a word, not by a traceback that quotes it."""
    with pytest.raises(Unavailable, match="database_url"):
        parse(url)


async def test_a_failover_is_survived(pair: Pair) -> None:
    """The first server goes, the second takes over: what was saved is there, and work goes on."""
    engine = writer_engine(parse(pair.url), threads=1)
    with engine.begin() as connection:
        metadata.create_all(connection)
        connection.execute(insert(workspaces), [{"id": 1}])
    engine.dispose()
    store: SqlStore[Work] = SqlStore(pair.url, Work, lock_workspace=lambda work, number: None)
    async with store:
        await save(store, "before")
        await asyncio.to_thread(pair.fail_over)
        async with asyncio.timeout(PATIENCE):
            while not await saved(store, "after"):
                pass
            found = await store.read(lambda work: set(work.connection.scalars(select(notes.c.key))))
    assert found == {"before", "after"}


async def save(store: SqlStore[Work], key: str) -> None:
    """A unit of work."""
    await store.write(
        lambda work: work.connection.execute(insert(notes), {"key": key}), workspace=1
    )


async def saved(store: SqlStore[Work], key: str) -> bool:
    """False while no server takes it; whoever asked is told so."""
    try:
        await save(store, key)
    except STORE:
        return False
    return True


def test_readers_find_the_first_too(pair: Pair) -> None:
    """Their sessions refuse to write, which libpq would take for a server that does."""
    engine = reader_engine(parse(pair.url), threads=1)
    try:
        with engine.connect() as connection:
            assert connection.exec_driver_sql("SELECT pg_is_in_recovery()").scalar() is False
    finally:
        engine.dispose()
