"""A Discord that answers a byte at a time: the one call ends in time, and nobody else waits."""

import asyncio
import time
from collections.abc import Iterator

import discord
import pytest
from discord.http import Route

from adapters.discord import api as calls
from adapters.discord.api import Api
from adapters.discord.pace import Pace
from adapters.discord.refusals import failure
from core.screens.messenger import Uncertain
from tests.support.slow import EVERY, slow

SLOW, QUICK = "900", "901"


@pytest.fixture
def elsewhere() -> Iterator[None]:
    """The library goes back to the Discord that it knew."""
    before = Route.BASE
    yield
    Route.BASE = before


def answer(path: str, body: str) -> object:
    """Who we are, or a message."""
    if path.endswith("/users/@me"):
        return {"id": "1", "username": "chivvy", "discriminator": "0", "avatar": None, "bot": True}
    return {"id": "77"}


async def test_a_slow_answer_ends_and_holds_nobody_up(
    elsewhere: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Bytes that keep coming don't prolong it; another channel is served meanwhile."""
    assert calls.TIMEOUT == 10
    monkeypatch.setattr(calls, "TIMEOUT", calls.TIMEOUT * EVERY)
    async with slow(answer, f"/channels/{SLOW}/") as far:
        Route.BASE = far.url.rstrip("/")
        async with discord.Client(intents=discord.Intents.none()) as client:
            await client.http.static_login("x.y.z")
            api = Api(client.http, Pace(time.monotonic))
            waiting = asyncio.create_task(api.post(SLOW, {"content": "hi"}, "k1"))
            await far.begun.wait()
            assert await api.post(QUICK, {"content": "hi"}, "k2") == {"id": "77"}
            assert not waiting.done()
            with pytest.raises(TimeoutError) as ended:
                await waiting
        assert isinstance(failure(ended.value), Uncertain)
        assert far.bytes_sent > 1
