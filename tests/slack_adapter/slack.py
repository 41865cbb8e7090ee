"""A far end for the adapter: Slack's Web API on loopback, and payloads as Slack signs them."""

import contextlib
import hashlib
import hmac
import json
import time
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import aiohttp
from aiohttp import web
from aiohttp.test_utils import TestServer

from adapters.slack.app import SlackAdapter, SlackConfig
from adapters.slack.inbound import Limits
from bot import serving
from tests.slack_adapter.desk import RealClock, RecordingDesk

Json = dict[str, Any]
SECRET = "0123456789abcdef0123456789abcdef"
TEAM, BOT, ANA, INFRA, DM = "T0TEAM", "U0BOT", "U0ANA", "C0INFRA", "D0ANA"


@dataclass(frozen=True)
class Call:
    """One call that the adapter made."""

    method: str
    args: Json


@dataclass
class FarSlack:
    """Answers every method, remembers every call. ``answers`` replaces the answer of a method."""

    calls: list[Call] = field(default_factory=list)
    answers: dict[str, Callable[[Json], web.StreamResponse | Json]] = field(default_factory=dict)
    url: str = ""

    def of(self, method: str) -> list[Json]:
        """The arguments of every call of *method*."""
        return [call.args for call in self.calls if call.method == method]

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """One call of the Web API, or an answer to a response_url."""
        method = request.match_info["method"]
        args = await _arguments(request)
        self.calls.append(Call(method, args))
        answer = self.answers.get(method, _ANSWERS.get(method, lambda _args: {}))(args)
        if isinstance(answer, web.StreamResponse):
            return answer
        return web.json_response({"ok": True, **answer})


async def _arguments(request: web.Request) -> Json:
    if request.content_type == "application/json":
        return dict(await request.json())
    form = await request.post()
    args: Json = {name: str(value) for name, value in {**request.query, **form}.items()}
    for name in ("view", "blocks", "metadata"):
        if name in args:
            args[name] = json.loads(args[name])
    return args


def _view(args: Json) -> Json:
    return {"view": {"id": args.get("view_id") or "V0NEW"}}


_ANSWERS: Mapping[str, Callable[[Json], Json]] = {
    "auth.test": lambda _: {"team_id": TEAM, "user_id": BOT, "bot_id": "B0BOT"},
    "users.list": lambda _: {"members": [{"id": ANA, "name": "ana", "team_id": TEAM, "tz": "UTC"}]},
    "chat.postMessage": lambda args: {"channel": args["channel"], "ts": "1700000000.000100"},
    "conversations.open": lambda _: {"channel": {"id": DM}},
    "views.open": _view,
    "views.update": _view,
}


@contextlib.asynccontextmanager
async def far_slack() -> AsyncIterator[FarSlack]:
    """A Web API that runs while the block does."""
    far = FarSlack()
    app = web.Application()
    app.router.add_route("*", "/api/{method}", far.serve)
    app.router.add_route("*", "/{method:response}/{id}", far.serve)
    async with TestServer(app) as server:
        far.url = str(server.make_url("/"))
        yield far


@dataclass
class Stage:
    """An adapter in HTTP mode behind a real server, with its desk and its Slack."""

    slack: FarSlack
    desk: RecordingDesk
    adapter: SlackAdapter
    url: str
    http: aiohttp.ClientSession

    async def post(self, body: bytes, headers: Mapping[str, str] | None = None) -> tuple[int, str]:
        """One raw request."""
        async with self.http.post(self.url, data=body, headers=headers) as response:
            return response.status, await response.text()

    async def form(self, payload: Mapping[str, str]) -> tuple[int, Json]:
        """A signed slash command."""
        body = urlencode(payload).encode()
        status, text = await self.post(body, signed(body, "application/x-www-form-urlencoded"))
        return status, json.loads(text) if text.startswith("{") else {"text": text}

    async def interact(self, payload: Json) -> tuple[int, Json]:
        """A signed interaction; afterwards all its errands are done."""
        answer = await self.form({"payload": json.dumps(payload)})
        await self.adapter.settle()
        return answer

    async def event(self, payload: Json) -> int:
        """A signed event; afterwards all its errands are done."""
        body = json.dumps(payload).encode()
        status, _ = await self.post(body, signed(body, "application/json"))
        await self.adapter.settle()
        return status


