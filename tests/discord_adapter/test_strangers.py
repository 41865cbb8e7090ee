"""Direct messages of people whom no guild of ours knows yet."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from adapters.discord import strangers
from tests.discord_adapter.discord_server import User
from tests.discord_adapter.guild_at_work import AtWork, at_work

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
        return len([o for o in guild.world.asked(MEMBER) if o.path["user_id"] == zoe.id])

    await guild.world.say(zoe, guild.world.dm(zoe), "hello?")
    await guild.world.until(asked)
    await guild.settled()
    for _ in range(3):
        await guild.world.say(zoe, guild.world.dm(zoe), "hello?")
    await guild.says(guild.ana, guild.world.dm(guild.ana), "list")
    assert asked() == 1
