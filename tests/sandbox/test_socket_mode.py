"""Commands, interactions and events, answered by a real Bolt app."""

import asyncio
from collections.abc import Awaitable, Callable

import aiohttp
import pytest
from slack_bolt.async_app import AsyncAck
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse

from adapters.sandbox.courier import Timing
from tests.sandbox.samples import actions, button, section
from tests.sandbox.support import MANIFEST, Json, Room, opened

QUICK = Timing(ack_seconds=0.1, retry_delays=(0.0, 0.0, 0.0))
SILENT = "dispatch_failed: the app did not answer within 3 s"


async def test_the_ack_of_a_command_is_its_private_answer(room: Room) -> None:
    """Text and blocks of the acknowledgement are shown to whoever typed, and to nobody else."""
    app = room.bolt()

    @app.command("/task")
    async def command(ack: AsyncAck, command: Json) -> None:
        await ack(text=f"Added: {command['text']}", blocks=[section("one"), section("two")])

    await room.attach(app)
    assert await room.command("/task add DNS") == {"ok": True}
    shown = (await room.messages("C0INFRA"))[-1]
    assert (shown["text"], shown["ephemeral"], len(shown["blocks"])) == ("Added: add DNS", True, 2)
    assert shown["ts"] not in [m["ts"] for m in await room.messages("C0INFRA", "U0MARIA")]


async def test_an_answer_in_channel_is_seen_by_all(room: Room) -> None:
    """response_type in_channel makes the acknowledgement an ordinary message."""
    app = room.bolt()

    @app.command("/task")
    async def command(ack: AsyncAck) -> None:
        await ack(text="T-1", response_type="in_channel")

    await room.attach(app)
    await room.command("/task show T-1")
    shown = (await room.messages("C0INFRA", "U0MARIA"))[-1]
    assert (shown["text"], shown["ephemeral"]) == ("T-1", False)


async def test_the_payload_of_a_command(room: Room) -> None:
    """A command carries what Slack sends, with mentions escaped where the manifest says so."""
    app = room.bolt()
    seen: list[Json] = []

    @app.command("/task")
    async def command(ack: AsyncAck, body: Json) -> None:
        seen.append(body)
        await ack()

    @app.command("/raw")
    async def raw(ack: AsyncAck, body: Json) -> None:
        seen.append(body)
        await ack()

    await room.attach(app)
    await room.command("/task add DNS @Maria Keller #infra")
    await room.command("/raw add DNS @Maria Keller #infra", channel="C0HIRING")
    assert seen[0]["text"] == "add DNS <@U0MARIA|maria> <#C0INFRA|infra>"
    assert seen[1]["text"] == "add DNS @Maria Keller #infra"
    assert (seen[0]["channel_name"], seen[1]["channel_name"]) == ("infra", "privategroup")
    assert set(seen[0]) == {
        "token",
        "team_id",
        "team_domain",
        "channel_id",
        "channel_name",
        "user_id",
        "user_name",
        "command",
        "text",
        "api_app_id",
        "is_enterprise_install",
        "response_url",
        "trigger_id",
    }
    assert all(isinstance(value, str) for value in seen[0].values())


async def test_a_refused_answer_is_said_so(room: Room) -> None:
    """Blocks that break a rule are not shown; whoever typed learns which rule."""
    app = room.bolt()

    @app.command("/task")
    async def command(ack: AsyncAck) -> None:
        await ack(text="x", blocks=[{"type": "image"}])

    await room.attach(app)
    answer = await room.command("/task")
    assert not answer["ok"]
    assert "invalid_blocks unsupported type: image" in answer["error"]


async def test_unknown_commands_name_the_known_ones(room: Room) -> None:
    """A command that the manifest does not declare is answered without the app."""
    answer = await room.command("/tsk add")
    assert "Try one of: /raw, /task" in answer["error"]


async def test_no_answer_is_dispatch_failed() -> None:
    """With nobody connected, or nobody who answers, the person learns it."""
    async with opened(timing=QUICK) as room:
        assert await room.command("/task") == {"ok": False, "error": SILENT}
        await room.attach(room.bolt())  # it knows no command, so it sends no acknowledgement
        assert await room.command("/task") == {"ok": False, "error": SILENT}


