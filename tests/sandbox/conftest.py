"""The fixtures of the sandbox's tests."""

from collections.abc import AsyncIterator

import pytest

from tests.sandbox.support import Room, opened


@pytest.fixture
async def room() -> AsyncIterator[Room]:
    """Open a sandbox with the default story and nobody connected."""
    async with opened() as opened_room:
        yield opened_room
