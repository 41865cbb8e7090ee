"""Socket Mode: envelopes are answered, silence is noticed, a stop is clean."""

import asyncio
import contextlib
import json
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime

import pytest
from aiohttp import WSMsgType, web
from aiohttp.test_utils import TestServer

from adapters.slack.app import SlackAdapter, SlackConfig
from adapters.slack.line import PING_EVERY, SILENCE, UNANSWERED
from core.screens.messenger import Suspended
from tests.slack_adapter.desk import NOON, RecordingDesk
from tests.slack_adapter.slack import FarSlack, Json, command, event, press

BROKEN = RuntimeError("down")


class Steered:
    """Elapsed time that only moves when it is told to."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def now(self) -> datetime:
        """Noon."""
        return NOON

    def elapsed(self) -> float:
        """The seconds that were set."""
        return self.seconds


@dataclass
class FarSocket(FarSlack):
    """Slack with Socket Mode: counts connections, sends envelopes, keeps what comes back."""

    links: list[web.WebSocketResponse] = field(default_factory=list)
    answers_back: asyncio.Queue[Json] = field(default_factory=asyncio.Queue)
    joined: asyncio.Event = field(default_factory=asyncio.Event)
    silent: bool = False

    async def link(self, request: web.Request) -> web.WebSocketResponse:
        """One connection."""
        socket = web.WebSocketResponse(autoping=False)
        await socket.prepare(request)
        self.links.append(socket)
        self.joined.set()
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                await self.answers_back.put(json.loads(message.data))
            elif message.type is WSMsgType.PING and not self.silent:
                await socket.pong(message.data)
        return socket

    async def deliver(self, kind: str, payload: Json) -> None:
        """Sends an envelope on the newest connection."""
        envelope = {"type": kind, "envelope_id": kind, "payload": payload}
        await self.links[-1].send_str(json.dumps({**envelope, "accepts_response_payload": True}))


@contextlib.asynccontextmanager
async def connected(
    *, real: bool = False
) -> AsyncIterator[tuple[FarSocket, SlackAdapter, RecordingDesk, Steered]]:
    """An adapter on a socket; *real*: seconds pass by themselves."""
    far, desk, clock = FarSocket(), RecordingDesk(), Steered()
    if real:
        clock.elapsed = time.monotonic  # type: ignore[method-assign]
    app = web.Application()
    app.router.add_get("/link", far.link)
    app.router.add_route("*", "/api/{method}", far.serve)
    async with TestServer(app) as server:
        far.url = str(server.make_url("/"))
        address = far.url.replace("http", "ws", 1) + "link"
        far.answers["apps.connections.open"] = lambda _: {"url": address}
        config = SlackConfig("xoxb-1", "xapp-1", api_base_url=f"{far.url}api/", pace=0.0)
        adapter = SlackAdapter(config, desk, clock)
        try:
            await adapter.start()
            await far.joined.wait()
            yield far, adapter, desk, clock
        finally:
            await adapter.stop()


async def test_a_command_is_answered_on_the_line() -> None:
    """The envelope's acknowledgement carries the private answer."""
    async with connected() as (far, adapter, _, _):
        await far.deliver("slash_commands", command("add x"))
        answer = await far.answers_back.get()
        assert answer["envelope_id"] == "slash_commands"
        assert answer["payload"]["response_type"] == "ephemeral"
        assert adapter.alive
        assert adapter.door is None


async def test_a_button_is_acknowledged_on_the_line() -> None:
    """An empty acknowledgement is an envelope id and nothing else."""
    async with connected() as (far, _, desk, _):
        await far.deliver("interactive", press({"action_id": "done.t42"}))
        assert await far.answers_back.get() == {"envelope_id": "interactive"}
        assert len(desk.of("press")) == 1


async def test_an_event_that_was_not_stored_is_not_acknowledged() -> None:
    """Slack brings an event again that was not acknowledged."""
    async with connected() as (far, _, desk, _):
        desk.answers["receive"] = BROKEN
        told = {"type": "message", "channel_type": "im", "user": "U1", "channel": "D1", "ts": "1.1"}
        await far.deliver("events_api", event(told))
        await far.deliver("interactive", press({"action_id": "done.t42"}))
        assert (await far.answers_back.get())["envelope_id"] == "interactive"
        assert len(desk.of("receive")) == 1


async def test_a_silent_line_is_built_anew() -> None:
    """After a minute without a sign of life there is a new line, and it answers."""
    async with connected() as (far, adapter, _, clock):
        assert adapter._line is not None
        await adapter._line.look()
        assert len(far.links) == 1
        far.joined.clear()
        clock.seconds += SILENCE + 1
        adapter._line._pulse = adapter._line._handler.client.last_ping_pong_time  # type: ignore[union-attr]
        assert not adapter.alive
        await adapter._line.look()
        await far.joined.wait()
        assert len(far.links) == 2
        assert adapter.alive
        await far.deliver("slash_commands", command("add x"))
        assert (await far.answers_back.get())["envelope_id"] == "slash_commands"


async def test_a_word_from_slack_is_a_sign_of_life() -> None:
    """An envelope counts as having been heard."""
    async with connected() as (far, adapter, _, clock):
        clock.seconds += UNANSWERED - 1
        await far.deliver("slash_commands", command("add x"))
        await far.answers_back.get()
        clock.seconds += UNANSWERED - 1
        assert adapter.alive


async def test_a_ping_without_an_answer_is_told_soon() -> None:
    """While each ping is answered the line is there; 14 seconds after the last answer it is not,
    long before it is built anew."""
    async with connected() as (far, adapter, _, clock):
        line = adapter._line
        assert line is not None and line._handler is not None
        for second in range(1, 61):
            clock.seconds += 1
            if second % PING_EVERY == 0:
                line._handler.client.last_ping_pong_time = float(second)
            await line.look()
            assert adapter.alive
        for _ in range(14):
            clock.seconds += 1
            await line.look()
        assert not adapter.alive
        assert len(far.links) == 1


async def test_an_unreachable_socket_is_tried_again() -> None:
    """Without a line the adapter starts all the same, is not ready, and finds it later."""
    far, clock = FarSocket(), Steered()
    app = web.Application()
    app.router.add_get("/link", far.link)
    app.router.add_route("*", "/api/{method}", far.serve)
    async with TestServer(app) as server:
        far.url = str(server.make_url("/"))
        far.answers["apps.connections.open"] = lambda _: web.Response(status=503)
        config = SlackConfig("xoxb-1", "xapp-1", api_base_url=f"{far.url}api/")
        adapter = SlackAdapter(config, RecordingDesk(), clock)
        await adapter.start()
        assert not adapter.alive
        address = far.url.replace("http", "ws", 1) + "link"
        far.answers["apps.connections.open"] = lambda _: {"url": address}
        assert adapter._line is not None
        await adapter._line.look()
        assert adapter.alive
        await adapter.stop()


async def test_a_refused_app_token_stops_the_start() -> None:
    """A wrong app token is said at once instead of being tried for ever."""
    far = FarSocket()
    far.answers["apps.connections.open"] = lambda _: {"ok": False, "error": "invalid_auth"}
    app = web.Application()
    app.router.add_route("*", "/api/{method}", far.serve)
    async with TestServer(app) as server:
        config = SlackConfig("xoxb-1", "xapp-1", api_base_url=str(server.make_url("/api/")))
        with pytest.raises(Suspended):
            await SlackAdapter(config, RecordingDesk(), Steered()).start()
