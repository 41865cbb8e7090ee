"""One bot on both platforms at once: a team on the sandbox, a guild on the loopback Discord, and
one workspace."""

import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import aiohttp

from adapters.sandbox.app import build_sandbox
from adapters.sandbox.serve import serve
from adapters.sandbox.story import default_story
from bot.app import Chivvy
from bot.clocks import MovableClock
from bot.manifest import app_manifest
from bot.sandbox import ClockHand, SandboxRun
from bot.setting_values import SecretStr
from bot.settings import Settings
from bot.story import Page
from core.catalogue import Command
from tests.discord_adapter.discord_server import (
    Channel,
    DiscordWorld,
    Elapsed,
    Guild,
    Seen,
    User,
    permissions,
)
from tests.discord_adapter.guild_at_work import QUICK, unhurried
from tests.support.tables import lay_tables
from tests.support.team import Seen as SeenOnSlack
from tests.support.team import Team

MONDAY = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
ANA, MARIA, JONAS = "U0ANA", "U0MARIA", "U0JONAS"
INFRA = "C0INFRA"
CODE = re.compile(r"[A-Z0-9]{5}-[A-Z0-9]{5}")


class TeamOfBoth(Team):
    """The people of the sandbox; what is settled is settled on both sides."""

    async def settled(self) -> None:
        """Everything that was said is heard, done and delivered, wherever."""
        for _ in range(2):
            await self.run.sandbox.settle()
            for platform in self.run.bot.platforms.values():
                await platform.settle()
            await self.run.bot.until_idle()


@dataclass
class Both:
    """The sandbox's team, the guild with the same people in it, and the bot between them."""

    team: TeamOfBoth
    world: DiscordWorld
    guild: Guild
    people: dict[str, User]
    talk: Channel
    """The channel of the guild."""
    bot: Chivvy

    async def slash(self, who: str, name: str, **options: object) -> str:
        """Somebody uses a command in the guild's channel; the answer."""
        done = await self.world.slash(self.people[who], self.talk, name, options)
        await self.team.settled()
        return done.text

    def dms(self, who: str) -> list[Seen]:
        """What stands in somebody's direct messages on Discord."""
        return [seen for seen in self.world.dms_of(self.people[who]) if seen.text]

    async def slack_dms(self, who: str) -> list[SeenOnSlack]:
        """What Chivvy sent to somebody on Slack by itself."""
        await self.team.settled()
        return [m for m in await self.team.dm(who) if not m.private and m.user != who]

    async def links(self, slack: str, discord: str) -> str:
        """Somebody joins their two accounts, by the code that Slack showed; the answer."""
        shown = await self.team.types(slack, INFRA, "/task link")
        return await self.slash(discord, "task more link", code=code_in(shown.text))

    async def joined(self) -> None:
        """The guild becomes part of the team's workspace; ana is admin of both."""
        await self.team.types(ANA, INFRA, "/task admin me")
        shown = await self.team.types(ANA, INFRA, "/task admin link")
        await self.slash("ana", "task more admin", what="me")
        done = await self.slash("ana", "task more admin", what="link", words=code_in(shown.text))
        assert "one workspace now" in done


def code_in(text: str) -> str:
    """The code that an answer shows."""
    found = CODE.search(text)
    assert found is not None, text
    return found.group()


@asynccontextmanager
async def both_at_work(folder: Path) -> AsyncIterator[Both]:
    """One bot, connected to both, and one workspace of a team and a guild."""
    clock = MovableClock(MONDAY)
    hand = ClockHand(clock)
    names = {command: f"/{command}" for command in Command}
    sandbox = build_sandbox(default_story(MONDAY), app_manifest(names), hand)
    async with AsyncExitStack() as stack:
        served = await serve(sandbox, 0)
        stack.push_async_callback(served.stop)
        world = await DiscordWorld.start(now=clock.now, elapsed=Elapsed(rate=0.1))
        stack.push_async_callback(world.close)
        guild = world.guild("Example")
        people = {name: world.user(name) for name in ("ana", "maria", "jonas")}
        for user in people.values():
            world.join(guild, user)
        talk = world.channel(guild, "talk")
        manager = world.role(guild, "manager", permissions.MANAGE_GUILD)
        world.change_member(guild, people["ana"], roles=[manager])
        settings = Settings(
            slack_bot_token=SecretStr(sandbox.bot_token),
            slack_app_token=SecretStr(sandbox.app_token),
            slack_api_base_url=f"{served.address}/api/", commands_per_minute=0,
            discord_token=SecretStr(world.token), discord_api_base_url=world.api_base_url,
            discord_gateway_url=world.gateway_url, data_dir=folder,
        )  # fmt: skip
        lay_tables(settings.database)
        stack.enter_context(world.library())
        stack.enter_context(unhurried(15.0))
        bot = Chivvy(settings, clock, QUICK)
        hand.attach(bot)
        await bot.start()
        stack.push_async_callback(hand.stop)
        await sandbox.connected()
        session = await stack.enter_async_context(aiohttp.ClientSession())
        run = SandboxRun(sandbox, served, bot, hand, stack)
        team = TeamOfBoth(run, Page(session, served.address))
        found = Both(team, world, guild, people, talk, bot)
        await found.joined()
        yield found
