"""Discord's *Reply* to a message of Chivvy's is about what that message says."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.discord_adapter.discord_server.talking import Seen
from tests.discord_adapter.guild_at_work import AtWork, at_work
from tests.discord_adapter.test_at_work import added, takes_all
from tests.discord_adapter.test_discord_away import offers, status


@pytest.fixture
async def guild(tmp_path: Path) -> AsyncIterator[AtWork]:
    """Maria was told of two tasks."""
    async with at_work(tmp_path) as found:
        await found.patient()
        await takes_all(found, found.maria)
        await added(found)
        await added(found, title="Order the disks")
        await found.bot.away.look()
        yield found


def told(guild: AtWork, title: str = "Renew the certificate") -> Seen:
    """What Maria reads of a task."""
    return guild.world.finds(guild.maria, title, "[Step back]")


async def replies(guild: AtWork, to: Seen, text: str) -> str:
    """Maria replies, and what she is answered."""
    before = guild.heard
    await guild.world.say(guild.maria, to.channel, text, reply_to=to.message)
    await guild.world.until(lambda: guild.heard > before)
    await guild.settled()
    return guild.world.dms_of(guild.maria)[-1].text


async def test_a_verb_alone_is_obeyed(guild: AtWork) -> None:
    """ "start" below a message that tells of one task, though there are two."""
    assert "T-1" in await replies(guild, told(guild), "start")
    assert "in progress" in await status(guild)


async def test_a_sentence_is_kept_with_its_task(guild: AtWork) -> None:
    """With the ways to go on as buttons, and without asking which task is meant."""
    answer = await replies(guild, told(guild), "start with the registrar, they never answer")
    assert "Kept with **T-1**" in answer and "[Done]" in answer
    shown = await guild.world.slash(guild.ana, guild.infra, "task show", {"task": "T-1"})
    assert "they never answer" in shown.text


async def test_a_number_of_another_task_counts(guild: AtWork) -> None:
    """What is said is nearer than what is replied to."""
    assert "T-1" in await replies(guild, told(guild, "Order the disks"), "start T-1")


async def claims(guild: AtWork) -> None:
    """Ben replies to the card of a task that nobody has, and pings us by that."""
    line = {"title": "Rack the disks !share"}
    await guild.world.slash(guild.ana, guild.infra, "task add", line)
    await guild.settled()
    card = guild.world.finds(guild.ben, "Rack the disks", where=guild.infra)
    before = guild.heard
    await guild.world.say(guild.ben, guild.infra, "claim", reply_to=card.message)
    await guild.world.until(lambda: guild.heard > before)
    await guild.settled()


async def test_a_reply_in_a_channel(guild: AtWork) -> None:
    """To a card: it is about the task of the card."""
    await claims(guild)
    shown = await guild.world.slash(guild.ana, guild.infra, "task show", {"task": "T-3"})
    assert "ben" in shown.text


async def test_who_takes_no_messages_is_told_in_the_channel(guild: AtWork) -> None:
    """The answer to a reply can't be sent: below it, how to hear it, and nothing else."""
    guild.world.refuse_dms(guild.ben)
    await claims(guild)
    line = guild.world.finds(guild.jonas, "direct messages", where=guild.infra)
    assert "T-3" not in line.text and "disks" not in line.text


async def test_a_reply_to_somebody_else_is_about_nothing_of_ours(guild: AtWork) -> None:
    """A mention in a reply among people is a mention like any other."""
    said = await guild.world.say(guild.ana, guild.infra, "Who orders the racks?")
    before = guild.heard
    line = f"<@{guild.world.bot.id}> add Order the racks friday"
    await guild.world.say(guild.maria, guild.infra, line, reply_to=said)
    await guild.world.until(lambda: guild.heard > before)
    await guild.settled()
    assert "Order the racks" in guild.world.dms_of(guild.maria)[-1].text


async def test_a_reply_of_an_outage_is_offered_for_its_task(guild: AtWork) -> None:
    """As if it had been heard."""
    platform, asked = guild.bot.platforms["discord"], told(guild)
    before = platform.session(guild.guild.id)
    guild.world.gateway.invalidate()
    await guild.world.say(guild.maria, asked.channel, "start", reply_to=asked.message)
    await guild.world.until(lambda: platform.session(guild.guild.id) != before)
    await guild.bot.away.look()
    await guild.settled()
    [offer] = offers(guild, guild.maria)
    await guild.world.press(offer.message, "Do it", guild.maria)
    assert "in progress" in await status(guild)
