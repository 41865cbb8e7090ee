"""Direct messages of people whom no guild of ours knows yet."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from adapters.discord import strangers
from tests.discord_adapter.discord_server import User
from tests.discord_adapter.guild_at_work import AtWork, at_work
from tests.discord_adapter.test_late import DEFERRED

MEMBER = "GET /guilds/{guild_id}/members/{user_id}"


@pytest.fixture
async def guild(tmp_path: Path) -> AsyncIterator[AtWork]:
    """A guild at work, in which Ana alone has used it."""
    async with at_work(tmp_path) as found:
        await found.world.slash(found.ana, found.infra, "task list")
        yield found


async def writes(guild: AtWork, who: User, text: str) -> str:
    """Somebody writes to us, and what stands there then."""
    dm = guild.world.dm(who)
    said = await guild.world.say(who, dm, text)
    await guild.world.until(lambda: guild.world.dms_of(who)[-1].message is not said)
    await guild.settled()
    return guild.world.dms_of(who)[-1].text


def asked_about(guild: AtWork, who: User) -> int:
    """How often Discord was asked about somebody."""
    return len([one for one in guild.world.asked(MEMBER) if one.path["user_id"] == who.id])


async def test_a_member_begins_in_direct_messages(guild: AtWork) -> None:
    """Whoever is in the guild need not have used it there: the task is in its list."""
    assert "Order the disks" in await writes(guild, guild.ben, "add Order the disks friday")
    found = await guild.world.slash(guild.ana, guild.infra, "task search", {"words": "disks"})
    assert "Order the disks" in found.text


async def test_a_command_in_direct_messages_too(guild: AtWork) -> None:
    """Discord offers it there before anybody has used it anywhere."""
    done = await guild.world.slash(guild.ben, guild.world.dm(guild.ben), "task list")
    assert "no server" not in done.text and done.failed is None


async def test_who_cannot_be_found_is_told_once(
    guild: AtWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In more guilds than are asked: what to do first, and not to every message; afterwards it
    works."""
    monkeypatch.setattr(strangers, "MOST", 0)
    assert "I know you from no server yet" in await writes(guild, guild.ben, "add Order the disks")
    for _ in range(3):
        await guild.world.say(guild.ben, guild.world.dm(guild.ben), "hello?")
    await guild.says(guild.ana, guild.world.dm(guild.ana), "list")
    said = [one for one in guild.world.dms_of(guild.ben) if one.author is guild.world.bot]
    assert len(said) == 1
    await guild.world.slash(guild.ben, guild.infra, "task list")
    assert "Order the disks" in await writes(guild, guild.ben, "add Order the disks friday")


async def test_discord_is_asked_once_in_a_while(guild: AtWork) -> None:
    """Somebody who is in none of our guilds any more: nothing breaks, and no flood of questions."""
    zoe = guild.world.user("zoe")

    def asked() -> int:
        return asked_about(guild, zoe)

    await guild.world.say(zoe, guild.world.dm(zoe), "hello?")
    await guild.world.until(asked)
    await guild.settled()
    for _ in range(3):
        await guild.world.say(zoe, guild.world.dm(zoe), "hello?")
    await guild.says(guild.ana, guild.world.dm(guild.ana), "list")
    assert asked() == 1


async def test_commands_of_a_stranger_ask_discord_once(guild: AtWork) -> None:
    """Each is answered, and what Discord said of them holds for a while."""
    zoe = guild.world.user("zoe")
    for _ in range(3):
        done = await guild.world.slash(zoe, guild.world.dm(zoe), "task list")
        assert "I know you from no server yet" in done.text
    assert asked_about(guild, zoe) == 1


async def test_a_message_after_a_command_is_answered(
    guild: AtWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That nobody knows them is remembered, that they were told so in a message is not so yet."""
    monkeypatch.setattr(strangers, "MOST", 0)
    await guild.world.slash(guild.ben, guild.world.dm(guild.ben), "task list")
    assert "I know you from no server yet" in await writes(guild, guild.ben, "hello?")


async def test_a_member_who_only_talks_is_looked_up_once(guild: AtWork) -> None:
    """What was found is remembered, though nothing that they said made them known."""
    homes = guild.bot.platforms["discord"]._homes
    found = [await homes.of_person(guild.ben.id) for _ in range(3)]
    assert found == [guild.guild.id] * 3 and asked_about(guild, guild.ben) == 1


async def test_while_a_stranger_types_discord_is_not_asked(guild: AtWork) -> None:
    """Nothing is offered, at once, at each stroke."""
    dm = guild.world.dm(guild.ben)
    offered = await guild.world.autocomplete(guild.ben, dm, "task show", "task", "T")
    assert offered.failed is None and list(offered.choices) == []
    assert asked_about(guild, guild.ben) == 0


async def test_a_long_search_is_put_off_in_time(
    guild: AtWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The command is acknowledged while Discord is still asked, and answered afterwards."""
    inbound = guild.bot.platforms["discord"]._inbound
    monkeypatch.setattr(inbound, "_limits", replace(inbound._limits, search=0.0))
    hold, dm = guild.world.faults.hold_next(MEMBER), guild.world.dm(guild.ben)
    begun = await guild.world.slash(guild.ben, dm, "task list", deferred=False)
    assert begun.acknowledged == DEFERRED
    hold.release()
    await guild.settled()
    assert "I know you from no server" not in guild.world.dms_of(guild.ben)[-1].text
