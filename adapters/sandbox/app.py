"""Puts the sandbox together: one ASGI application, and a handle for whoever runs or tests it."""

import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import replace

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, WebSocketRoute
from starlette.types import ASGIApp
from starlette.websockets import WebSocket

from adapters.sandbox import membership
from adapters.sandbox.api import Api
from adapters.sandbox.backend import Backend
from adapters.sandbox.clock import ClockControl
from adapters.sandbox.courier import Courier, Timing
from adapters.sandbox.faults import Faults
from adapters.sandbox.foresight import Foresee
from adapters.sandbox.grants import ReplyUrls, Triggers
from adapters.sandbox.jsontypes import Json
from adapters.sandbox.link import Link
from adapters.sandbox.log import Log
from adapters.sandbox.modals import Views
from adapters.sandbox.model import App, Person
from adapters.sandbox.replies import response_url
from adapters.sandbox.security import Guard
from adapters.sandbox.story_model import Story
from adapters.sandbox.stream import Hub
from adapters.sandbox.ui import Page
from adapters.sandbox.workspace import Workspace

APP_ID, BOT_ID, BOT_USER = "A0SANDBOX", "B0SANDBOX", "U0SANDBOX"


class Sandbox:
    """A running workspace. `asgi` serves it; the tokens are what the bot is configured with."""

    def __init__(self, backend: Backend, api: Api, asgi: ASGIApp) -> None:
        self._backend = backend
        self._api = api
        self.asgi = asgi
        self.bot_token = backend.bot_token
        self.app_token = backend.app_token
        self.faults: Faults = backend.faults
        self.log: Log = backend.log
        self.workspace: Workspace = backend.ws

    @property
    def connections(self) -> int:
        """How many connections of the bot take envelopes."""
        return len(self._backend.link.open)

    async def connected(self, connections: int = 1) -> None:
        """Return when the app holds at least so many Socket Mode connections."""
        await self._backend.link.wait_for(connections)

    async def refresh_connections(self, reason: str = "refresh_requested") -> None:
        """Tell the app to replace its connections, as Slack does every few hours."""
        await self._backend.link.refresh(reason)

    async def settle(self) -> None:
        """Return when every event has been acknowledged or given up."""
        await self._backend.courier.settle()

    def join(self, channel_id: str, user: str) -> None:
        """Make somebody, or the app, a member of a channel."""
        membership.join(self.workspace, self.workspace.channels[channel_id], user)

    def leave(self, channel_id: str, user: str) -> None:
        """Take somebody, or the app, out of a channel."""
        membership.leave(self.workspace, self.workspace.channels[channel_id], user)

    def archive(self, channel_id: str, by: str) -> None:
        """Close a channel."""
        membership.archive(self.workspace, self.workspace.channels[channel_id], by)

    def unarchive(self, channel_id: str, by: str) -> None:
        """Open an archived channel again."""
        membership.unarchive(self.workspace, self.workspace.channels[channel_id], by)

    def make_private(self, channel_id: str, by: str) -> None:
        """Turn an open channel into a private one."""
        membership.make_private(self.workspace, self.workspace.channels[channel_id], by)

    def change_person(self, user: str, **changes: object) -> None:
        """Change a person (`tz`, `deleted` ...); the app gets user_change."""
        person = replace(self.workspace.person(user), **changes)  # type: ignore[arg-type]
        membership.change_person(self.workspace, person)

    def emit(self, subscription: str, event: Json) -> None:
        """Send the app any event, for instance one again."""
        self._backend.courier.emit(subscription, event)

    async def close(self) -> None:
        """End streams, connections and deliveries; call it before the server stops."""
        self.workspace.hub.close()
        await self._backend.link.close()
        await self._backend.courier.close()
        await self._api.close()


def build_sandbox(
    story: Story,
    manifest: Mapping[str, object],
    clock: ClockControl,
    *,
    elapsed: Callable[[], float] = time.monotonic,
    timing: Timing | None = None,
    foresee: Foresee | None = None,
) -> Sandbox:
    """Build a sandbox that plays `story` for the app that `manifest` describes.

    `clock` is business time; `elapsed` is real seconds, for triggers; `timing` shortens waits;
    `foresee` plays the days ahead.
    """
    timing = timing or Timing()
    hub = Hub()
    ws = Workspace(story, _app(dict(manifest)), clock, hub)
    link = Link(ws.app.id, timing.ack_seconds)
    log = Log(clock.now, hub.to("log"))
    courier = Courier(ws, link, log, timing)
    ws.emit = courier.emit
    backend = Backend(
        ws,
        Views(ws),
        Triggers(elapsed),
        ReplyUrls(clock.now),
        link,
        courier,
        log,
        Faults(ws),
        bot_token=f"xoxb-sandbox-{secrets.token_hex(8)}",
        app_token=f"xapp-sandbox-{secrets.token_hex(8)}",
        foresee=foresee,
    )
    api = Api(backend)
    return Sandbox(backend, api, _asgi(backend, api))


def _app(manifest: Json) -> App:
    features = manifest.get("features") or {}
    name = (manifest.get("display_information") or {}).get("name", "App")
    handle = (features.get("bot_user") or {}).get("display_name", name)
    bot = Person(BOT_USER, handle, name, "UTC", is_bot=True, color="2b2d42")
    return App(APP_ID, BOT_ID, bot, name, manifest)


def _asgi(backend: Backend, api: Api) -> ASGIApp:
    async def link(socket: WebSocket) -> None:
        await backend.link.serve(socket)

    async def reply(request: Request) -> Response:
        return await response_url(request, backend)

    async def call(request: Request) -> Response:
        return await api(request)

    routes = [
        Route("/api/{method}", call, methods=["GET", "POST"]),
        WebSocketRoute("/link", link),
        Route("/response/{reply}", reply, methods=["POST"]),
        *Page(backend).routes(),
    ]
    return Guard(Starlette(routes=routes), backend)