async def test_a_button_brings_what_slack_sends(room: Room) -> None:
    """block_actions carries actor, place, message, action and a response URL."""
    app = room.bolt()
    seen: list[Json] = []

    @app.action("done")
    async def done(ack: AsyncAck, body: Json) -> None:
        seen.append(body)
        await ack()

    await room.attach(app)
    posted = await room.client.chat_postMessage(
        channel="C0INFRA", text="card", blocks=[section(), actions(button())]
    )
    assert await room.click("C0INFRA", posted["ts"], ("row", "done")) == {"ok": True}
    (body,) = seen
    assert (body["user"]["id"], body["channel"]["name"]) == ("U0ANA", "infra")
    assert body["container"] == {
        "type": "message",
        "message_ts": posted["ts"],
        "channel_id": "C0INFRA",
        "is_ephemeral": False,
    }
    assert body["message"]["blocks"][1]["elements"][0]["value"] == "T-1"
    (action,) = body["actions"]
    assert (action["action_id"], action["block_id"], action["value"]) == ("done", "row", "T-1")
    assert {"action_ts", "text", "type"} <= set(action)
    assert body["response_url"].startswith(room.served.address)
    assert {"trigger_id", "team", "enterprise", "api_app_id", "token", "state"} <= set(body)


async def test_a_button_that_is_gone_is_refused(room: Room) -> None:
    """Clicking what was redrawn away says so."""
    posted = await room.client.chat_postMessage(channel="C0INFRA", text="card")
    answer = await room.click("C0INFRA", posted["ts"], ("row", "done"))
    assert answer["error"] == "there is no element done in block row any more"


async def test_events_come_with_ids_and_authorizations(room: Room) -> None:
    """A message is an event with an id of its own, its time, and whose eyes saw it."""
    app = room.bolt()
    seen: asyncio.Queue[Json] = asyncio.Queue()

    @app.event("message")
    async def message(body: Json) -> None:
        seen.put_nowait(body)

    await room.attach(app)
    ts = await room.say("hello @Chivvy & <all>")
    body = await seen.get()
    event = body["event"]
    bot = room.sandbox.workspace.bot
    assert event["text"] == f"hello <@{bot}> &amp; &lt;all&gt;"
    assert (event["ts"], event["channel_type"]) == (ts, "channel")
    assert event["blocks"][0]["elements"][0]["elements"][1] == {"type": "user", "user_id": bot}
    assert body["event_id"].startswith("Ev")
    assert body["event_time"] == int(room.clock.now().timestamp())
    assert body["authorizations"][0]["user_id"] == bot


async def test_a_mention_fires_twice(room: Room) -> None:
    """One post that mentions the app is a message and an app_mention, with two event ids."""
    app = room.bolt()
    seen: asyncio.Queue[tuple[str, str, str]] = asyncio.Queue()

    @app.event("message")
    async def message(event: Json, body: Json) -> None:
        seen.put_nowait(("message", event["ts"], body["event_id"]))

    @app.event("app_mention")
    async def mention(event: Json, body: Json) -> None:
        seen.put_nowait(("app_mention", event["ts"], body["event_id"]))

    await room.attach(app)
    ts = await room.say("@chivvy add DNS")
    first, second = sorted([await seen.get(), await seen.get()])
    assert (first[:2], second[:2]) == (("app_mention", ts), ("message", ts))
    assert first[2] != second[2]


async def test_changes_and_deletions_are_events(room: Room) -> None:
    """Editing and deleting send message_changed and message_deleted with what was there."""
    app = room.bolt()
    seen: asyncio.Queue[Json] = asyncio.Queue()

    @app.event("message")
    async def message(event: Json) -> None:
        seen.put_nowait(event)

    await room.attach(app)
    ts = await room.say("frist")
    await seen.get()
    await room.act("/ui/edit", channel="C0INFRA", ts=ts, text="first")
    changed = await seen.get()
    assert changed["subtype"] == "message_changed"
    assert (changed["previous_message"]["text"], changed["message"]["text"]) == ("frist", "first")
    await room.act("/ui/delete", channel="C0INFRA", ts=ts)
    deleted = await seen.get()
    assert (deleted["subtype"], deleted["deleted_ts"]) == ("message_deleted", ts)


async def test_people_and_channels_change(room: Room) -> None:
    """user_change, member_joined_channel, channel_archive and app_home_opened reach the app."""
    app = room.bolt()
    seen: asyncio.Queue[Json] = asyncio.Queue()

    async def keep(event: Json) -> None:
        seen.put_nowait(event)

    names = ("user_change", "member_joined_channel", "channel_archive", "app_home_opened")
    for name in names:
        app.event(name)(keep)
    await room.attach(app)
    room.sandbox.change_person("U0MARIA", tz="Asia/Tokyo")
    assert (await seen.get())["user"]["tz_offset"] == 9 * 3600
    room.sandbox.join("C0CLIENTA", "U0JONAS")
    assert (await seen.get())["user"] == "U0JONAS"
    await room.get("/ui/home", "U0PRIYA")
    opening = await seen.get()
    assert (opening["user"], opening["tab"]) == ("U0PRIYA", "home")
    room.sandbox.faults.archive("C0INFRA")
    assert (await seen.get())["channel"] == "C0INFRA"


