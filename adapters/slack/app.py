"""The Slack adapter: one installation, over Socket Mode or HTTP."""

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import field
from datetime import datetime
from ssl import SSLContext
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import proxy_bypass

import aiohttp
from aiohttp.typedefs import Handler as WebHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from adapters.catchup import Spot
from adapters.errands import Errands, called_off
from adapters.slack.catchup import SECONDS, CatchUp
from adapters.slack.door import Door
from adapters.slack.events import Incoming
from adapters.slack.failures import Handler, Surface, called_here, guarded
from adapters.slack.inbound import Identity, Inbound, Limits
from adapters.slack.lookups import Lookups
from adapters.slack.messenger import SlackMessenger
from adapters.slack.refusals import failure
from adapters.slack.surfaces import Surfaces
from adapters.slack.tenancy import PLATFORM
from adapters.slack.worker import Places, Worker
from core.catalogue import CAPTURE, CAPTURE_THREAD
from core.context import Desk
from core.kernel.clock import Clock
from core.kernel.meter import Meter, Unmeasured
from core.kernel.values import dataclass
from core.people.model import Capabilities
from core.screens.views import Reader
from core.unit import Arrival

if TYPE_CHECKING:
    from adapters.slack.line import Line

log = logging.getLogger(__name__)

API = "https://slack.com/api/"
TIMEOUT = 10
LEARN_WITHIN = 5.0
STOP_WITHIN = 5.0
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_ANY = re.compile(r".+", re.S)


@dataclass(frozen=True, slots=True)
class SlackConfig:
    """How to reach Slack: with an app token by Socket Mode, else by HTTP with a signing secret."""

    bot_token: str = field(repr=False)
    app_token: str | None = field(default=None, repr=False)
    signing_secret: str | None = field(default=None, repr=False)
    api_base_url: str = API
    commands: Mapping[str, str] = field(
        default_factory=lambda: {"/task": "task", "/project": "project"}
    )
    """Typed name of a slash command → where its verbs are at home."""
    pace: float = 1.0
    """Real seconds between two messages in one conversation; Slack asks for one."""
    limits: Limits = field(default_factory=Limits)
    trust: SSLContext | None = None
    """Whom the connections to Slack believe; None: whom the system believes."""


