"""Words that mention nobody, where Discord shows them to us."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from core.reading.orders import behind_name, is_order
from tests.discord_adapter.discord_server import Channel
from tests.discord_adapter.guild_at_work import AtWork, at_work


@pytest.fixture
async def guild(tmp_path: Path) -> AsyncIterator[AtWork]:
    """A guild that lets us read messages, and a project in #infra."""
    async with at_work(tmp_path, content=True) as found:
        await found.opens_project(found.ana, found.infra)
        yield found


async def thread_of_a_card(guild: AtWork) -> Channel:
    """The thread in which the card of a captured message stands."""
    message = await guild.world.say(guild.ben, guild.infra, "Somebody should fix the login page")
    opened = await guild.world.context(guild.ana, message, "Capture as task")
    await guild.world.submit_modal(opened)
    await guild.settled()
    card = guild.world.finds(guild.ana, "login page", "I'll take it")
    return card.message.channel


async def owner(guild: AtWork) -> str:
    """What is known of the first task."""
    return (await guild.world.slash(guild.ana, guild.infra, "task show", {"task": "T-1"})).text


async def test_our_name_begins_an_order(guild: AtWork) -> None:
    """In a channel, without a mention."""
    name = guild.world.bot.name
    await guild.says(guild.ana, guild.infra, f"{name}, add Order the disks tomorrow")
    assert "Order the disks" in guild.world.dms_of(guild.ana)[-1].text


async def test_our_nickname_begins_an_order(guild: AtWork) -> None:
    """What we are called on this server counts as well."""
    roles = [guild.guild.roles[one] for one in guild.guild.members[guild.world.bot.id].roles]
    guild.world.change_member(guild.guild, guild.world.bot, nick="Marvin", roles=roles)
    await guild.restarts()  # Without the members intent nicknames are told at a start alone.
    await guild.says(guild.ana, guild.infra, "Marvin, add Order the disks tomorrow")
    assert "Order the disks" in guild.world.dms_of(guild.ana)[-1].text


async def test_in_the_thread_of_our_card_a_verb_is_enough(guild: AtWork) -> None:
    """The task of the thread is meant."""
    thread = await thread_of_a_card(guild)
    await guild.says(guild.ben, thread, "claim")
    assert "ben" in await owner(guild)
    await guild.says(guild.ben, thread, "add Order the disks tomorrow")
    assert "Order the disks" in guild.world.dms_of(guild.ben)[-1].text


@pytest.mark.parametrize("said", ["done with lunch", "start with the first one", "I'd claim it"])
async def test_talk_in_a_thread_is_talk(guild: AtWork, said: str) -> None:
    """It begins with the same words, and changes and answers nothing."""
    thread = await thread_of_a_card(guild)
    before = await owner(guild)
    await guild.says(guild.ben, thread, said)
    assert not guild.world.dms_of(guild.ben)
    assert await owner(guild) == before


async def test_another_thread_is_not_ours(guild: AtWork) -> None:
    """Where no task lives the same words are talk."""
    thread = guild.world.thread(guild.infra, "lunch", guild.ben)
    await guild.says(guild.ben, thread, "add Order the pizza tomorrow")
    assert not guild.world.dms_of(guild.ben)


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        ("claim", True), ("Done.", True), ("done T-42", True), ("due T-42 friday", True),
        ("add Order the disks", True), ("assign <@82>", True), ("assign it somehow", False),
        ("done it", False), ("next week", False), ("list", False), ("note that", False),
        ("I claim", False), ("", False), ("add", False),
    ],
)  # fmt: skip
def test_what_is_an_order(text: str, ours: bool) -> None:
    """A verb alone about the task of the thread, or with what makes it unmistakable."""
    assert is_order(text) is ours


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Chivvy add Order the disks", "add Order the disks"),
        ("chivvy: list", "list"), ("Chivvy project show #infra", "project show #infra"),
        ("Chivvy is down", None), ("Chivvy", None), ("Chivvying add", None),
        ("ask Chivvy add", None),
    ],
)  # fmt: skip
def test_what_stands_behind_our_name(text: str, rest: str | None) -> None:
    """A verb of ours; other talk of us is talk."""
    assert behind_name(text, ("Chivvy", "chivvy-bot")) == rest
