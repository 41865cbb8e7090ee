"""A team on Slack and a guild on Discord in one workspace, and a person with an account on each."""

import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.people.model import Profile, Role, Sender
from core.screens.views import View
from core.screens.wording.ink import Ink, flat
from tests.discord_adapter.guild_at_work import AtWork, at_work

SLACK = Sender("slack", "T0TEAM", "U0ANA", "ana", place="C0INFRA", place_name="infra")
BEN = Sender("slack", "T0TEAM", "U0BEN", "ben", place="C0INFRA", place_name="infra")


@pytest.fixture
async def guild(tmp_path: Path) -> AsyncIterator[AtWork]:
    """A guild at work, and a team on Slack that the same desk serves."""
    async with at_work(tmp_path) as found:
        await found.bot.desk.learn(
            SLACK,
            (
                Profile("U0ANA", "Ana", "ana", zone="UTC", role=Role.MEMBER, owner=True),
                Profile("U0BEN", "Ben", "ben", zone="UTC", role=Role.MEMBER),
            ),
        )
        yield found


async def types(guild: AtWork, who: Sender, words: str) -> str:
    """What somebody is answered who types on Slack."""
    key = f"{who.user}:{words}:{datetime.now(UTC).timestamp()}"
    view = await guild.bot.desk.words(who, words, key)
    return text_of(view, guild, who)


def text_of(view: View, guild: AtWork, who: Sender) -> str:
    """The words of an answer."""
    ink = Ink(guild.bot.desk.reader(who))
    lines = [flat(line, ink) for line in getattr(view, "lines", ())]
    example = getattr(view, "example", None) or ""
    return "\n".join([*lines, example])


def code_in(text: str) -> str:
    """The code that an answer shows."""
    found = re.search(r"[A-Z0-9]{5}-[A-Z0-9]{5}", text)
    assert found is not None, text
    return found.group()


async def joined(guild: AtWork) -> None:
    """The guild becomes part of the team's workspace."""
    await types(guild, SLACK, "admin me")
    code = code_in(await types(guild, SLACK, "admin link"))
    guild.world.change_member(guild.guild, guild.ana, roles=[guild.manager])
    await guild.world.slash(guild.ana, guild.infra, "task more admin", {"what": "me"})
    done = await guild.world.slash(
        guild.ana, guild.infra, "task more admin", {"what": "link", "words": code}
    )
    assert "one workspace now" in done.text


async def test_a_guild_joins_a_team(guild: AtWork) -> None:
    """What was added on Slack is found on Discord."""
    await types(guild, SLACK, "add Renew the certificate @ben")
    await joined(guild)
    found = await guild.world.slash(guild.ana, guild.infra, "task search", {"words": "certificate"})
    assert "Renew the certificate" in found.text


async def test_a_guild_with_tasks_joins_nothing(guild: AtWork) -> None:
    """Numbers would double: it is refused, with what to do instead."""
    await guild.world.slash(guild.ana, guild.infra, "task add", {"title": "Order the disks"})
    await types(guild, SLACK, "admin me")
    code = code_in(await types(guild, SLACK, "admin link"))
    guild.world.change_member(guild.guild, guild.ana, roles=[guild.manager])
    await guild.world.slash(guild.ana, guild.infra, "task more admin", {"what": "me"})
    done = await guild.world.slash(
        guild.ana, guild.infra, "task more admin", {"what": "link", "words": code}
    )
    assert "other way round" in done.text


async def test_two_accounts_are_one_person(guild: AtWork) -> None:
    """Tasks of the one are the other's, and messages go where the person spoke last."""
    await joined(guild)
    await guild.world.slash(guild.ben, guild.infra, "task add", {"title": "Order the disks"})
    await guild.world.slash(guild.ben, guild.infra, "task claim", {"task": "T-1"})
    code = code_in(await types(guild, BEN, "link"))
    done = await guild.world.slash(guild.ben, guild.infra, "task more link", {"code": code})
    assert "Joined" in done.text
    found = await guild.bot.desk.words(BEN, "list", "another key")
    assert "Order the disks" in str(found)
    await guild.world.slash(guild.ben, guild.infra, "task list", {})
    await types(guild, SLACK, "add Renew the certificate @ben")
    await guild.later(minutes=2)
    assert "Renew the certificate" in guild.world.dms_of(guild.ben)[-1].text


async def test_a_code_works_once_and_not_for_long(guild: AtWork) -> None:
    """A code that is used, old or mistyped says how to get another."""
    await joined(guild)
    code = code_in(await types(guild, BEN, "link"))
    await guild.later(minutes=16)
    late = await guild.world.slash(guild.ben, guild.infra, "task more link", {"code": code})
    assert "fifteen minutes" in late.text
    assert "`link`" in late.text


async def test_what_repeats_comes_to_the_joined_person(guild: AtWork) -> None:
    """The next of a series that began with the one account is on the list of the other."""
    await joined(guild)
    await guild.world.slash(guild.ben, guild.infra, "task add", {"title": "Rotate the keys"})
    await guild.world.slash(guild.ben, guild.infra, "task claim", {"task": "T-1"})
    await guild.world.slash(
        guild.ben, guild.infra, "task repeat", {"task": "T-1", "how_often": "every day"}
    )
    code = code_in(await types(guild, BEN, "link"))
    await guild.world.slash(guild.ben, guild.infra, "task more link", {"code": code})
    await types(guild, BEN, "done T-1")
    await guild.later(days=2)
    found = str(await guild.bot.desk.words(BEN, "list", "a third key"))
    assert "T-2" in found
