"""A guild at work: the real bot through the real discord.py on the loopback Discord, with a clock
that can be moved."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

from adapters.db.uow import UnitRows
from adapters.discord import client
from adapters.discord.app import DiscordConfig
from adapters.discord.inbound import Limits
from bot import platforms
from bot.app import Chivvy, Tuning
from bot.clocks import MovableClock
from bot.platforms import discord_config
from bot.roles import Role
from bot.setting_values import SecretStr
from bot.settings import Settings
from core.people.model import Sender
from scheduler.courier import Pace
from scheduler.play import play_to
from tests.discord_adapter.discord_server import (
    Channel,
    DiscordWorld,
    Elapsed,
    Guild,
    Message,
    User,
    permissions,
)
from tests.discord_adapter.discord_server import Role as GuildRole
from tests.discord_adapter.discord_server.gateway import IDENTIFY_SECONDS
from tests.support.tables import lay_tables

MONDAY = datetime(2026, 11, 30, 9, 30, tzinfo=UTC)
QUICK = Tuning(0.05, Pace(settle=0.05, look_gap=0.05), per_message=0.0, hold=0)
"""Wheels that turn fast; nothing waits for an Undo."""
PEOPLE = ("ana", "ben", "maria", "jonas", "priya")


@dataclass
class AtWork:
    """The world, the bot in it, and five people who share a guild with #infra."""

    world: DiscordWorld
    bot: Chivvy
    clock: MovableClock
    guild: Guild
    people: dict[str, User]
    infra: Channel
    manager: GuildRole
    """Whoever has it manages the server."""
    heard: int = 0
    """Events that the bot has taken from the gateway."""

    async def says(self, who: User, where: Channel, text: str) -> Message:
        """Somebody says something; returns once the bot has heard it and answered."""
        before = self.heard
        said = await self.world.say(who, where, text)
        await self.world.until(lambda: self.heard > before)
        await self.settled()
        return said

    async def opens_project(self, who: User, where: Channel, name: str = "Infra") -> None:
        """Somebody opens a project, which lives and speaks there."""
        form = await self.world.slash(who, where, "project new", {"name": name})
        await self.world.submit_modal(form, {"0.speaks": "yes"})

    async def hears(self, key: str, sender: Sender, body: str) -> None:
        """In the place of the desk's own: counts, and tells whoever waits."""
        await type(self.bot.desk).receive(self.bot.desk, key, sender, body)
        self.heard += 1
        self.world.state.bell.ring()

    def __getattr__(self, name: str) -> User:
        try:
            return self.people[name]
        except KeyError:
            raise AttributeError(name) from None

    async def settled(self) -> None:
        """Everything that is due is said."""
        await self.bot.until_idle()
        for platform in self.bot.platforms.values():
            await platform.settle()
        await self.bot.until_idle()

    async def restarts(self, **down: float) -> None:
        """The bot ends in order, and another one begins on the same database, *down* later."""
        await self.bot.stop()
        self.clock.hold(self.clock.now() + timedelta(**down))
        self.clock.release()
        self.bot = Chivvy(self.bot.settings, self.clock, QUICK)
        await self.begins()

    async def begins(self) -> None:
        """The bot starts; returns once the gateway has told it of every guild."""
        await self.bot.start()
        if self.bot.role.listens:
            await self.world.until(lambda: self.bot.platforms["discord"].alive)
        self.bot.desk.receive = self.hears  # type: ignore[method-assign]

    async def patient(self) -> None:
        """Nobody's day is full: whoever adds tasks may add more, who is told may be told again."""

        def raise_it(unit: UnitRows) -> None:
            people = unit.of(1).people
            home = people.workspace()
            unbound = replace(home.bounds, daily=0)
            people.save_workspace(replace(home, interruptions=100_000, bounds=unbound))

        await self.bot.store.write(raise_it, workspace=1)

    async def later(self, **delay: float) -> None:
        """Time passes; each thing that is due in between is played at its moment."""
        await play_to(
            self.clock.now() + timedelta(**delay), self.clock, self.bot.earliest,
            self.bot.until_idle,
        )  # fmt: skip
        await self.settled()


@contextmanager
def spaced(world: DiscordWorld) -> Iterator[None]:
    """Discord refuses an IDENTIFY that comes within five seconds of another. The library waits;
    here they pass on Discord's clock alone."""
    world.gateway.strict = True

    async def wait(self: client.Client, shard_id: int | None, *, initial: bool = False) -> None:
        if not initial:
            world.forward(IDENTIFY_SECONDS)

    with patch.object(client.Client, "before_identify_hook", wait):
        yield


@contextmanager
def unhurried(answer: float, *, elsewhere: bool = False) -> Iterator[None]:
    """Guilds come at once; an answer is put off after so many seconds, many on a busy machine."""

    def config(settings: Settings, pace: float) -> DiscordConfig:
        return replace(
            discord_config(settings, pace), limits=Limits(answer, options=10.0), elsewhere=elsewhere
        )

    with (
        patch.object(client, "GUILDS_PAUSE", 0.02),
        patch.object(platforms, "discord_config", config),
    ):
        yield


@asynccontextmanager
async def at_work(
    folder: Path,
    *,
    content: bool = False,
    answer: float = 15.0,
    elsewhere: bool = False,
    shards: int = 1,
    role: Role = Role.ALL,
) -> AsyncIterator[AtWork]:
    """A guild with a bot that has just been let in; *elsewhere*: which serves Slack as well."""
    clock = MovableClock(MONDAY)
    world = await DiscordWorld.start(now=clock.now, elapsed=Elapsed(rate=0.1), shards=shards)
    guild = world.guild("Example")
    people = {name: world.user(name) for name in PEOPLE}
    for user in people.values():
        world.join(guild, user)
    infra = world.channel(guild, "infra")
    manager = world.role(guild, "manager", permissions.MANAGE_GUILD)
    settings = Settings(
        commands_per_minute=0,
        discord_token=SecretStr(world.token), discord_api_base_url=world.api_base_url,
        discord_gateway_url=world.gateway_url, data_dir=folder, discord_message_content=content,
    )  # fmt: skip
    lay_tables(settings.database)
    with world.library(), spaced(world), unhurried(answer, elsewhere=elsewhere):
        bot = Chivvy(settings, clock, QUICK, role=role)
        found = AtWork(world, bot, clock, guild, people, infra, manager)
        try:
            await found.begins()
            yield found
        finally:
            await found.bot.stop()
            await world.close()
