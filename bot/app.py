"""The composition root: builds everything, starts it in order, stops it in reverse."""

import asyncio
import logging
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from adapters.db import migrate
from adapters.db.store import SqlStore
from adapters.db.uow import UnitRows, Units, lock_workspace
from adapters.slack.app import SlackAdapter, SlackConfig
from bot.insiders import Insiders
from bot.introductions import Introductions, Sources
from bot.listening import ListeningDesk
from bot.readiness import Signs, checks
from bot.settings import Settings
from core import dispatch
from core.kernel.clock import Clock
from core.kernel.meter import Meter
from core.language.dates import warm
from core.people.model import Profile, Sender, Spot
from core.screens.delivery import Waiting
from core.trial import Trial
from scheduler.deliver import Deliverer, Pace
from scheduler.housekeeping import tidy
from scheduler.inbox import InboxWorker
from scheduler.loop import Engine

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
        meter: Meter | None = None,
    ) -> None:  # fmt: skip
        tuning = tuning or Tuning()
        self.settings = settings
        self.clock = clock
        self.tuning = tuning
        self.run = secrets.token_hex(8)
        self.warming: asyncio.Task[None] | None = None
        self.admin_code = ""
        """What makes its first typist admin; empty where there is one."""
        self.store: SqlStore[UnitRows] = SqlStore(
            settings.database, Units(), lock_workspace=lock_workspace
        )
        self.insiders = Insiders(self.store, {"slack": self._members}, clock)
        self.introductions = Introductions({"slack": Sources(self._profile, self._spot)})
        trial = Trial(settings.dry_run, settings.channels)
        self.desk = ListeningDesk(
            self.store, clock, self._wake, greet=self.insiders.before,
            introduce=self.introductions.look,
            admins=frozenset(settings.admins), commands=settings.commands, trial=trial,
        )  # fmt: skip
        self.slack = SlackAdapter(
            slack_config(settings, tuning.per_message), self.desk, clock, meter
        )
        self.deliverer = deliverer = Deliverer(
            self.store, {"slack": self.slack.messenger}, clock, self.run, tuning.pace,
            alone=self.store.file is not None, commands=settings.commands, trial=trial,
            meter=meter,
        )  # fmt: skip
        inbox = InboxWorker(self.store, {"slack": self.slack.work_off}, meter=meter)
        self.engine = Engine(
            self.store, clock, deliverer, inbox.once, seconds=tuning.seconds, tidy=self._tidy,
            insiders=self.insiders.everywhere,
        )  # fmt: skip

        self.signs = Signs(
            self.store.health, deliverer.beaten, self.engine.turned, lambda: self.slack.alive,
            self.store.file,
        )  # fmt: skip

    async def _members(self, installation: str, place: str) -> frozenset[str]:
        return await self.slack.messenger.members(installation, place)

    async def _profile(self, sender: Sender) -> Profile:
        return await self.slack.lookups.profile(sender)

    async def _spot(self, sender: Sender) -> Spot:
        return await self.slack.lookups.spot(sender)

    def _wake(self) -> None:
        self.engine.wake()

    async def _tidy(self) -> int:
        return await tidy(
            self.store, self.clock.now(), self.store.checkpoint, self.settings.keeping
        )

    async def start(self) -> None:
        """Store first, then the platform, then the engine."""
        await self.store.start()
        await self.slack.start()
        team = self.slack.team
        await self.store.write(lambda u: dispatch.resume(u, "slack", team), workspace=None)
        found = await self.store.read(lambda u: dispatch.capabilities(u, "slack", team))
        self.slack.adapt(found)
        self.deliverer.adapt(found)
        await self.desk.appoint("slack")
        code = new_admin_code()
        self.admin_code = code if await self.desk.offer_admin("slack", team, code) else ""
        if (hold := self.tuning.hold) is not None:
            await self.store.write(lambda unit: dispatch.set_hold(unit, hold), workspace=None)
        await self.engine.start()
        self.warming = asyncio.create_task(asyncio.to_thread(warm))

    async def stop(self) -> None:
        """Takes nothing more, finishes what runs, sends what is under way, closes the store.

        Ten seconds at most, unless the database hangs.
        """
        if self.warming is not None:
            await self.warming
        await asyncio.gather(self.slack.hang_up(), self.engine.stop())
        await self.slack.stop()
        await self.introductions.stop()
        await self.insiders.stop()
        await self.store.close()

    async def until_idle(self) -> None:
        """Everything that is due at the present moment is decided and delivered."""
        await self.engine.until_idle()

    def health(self) -> dict[str, bool]:
        """Whether every promise can be kept now, and each thing that it rests on."""
        found = checks(self.signs)
        return {"ready": all(found.values()), **found}

    async def backlog(self) -> Sequence[Waiting]:
        """What has come due in the database and is not done."""
        now = self.clock.now()
        return await self.store.read(lambda unit: [*unit.outbox.backlog(now), unit.inbox.backlog()])

    async def earliest(self) -> datetime | None:
        """When the next thing is due."""
        return await self.engine.earliest()


def slack_config(settings: Settings, pace: float = 1.0) -> SlackConfig:
    """What the Slack adapter is told; *pace*: seconds between messages in one conversation."""
    return SlackConfig(
        bot_token=_secret(settings, "slack_bot_token") or "",
        app_token=_secret(settings, "slack_app_token"),
        signing_secret=_secret(settings, "slack_signing_secret"),
        api_base_url=settings.slack_api_base_url,
        commands={name: home for home, name in settings.commands.items()},
        pace=pace,
    )


def new_admin_code() -> str:
    """Eight signs that nobody takes for others."""
    signs = [secrets.choice(ADMIN_SIGNS) for _ in range(8)]
    return f"{''.join(signs[:4])}-{''.join(signs[4:])}"


def _secret(settings: Settings, name: str) -> str | None:
    value = getattr(settings, name)
    return value.get_secret_value() if value is not None else None


def prepare(settings: Settings) -> None:
    """A first run migrates by itself; a populated database only by ``chivvy migrate``."""
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    if migrate.is_empty(settings.database):
        migrate.upgrade(settings.database, backup=False)
    else:
        migrate.require_current(settings.database)
