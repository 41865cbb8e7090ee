"""Discord's limits for a whole bot are kept far away from."""

import asyncio

import discord
import pytest

from adapters.discord.api import Api
from adapters.discord.pace import MOST_ROOMS, REFUSALS, WINDOW, Pace, Rooms
from core.screens.messenger import RetryAt
from tests.discord_adapter.discord_server import permissions as may
from tests.discord_adapter.library import opened

POST = "POST /channels/{channel_id}/messages"


async def test_a_burst_stays_below_the_limit_of_the_bot() -> None:
    """A hundred messages at once: none meets a 429, in no second are there fifty."""
    async with opened() as room:
        await room.login()
        room.world.budget.enforce = True
        api = Api(room.client.http, Pace(asyncio.get_running_loop().time))
        await asyncio.gather(*(
            api.post(room.infra.id, {"content": f"{number}"}, f"{number}") for number in range(100)
        ))  # fmt: skip
        assert {call.status for call in room.world.asked(POST)} == {200}
        assert len(room.infra.messages) == 100
        assert room.world.budget.peak < 50


async def test_answers_wait_for_nobody() -> None:
    """Answers to interactions count in no limit, so they go out while all turns are taken."""
    now = 0.0
    async with opened() as room:
        await room.login()
        api = Api(room.client.http, Pace(lambda: now, per_second=1, at_once=1))
        await api.channel(room.infra.id)
        now = -100.0  # The next turn is as far away.
        with pytest.raises(discord.NotFound):
            async with asyncio.timeout(20):
                await api.respond("1", "none", {"type": 5})


async def test_turns_come_evenly() -> None:
    """A hundred a second, two at once: the fifth turn waits for three gaps."""
    loop = asyncio.get_running_loop()
    pace, began = Pace(loop.time, per_second=100, at_once=2), loop.time()
    for _ in range(5):
        await pace.turn()
    assert loop.time() - began > 0.029


async def test_refusals_are_counted_and_stop_us_in_time() -> None:
    """After so many refused answers nothing is asked for, until the oldest is ten minutes ago."""
    now = 0.0
    pace = Pace(lambda: now, refusals=3)
    async with opened() as room:
        await room.login()
        room.world.allow(room.infra, room.world.bot, deny=may.SEND_MESSAGES)
        api = Api(room.client.http, pace)
        for number in range(3):
            with pytest.raises(discord.Forbidden):
                await api.post(room.infra.id, {"content": "x"}, f"{number}")
        now = 100.0
        with pytest.raises(RetryAt) as stopped:
            await api.post(room.infra.id, {"content": "x"}, "4")
        assert stopped.value.after == WINDOW - 100
        assert len(room.world.asked(POST)) == 3
        now = WINDOW
        with pytest.raises(discord.Forbidden):
            await api.post(room.infra.id, {"content": "x"}, "5")


def test_the_ban_is_far_away() -> None:
    """Discord shuts out after ten thousand refusals in ten minutes."""
    assert REFUSALS * 5 <= 10_000


async def test_a_full_conversation_is_waited_for_outside_of_the_library() -> None:
    """Five messages in five seconds; whoever comes sixth hears that it had to wait."""
    now, waited = 0.0, []

    async def nap(seconds: float) -> None:
        waited.append(seconds)

    rooms = Rooms(lambda: now)
    for number in range(5):
        now = number / 2
        assert not await rooms.free("here")
        rooms.took("here")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("adapters.discord.pace.asyncio.sleep", nap)
        assert (await rooms.free("here"), await rooms.free("there")) == (True, False)
    assert waited == [3.0]
    now = 5.0
    assert not await rooms.free("here")


async def test_conversations_of_long_ago_are_forgotten() -> None:
    """As many are remembered as are in use."""
    now = 0.0
    rooms = Rooms(lambda: now)
    for number in range(MOST_ROOMS + 1):
        rooms.took(f"{number}")
    now = 10.0
    await rooms.free("another")
    assert len(rooms._took) == 0
