"""The same five-person week as on Slack (tests/scenario/test_week.py), on Discord: opened on
Monday, stuck on Wednesday, done and checked on Thursday, told on Friday."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.discord_adapter.discord_server import User
from tests.discord_adapter.discord_server.outcomes import Outcome
from tests.discord_adapter.guild_at_work import AtWork, at_work

TITLE = "Migrate DNS for client A"


async def test_a_week_of_five_people(tmp_path: Path) -> None:
    """A company's guild: its hours are a working week, its ladder is the standard one."""
    async with at_work(tmp_path) as guild:
        await at_a_company(guild)
        await monday(guild)
        await wednesday(guild)
        await thursday(guild)
        await friday(guild)


async def types(guild: AtWork, who: User, name: str, **options: object) -> Outcome:
    """A slash command in #infra; everything that follows is said."""
    done = await guild.world.slash(who, guild.infra, name, options)
    await guild.settled()
    assert done.failed is None
    return done


async def until(guild: AtWork, day: int, hour: int, minute: int = 0) -> None:
    """Time goes on; the first of December is the Tuesday."""
    month = 11 if day == 30 else 12
    moment = datetime(2026, month, day, hour, minute, tzinfo=UTC)
    await guild.later(seconds=(moment - guild.clock.now()).total_seconds())


async def at_a_company(guild: AtWork) -> None:
    """Ana manages the server, and says how its people work."""
    guild.world.change_member(guild.guild, guild.ana, roles=[guild.manager])
    await types(guild, guild.ana, "task more admin", what="me")
    for what, value in (("hours", "mon-fri 9-17"), ("ladder", "standard")):
        done = await types(
            guild, guild.ana, "task more settings", what="workspace", value=f"{what} {value}"
        )
        assert "That's for" not in done.text, done.text


async def monday(guild: AtWork) -> None:
    """The project, a task with its criteria, and one that waits for it."""
    form = await guild.world.slash(guild.ana, guild.infra, "project new", {"name": "Infra"})
    opened = await guild.world.submit_modal(
        form, {"0.why": "Client A leaves the old data centre", "0.speaks": "yes"}
    )
    assert "is open" in opened.text
    await types(guild, guild.ana, "project digest", when="at 9:00")
    line = f"{TITLE} <@{guild.maria.id}> thursday 17:00 high done when: records answer in staging"
    echo = await types(guild, guild.ana, "task add", title=line)
    assert "maria · Thu 3 Dec" in echo.text
    assert "high" in echo.text
    waits = await types(
        guild, guild.ana, "task add", title=f"Cut over <@{guild.priya.id}> friday after T-1"
    )
    assert "T-1" in waits.text
    given = guild.world.dms_of(guild.maria)[-1]
    assert TITLE in given.text
    assert {"I'm on it", "New date", "Not mine"} <= set(given.buttons)


async def wednesday(guild: AtWork) -> None:
    """Maria is stuck: the helper is asked at once, the channel four working hours later."""
    await until(guild, 1, 10)
    await types(guild, guild.maria, "task start", task="T-1")
    await until(guild, 2, 9, 30)
    blocked = await types(
        guild, guild.maria, "task block", task="T-1", reason="firewall rule FW-118",
        helper=guild.jonas,
    )  # fmt: skip
    assert "jonas" in blocked.text
    asked = guild.world.dms_of(guild.jonas)[-1]
    assert "FW-118" in asked.text
    await until(guild, 2, 13, 29)
    with pytest.raises(AssertionError, match="nothing says"):
        guild.world.finds(guild.ben, "can't go on since")
    await until(guild, 2, 15, 10)
    line = guild.world.finds(guild.ben, "can't go on since", "FW-118")
    assert line.channel.is_thread
    assert "jonas" not in line.text
    assert "maria" not in line.text
    promised = await guild.world.press(line.message, "I can help", guild.priya)
    assert "Until when" in promised.text
    await types(guild, guild.ana, "task assign", task="T-1", person=guild.priya)
    assert TITLE in guild.world.dms_of(guild.priya)[-1].text


async def thursday(guild: AtWork) -> None:
    """Who did it can't accept it; who asked for it ticks what was to be true, and accepts."""
    await until(guild, 3, 15)
    await types(guild, guild.priya, "task unblock", task="T-1")
    done = await types(guild, guild.priya, "task done", task="T-1", note="cut over at 14:10")
    assert "ana" in done.text
    refused = await types(guild, guild.priya, "task accept", task="T-1")
    assert "That's for ana to do" in refused.text
    check = guild.world.finds(guild.ana, "records answer in staging", "cut over at 14:10")
    await guild.world.press(check.message, "☐ records answer in staging", guild.ana)
    await guild.settled()
    accepted = await guild.world.press(check.message, "Accept", guild.ana)
    assert "T-2" in accepted.text
    await guild.settled()
    assert "can go on" in guild.world.finds(guild.priya, "T-2", "can go on").text


async def friday(guild: AtWork) -> None:
    """The channel reads how it stands: finished work first, and no names."""
    await until(guild, 4, 9, 30)
    digest = guild.world.finds(guild.ben, "Infra: on track", where=guild.infra)
    finished = digest.text.index("Finished and checked:** 1 since")
    assert finished < digest.text.index("Next 3 days")
    assert not any(name in digest.text for name in guild.people)
    for who in guild.people.values():
        for seen in guild.world.seen_by(who):
            assert not seen.pinged or seen.channel.name == ""
