"""The Discord adapter: one bot in any number of guilds."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from ssl import SSLContext

import aiohttp
import discord

from adapters.catchup import Spot
from adapters.discord import commands
from adapters.discord.api import Api, point_at
from adapters.discord.asked import Asked
from adapters.discord.catchup import SECONDS, CatchUp
from adapters.discord.client import Client
from adapters.discord.events import Incoming
from adapters.discord.faces import Faces
from adapters.discord.fallback import Doorsteps
from adapters.discord.homes import Homes
from adapters.discord.inbound import Identity, Inbound, Limits
from adapters.discord.lookups import Lookups
from adapters.discord.messenger import DiscordMessenger
from adapters.discord.pace import Pace
from adapters.discord.refusals import failure
from adapters.discord.tenancy import PLATFORM
from adapters.discord.worker import Worker
from adapters.errands import Errands
from core.context import Desk
from core.kernel.clock import Clock
from core.kernel.meter import Meter, Unmeasured
from core.screens.delivery import Suspended
from core.unit import Arrival

log = logging.getLogger(__name__)
API = "https://discord.com/api/v10"
GATEWAY = "wss://gateway.discord.gg/"
READY_WITHIN = 60.0
STOP_WITHIN = 5.0


@dataclass(frozen=True, slots=True)
class DiscordConfig:
    """How to reach Discord."""

    token: str = field(repr=False)
    api_base_url: str = API
    gateway_url: str = GATEWAY
    commands: Mapping[str, str] = field(
        default_factory=lambda: {"task": "/task", "project": "/project"}
    )
    """A command's home → what it is called here."""
    content: bool = False
    """Whether Discord shows us the words of messages that are not for us."""
    limits: Limits = field(default_factory=Limits)
    trust: SSLContext | None = None
    """Whom the connections to Discord believe; None: whom the system believes."""
    pace: float = 1.0
    """How long pauses between calls are that nobody waits for; zero in the suite."""


class DiscordAdapter:
    """Everything between Discord and the desk."""

    def __init__(
        self, config: DiscordConfig, desk: Desk, clock: Clock, meter: Meter | None = None,
        known: Callable[[str], Awaitable[Sequence[str]]] | None = None,
    ) -> None:  # fmt: skip
        point_at(config.api_base_url, config.gateway_url)
        self._config = config
        self._desk = desk
        self._identity = Identity()
        self._errands = Errands()
        self._running: asyncio.Task[None] | None = None
        homes = self._homes = Homes(desk)
        self._client = Client(self._heard, self._wanted, homes, content=config.content)
        api = self._api = Api(self._client.http, Pace(clock.elapsed))
        faces = Faces(desk)
        self.lookups = Lookups(api, self._client, known or _nobody, faces)
        doorsteps = Doorsteps(api, self.lookups.guild)
        self.messenger = DiscordMessenger(api, doorsteps, self.lookups.members)
        self._worker = Worker(desk, api, self.lookups)
        self._inbound = Inbound(
            desk, api, self._errands, clock, self._identity, homes, faces, self.lookups,
            meter or Unmeasured(),
            config.limits, {name.removeprefix("/"): home for home, name in config.commands.items()},
        )  # fmt: skip

    async def start(self) -> None:
        """Logs in, registers the commands where they changed, and begins to listen. Raises
        Suspended when Discord refuses the token, RetryAt or Uncertain when it can't be reached."""
        try:
            await self._log_in()
            self._running = asyncio.create_task(self._client.connect(reconnect=True))
            self._running.add_done_callback(_ended)
            await self._ready()
        except BaseException:
            await self.stop()
            raise

    async def hang_up(self) -> None:
        """Takes nothing more; what is under way is answered."""
        await self._errands.stop(STOP_WITHIN)

    async def stop(self) -> None:
        """Lets answers that are under way go out, and closes."""
        await self._errands.stop(STOP_WITHIN)
        await self._client.close()
        if self._running is not None:
            await asyncio.gather(self._running, return_exceptions=True)

    @property
    def teams(self) -> tuple[str, ...]:
        """The guilds that we are in."""
        return tuple(str(guild.id) for guild in self._client.guilds)

    @property
    def alive(self) -> bool:
        """Whether Discord reaches us, as far as we can tell."""
        shards = self._client.shards.values()
        there = self._client.is_ready() and not self._client.is_closed()
        return there and not any(shard.is_closed() for shard in shards)

    async def catch_up(
        self, team: str, spots: Sequence[Spot], away: tuple[datetime, datetime]
    ) -> int:
        """Takes what was said to us in *spots* while we were *away*; says how many could not be
        read."""
        reading = CatchUp(
            self._api, self._homes, self.lookups.guild, self._heard, SECONDS * self._config.pace
        )
        return await reading.read(team, spots, away, self._identity.bot)

    async def work_off(self, arrival: Arrival) -> None:
        """Carries out one event of the inbox; what it raises is to be tried again."""
        await self._worker.work_off(arrival)

    async def settle(self) -> None:
        """Waits until every answer that is under way has gone out."""
        await self._errands.settle()

    async def _log_in(self) -> None:
        if (trust := self._config.trust) is not None:
            # REST and the gateway both go through it.
            self._client.http.connector = aiohttp.TCPConnector(limit=0, ssl=trust)
        try:
            await self._client.login(self._config.token)
            about = await self._client.application_info()
        except discord.LoginFailure as error:
            raise Suspended("invalid token") from error
        except Exception as error:
            raise failure(error) from error
        self._identity.application = str(about.id)
        self._identity.bot = str(self._client.user.id if self._client.user else "")
        await self._register()

    async def _register(self) -> None:
        """Discord takes few changes a day, and shows what it has: compared, then written."""
        wanted = commands.payload(self._config.commands)
        found = await self._api.registered(self._identity.application)
        if commands.digest(found) != commands.digest(wanted):
            log.info("the commands have changed: registered anew")
            await self._api.register(self._identity.application, wanted)

    async def _ready(self) -> None:
        running = self._running
        ready = asyncio.create_task(self._client.ready.wait())
        waited = {ready} if running is None else {ready, running}
        await asyncio.wait(waited, timeout=READY_WITHIN, return_when=asyncio.FIRST_COMPLETED)
        ready.cancel()
        if running is not None and running.done() and (error := running.exception()):
            raise failure(error) if isinstance(error, Exception) else error

    async def _heard(self, told: Incoming) -> None:
        await self._desk.receive(told.key, PLATFORM, told.encode())

    async def _wanted(self, asked: Asked) -> None:
        await self._errands.start(self._inbound.interaction(asked))


async def _nobody(_guild: str) -> Sequence[str]:
    return ()


def _ended(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and (error := task.exception()):
        log.error("the gateway was given up: %s", type(error).__name__)
