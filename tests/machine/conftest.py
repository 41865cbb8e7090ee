"""A furnished database for each module, and a house of one's own."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.machine.furnish import furnish, furnish_all
from tests.machine.house import House, house
from tests.support.postgres import PostgresServer


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the house in it, to be copied."""
    path = tmp_path_factory.mktemp("machine") / "furnished.db"
    asyncio.run(furnish(f"sqlite:///{path}"))
    return path


@pytest.fixture(scope="module")
def furnished_all(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with everybody that there is, in both tenants and on both platforms."""
    path = tmp_path_factory.mktemp("machine") / "all.db"
    asyncio.run(furnish_all(f"sqlite:///{path}"))
    return path


@pytest.fixture(scope="module")
def furnished_postgres(postgres_server: PostgresServer) -> str:
    """The same on PostgreSQL: the name of a database to be copied."""
    url = postgres_server.fresh()
    asyncio.run(furnish_all(url))
    return url.partition("@/")[2].partition("?")[0]


@pytest.fixture
async def home(furnished: Path, tmp_path: Path) -> AsyncIterator[House]:
    """Its first process runs, on a Monday morning."""
    found = house(tmp_path, furnished)
    await found.open()
    yield found
    await found.close()


@pytest.fixture
async def whole(furnished_all: Path, tmp_path: Path) -> AsyncIterator[House]:
    """As *home*, with everybody in it."""
    found = house(tmp_path, furnished_all)
    await found.open()
    yield found
    await found.close()
