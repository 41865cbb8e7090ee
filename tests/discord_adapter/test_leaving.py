"""Somebody leaves the guild, of which Discord tells us nothing."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.discord_adapter.guild_at_work import AtWork, at_work
from tests.discord_adapter.test_at_work import added, takes_all

MEMBER = "GET /guilds/{guild_id}/members/{user_id}"


@pytest.fixture
async def guild(tmp_path: Path) -> AsyncIterator[AtWork]:
    """A guild at work, in which Maria has a task."""
    async with at_work(tmp_path) as found:
        await takes_all(found, found.maria)
        await added(found)
        yield found


async def test_who_asked_hears_that_the_owner_has_left(guild: AtWork) -> None:
    """The daily look: what Maria had is told to whoever decides about it."""
    guild.world.leave(guild.maria, guild.guild)
    assert await guild.bot.leavers.look() == 1
    await guild.settled()
    told = guild.world.dms_of(guild.ana)[-1].text
    assert "maria has left:** 1 open task" in told
    assert "[One by one]" in told


async def test_who_has_left_gets_nothing_more(guild: AtWork) -> None:
    """Not when dates pass, and not as somebody to choose."""
    guild.world.leave(guild.maria, guild.guild)
    await guild.bot.leavers.look()
    before = len(guild.world.dms_of(guild.maria))
    await guild.later(days=9)
    assert len(guild.world.dms_of(guild.maria)) == before


async def test_a_refused_message_is_a_reason_to_ask(guild: AtWork) -> None:
    """The day's look is over; a message that Discord refuses brings the next one."""
    await guild.bot.leavers.look()
    guild.world.leave(guild.maria, guild.guild)
    assert await guild.bot.leavers.look() == 0
    await guild.later(days=6)
    assert await guild.bot.leavers.look() >= 1
    await guild.settled()
    assert any("has left" in one.text for one in guild.world.dms_of(guild.ana))


async def test_closed_doors_are_no_leaving(guild: AtWork) -> None:
    """Who takes no direct messages is looked up, found, and keeps what is theirs."""
    guild.world.refuse_dms(guild.maria)
    await guild.bot.leavers.look()
    await guild.settled()
    shown = await guild.world.slash(guild.ana, guild.infra, "task show", {"task": "T-1"})
    assert "maria" in shown.text
    assert not any("has left" in one.text for one in guild.world.dms_of(guild.ana))


async def test_whoever_comes_back_is_here_again(guild: AtWork) -> None:
    """With the first command, though nothing of their profile has changed."""
    guild.world.leave(guild.maria, guild.guild)
    await guild.bot.leavers.look()
    guild.world.join(guild.guild, guild.maria)
    await guild.world.slash(guild.maria, guild.infra, "task list")
    await guild.settled()
    given = {"title": "Order the disks", "owner": guild.maria}
    done = await guild.world.slash(guild.ana, guild.infra, "task add", given)
    assert "Order the disks" in done.text


async def test_the_daily_look_costs_one_question_a_person(guild: AtWork) -> None:
    """Only people with open work are asked about."""
    before = len(guild.world.asked(MEMBER))
    await guild.bot.leavers.look()
    assert len(guild.world.asked(MEMBER)) == before + 1
