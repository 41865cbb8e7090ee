"""The composition root: builds everything, starts it in order, stops it in reverse."""

import asyncio
import logging
import math
import secrets
from collections.abc import Awaitable, Sequence
from dataclasses import field
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from adapters.db import revisions
from adapters.db.store import SqlStore
from adapters.db.uow import UnitRows, Units, lock_workspace
from bot.allowance import SparingDesk
from bot.away import Away
from bot.gateways import Gateways, Listener
from bot.insiders import Insiders, Members
from bot.introductions import Introductions, Sources
from bot.leavers import Leavers, untold
from bot.platforms import Platform, platforms
from bot.quiet import Ask, DoNotDisturb
from bot.readiness import Signs, checks
from bot.roles import Role
from bot.settings import Settings
from core import dispatch
from core.kernel.clock import Clock
from core.kernel.incidents import incident
from core.kernel.meter import Meter
from core.kernel.values import dataclass
from core.screens.delivery import Backlog
from core.trial import Trial
from scheduler.courier import Pace
from scheduler.deliver import ALL_RUNS, Deliverer
from scheduler.housekeeping import tidy
from scheduler.inbox import InboxWorker
from scheduler.loop import Engine

if TYPE_CHECKING:
    from adapters.db.bell import Bell

log = logging.getLogger("chivvy")
ADMIN_SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


@dataclass(frozen=True, slots=True)
class Tuning:
    """How fast the wheels turn; short in the suite."""

    seconds: float = 1.0
    pace: Pace = field(default_factory=Pace)
    per_message: float = 1.0
    """Seconds between two messages in one conversation; Slack asks for one."""
    hold: int | None = None
    """Seconds that what others hear waits; None: as each workspace has it."""


