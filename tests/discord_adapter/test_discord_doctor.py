"""``chivvy doctor`` on Discord: each thing that is missing by its name, with what stops without."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import discord
import pytest
from attrs import evolve

from adapters.discord.checkup import check_discord
from adapters.discord.permissions import PERMISSIONS, install_link, missing, number
from bot.app import first_admin
from bot.doctor import examine, sent_test
from bot.doctor_discord import discord_link
from bot.findings import Finding
from bot.platforms import discord_config
from bot.setting_values import SecretStr
from tests.discord_adapter.discord_server import permissions as may
from tests.discord_adapter.guild_at_work import AtWork, at_work
from tests.discord_adapter.test_at_work import added

CONTENT = 1 << 15


@pytest.fixture
async def guild(tmp_path: Path) -> AsyncIterator[AtWork]:
    """A guild at work."""
    async with at_work(tmp_path) as found:
        yield found


async def findings(guild: AtWork, **settings: object) -> tuple[Finding, ...]:
    """All that the doctor says."""
    return await examine(evolve(guild.bot.settings, **settings))


async def bad(guild: AtWork, **settings: object) -> list[str]:
    """What is wrong with Discord; the guild's clock is a story's, so queues are left out."""
    found = await findings(guild, **settings)
    return [each.text for each in found if each.bad and " wait since" not in each.text]


async def told(guild: AtWork) -> str:
    """All that the doctor says, as one text."""
    return "\n".join(map(str, await findings(guild)))


async def test_nothing_is_wrong_with_a_healthy_one(guild: AtWork) -> None:
    """Settings without Slack, database, permissions, intents, commands, clock, homes."""
    await guild.world.slash(guild.ana, guild.infra, "project new", {"name": "Infra"})
    assert await bad(guild) == []
    said = await told(guild)
    assert "✓ Discord: Example: every permission is there" in said
    assert "✓ Discord: the commands are those of this release" in said
    assert "✓ clock: as Discord's" in said


async def test_a_permission_is_named_with_what_stops_without_it(guild: AtWork) -> None:
    """Those without which nothing is posted are faults; the others are told."""
    role = next(one for one in guild.guild.roles.values() if one.managed)
    everyone = guild.guild.roles[guild.guild.id]
    for each in (role, everyone):
        each.permissions &= ~(may.SEND_MESSAGES | may.CREATE_PRIVATE_THREADS)
    (fault,) = await bad(guild)
    assert fault.startswith("Discord: Example: Send Messages is missing; without it: nothing is")
    assert "Server Settings, Roles" in fault
    assert "Create Private Threads is missing; without it: who takes no direct" in await told(guild)


async def test_a_home_that_shuts_it_out_is_named(guild: AtWork) -> None:
    """What the channel denies counts, not only what the guild allows."""
    await guild.opens_project(guild.ana, guild.infra)
    await guild.settled()
    guild.world.allow(guild.infra, guild.world.bot, deny=may.SEND_MESSAGES)
    (fault,) = await bad(guild)
    assert fault.startswith("Discord: #infra, home to a project: Send Messages is missing")
    guild.world.allow(guild.infra, guild.world.bot, deny=may.VIEW_CHANNEL)
    assert "#infra, home to a project: View Channels is missing" in "\n".join(await bad(guild))


async def test_message_content_without_the_switch_is_named(guild: AtWork) -> None:
    """It would end the connection; off, it is told what that costs."""
    guild.world.state.app.privileged = 0
    (fault,) = await bad(guild, discord_message_content=True)
    assert "Message Content Intent" in fault and "DISCORD_MESSAGE_CONTENT" in fault
    assert "T-42 in other messages is not answered" in await told(guild)
    guild.world.state.app.privileged = CONTENT
    assert await bad(guild, discord_message_content=True) == []


async def test_old_commands_are_named(guild: AtWork) -> None:
    """Commands of another name than Discord has."""
    (fault,) = await bad(guild, task_command="/todo")
    assert "the commands are not those of this release" in fault


async def test_a_wrong_token_is_named(guild: AtWork) -> None:
    """With where to copy it."""
    (fault,) = await bad(guild, discord_token=SecretStr("a.b.c"))
    assert "Reset Token" in fault and "DISCORD_TOKEN" in fault and "a.b.c" not in fault


async def test_a_discord_that_is_away_is_named(guild: AtWork) -> None:
    """With the setting that may be wrong."""
    (fault,) = await bad(guild, discord_api_base_url="http://127.0.0.1:1/api")
    assert "DISCORD_API_BASE_URL" in fault


async def test_no_server_yet_leads_to_the_link(guild: AtWork) -> None:
    """Which can be printed by itself too."""
    link = await discord_link(guild.bot.settings)
    guild.world.uninstall(guild.guild)
    (fault,) = await bad(guild)
    assert fault == f"Discord: in no server yet; let it into yours: {link}"


async def test_a_clock_that_is_off_is_measured(guild: AtWork) -> None:
    """By the date of Discord's answers."""
    then = datetime.now(UTC) - timedelta(hours=1)
    report = await check_discord(discord_config(guild.bot.settings), now=then)
    assert report.behind is not None and 3590 < report.behind < 3610


async def test_a_test_message_arrives(guild: AtWork) -> None:
    """At somebody by their handle or id, or in a channel; an unknown name leads to what to
    write."""
    await added(guild)
    settings = guild.bot.settings
    for to in ("@maria", guild.maria.id):
        before = len(guild.world.dms_of(guild.maria))
        assert not (await sent_test(settings, to)).bad
        assert len(guild.world.dms_of(guild.maria)) == before + 1
    assert not (await sent_test(settings, "#infra")).bad
    assert "This is a test" in guild.world.seen_by(guild.ana)[-1].text
    unknown = await sent_test(settings, "@nobody")
    assert unknown.bad and "Discord id" in unknown.text


async def test_the_code_of_the_first_start_makes_an_admin(guild: AtWork) -> None:
    """As `chivvy run` prints it, so it is chosen."""
    printed = first_admin(guild.bot)
    assert "/task more admin, what: code, words: " in printed and "Slack" not in printed
    code = printed.rpartition(" ")[2]
    done = await guild.world.slash(
        guild.ana, guild.infra, "task more admin", {"what": "code", "words": code}
    )
    assert "admin" in done.text and done.failed is None
    stopped = await guild.world.slash(
        guild.ana, guild.infra, "task more admin", {"what": "pause", "words": "a trial"}
    )
    assert "paused" in stopped.text


def test_the_link_asks_for_what_the_table_says() -> None:
    """The number is the sum of the bits, and nothing that the table does not explain."""
    asked = parse_qs(urlsplit(install_link("42")).query)
    assert asked == {
        "client_id": ["42"], "scope": ["bot applications.commands"],
        "permissions": [str(number())],
    }  # fmt: skip
    assert missing(discord.Permissions(number())) == ()
    assert missing(discord.Permissions(0)) == PERMISSIONS
    assert missing(discord.Permissions(administrator=True)) == ()


def test_the_bits_are_discords() -> None:
    """By the numbers that Discord's pages name."""
    assert {each.flag.upper(): each.bit for each in PERMISSIONS} == {
        name: getattr(may, name) for name in (each.flag.upper() for each in PERMISSIONS)
    }
