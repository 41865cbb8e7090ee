"""The routes that the page uses."""

import asyncio
import json
from datetime import UTC, datetime

import aiohttp
import pytest
from slack_bolt.async_app import AsyncAck

from adapters.sandbox.log import CAPACITY, Log
from tests.sandbox.samples import actions, button
from tests.sandbox.support import NOON, Json, Room


async def test_state_tells_who_and_what_there_is(room: Room) -> None:
    """State has the clock, me, people, channels, commands and shortcuts."""
    state = await room.get("/ui/state", "U0PRIYA")
    assert state["clock"] == {"now": NOON.isoformat(), "moving": False}
    assert (state["me"]["name"], state["me"]["initials"]) == ("priya", "PS")
    assert state["team"]["name"]
    assert sum(person["is_bot"] for person in state["people"]) == 1
    assert state["commands"][0] == {
        "command": "/task",
        "usage_hint": "add ...",
        "description": "Tasks",
    }
    assert state["shortcuts"] == [
        {"callback_id": "capture", "name": "Make it a task", "type": "message"}
    ]


async def test_reading_a_channel_clears_its_unread_count(room: Room) -> None:
    """What others say counts as unread until the channel is looked at."""

    async def unread(user: str) -> int:
        state = await room.get("/ui/state", user)
        return next(int(c["unread"]) for c in state["channels"] if c["id"] == "C0INFRA")

    await room.say("one")
    await room.say("two")
    assert (await unread("U0MARIA"), await unread("U0ANA")) == (2, 0)
    await room.messages("C0INFRA", "U0MARIA")
    assert await unread("U0MARIA") == 0


async def test_what_waits_for_the_others_is_told_at_once(room: Room) -> None:
    """For everybody who is here what the app said to them; nobody is asked for who has left."""
    opened = await room.client.conversations_open(users="U0MARIA")
    place = str(opened["channel"]["id"])
    await room.client.chat_postMessage(channel=place, text="Maria, a word")
    unread = (await room.get("/ui/waiting", "U0ANA"))["unread"]
    assert (unread["U0MARIA"], unread["U0PRIYA"]) == (1, 0) and "U0SANDBOX" not in unread
    await room.act("/ui/person", "U0ANA", person="U0MARIA", active=False)
    assert "U0MARIA" not in (await room.get("/ui/waiting", "U0ANA"))["unread"]


async def test_threads_are_read_apart(room: Room) -> None:
    """A channel shows roots with their counts; a thread its root and replies."""
    root = await room.say("root")
    reply = await room.say("reply", thread_ts=root, user="U0MARIA")
    shown = (await room.messages("C0INFRA"))[-1]
    assert (shown["ts"], shown["reply_count"], shown["reply_users"]) == (root, 1, ["U0MARIA"])
    thread = await room.messages("C0INFRA", thread_ts=root)
    assert [m["ts"] for m in thread] == [root, reply]


async def test_only_own_messages_are_edited_and_deleted(room: Room) -> None:
    """Others' words stay as they are; an edited message says so."""
    ts = await room.say("frist", user="U0ANA")
    place = {"channel": "C0INFRA", "ts": ts}
    assert not (await room.act("/ui/edit", "U0MARIA", **place, text="x"))["ok"]
    assert not (await room.act("/ui/delete", "U0MARIA", **place))["ok"]
    assert (await room.act("/ui/edit", "U0ANA", **place, text="first"))["ok"]
    shown = (await room.messages("C0INFRA"))[-1]
    assert (shown["text"], shown["edited"]) == ("first", True)
    assert (await room.act("/ui/delete", "U0ANA", **place))["ok"]
    assert ts not in [m["ts"] for m in await room.messages("C0INFRA")]


async def test_an_ephemeral_message_can_be_dismissed(room: Room) -> None:
    """Its addressee may delete it, as Slack's "Dismiss message" does."""
    sent = await room.client.chat_postEphemeral(channel="C0INFRA", user="U0ANA", text="x")
    place = {"channel": "C0INFRA", "ts": sent["message_ts"]}
    assert await room.act("/ui/delete", **place) == {"ok": True}
    assert "x" not in [m["text"] for m in await room.messages("C0INFRA")]


