"""Whom neither a direct message nor a thread of their own reaches, on Discord."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.discord_adapter.discord_server import permissions
from tests.discord_adapter.discord_server.talking import Seen
from tests.discord_adapter.guild_at_work import AtWork, at_work

PARTY = "Buy the secret present"


@pytest.fixture
async def guild(tmp_path: Path) -> AsyncIterator[AtWork]:
    """A company's guild with a project in #infra that Ana leads; Maria takes no messages, and
    there is no room for private threads."""
    async with at_work(tmp_path) as found:
        found.world.allow(found.infra, found.world.bot, deny=permissions.CREATE_PRIVATE_THREADS)
        code = {"what": "code", "words": found.bot.admin_code}
        await found.world.slash(found.ana, found.infra, "task more admin", code)
        firm = {"what": "workspace", "value": "ladder standard"}
        await found.world.slash(found.ana, found.infra, "task more settings", firm)
        await found.opens_project(found.ana, found.infra)
        await found.settled()
        found.world.refuse_dms(found.maria)
        yield found


async def given(guild: AtWork, title: str = PARTY) -> None:
    """Ben gives Maria a task of the project."""
    options = {"title": title, "owner": guild.maria, "due": "friday 17:00", "project": "infra"}
    done = await guild.world.slash(guild.ben, guild.infra, "task add", options)
    assert done.failed is None
    await guild.settled()


def lines(guild: AtWork) -> list[Seen]:
    """What stands in #infra of who is not reached."""
    seen = guild.world.seen_by(guild.jonas, guild.infra)
    return [one for one in seen if "no direct message of mine arrives" in one.text]


async def test_a_line_stands_where_the_project_lives(guild: AtWork) -> None:
    """With the name as plain words and how to open the door: no ping, and nothing of the task."""
    await given(guild)
    await guild.later(hours=1)
    [line] = lines(guild)
    assert "maria" in line.text and "Privacy Settings" in line.text
    assert PARTY not in line.text and "T-1" not in line.text
    assert not line.message.mentioned and guild.maria.id not in line.text


async def test_it_comes_once(guild: AtWork) -> None:
    """More that waits, and more days without success, add no second line within the week."""
    await given(guild)
    await given(guild, "Order the disks")
    await guild.later(days=3)
    assert len(lines(guild)) == 1


async def test_it_goes_when_they_are_reached(guild: AtWork) -> None:
    """Maria opens her door: what waited arrives, and the line is taken down."""
    await given(guild)
    await guild.later(hours=1)
    guild.world.refuse_dms(guild.maria, None)
    await guild.later(days=2)
    assert guild.world.dms_of(guild.maria)
    assert lines(guild) == []


async def test_who_leads_hears_it_once(guild: AtWork) -> None:
    """That silence is no answer, in one message however long it lasts."""
    await given(guild)
    await guild.later(days=3)
    told = [one for one in guild.world.dms_of(guild.ana) if "no message of mine" in one.text]
    assert len(told) == 1
    assert "counts as no answer" in told[0].text


async def test_the_climb_holds(guild: AtWork) -> None:
    """Days after the date nobody is asked in their place, and no channel names the task."""
    await given(guild)
    await guild.later(days=9)
    assert not [one for one in guild.world.seen_by(guild.jonas, guild.infra) if "T-1" in one.text]


async def test_who_has_left_is_in_no_line(guild: AtWork) -> None:
    """A refusal because they are gone: no word of doors."""
    await given(guild)
    guild.world.leave(guild.maria, guild.guild)
    await guild.bot.leavers.look()
    await guild.later(hours=2)
    assert lines(guild) == []


async def test_a_private_task_is_not_hinted_at(guild: AtWork) -> None:
    """A task that #infra may not see makes no line there."""
    secret = guild.world.private_channel(guild.guild, "secret", guild.ben, guild.maria)
    options = {"title": PARTY, "owner": guild.maria, "due": "friday", "project": "infra"}
    await guild.world.slash(guild.ben, secret, "task add", options)
    await guild.later(days=2)
    assert lines(guild) == []


async def test_a_press_is_enough_to_be_told(guild: AtWork) -> None:
    """Beside the answer, for Maria's eyes, and once."""
    await given(guild)
    shown = await guild.world.slash(guild.ana, guild.infra, "task add", {"title": "Disks !share"})
    assert shown.failed is None
    await guild.settled()
    card = guild.world.finds(guild.maria, "Disks", where=guild.infra)
    await guild.world.press(card.message, "I'll take it", guild.maria)
    await guild.settled()
    hints = [one for one in guild.world.seen_by(guild.maria) if one.ephemeral]
    assert len([one for one in hints if "take no direct messages" in one.text]) == 1