class SlackAdapter:
    """Everything between Slack and the desk."""

    def __init__(
        self, config: SlackConfig, desk: Desk, clock: Clock, meter: Meter | None = None
    ) -> None:
        self._config = config
        self._desk = desk
        self._clock = clock
        self._meter = meter or Unmeasured()
        self._identity = Identity()
        self._errands = Errands()
        self._learning: asyncio.Task[None] | None = None
        self._client = web_client(config)
        surfaces = Surfaces(self._client)
        self.lookups = Lookups(self._client, self._identity)
        places = Places(self._client, clock.elapsed)
        self._worker = Worker(desk, surfaces, self._client, places, self._identity, clock)
        self.messenger = SlackMessenger(self._client, self._identity, clock, config.pace)
        inbound = Inbound(
            desk,
            surfaces,
            self._client,
            self._errands,
            clock,
            self._identity,
            config.commands,
            config.limits,
        )
        self.listening = False
        self._app = self._listening(inbound)
        self.door = self._door()
        self._line = self._socket_mode(config.app_token) if config.app_token else None

    async def start(self, *, listen: bool = True) -> None:
        """Says hello, and begins to listen unless that is told later. Raises Suspended when Slack
        refuses the token, RetryAt or Uncertain when it cannot be reached."""
        self._client.session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=TIMEOUT))
        try:
            await self._introduce()
            self._learning = asyncio.create_task(self._worker.learn_people())
            self._learning.add_done_callback(_learnt)
            if await self._desk.memory(PLATFORM, self.team) is None:
                # Nobody is known yet; later the list is read beside the first answers.
                await asyncio.wait({self._learning}, timeout=LEARN_WITHIN)
            if listen:
                await self.listen()
        except BaseException:
            await self.stop()
            raise

    async def listen(self) -> None:
        """Connects to Slack, where it does not come to us by HTTP."""
        if self._line is not None:
            await self._line.start()
            self.listening = True

    async def hang_up(self) -> None:
        """Takes nothing more; what is under way is answered."""
        self.listening = False
        if self._line is not None:
            await self._line.stop()

    async def stop(self) -> None:
        """Hangs up, lets answers that are under way go out, and closes."""
        await self.hang_up()
        await called_off(self._learning)
        await self._errands.stop(STOP_WITHIN)
        if (session := self._client.session) is not None:
            await session.close()
            self._client.session = None

    @property
    def anew(self) -> None:
        """Slack tells at once who has left."""

    @property
    def connection(self) -> str:
        """Our team, where we hold a connection to Slack rather than being called by it."""
        return self.team if self._line is not None else ""

    @property
    def team(self) -> str:
        """The installation's id at Slack; empty before the start."""
        return self._identity.team

    @property
    def teams(self) -> tuple[str, ...]:
        """The one installation that our token belongs to."""
        return (self.team,) if self.team else ()

    @property
    def alive(self) -> bool:
        """Whether Slack reaches us, as far as we can tell."""
        return bool(self._identity.bot) and (self._line is None or self._line.alive)

    @property
    def repeats(self) -> bool:
        """Slack brings an event until it is taken, for some minutes."""
        return True

    def session(self, team: str) -> int:
        """One for good: a connection that is made anew misses nothing."""
        return 0

    def adapt(self, found: Capabilities) -> None:
        """Goes by what was measured of this workspace."""
        self.messenger.dedupes = found.dedupes

    async def catch_up(
        self, team: str, spots: Sequence[Spot], away: tuple[datetime, datetime]
    ) -> int:
        """Takes what was said to us in *spots* while we were *away*; says how many could not be
        read."""

        async def receive(told: Incoming) -> None:
            await self._desk.receive(told.key, told.sender, told.encode())

        reading = CatchUp(self._client, receive, SECONDS * self._config.pace)
        return await reading.read(spots, away, team, self._identity.bot)

    async def work_off(self, arrival: Arrival) -> None:
        """Carries out one event of the inbox; what it raises is to be tried again."""
        await self._worker.work_off(arrival)

    async def settle(self) -> None:
        """Waits until every answer that is under way has gone out."""
        await self._errands.settle()

    async def _introduce(self) -> None:
        try:
            response = await self._client.auth_test()
        except Exception as error:
            raise failure(error) from error
        enterprise = response.get("enterprise_id") if response.get("is_enterprise_install") else ""
        self._identity.team = str(enterprise or response.get("team_id") or "")
        self._identity.bot = str(response.get("user_id") or "")
        self._identity.bot_id = str(response.get("bot_id") or "")

    def _socket_mode(self, app_token: str) -> "Line":
        from adapters.slack.line import Line  # slack-sdk's client for it, which HTTP does without.

        return Line(self._app, app_token, self._client, self._clock)

    def _door(self) -> WebHandler | None:
        if self._config.app_token or not self._config.signing_secret:
            return None
        return Door(self._app, self._config.signing_secret).answer

    def _listening(self, inbound: Inbound) -> AsyncApp:
        app = AsyncApp(
            # Bolt gives the logger of this name its own level: with our name, we would fall silent.
            name="bolt",
            logger=_bolt_logger(),
            client=self._client,
            signing_secret=self._config.signing_secret or "",
            authorize=self._authorizing(),
            process_before_response=True,
        )
        reader = Reader("UTC", called_here(self._config.commands))

        def on(surface: Surface, handler: Handler) -> Handler:
            return guarded(surface, handler, inbound.tell, reader, self._timed)

        for name in self._config.commands:
            app.command(name)(on(Surface.COMMAND, inbound.command))
        app.action(_ANY)(on(Surface.PRESS, inbound.press))
        app.view(_ANY)(on(Surface.FORM, inbound.submission))
        app.message_shortcut(CAPTURE.callback)(on(Surface.PRESS, inbound.shortcut))
        app.message_shortcut(CAPTURE_THREAD.callback)(on(Surface.PRESS, inbound.thread_shortcut))
        app.event(_ANY)(on(Surface.EVENT, inbound.event))
        return app

    @contextmanager
    def _timed(self, surface: str) -> Iterator[None]:
        began = self._clock.elapsed()
        try:
            yield
        finally:
            self._meter.answered(surface, self._clock.elapsed() - began)

    def _authorizing(self) -> Callable[..., Awaitable[AuthorizeResult]]:
        """One installation, known since the start: no call to Slack on the way to an answer."""

        async def authorize(team_id: str | None) -> AuthorizeResult:
            return AuthorizeResult(
                enterprise_id=None,
                team_id=self._identity.team or team_id,
                bot_user_id=self._identity.bot,
                bot_id=self._identity.bot_id,
                bot_token=self._config.bot_token,
            )

        return authorize


def web_client(config: SlackConfig) -> AsyncWebClient:
    """Our own client. Its retries are off: one post must never become two by itself."""
    logger = logging.getLogger(f"{__name__}.web")
    # At DEBUG it writes whole requests and answers.
    logger.setLevel(logging.WARNING)
    client = AsyncWebClient(
        token=config.bot_token,
        base_url=config.api_base_url,
        timeout=TIMEOUT,
        ssl=config.trust,
        retry_handlers=[],
        logger=logger,
    )
    host = urlsplit(config.api_base_url).hostname or ""
    if host in _LOOPBACK or proxy_bypass(host):
        client.proxy = None
    return client


def _learnt(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and (error := task.exception()):
        log.error("the list of people could not be read: %s", error)


def _bolt_logger() -> logging.Logger:
    """Below ERROR Bolt writes payloads, and warnings about settings that are on purpose."""
    logger = logging.getLogger(f"{__name__}.bolt")
    logger.setLevel(logging.ERROR)
    return logger