async def test_events_that_nobody_subscribed_to_are_not_sent() -> None:
    """The manifest's bot_events decide what the app hears."""
    settings = {"event_subscriptions": {"bot_events": ["message.im"]}}
    async with opened({**MANIFEST, "settings": settings}) as room:
        app = room.bolt()
        app.event("message")(_keeper([]))
        await room.attach(app)
        await room.say("in a channel")
        await room.say("in a direct message", channel="D0ANA")
        await room.sandbox.settle()
        assert room.sent() == ["event message"]


class Reluctant:
    """A Socket Mode client that acknowledges an event only when it comes the nth time."""

    def __init__(self, room: Room, acks_from: int) -> None:
        self.seen: list[SocketModeRequest] = []
        self._acks_from = acks_from
        self._room = room
        self.client = SocketModeClient(room.sandbox.app_token, web_client=room.new_client())
        self.client.socket_mode_request_listeners.append(self._listen)

    async def _listen(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        self.seen.append(request)
        if len(self.seen) >= self._acks_from:
            await client.send_socket_mode_response(SocketModeResponse(request.envelope_id))


@pytest.mark.parametrize(("acks_from", "deliveries"), [(1, 1), (3, 3), (9, 4)])
async def test_events_come_again_until_they_are_acknowledged(
    acks_from: int, deliveries: int
) -> None:
    """A silent app gets the event up to three times more, with attempt, reason and the same id."""
    async with opened(timing=QUICK) as room:
        reluctant = Reluctant(room, acks_from)
        await reluctant.client.connect()
        await room.sandbox.connected()
        await room.say("hello")
        await room.sandbox.settle()
        await reluctant.client.close()
        attempts = [request.retry_attempt for request in reluctant.seen]
        assert attempts == list(range(deliveries))
        reasons = [request.retry_reason for request in reluctant.seen]
        assert reasons == ["", "timeout", "timeout", "timeout"][:deliveries]
        assert len({request.payload["event_id"] for request in reluctant.seen}) == 1


async def test_an_interaction_is_not_sent_again() -> None:
    """A button that nobody answers is told to the person, and that was it."""
    async with opened(timing=QUICK) as room:
        reluctant = Reluctant(room, acks_from=9)
        await reluctant.client.connect()
        await room.sandbox.connected()
        posted = await room.client.chat_postMessage(
            channel="C0CLIENTA", text="card", blocks=[actions(button())]
        )
        await room.sandbox.settle()
        before = len(reluctant.seen)
        answer = await room.click("C0CLIENTA", posted["ts"], ("row", "done"))
        assert answer == {"ok": False, "error": SILENT}
        assert len(reluctant.seen) == before + 1
        await reluctant.client.close()


def _keeper(mine: list[str]) -> Callable[..., Awaitable[None]]:
    async def keep(event: Json) -> None:
        mine.append(event["ts"])

    return keep


async def test_several_connections_share_the_envelopes(room: Room) -> None:
    """With two connections each gets some of the events, and none gets one twice."""
    seen: list[list[str]] = []
    for _ in range(2):
        seen.append([])
        app = room.bolt()
        app.event("message")(_keeper(seen[-1]))
        await room.attach(app)
    said = [await room.say(f"line {n}") for n in range(6)]
    await room.sandbox.settle()
    assert all(seen)
    assert sorted(seen[0] + seen[1]) == said


async def test_connections_are_replaced_on_demand(room: Room) -> None:
    """After a disconnect message the client opens a new connection, and nothing is lost."""
    app = room.bolt()
    seen: asyncio.Queue[str] = asyncio.Queue()

    @app.event("message")
    async def message(event: Json) -> None:
        seen.put_nowait(event["ts"])

    await room.attach(app)
    await room.sandbox.refresh_connections()
    said = await room.say("after the refresh")
    assert await seen.get() == said


async def test_a_ticket_opens_one_connection(room: Room) -> None:
    """The address of a connection cannot be used twice."""
    client = room.new_client(room.sandbox.app_token)
    url = (await client.apps_connections_open(app_token=room.sandbox.app_token))["url"]
    async with room.http.ws_connect(url) as socket:
        hello = await socket.receive_json()
        assert (hello["type"], hello["num_connections"]) == ("hello", 1)
    with pytest.raises(aiohttp.WSServerHandshakeError):
        await room.http.ws_connect(url)