async def test_shortcuts_bring_the_message(room: Room) -> None:
    """A message shortcut carries the message, its place and a trigger."""
    app = room.bolt()
    seen: list[Json] = []

    @app.shortcut("capture")
    async def capture(ack: AsyncAck, body: Json) -> None:
        seen.append(body)
        await ack()

    await room.attach(app)
    ts = await room.say("Who renews the certificate?", user="U0MARIA")
    place = {"channel": "C0INFRA", "ts": ts}
    assert await room.act("/ui/shortcut", **place, callback_id="capture") == {"ok": True}
    (body,) = seen
    assert (body["type"], body["message_ts"], body["user"]["id"]) == (
        "message_action",
        ts,
        "U0ANA",
    )
    assert body["message"]["user"] == "U0MARIA"
    assert {"trigger_id", "response_url", "action_ts", "callback_id"} <= set(body)
    unknown = await room.act("/ui/shortcut", **place, callback_id="other")
    assert "declares no shortcut" in unknown["error"]


@pytest.mark.parametrize(
    ("user", "step", "expected"),
    [
        ("U0ANA", {"preset": "hour"}, "2026-11-23T12:00:00+00:00"),
        ("U0ANA", {"preset": "tomorrow"}, "2026-11-24T08:00:00+00:00"),
        ("U0PRIYA", {"preset": "tomorrow"}, "2026-11-24T14:00:00+00:00"),
        ("U0PRIYA", {"preset": "monday"}, "2026-11-30T14:00:00+00:00"),
        ("U0ANA", {"by": 90}, "2026-11-23T11:01:30+00:00"),
        ("U0ANA", {"to": "2026-11-23T13:00:00+01:00"}, "2026-11-23T13:00:00+01:00"),
    ],
)
async def test_the_clock_moves(room: Room, user: str, step: Json, expected: str) -> None:
    """Presets are in the zone of whoever acts; steps and moments are taken as given."""
    answer = await room.act("/ui/clock", user, **step)
    assert answer == {"ok": True, "now": expected}


@pytest.mark.parametrize(
    ("step", "problem"),
    [
        ({"by": -60}, "only moves forward"),
        ({"to": "2026-11-24T09:00:00"}, "needs an offset"),
        ({"to": "tomorrow"}, "ISO 8601"),
        ({"preset": "friday"}, "preset"),
        ({"by": 1e300}, "seconds"),
        ({}, "preset"),
    ],
)
async def test_the_clock_refuses(room: Room, step: Json, problem: str) -> None:
    """What is no later moment is refused with what to give instead."""
    answer = await room.act("/ui/clock", **step)
    assert not answer["ok"]
    assert problem in answer["error"]


async def test_messages_after_a_jump_bear_the_new_time(room: Room) -> None:
    """What is said after the clock moved is dated then."""
    await room.act("/ui/clock", preset="tomorrow")
    ts = await room.say("good morning")
    assert datetime.fromtimestamp(float(ts), UTC).isoformat() == "2026-11-24T08:00:00+00:00"


async def test_the_log_has_both_directions(room: Room) -> None:
    """The panel shows what went to the app and what it did, each entry numbered."""
    await room.client.chat_postMessage(channel="C0INFRA", text="x")
    await room.say("y", channel="C0GENERAL")
    entries = (await room.get("/ui/log", after="0"))["entries"]
    did = next(entry for entry in entries if entry["dir"] == "from-bot")
    assert did["what"] == "chat.postMessage to #infra"
    assert did["detail"]["arguments"]["text"] == "x"
    told = [entry for entry in entries if entry["dir"] == "to-bot"]
    assert [entry["detail"]["event"]["text"] for entry in told] == ["x", "y"]
    last = entries[-1]["n"]
    assert (await room.get("/ui/log", after=str(last)))["entries"] == []


def test_the_log_is_bounded() -> None:
    """The oldest entries go when there are more than 2,000; numbers only grow."""
    log = Log(lambda: NOON, lambda number: None)
    for number in range(CAPACITY + 5):
        log.add("to-bot", f"event {number}", {})
    kept = log.after(0)
    assert (len(kept), kept[0]["n"], kept[-1]["n"]) == (CAPACITY, 6, CAPACITY + 5)