class Chivvy:
    """One run of the product: a store, a desk, a platform, and the engine that keeps time."""

    def __init__(
        self, settings: Settings, clock: Clock, tuning: Tuning | None = None,
        meter: Meter | None = None, role: Role = Role.ALL,
    ) -> None:  # fmt: skip
        tuning = tuning or Tuning()
        self.role = role
        self.settings = settings
        self.clock = clock
        self.tuning = tuning
        self.run = secrets.token_hex(8)
        self.admin_code = ""
        """What makes its first typist admin; empty where there is one."""
        self.store: SqlStore[UnitRows] = SqlStore(
            settings.database, Units(), lock_workspace=lock_workspace
        )
        members: dict[str, Members] = {}
        sources: dict[str, Sources] = {}
        self.insiders = Insiders(self.store, members, clock)
        self.introductions = Introductions(sources)
        asks: dict[str, Ask] = {}
        self.quiet = DoNotDisturb(self.store, asks, clock)
        trial = Trial(settings.dry_run, settings.channels)
        self.desk = SparingDesk(
            self.store, clock, self._wake, arrived=self._arrived, greet=self.insiders.before,
            introduce=self.introductions.look,
            admins=frozenset(settings.admins), commands=settings.commands, trial=trial,
        ).spare(settings.commands_per_minute)  # fmt: skip
        self.platforms = platforms(
            settings,
            self.desk,
            clock,
            meter,
            tuning.per_message,
            self._known,
        )
        for name, platform in self.platforms.items():
            members[name] = platform.messenger.members
            sources[name] = Sources(platform.lookups.profile, platform.lookups.spot)
            asks[name] = platform.lookups.quiet
        self.desk.know_roles({name: each.lookups.roles for name, each in self.platforms.items()})
        senders = {name: platform.messenger for name, platform in self.platforms.items()}
        self.deliverer = deliverer = Deliverer(
            self.store, senders, clock, self.run, tuning.pace,
            alone=self.store.file is not None, commands=settings.commands, trial=trial,
            meter=meter,
        )  # fmt: skip
        self.leavers = Leavers(self.store, untold(self.platforms), self.desk.learn, clock)
        deliverer.hear_no(self.leavers.refused)
        workers = {name: platform.work_off for name, platform in self.platforms.items()}
        self.inbox = InboxWorker(self.store, workers, meter=meter)
        self.away = Away(self.store, self.platforms, self._hears, clock)
        self.gateways = self._gateways(tuning.pace.run_dies_after)
        self.engine = self._engine()
        self.bell = self._bell()
        self.signs = Signs(
            self.store.health, deliverer.beaten, self.engine.turned, self._reached,
            self.store.file, lambda: deliverer.takes,
        )  # fmt: skip

    def _engine(self) -> Engine:
        """What turns in this process, by its role."""
        role = self.role
        return Engine(
            self.store, self.clock, self.deliverer, self.inbox, seconds=self.tuning.seconds,
            tidy=self._tidy, insiders=self.insiders.everywhere,
            away=self.away.look if role is not Role.WORKER else None,
            gateways=self.gateways.look if role.holds else None, works=role.works,
            quiet=self.quiet.look, leavers=self.leavers.look, first=self.quiet.before_sending,
        )  # fmt: skip

    def _bell(self) -> "Bell | None":
        """What tells other processes that something changed; on SQLite there are none."""
        if self.store.file is not None:
            return None
        from adapters.db.bell import Bell  # psycopg, which SQLite does without.

        return Bell(self.store.url, self.run, self.engine.came)

    def _gateways(self, silence: float) -> Gateways:
        """Who listens; on SQLite nobody else can live beside us."""
        alone = self.store.file is not None
        dies_after = math.inf if alone else silence
        return Gateways(
            self.store, self.run, self._listeners, ALL_RUNS if alone else silence,
            self.deliverer.beaten, dies_after,
        )  # fmt: skip

    async def _known(self, platform: str, team: str) -> Sequence[str]:
        return await self.store.read(lambda unit: dispatch.known_in(unit, platform, team))

    def _reached(self) -> dict[str, bool]:
        """Each platform, and whether it reaches us."""
        return {
            name: platform.alive or self._waits(platform)
            for name, platform in self.platforms.items()
        }

    def _hears(self, platform: Platform) -> bool:
        """Whether this process is the one that a platform reaches."""
        return self.role.hears(connected=bool(platform.connection))

    def _waits(self, platform: Platform) -> bool:
        """Whether it is for another process to listen to it."""
        return bool(platform.connection) and not platform.listening

    def _listeners(self) -> dict[str, Listener]:
        """What one process is to hold, by name: each connection, and the events that came in."""
        found: dict[str, Listener] = {}
        if self.role.listens:
            every = self.platforms.items()
            found = {f"{name}/{each.connection}": each for name, each in every if each.connection}
        return found | {"inbox": self.inbox} if self.role.works else found

    def _arrived(self) -> None:
        self.engine.came()
        self._ring()

    def _wake(self) -> None:
        self.engine.changed()
        self._ring()

    def _ring(self) -> None:
        if self.bell is not None:
            self.bell.ring()

    async def _tidy(self) -> int:
        return await tidy(
            self.store, self.clock.now(), self.store.checkpoint, self.settings.keeping
        )

    async def start(self) -> None:
        """Store first, then the platform, then the engine."""
        await self.store.start()
        code = new_admin_code()
        for name, platform in self.platforms.items():
            await platform.start(listen=False)
            await self._begin(name, platform, code)
        if (hold := self.tuning.hold) is not None:
            await self.store.write(lambda unit: dispatch.set_hold(unit, hold), workspace=None)
        await self.deliverer.beat()
        if self.role.holds:
            await self.gateways.look()
        await self.away.notice()
        await self.engine.start()
        if self.bell is not None:
            self.bell.start()

    async def _begin(self, name: str, platform: Platform, code: str) -> None:
        """The installations of a platform are taken up, with what was measured of each; *code*
        makes the first admin."""
        for team in platform.teams:
            await self.store.write(
                partial(dispatch.resume, platform=name, team=team), workspace=None
            )
            if await self.desk.offer_admin(name, team, code):
                self.admin_code = code
            found = await self.store.read(partial(dispatch.capabilities, platform=name, team=team))
            platform.adapt(found)
            self.deliverer.adapt(found)
        await self.desk.appoint(name)

    async def stop(self) -> None:
        """Takes nothing more, finishes what runs, sends what is under way, closes the store.

        Ten seconds at most, unless the database hangs.
        """
        self.gateways.close()
        every = self.platforms.values()
        await _each(*(platform.hang_up() for platform in every), self.engine.stop())
        await _each(*(platform.stop() for platform in every))
        await _each(self.introductions.stop(), self.insiders.stop())
        if self.bell is not None:
            await _each(self.bell.close())
        await self.store.close()

    async def until_idle(self) -> None:
        """Everything that is due at the present moment is decided and delivered."""
        await self.engine.until_idle()

    def health(self) -> dict[str, bool]:
        """Whether every promise can be kept now, and each thing that it rests on."""
        found = checks(self.signs)
        return {"ready": all(found.values()), **found}

    async def backlog(self, late: timedelta) -> Backlog:
        """What has come due in the database and is not done; *late*: when a lane counts as such."""
        now = self.clock.now()
        return await self.store.read(
            lambda unit: Backlog(
                (*unit.outbox.backlog(now), unit.inbox.backlog()),
                unit.outbox.lanes(now, now - late),
            )
        )

    async def earliest(self) -> datetime | None:
        """When the next thing is due."""
        return await self.engine.earliest()


async def _each(*steps: Awaitable[None]) -> None:
    """All of them to their end: what breaks in one keeps nothing else from being stopped."""
    for fault in await asyncio.gather(*steps, return_exceptions=True):
        if isinstance(fault, Exception):
            log.error("a stop goes on without one of its steps: %s", incident(fault))


def new_admin_code() -> str:
    """Eight signs that nobody takes for others."""
    signs = [secrets.choice(ADMIN_SIGNS) for _ in range(8)]
    return f"{''.join(signs[:4])}-{''.join(signs[4:])}"


def first_admin(bot: Chivvy) -> str:
    """What makes its first typist admin, as each platform of the run has it typed."""
    task, code = bot.settings.task_command, bot.admin_code
    ways = {
        "slack": f"Type in Slack: {task} admin {code}",
        "discord": f"Choose in Discord: {task} more admin, what: code, words: {code}",
    }
    return " ".join(ways[name] for name in bot.platforms)


def prepare(settings: Settings) -> None:
    """A first run migrates by itself; a populated database only by ``chivvy migrate``."""
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    if revisions.is_empty(settings.database):
        from adapters.db import migrate  # Alembic is slow to come, and needed this once.

        migrate.upgrade(settings.database, backup=False)
    else:
        revisions.require_current(settings.database)
