"""The faults that tests put in an app's way."""

import asyncio

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError

from tests.sandbox.samples import refused
from tests.sandbox.support import Json, Room

HELLO: Json = {"channel": "C0INFRA", "text": "hello"}


async def hellos(room: Room) -> int:
    """Count what was applied."""
    return sum(1 for m in await room.messages("C0INFRA") if m["text"] == "hello")


async def test_the_next_calls_fail_and_then_no_more(room: Room) -> None:
    """fail_next counts calls of its own method only."""
    room.sandbox.faults.fail_next("chat.postMessage", 2, error="internal_error")
    await room.client.auth_test()
    for _ in range(2):
        with refused("internal_error"):
            await room.client.chat_postMessage(**HELLO)
    await room.client.chat_postMessage(**HELLO)
    assert await hellos(room) == 1
    assert room.sandbox.faults.pending("chat.postMessage") == 0


async def test_rate_limits_say_when_to_come_back(room: Room) -> None:
    """rate_limit answers 429 with Retry-After."""
    room.sandbox.faults.rate_limit("chat.postMessage", retry_after=30)
    with pytest.raises(SlackApiError) as caught:
        await room.client.chat_postMessage(**HELLO)
    response = caught.value.response
    assert (response.status_code, response["error"]) == (429, "ratelimited")
    assert response.headers["Retry-After"] == "30"
    assert await hellos(room) == 0


@pytest.mark.parametrize("applied", [True, False])
async def test_a_server_error_before_or_after_the_effect(room: Room, applied: bool) -> None:
    """A 502 may come although the message was posted."""
    room.sandbox.faults.fail_next("chat.postMessage", status=502, applied=applied)
    with pytest.raises(SlackApiError) as caught:
        await room.client.chat_postMessage(**HELLO)
    assert caught.value.response.status_code == 502
    assert await hellos(room) == int(applied)


@pytest.mark.parametrize("applied", [True, False])
async def test_the_connection_breaks(room: Room, applied: bool) -> None:
    """drop_next breaks the connection instead of answering, after the effect or without one."""
    room.sandbox.faults.drop_next("chat.postMessage", applied=applied)
    with pytest.raises((aiohttp.ServerDisconnectedError, aiohttp.ClientOSError)):
        await room.client.chat_postMessage(**HELLO)
    await room.client.chat_postMessage(channel="C0INFRA", text="next")
    assert await hellos(room) == int(applied)


async def test_a_held_call_is_applied_when_released(room: Room) -> None:
    """hold_next keeps the effect back; the caller waits for it."""
    hold = room.sandbox.faults.hold_next("chat.postMessage")
    call = asyncio.create_task(room.client.chat_postMessage(**HELLO))
    await hold.reached.wait()
    assert await hellos(room) == 0
    hold.release()
    assert (await call)["ok"]
    assert await hellos(room) == 1


async def test_a_caller_who_gives_up_does_not_stop_the_effect(room: Room) -> None:
    """What the server has taken it applies, whether somebody waits or not."""
    hold = room.sandbox.faults.hold_next("chat.postMessage")
    call = asyncio.create_task(room.client.chat_postMessage(**HELLO))
    await hold.reached.wait()
    call.cancel()
    await asyncio.gather(call, return_exceptions=True)
    hold.release()
    assert (await room.client.auth_test())["ok"]
    assert await hellos(room) == 1


async def test_late_and_dropped(room: Room) -> None:
    """The connection may break long before the message appears."""
    hold = room.sandbox.faults.hold_next("chat.postMessage", drop=True)
    with pytest.raises((aiohttp.ServerDisconnectedError, aiohttp.ClientOSError)):
        await room.client.chat_postMessage(**HELLO)
    assert await hellos(room) == 0
    hold.release()
    assert (await room.client.auth_test())["ok"]
    assert await hellos(room) == 1


async def test_a_delayed_call_is_applied_in_the_end(room: Room) -> None:
    """delay_next answers after the delay, with the effect."""
    room.sandbox.faults.delay_next("chat.postMessage", 0.01)
    assert (await room.client.chat_postMessage(**HELLO))["ok"]
    assert await hellos(room) == 1


async def test_archived_channels_take_nothing(room: Room) -> None:
    """Posting, changing and joining are is_archived; the page does not list it any more."""
    posted = await room.client.chat_postMessage(**HELLO)
    room.sandbox.faults.archive("C0INFRA")
    with refused("is_archived"):
        await room.client.chat_postMessage(**HELLO)
    with refused("is_archived"):
        await room.client.chat_update(channel="C0INFRA", ts=posted["ts"], text="x")
    with refused("is_archived"):
        await room.client.conversations_join(channel="C0INFRA")
    state = await room.get("/ui/state")
    assert "C0INFRA" not in [channel["id"] for channel in state["channels"]]


async def test_refused_direct_messages(room: Room) -> None:
    """A person who refuses the app is channel_not_found to posts, until they change their mind."""
    room.sandbox.faults.refuse_dms("U0SAM")
    with refused("channel_not_found"):
        await room.client.chat_postMessage(channel="D0SAM", text="x")
    with refused("user_not_visible"):
        await room.client.conversations_open(users="U0SAM")
    room.sandbox.faults.refuse_dms("U0SAM", refused=False)
    assert (await room.client.chat_postMessage(channel="D0SAM", text="x"))["ok"]


async def test_a_revoked_token_opens_nothing(room: Room) -> None:
    """Every call is token_revoked until the token is restored."""
    room.sandbox.faults.revoke_token()
    with refused("token_revoked"):
        await room.client.auth_test()
    room.sandbox.faults.restore_token()
    assert (await room.client.auth_test())["ok"]


async def test_a_message_deleted_by_hand(room: Room) -> None:
    """The app finds its own message gone."""
    posted = await room.client.chat_postMessage(**HELLO)
    room.sandbox.faults.delete_message("C0INFRA", posted["ts"])
    with refused("message_not_found"):
        await room.client.chat_update(channel="C0INFRA", ts=posted["ts"], text="x")
