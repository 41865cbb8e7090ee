"""What a process knows of a guild: told by the gateway, or asked for where another holds that."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from adapters.discord import guilds
from adapters.discord.app import DiscordAdapter
from bot.roles import Role
from core.people.model import PlaceKind, Sender
from core.screens.messenger import Gone
from tests.discord_adapter.discord_server import Channel, User
from tests.discord_adapter.guild_at_work import AtWork, at_work

GUILD = "GET /guilds/{guild_id}"


@pytest.fixture(params=[Role.ALL, Role.WORKER])
async def guild(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[AtWork]:
    """A guild at work, with the gateway and without it."""
    async with at_work(tmp_path, role=request.param) as found:
        yield found


@pytest.fixture
async def worker(tmp_path: Path) -> AsyncIterator[AtWork]:
    """A process that holds no gateway."""
    async with at_work(tmp_path, role=Role.WORKER) as found:
        yield found


def adapter(guild: AtWork) -> DiscordAdapter:
    """Discord's side of the bot."""
    found = guild.bot.platforms["discord"]
    assert isinstance(found, DiscordAdapter)
    return found


def there(guild: AtWork, channel: Channel, who: User) -> Sender:
    """Somebody in a channel."""
    return Sender("discord", guild.guild.id, who.id, who.name, place=channel.id)


async def test_what_sort_of_place_it_is(guild: AtWork) -> None:
    """An open channel, a private one, one where we are not, a private thread that sleeps, and
    none at all."""
    world, home, found = guild.world, guild.guild, adapter(guild).lookups
    secret = world.private_channel(home, "board", guild.ana)
    hidden = world.private_channel(home, "hidden", guild.ana, bot=False)
    thread = world.thread(guild.infra, "between us", guild.ana, private=True)
    world.add_to_thread(thread, world.bot, guild.ana)
    world.archive_thread(thread)
    spots = [
        await found.spot(there(guild, where, guild.ana))
        for where in (guild.infra, secret, hidden, thread)
    ]
    assert [(spot.kind, spot.here) for spot in spots] == [
        (PlaceKind.CHANNEL, True),
        (PlaceKind.GROUP, True),
        (PlaceKind.GROUP, False),
        (PlaceKind.GROUP, True),
    ]
    nowhere = await found.spot(Sender("discord", home.id, guild.ana.id, "ana", place="4711"))
    assert (nowhere.kind, nowhere.here) == (None, False)


async def test_who_sees_a_private_channel(guild: AtWork) -> None:
    """Of the people that are known; where we are not, nobody says."""
    world, home = guild.world, guild.guild
    secret = world.private_channel(home, "board", guild.ana, guild.maria)
    people = adapter(guild).lookups
    for who in (guild.ana, guild.ben, guild.maria):
        profile = await people.profile(there(guild, guild.infra, who))
        await guild.bot.desk.learn(there(guild, guild.infra, who), (profile,))
    assert await people.members(home.id, secret.id) == {guild.ana.id, guild.maria.id}
    with pytest.raises(Gone):
        await people.members(home.id, "4711")


async def test_who_manages_the_server(guild: AtWork) -> None:
    """By the role that they have."""
    guild.world.change_member(guild.guild, guild.ben, roles=[guild.manager])
    people = adapter(guild).lookups
    manages = [
        (await people.profile(there(guild, guild.infra, who))).owner
        for who in (guild.ana, guild.ben)
    ]
    assert manages == [False, True]


async def test_a_role_is_named(guild: AtWork) -> None:
    """A mention of one carries its name."""
    words = f"several <@&{guild.manager.id}>"
    named = await adapter(guild).lookups.with_roles(guild.guild.id, words)
    assert named == f"several <@&{guild.manager.id}|manager>"


async def test_who_holds_no_gateway_is_ready(worker: AtWork) -> None:
    """It is for another to be reached; no line is opened."""
    assert worker.bot.health()["discord"]
    assert adapter(worker).teams == (worker.guild.id,)
    assert not worker.world.gateway.sockets


async def test_a_guild_is_asked_for_once_in_a_while(
    worker: AtWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ten look-ups are one question; what changed is seen after half a minute."""
    people, who = adapter(worker).lookups, there(worker, worker.infra, worker.ana)
    for _ in range(10):
        assert (await people.spot(who)).name == "infra"
    assert len(worker.world.asked(GUILD)) == 1
    worker.world.rename_channel(worker.infra, "platform")
    monkeypatch.setattr(guilds, "REMEMBERED", 0.0)
    assert (await people.spot(who)).name == "platform"


async def test_a_channel_of_this_moment_is_found(worker: AtWork) -> None:
    """It is younger than what is remembered of its guild."""
    people = adapter(worker).lookups
    await people.spot(there(worker, worker.infra, worker.ana))
    fresh = worker.world.channel(worker.guild, "fresh")
    found = await people.spot(there(worker, fresh, worker.ana))
    assert (found.kind, found.name) == (PlaceKind.CHANNEL, "fresh")


async def test_a_guild_that_put_us_out_is_none(worker: AtWork) -> None:
    """Nothing is known of it, and nothing breaks."""
    worker.world.uninstall(worker.guild)
    found = await adapter(worker).lookups.spot(there(worker, worker.infra, worker.ana))
    assert found.kind is None
