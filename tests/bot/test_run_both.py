"""Slack by HTTP in one process, Discord's gateway in another, a worker for both: one PostgreSQL
database, and one story over the two platforms."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest

from tests.bot.test_run import command
from tests.discord_adapter.both import code_in
from tests.discord_adapter.discord_server import (
    Channel,
    DiscordWorld,
    Elapsed,
    User,
    permissions,
)
from tests.support.roles import PATIENCE, Ahead, Site, at_once, site

TRIGGERS = count(1)


@dataclass
class Both:
    """A team on the sandbox, a guild on the loopback Discord, and who runs for them."""

    at: Site
    world: DiscordWorld
    ana: User
    maria: User
    talk: Channel
    web: str = ""
    """Where Slack's requests go."""

    async def types(self, who: str, text: str) -> str:
        """A slash command on Slack; its acknowledgement."""
        return await self.at.post(self.web, command(text, f"1.2.{next(TRIGGERS)}", who))

    async def slash(self, who: User, name: str, **options: object) -> str:
        """A slash command on Discord; its answer."""
        done = await self.world.slash(who, self.talk, name, options)
        assert done.failed is None, done.failed
        return done.text

    async def becomes_one(self) -> None:
        """Ana joins the two, Maria her accounts; nothing waits for an Undo."""
        await self.types("ana", "admin me")
        await self.slash(self.ana, "task more admin", what="me")
        code = code_in(await self.types("ana", "admin link"))
        joined = await self.slash(self.ana, "task more admin", what="link", words=code)
        assert "one workspace now" in joined
        code = code_in(await self.types("maria", "link"))
        await self.slash(self.maria, "task more link", code=code)
        await at_once(self.at.environment["DATABASE_URL"])


@pytest.fixture
async def both(tmp_path: Path, postgres_url: str) -> AsyncIterator[Both]:
    """Nobody runs yet."""
    world = await DiscordWorld.start(now=Ahead().now, elapsed=Elapsed(rate=0.1))
    try:
        guild = world.guild("Example")
        ana, maria = world.user("ana"), world.user("maria")
        for user in (ana, maria):
            world.join(guild, user)
        manager = world.role(guild, "manager", permissions.MANAGE_GUILD)
        world.change_member(guild, ana, roles=[manager])
        talk = world.channel(guild, "talk")
        async with site(postgres_url, tmp_path) as at:
            at.environment |= {
                "DISCORD_TOKEN": world.token, "DISCORD_API_BASE_URL": world.api_base_url,
                "DISCORD_GATEWAY_URL": world.gateway_url,
            }  # fmt: skip
            yield Both(at, world, ana, maria, talk)
    finally:
        await world.close()


async def test_web_a_gateway_and_a_worker(both: Both) -> None:
    """Each is answered by its own process; what the worker sends crosses over, and so do the
    answers to it."""
    both.web = await both.at.run("web")
    await both.at.run("gateway")
    await both.world.connected()
    await both.at.run("worker")
    await both.becomes_one()
    assert len(both.world.gateway.sockets) == 1

    assert "T-1" in await both.types("ana", "add Renew the certificate @maria tomorrow")
    await both.world.until(lambda: told(both), PATIENCE)
    asked = both.world.finds(both.maria, "Renew the certificate")
    pressed = await both.world.press(asked.message, "I'm on it", both.maria)
    assert pressed.failed is None
    assert "in progress" in (await both.types("ana", "show T-1")).lower()

    line = "Order the disks @jonas friday"
    assert "T-2" in await both.slash(both.maria, "task add", title=line)
    await both.at.hears("D0JONAS", "Order the disks")

    said = f"<@{both.world.bot.id}> add Book the hall @jonas friday"
    await both.world.say(both.maria, both.talk, said)
    await both.at.hears("D0JONAS", "Book the hall")


def told(both: Both) -> bool:
    """Whether Maria was told on Discord, where she was last."""
    return any("Renew the certificate" in seen.text for seen in both.world.dms_of(both.maria))
