"""A Discord of its own on loopback: REST v10 and gateway v10 for one application.

world = await DiscordWorld.start()
guild, ana = world.guild("Example"), world.user("ana")
world.join(guild, ana)
infra = world.channel(guild, "infra")
with world.library():          # discord.py leads here
    ...                        # log in with world.token
outcome = await world.slash(ana, infra, "task add", {"title": "Renew the certificate"})
await world.close()            # complains of what Discord does not know
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import yarl
from aiohttp import web
from discord.gateway import DiscordWebSocket
from discord.http import Route

from tests.discord_adapter import openapi
from tests.discord_adapter.discord_server import (
    routes_basic,
    routes_channels,
    routes_interactions,
)
from tests.discord_adapter.discord_server.budget import Budget
from tests.discord_adapter.discord_server.faults import Faults
from tests.discord_adapter.discord_server.gateway import Gateway
from tests.discord_adapter.discord_server.intents import MESSAGE_CONTENT
from tests.discord_adapter.discord_server.making import Making
from tests.discord_adapter.discord_server.model import App, User
from tests.discord_adapter.discord_server.rest import BASE, Recorded, Rest
from tests.discord_adapter.discord_server.routes_commands import CommandRoutes
from tests.discord_adapter.discord_server.state import State
from tests.discord_adapter.discord_server.talking import Talking
from tests.discord_adapter.discord_server.timing import Elapsed, Mint
from tests.discord_adapter.discord_server.using import Using

TOKEN = "loopback.discord.token"


def _real_time() -> datetime:
    return datetime.now(UTC)


class DiscordWorld(Making, Using, Talking):
    """The server with everything in it, and people's hands on it."""

    def __init__(
        self,
        *,
        privileged: int = MESSAGE_CONTENT,
        shards: int = 1,
        now: Callable[[], datetime] = _real_time,
        elapsed: Elapsed | None = None,
    ) -> None:
        """`privileged` are the intents switched on; `now` dates messages, `elapsed` limits."""
        mint = Mint(now)
        bot = User(mint.id(), "chivvy", bot=True)
        app = App(bot.id, TOKEN, bot, User(mint.id(), "developer"), privileged)
        self.elapsed = elapsed or Elapsed()
        self.state = State(app, mint, now, self.elapsed)
        self.gateway = Gateway(self.state)
        self.state.events = self.gateway
        self.faults = Faults()
        self.budget = Budget(self.elapsed)
        self.commands = CommandRoutes()
        routes = {
            **self.commands.routes(), **routes_basic.routes(self.gateway, shards),
            **routes_channels.routes(), **routes_interactions.routes(),
        }  # fmt: skip
        self._rest = Rest(self.state, self.faults, self.budget, routes)
        self._runner: web.AppRunner | None = None
        self.address = ""

    @classmethod
    async def start(
        cls,
        *,
        privileged: int = MESSAGE_CONTENT,
        shards: int = 1,
        now: Callable[[], datetime] = _real_time,
        elapsed: Elapsed | None = None,
    ) -> "DiscordWorld":
        """A running world, empty but for the application."""
        world = cls(privileged=privileged, shards=shards, now=now, elapsed=elapsed)
        await world.open()
        return world

    async def open(self) -> None:
        """Listen on a free port of 127.0.0.1."""
        application = web.Application()
        self._rest.serve(application)
        for path in ("/gateway", "/gateway/"):
            application.router.add_get(path, self.gateway.serve)
        self._rest.serve_unknown(application)
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.address = f"http://{host}:{port}"
        self.gateway.address = f"ws://{host}:{port}/gateway/"

    async def close(self) -> None:
        """Stop; AssertionError if anything was asked for that Discord doesn't know."""
        self.gateway.cut()
        if self._runner is not None:
            await self._runner.cleanup()
        complaints = [*self._rest.complaints, *self.gateway.complaints]
        assert complaints == [], complaints
        assert (problems := openapi.problems(self.requests)) == [], problems

    @property
    def token(self) -> str:
        """What the bot logs in with."""
        return self.state.app.token

    @property
    def bot(self) -> User:
        """The application's bot."""
        return self.state.app.bot

    @property
    def api_base_url(self) -> str:
        """DISCORD_API_BASE_URL."""
        return self.address + BASE

    @property
    def gateway_url(self) -> str:
        """DISCORD_GATEWAY_URL."""
        return self.gateway.address

    @property
    def routes(self) -> list[str]:
        """What is served: "POST /channels/{channel_id}/messages" and the others."""
        return list(self._rest.routes)

    @property
    def requests(self) -> list[Recorded]:
        """All REST requests so far."""
        return self._rest.requests

    def asked(self, name: str) -> list[Recorded]:
        """The requests of one kind: "POST /channels/{channel_id}/messages"."""
        return [one for one in self.requests if one.name == name]

    def forward(self, seconds: float) -> None:
        """Let the server's clock run ahead."""
        self.elapsed.forward(seconds)
        self.state.bell.ring()

    async def until(self, true: Callable[[], object], seconds: float = 40.0) -> None:
        """Wait until something is true that requests and events change."""
        await self.state.bell.until(true, seconds)

    async def connected(self, sessions: int = 1) -> None:
        """Wait until so many shards are identified."""
        await self.until(lambda: len(self.gateway.sessions) >= sessions)

    @contextmanager
    def library(self) -> Iterator[None]:
        """Let discord.py's clients speak to this world while the block runs."""
        before = (Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY)
        Route.BASE = self.api_base_url
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(self.gateway_url)
        try:
            yield
        finally:
            Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = before