def signed(
    body: bytes, content_type: str, at: float | None = None, secret: str = SECRET
) -> dict[str, str]:
    """The headers that Slack sends with *body*."""
    stamp = str(int(time.time() if at is None else at))
    digest = hmac.new(secret.encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256).hexdigest()
    return {
        "content-type": content_type,
        "x-slack-request-timestamp": stamp,
        "x-slack-signature": f"v0={digest}",
    }


@contextlib.asynccontextmanager
async def stage(limits: Limits | None = None) -> AsyncIterator[Stage]:
    """Everything between a signed request and a recorded call."""
    desk = RecordingDesk()
    async with far_slack() as slack:
        config = SlackConfig(
            bot_token="xoxb-1", signing_secret=SECRET, api_base_url=f"{slack.url}api/",
            pace=0.0, limits=limits or Limits(),
        )  # fmt: skip
        adapter = SlackAdapter(config, desk, RealClock())
        await adapter.start()
        slack.calls.clear()
        desk.asked.clear()
        try:
            async with served(adapter) as url, aiohttp.ClientSession() as http:
                yield Stage(slack, desk, adapter, url, http)
        finally:
            await adapter.stop()


@contextlib.asynccontextmanager
async def served(adapter: SlackAdapter) -> AsyncIterator[str]:
    """The adapter's door on a port of its own, as a run serves it."""
    assert adapter.door is not None
    app = web.Application()
    app.router.add_route("*", "/slack/events", adapter.door)
    async with serving.served(app, 0) as address:
        yield f"{address}/slack/events"


def command(text: str, **more: str) -> dict[str, str]:
    """What a slash command sends."""
    return {
        "command": "/task", "text": text, "team_id": TEAM, "team_domain": "example",
        "channel_id": INFRA, "channel_name": "infra", "user_id": ANA, "user_name": "ana",
        "trigger_id": "1.2.3", "response_url": "", "api_app_id": "A1",
        "is_enterprise_install": "false", **more,
    }  # fmt: skip


def interaction(kind: str, **more: object) -> Json:
    """What every interaction carries."""
    return {
        "type": kind, "team": {"id": TEAM, "domain": "example"}, "api_app_id": "A1",
        "user": {"id": ANA, "username": "ana", "name": "ana", "team_id": TEAM},
        "enterprise": None, "is_enterprise_install": False, "trigger_id": "1.2.3", **more,
    }  # fmt: skip


def press(action: Json, response_url: str = "", **container: object) -> Json:
    """A button of a message in #infra."""
    where = {"type": "message", "message_ts": "1700000000.000100", "channel_id": INFRA, **container}
    return interaction(
        "block_actions",
        container=where,
        channel={"id": INFRA, "name": "infra"},
        actions=[{"type": "button", "action_ts": "1700000001.5", **action}],
        response_url=response_url,
    )


def submission(token: str, values: Json, view_id: str = "V0NEW") -> Json:
    """A filled-in form."""
    blocks = [{"type": "input", "block_id": name} for name in values]
    view = {
        "id": view_id, "type": "modal", "callback_id": "chivvy", "private_metadata": token,
        "blocks": blocks, "state": {"values": {n: {"value": e} for n, e in values.items()}},
    }  # fmt: skip
    return interaction("view_submission", view=view)


def event(told: Json, event_id: str = "Ev1") -> Json:
    """An event as the Events API wraps it."""
    return {
        "type": "event_callback", "team_id": TEAM, "api_app_id": "A1", "event_id": event_id,
        "event": told,
        "authorizations": [{"team_id": TEAM, "user_id": BOT, "is_bot": True}],
    }  # fmt: skip
