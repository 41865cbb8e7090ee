"""A sandbox with a small bot on its other end, served from a thread while a browser looks at it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Self

import aiohttp
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from adapters.sandbox.app import Sandbox, build_sandbox
from adapters.sandbox.model import Person, Team
from adapters.sandbox.serve import Served, serving
from adapters.sandbox.story_model import Story, StoryChannel, StoryMessage
from tests.browser.bot import MANIFEST, listen

Json = dict[str, Any]

MONDAY_NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
"""12:00 in Berlin, 06:00 in New York."""

ANA = Person("U0ANA", "ana", "Ana Ruiz", "Europe/Berlin", is_admin=True, color="3c989f")
MARIA = Person("U0MARIA", "maria", "Maria Keller", "Europe/Berlin", color="4bbe2e")
PRIYA = Person("U0PRIYA", "priya", "Priya Shah", "America/New_York", color="e7392d")
ALL = (ANA.id, MARIA.id, PRIYA.id)
INFRA, GENERAL, HIRING = "C0INFRA", "C0GENERAL", "C0HIRING"


def story() -> Story:
    """Tell of three people, two open channels, a private one, and a few lines."""
    channels = (
        StoryChannel(INFRA, "infra", "channel", ALL, "Leaving the old data centre"),
        StoryChannel(GENERAL, "general", "channel", ALL),
        StoryChannel(HIRING, "hiring", "private", (ANA.id,), with_app=False),
    )
    lines = (
        ("U0ANA", 27, "Client A leaves on 30 November.", "plan", ""),
        ("U0MARIA", 3, "Do we have the firewall rule?", "rule", ""),
        ("U0PRIYA", 2, "I asked for it on Friday.", "", "rule"),
    )
    said = tuple(
        StoryMessage(INFRA, user, MONDAY_NOON - timedelta(hours=hours), text, key, reply_to)
        for user, hours, text, key, reply_to in lines
    )
    return Story(Team("T0SANDBOX", "Northwind", "northwind"), (ANA, MARIA, PRIYA), channels, said)


@dataclass
class Clock:
    """Business time that moves when told to, and only once `gate` is open."""

    value: datetime = MONDAY_NOON
    gate: asyncio.Event = field(default_factory=asyncio.Event)

    def now(self) -> datetime:
        """Return business time."""
        return self.value

    async def move_to(self, target: datetime) -> None:
        """Wait for the gate, then jump."""
        await self.gate.wait()
        self.value = target


class World:
    """Starts in `with`; `address` is where the page is."""

    address: str
    sandbox: Sandbox

    def __init__(self) -> None:
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, name="sandbox", daemon=True)
        self._problem: BaseException | None = None

    def __enter__(self) -> Self:
        self._thread.start()
        self._ready.wait()
        if self._problem:
            raise self._problem
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join()
        if self._problem:
            raise self._problem

    def _run(self) -> None:
        try:
            asyncio.run(self._live())
        except BaseException as problem:
            self._problem = problem
        finally:
            self._ready.set()

    async def _live(self) -> None:
        self._loop, self._over = asyncio.get_running_loop(), asyncio.Event()
        self.clock = Clock()
        self.clock.gate.set()
        self.sandbox = build_sandbox(story(), MANIFEST, self.clock)
        async with serving(self.sandbox) as served, aiohttp.ClientSession() as self._http:
            self.address = served.address
            handler = await self._attach(served)
            self._ready.set()
            await self._over.wait()
            await handler.close_async()

    async def _attach(self, served: Served) -> AsyncSocketModeHandler:
        base = f"{served.address}/api/"
        self.client = AsyncWebClient(self.sandbox.bot_token, base_url=base, retry_handlers=[])
        app = AsyncApp(client=self.client, process_before_response=True)
        listen(app)
        handler = AsyncSocketModeHandler(app, self.sandbox.app_token)
        await handler.connect_async()
        await self.sandbox.connected()
        return handler

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:  # noqa: ANN401 (whatever `work` returns)
        """Do something on the sandbox's own loop and return its result."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    def act(self, path: str, user: str, **body: object) -> Json:
        """Do as another page would: POST to /ui/<path>."""

        async def post() -> Json:
            url = f"{self.address}/ui/{path}"
            async with self._http.post(url, json={"as": user, **body}) as response:
                answer: Json = await response.json()
                return answer

        return self.run(post())

    def say(self, text: str, user: str = "U0MARIA", channel: str = INFRA) -> str:
        """Say something as somebody else; return its ts."""
        return str(self.act("message", user, channel=channel, text=text)["ts"])

    def post(self, blocks: list[Json], channel: str = INFRA) -> str:
        """Let the bot post blocks; return the ts."""

        async def send() -> str:
            sent = await self.client.chat_postMessage(channel=channel, text="card", blocks=blocks)
            return str(sent["ts"])

        return str(self.run(send()))

    def hold_clock(self) -> None:
        """Let the next move of the clock wait for `release_clock`."""
        self._loop.call_soon_threadsafe(self.clock.gate.clear)

    def release_clock(self) -> None:
        """Let the clock move."""
        self._loop.call_soon_threadsafe(self.clock.gate.set)
