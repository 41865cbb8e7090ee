"""A running sandbox with a real Bolt app on its other end."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from adapters.sandbox.app import Sandbox, build_sandbox
from adapters.sandbox.courier import Timing
from adapters.sandbox.serve import Served, serving
from adapters.sandbox.story import Story, default_story

Json = dict[str, Any]
NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)

MANIFEST: Json = {
    "display_information": {"name": "Chivvy"},
    "features": {
        "bot_user": {"display_name": "chivvy"},
        "slash_commands": [
            {
                "command": "/task",
                "description": "Tasks",
                "usage_hint": "add ...",
                "should_escape": True,
            },
            {"command": "/raw", "description": "As typed"},
        ],
        "shortcuts": [
            {"name": "Make it a task", "type": "message", "callback_id": "capture"},
        ],
    },
    "settings": {
        "event_subscriptions": {
            "bot_events": [
                "app_home_opened",
                "app_mention",
                "channel_archive",
                "member_joined_channel",
                "message.channels",
                "message.groups",
                "message.im",
                "user_change",
            ]
        }
    },
}


class Clock:
    """Business time that only moves when it is told to."""

    def __init__(self, now: datetime = NOON) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    async def move_to(self, target: datetime) -> None:
        self._now = target

    def forward(self, **span: float) -> None:
        self._now += timedelta(**span)


class Elapsed:
    """Real seconds that only pass when they are told to."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


@dataclass
class Room:
    """A served sandbox with a browser's session, a web client, and the clocks."""

    sandbox: Sandbox
    served: Served
    http: aiohttp.ClientSession
    clock: Clock
    elapsed: Elapsed
    client: AsyncWebClient
    apps: list[AsyncSocketModeHandler] = field(default_factory=list)

    async def get(self, path: str, user: str = "U0ANA", **query: str) -> Json:
        url = f"{self.served.address}{path}"
        async with self.http.get(url, params={"as": user, **query}) as response:
            answer: Json = await response.json()
            return answer

    async def act(self, path: str, user: str = "U0ANA", **body: object) -> Json:
        url = f"{self.served.address}{path}"
        async with self.http.post(url, json={"as": user, **body}) as response:
            answer: Json = await response.json()
            return answer

    async def messages(self, channel: str, user: str = "U0ANA", **query: str) -> list[Json]:
        answer = await self.get("/ui/messages", user, channel=channel, **query)
        found: list[Json] = answer["messages"]
        return found

    async def attach(self, app: AsyncApp) -> AsyncSocketModeHandler:
        """Connect a Bolt app by Socket Mode."""
        handler = AsyncSocketModeHandler(app, self.sandbox.app_token)
        self.apps.append(handler)
        await handler.connect_async()
        await self.sandbox.connected(len(self.apps))
        return handler

    def bolt(self) -> AsyncApp:
        """Build a Bolt app for this workspace, configured as production is."""
        return AsyncApp(client=self.new_client(), process_before_response=True)

    def new_client(self, token: str | None = None) -> AsyncWebClient:
        base = f"{self.served.address}/api/"
        return AsyncWebClient(
            token=token or self.sandbox.bot_token, base_url=base, retry_handlers=[]
        )

    async def click(
        self, channel: str, ts: str, ids: tuple[str, str], value: object = None, user: str = "U0ANA"
    ) -> Json:
        """Use an element of a message; `ids` are its block_id and action_id."""
        container = {"type": "message", "channel": channel, "ts": ts}
        return await self.act(
            "/ui/action",
            user,
            container=container,
            block_id=ids[0],
            action_id=ids[1],
            value=value,
        )

    async def command(self, text: str, channel: str = "C0INFRA", user: str = "U0ANA") -> Json:
        """Type a slash command."""
        return await self.act("/ui/command", user, channel=channel, text=text)

    async def say(
        self, text: str, channel: str = "C0INFRA", user: str = "U0ANA", **more: object
    ) -> str:
        """Say something; return its ts."""
        return str((await self.act("/ui/message", user, channel=channel, text=text, **more))["ts"])

    def sent(self) -> list[str]:
        """List what went to the app, by the log."""
        return [e["what"] for e in self.sandbox.log.after(0) if e["dir"] == "to-bot"]


@contextlib.asynccontextmanager
async def opened(
    manifest: Json | None = None, timing: Timing | None = None, story: Story | None = None
) -> AsyncIterator[Room]:
    """Open a sandbox, and close what was attached to it in the end."""
    clock, elapsed = Clock(), Elapsed()
    sandbox = build_sandbox(
        story or default_story(clock.now()),
        manifest or MANIFEST,
        clock,
        elapsed=elapsed,
        timing=timing or Timing(),
    )
    async with serving(sandbox) as served, aiohttp.ClientSession() as http:
        base = f"{served.address}/api/"
        client = AsyncWebClient(token=sandbox.bot_token, base_url=base, retry_handlers=[])
        room = Room(sandbox, served, http, clock, elapsed, client)
        try:
            yield room
        finally:
            for handler in room.apps:
                await handler.close_async()
