"""The Discord adapter: one bot in any number of guilds."""

import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from ssl import SSLContext

import aiohttp
import discord

from adapters.catchup import Spot
from adapters.discord import commands
from adapters.discord.again import Again
from adapters.discord.api import Api, point_at
from adapters.discord.asked import Asked
from adapters.discord.catchup import SECONDS, CatchUp
from adapters.discord.client import Client
from adapters.discord.ears import Ears
from adapters.discord.events import Incoming
from adapters.discord.faces import Faces
from adapters.discord.fallback import Doorsteps
from adapters.discord.guilds import Asker, Guilds
from adapters.discord.homes import Homes
from adapters.discord.inbound import Identity, Inbound, Limits
from adapters.discord.line import Line
from adapters.discord.lookups import Lookups
from adapters.discord.messenger import DiscordMessenger
from adapters.discord.pace import Pace, Rooms
from adapters.discord.refusals import failure
from adapters.discord.strangers import Strangers
from adapters.discord.worker import Worker
from adapters.errands import Errands
from core.context import Desk
from core.kernel.clock import Clock
from core.kernel.meter import Meter, Unmeasured
from core.people.model import Capabilities, Profile, Sender
from core.screens.messenger import DeliveryFailure, Suspended
from core.unit import Arrival

log = logging.getLogger(__name__)
API = "https://discord.com/api/v10"
GATEWAY = "wss://gateway.discord.gg/"
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
    elsewhere: bool = False
    """Whether people may be known who are on another platform only."""
    limits: Limits = field(default_factory=Limits)
    trust: SSLContext | None = None
    """Whom the connections to Discord believe; None: whom the system believes."""
    pace: float = 1.0
    """How long pauses between calls are that nobody waits for; zero in the suite."""