class Stream:
    """A page's event stream."""

    def __init__(self, response: aiohttp.ClientResponse) -> None:
        self._lines = response.content

    async def next(self, *names: str) -> tuple[str, Json]:
        """Return the next event of one of these names."""
        while True:
            line = (await self._lines.readline()).decode().strip()
            if line.startswith("event: ") and line.removeprefix("event: ") in names:
                data = (await self._lines.readline()).decode().removeprefix("data: ")
                return line.removeprefix("event: "), json.loads(data)


async def test_the_stream_tells_what_changed(room: Room) -> None:
    """A page hears of messages, of the clock and of the log."""
    async with room.http.get(f"{room.served.address}/ui/stream?as=U0ANA") as response:
        stream = Stream(response)
        root = await room.say("root", user="U0MARIA")
        assert await stream.next("changed") == ("changed", {"channel": "C0INFRA"})
        await room.say("reply", user="U0MARIA", thread_ts=root)
        told = {"channel": "C0INFRA", "thread_ts": root}
        assert await stream.next("changed") == ("changed", told)
        await room.client.auth_test()
        assert (await stream.next("log"))[1]["n"] >= 1
        await room.act("/ui/clock", preset="hour")
        assert (await stream.next("clock"))[1] == {"now": NOON.isoformat()}
        assert (await stream.next("clock"))[1] == {"now": "2026-11-23T12:00:00+00:00"}


async def test_the_stream_is_private(room: Room) -> None:
    """A page hears nothing of channels and ephemeral messages that its person does not see."""
    async with room.http.get(f"{room.served.address}/ui/stream?as=U0JONAS") as response:
        stream = Stream(response)
        await room.say("secret", channel="C0HIRING")
        await room.client.chat_postEphemeral(channel="C0INFRA", user="U0ANA", text="x")
        await room.say("hello", channel="C0GENERAL")
        assert await stream.next("changed") == ("changed", {"channel": "C0GENERAL"})


async def test_a_page_that_does_not_read_is_let_go(room: Room) -> None:
    """A stream that falls too far behind ends, and the page fetches everything when it is back."""
    hub = room.sandbox.workspace.hub
    stream = hub.listen("U0ANA")
    assert "retry" in await anext(stream)
    for number in range(2_000):
        hub.tell("log", {"n": number})
    rest = [event async for event in stream]
    assert len(rest) < 1_001
    await asyncio.sleep(0)


@pytest.mark.parametrize("user", ["U0NOBODY", "U0SANDBOX", ""])
async def test_one_acts_as_a_person(room: Room, user: str) -> None:
    """Nobody can act as the app, or as somebody who is not there."""
    assert (await room.get("/ui/state", user))["error"] == "user_not_found"
    answer = await room.act("/ui/message", user, channel="C0INFRA", text="x")
    assert answer == {"ok": False, "error": "user_not_found"}


async def test_one_joins_before_one_speaks(room: Room) -> None:
    """A public channel is open to read; to speak there, join it."""
    place = {"channel": "C0CLIENTA", "text": "hello"}
    assert "/join" in (await room.act("/ui/message", "U0JONAS", **place))["error"]
    assert await room.command("/join", "C0CLIENTA", "U0JONAS") == {"ok": True}
    assert (await room.act("/ui/message", "U0JONAS", **place))["ok"]


async def test_empty_messages_and_missing_members_are_named(room: Room) -> None:
    """A body that lacks something says what."""
    assert "type a message" in (await room.act("/ui/message", channel="C0INFRA", text=" "))["error"]
    assert "`text` is missing" in (await room.act("/ui/message", channel="C0INFRA"))["error"]


async def test_cards_that_the_app_redraws_are_not_marked_edited(room: Room) -> None:
    """The page marks what people edit, not what an app keeps up to date."""
    card = {"channel": "C0INFRA", "text": "card", "blocks": [actions(button())]}
    posted = await room.client.chat_postMessage(**card)
    await room.client.chat_update(**card, ts=posted["ts"])
    assert (await room.messages("C0INFRA"))[-1]["edited"] is False
