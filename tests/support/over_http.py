"""The sandbox reaches the bot by signed HTTP requests, as Slack does where no app token is set."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import aiohttp
import pytest

import bot.sandbox
from adapters.sandbox.app import Sandbox
from adapters.sandbox.link import Link, NoAnswerError
from bot.app import Chivvy
from bot.metrics import Metrics
from bot.serving import served
from bot.setting_values import SecretStr
from bot.settings import Settings
from bot.web import web_app
from tests.slack_adapter.slack import SECRET, signed

FORM, JSON = "application/x-www-form-urlencoded", "application/json"


@dataclass
class Doors:
    """Where the bot that runs now is reached, and how often it was."""

    address: str = ""
    asked: list[str] = field(default_factory=list)

    async def ask(
        self, kind: str, payload: dict[str, Any], retry: dict[str, Any] | None
    ) -> dict[str, Any]:
        """One request, and what its acknowledgement says."""
        body, content = encoded(kind, payload)
        headers = signed(body, content)
        if retry and retry.get("retry_attempt"):
            headers |= {"x-slack-retry-num": str(retry["retry_attempt"])}
        self.asked.append(kind)
        try:
            async with (
                aiohttp.ClientSession() as session,
                session.post(self.address, data=body, headers=headers) as response,
            ):
                text = await response.text()
                if response.status != 200:
                    raise NoAnswerError
        except aiohttp.ClientError:
            raise NoAnswerError from None
        return dict(json.loads(text)) if text.startswith("{") else {}


def encoded(kind: str, payload: dict[str, Any]) -> tuple[bytes, str]:
    """A payload as Slack's HTTP requests carry it."""
    if kind == "slash_commands":
        return urlencode({name: str(value) for name, value in payload.items()}).encode(), FORM
    if kind == "interactive":
        return urlencode({"payload": json.dumps(payload)}).encode(), FORM
    return json.dumps(payload).encode(), JSON


@asynccontextmanager
async def opened(bot: Chivvy, doors: Doors) -> AsyncIterator[None]:
    """The door of this bot, for as long as it runs."""
    async with served(web_app(bot, Metrics()), 0) as address:
        doors.address = f"{address}/slack/events"
        yield


@pytest.fixture
def by_http(monkeypatch: pytest.MonkeyPatch) -> Doors:
    """Every sandbox of this test reaches its bot by HTTP, and has no line of Socket Mode."""
    doors, open_now = Doors(), AsyncExitStack()
    start, stop = Chivvy.start, Chivvy.stop

    def told(**settings: Any) -> Settings:  # noqa: ANN401 - whatever settings take
        return Settings(
            **settings | {"slack_app_token": None, "slack_signing_secret": SecretStr(SECRET)}
        )

    async def begin(self: Chivvy) -> None:
        await start(self)
        await open_now.enter_async_context(opened(self, doors))

    async def end(self: Chivvy) -> None:
        await open_now.aclose()
        await stop(self)

    async def ask(
        self: Link, kind: str, payload: dict[str, Any], *, accepts: bool,
        retry: dict[str, Any] | None = None,
    ) -> dict[str, Any]:  # fmt: skip
        assert not self.open, "somebody opened a line of Socket Mode"
        try:
            async with asyncio.timeout(self._ack_seconds):
                return await doors.ask(kind, payload, retry)
        except TimeoutError:
            raise NoAnswerError from None

    async def connected(_self: Sandbox, _connections: int = 1) -> None:
        return

    changes: list[tuple[object, str, Callable[..., object]]] = [
        (bot.sandbox, "Settings", told), (Chivvy, "start", begin), (Chivvy, "stop", end),
        (Link, "ask", ask), (Sandbox, "connected", connected),
    ]  # fmt: skip
    for owner, name, value in changes:
        monkeypatch.setattr(owner, name, value)
    return doors
