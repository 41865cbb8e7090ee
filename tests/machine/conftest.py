"""A furnished database for each module, and a house of one's own."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.machine.house import House, furnish, house


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the house in it, to be copied."""
    path = tmp_path_factory.mktemp("machine") / "furnished.db"
    asyncio.run(furnish(path))
    return path


@pytest.fixture
async def home(furnished: Path, tmp_path: Path) -> AsyncIterator[House]:
    """Its first process runs, on a Monday morning."""
    found = house(tmp_path, furnished)
    await found.open()
    yield found
    await found.close()