class DiscordAdapter:
    """Everything between Discord and the desk.

    What it asks and sends goes by REST, in any number of processes. The gateway is a line of its
    own, which one process holds, with all shards: they are one client's, and so is what it learns
    of guilds. Who waits for it needs nothing of what it would have told (``guilds.py``).
    """

    def __init__(
        self, config: DiscordConfig, desk: Desk, clock: Clock, meter: Meter | None = None,
        known: Callable[[str], Awaitable[Sequence[str]]] | None = None,
    ) -> None:  # fmt: skip
        point_at(config.api_base_url, config.gateway_url)
        self._config = config
        self._desk = desk
        self._identity = Identity()
        self._errands = Errands()
        self._asker = Asker()
        self._ears = Ears(desk.addressed, content=config.content)
        self._begun: Counter[int] = Counter()
        """Sessions of each shard."""
        self._line = Line(self._hearing, self._log_in)
        self._at_start: tuple[str, ...] = ()
        self.listening = False
        api = self._api = Api(self._asker.http, Pace(clock.elapsed))
        self._strangers = Strangers(desk, api, lambda: self.teams)
        self._homes = Homes(desk, self._strangers.seek, clock.elapsed)
        guilds = self._guilds = Guilds(api, self._asker, self._line.guild, clock.elapsed)
        faces = Faces(desk)
        self.lookups = Lookups(api, guilds, known or _nobody, faces)
        rooms = Rooms(clock.elapsed)
        self.messenger = DiscordMessenger(api, Doorsteps(api, guilds), self.lookups.members, rooms)
        self._again = Again(desk, self.lookups, self._heard)
        names = {name.removeprefix("/"): home for home, name in config.commands.items()}
        self._worker = Worker(desk, api, self.lookups, names)
        self._inbound = Inbound(
            desk, api, self._errands, clock, self._identity, self._homes, faces, self.lookups,
            meter or Unmeasured(), config.limits, names,
        )  # fmt: skip

    async def start(self, *, listen: bool = True) -> None:
        """Signs in, registers the commands where they changed, and begins to listen unless that is
        told later. Raises Suspended when Discord refuses the token, RetryAt or Uncertain when it
        can't be reached."""
        try:
            await self._introduce()
            if listen:
                await self.listen()
        except BaseException:
            await self.stop()
            raise

    async def listen(self) -> None:
        """Connects to the gateway, and stays connected. Raises what the first try was refused
        for."""
        self.listening = True
        await self._line.start()

    async def hang_up(self) -> None:
        """Takes nothing more; what is under way is answered."""
        self.listening = False
        await self._line.stop()

    async def stop(self) -> None:
        """Hangs up, lets answers that are under way go out, and closes."""
        await self.hang_up()
        await self._errands.stop(STOP_WITHIN)
        await self._asker.close()

    @property
    def anew(self) -> Callable[[Sender], Awaitable[Profile]]:
        """Discord tells of nobody's leaving without a privileged intent: it is asked."""
        return self.lookups.anew

    @property
    def door(self) -> None:
        """Everything comes by the gateway."""

    @property
    def connection(self) -> str:
        """Our application: the gateway is held for all its guilds at once."""
        return self._identity.application

    @property
    def teams(self) -> tuple[str, ...]:
        """The guilds that we are in; who does not listen knows those of the start."""
        if self._line.alive:
            return tuple(str(guild.id) for guild in self._line.guilds)
        return self._at_start

    @property
    def alive(self) -> bool:
        """Whether Discord reaches us, as far as we can tell."""
        return self._line.alive

    async def catch_up(
        self, team: str, spots: Sequence[Spot], away: tuple[datetime, datetime]
    ) -> int:
        """Takes what was said to us in *spots* while we were *away*; says how many could not be
        read."""
        assert self._asker.user is not None  # noqa: S101 - who has started has logged in
        try:
            guild = await self._guilds.of(team)
        except DeliveryFailure as why:
            log.warning("what a guild is could not be asked: %s", why)
            guild = None
        reading = CatchUp(
            self._api, self._homes, self._ears, self._asker.user, guild, self._heard,
            SECONDS * self._config.pace,
        )  # fmt: skip
        return await reading.read(team, spots, away)

    @property
    def repeats(self) -> bool:
        """A session that was begun anew is not told of what was before it."""
        return False

    def session(self, team: str) -> tuple[int, ...]:
        """Of the guild's shard, and of the first one, through which direct messages come."""
        guild = self._line.guild(int(team)) if team.isdigit() else None
        return self._begun[0], self._begun[guild.shard_id if guild is not None else 0]

    def adapt(self, found: Capabilities) -> None:
        """Nothing is measured of Discord: it keeps a nonce for minutes, as its pages say."""

    async def work_off(self, arrival: Arrival) -> None:
        """Carries out one event of the inbox; what it raises is to be tried again."""
        await self._worker.work_off(arrival)

    async def settle(self) -> None:
        """Waits until every answer that is under way has gone out."""
        await self._errands.settle()

    def _hearing(self) -> Client:
        return Client(
            self._heard, self._wanted, self._back, self._begins, self._unknown, self._homes,
            self._ears, content=self._config.content,
        )  # fmt: skip

    def _begins(self, shard: int) -> None:
        self._begun[shard] += 1

    def _unknown(self, who: Sender, message: str) -> None:
        self._errands.start(self._strangers.answer(who, message))

    def _back(self, guild: str) -> None:
        self._errands.start(self._again.look(guild))

    async def _log_in(self, client: discord.Client) -> None:
        if (trust := self._config.trust) is not None:
            client.http.connector = aiohttp.TCPConnector(limit=0, ssl=trust)
        try:
            await client.login(self._config.token)
        except discord.LoginFailure as error:
            raise Suspended("invalid token") from error
        except Exception as error:
            raise failure(error) from error

    async def _introduce(self) -> None:
        await self._log_in(self._asker)
        self._identity.application = str(self._asker.application_id or "")
        self._identity.bot = str(self._asker.user.id if self._asker.user else "")
        try:
            self._at_start = tuple(str(each["id"]) for each in await self._api.guilds())
            await self._register()
        except Exception as error:
            raise failure(error) from error

    async def _register(self) -> None:
        """Discord takes few changes a day, and shows what it has: compared, then written."""
        wanted = commands.payload(self._config.commands, elsewhere=self._config.elsewhere)
        found = await self._api.registered(self._identity.application)
        if commands.digest(found) != commands.digest(wanted):
            log.info("the commands have changed: registered anew")
            await self._api.register(self._identity.application, wanted)

    async def _heard(self, told: Incoming) -> None:
        await self._desk.receive(told.key, told.sender, told.encode())

    async def _wanted(self, asked: Asked) -> None:
        await self._errands.start(self._inbound.interaction(asked))


async def _nobody(_guild: str) -> Sequence[str]:
    return ()
