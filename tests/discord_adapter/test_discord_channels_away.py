"""What people say to Chivvy in channels while it does not hear: offered to them afterwards."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.discord_adapter.discord_server import Channel, User, permissions
from tests.discord_adapter.discord_server.talking import Seen
from tests.discord_adapter.guild_at_work import AtWork, at_work
from tests.discord_adapter.test_at_work import added, takes_all
from tests.discord_adapter.test_channels import chooses
from tests.discord_adapter.test_discord_away import (
    HISTORY,
    away,
    brief_of,
    make_admin,
    offers,
    status,
)


@pytest.fixture
async def guild(tmp_path: Path) -> AsyncIterator[AtWork]:
    """A project lives in #infra; Maria has a task, and the bot has looked around once."""
    async with at_work(tmp_path) as found:
        await prepared(found)
        yield found


async def prepared(guild: AtWork) -> None:
    """Before anybody is away."""
    await guild.opens_project(guild.ana, guild.infra)
    await takes_all(guild, guild.maria)
    await added(guild)
    await guild.bot.away.look()


def to_us(guild: AtWork, text: str) -> str:
    """Words that mention the bot."""
    return f"<@{guild.world.bot.id}> {text}"


def read_in(guild: AtWork, channel: Channel) -> int:
    """How often the bot has read what stands in a channel."""
    found = guild.world.asked(HISTORY)
    return len([one for one in found if one.path["channel_id"] == channel.id])


async def test_a_mention_in_a_channel_is_offered_to_its_writer(guild: AtWork) -> None:
    """In direct messages; the channel is told nothing, and talk there is nobody's business."""
    before = len(guild.world.seen_by(guild.ben, guild.infra))
    said = (guild.maria, guild.infra, to_us(guild, "start T-1"))
    talk = (guild.jonas, guild.infra, "start T-1 and tell me")
    await away(guild, said, talk, hours=3)
    [offer] = offers(guild, guild.maria)
    assert "start T-1" in offer.text and not offers(guild, guild.jonas)
    assert len(guild.world.seen_by(guild.ben, guild.infra)) == before + 2


async def test_it_is_done_as_if_said_there(guild: AtWork) -> None:
    """A task that is added belongs to the project that lives there."""
    await away(guild, (guild.maria, guild.infra, to_us(guild, "add Order the disks")), hours=3)
    [offer] = offers(guild, guild.maria)
    done = await guild.world.press(offer.message, "Do it", guild.maria)
    assert done.failed is None
    shown = await guild.world.slash(guild.ana, guild.infra, "task show", {"task": "T-2"})
    assert "Order the disks" in shown.text and "#infra" in shown.text


async def test_a_mention_in_a_thread_without_a_card(guild: AtWork) -> None:
    """Of a channel that we know, the threads in which somebody spoke are read too."""
    begun = await guild.world.say(guild.ana, guild.infra, "Which disks?")
    thread = guild.world.thread(guild.infra, "Which disks?", guild.ana, message=begun)
    await away(guild, (guild.maria, thread, to_us(guild, "start T-1")), hours=3)
    assert len(offers(guild, guild.maria)) == 1


async def test_where_nobody_spoke_nothing_is_read(guild: AtWork) -> None:
    """Discord tells what the last message of a channel is: a quiet one costs no call."""
    plans = guild.world.channel(guild.guild, "plans")
    await guild.world.slash(guild.ana, plans, "task list")
    await away(guild, (guild.maria, guild.infra, "good morning"), hours=3)
    assert read_in(guild, guild.infra) and not read_in(guild, plans)


async def test_only_in_the_chosen_channels(guild: AtWork) -> None:
    """Where an admin chose channels, others are not read."""
    guild.world.change_member(guild.guild, guild.ana, roles=[guild.manager])
    plans = guild.world.channel(guild.guild, "plans")
    await guild.world.slash(guild.ana, plans, "task list")
    await chooses(guild, guild.infra)
    said = to_us(guild, "start T-1")
    await away(guild, (guild.maria, plans, said), (guild.jonas, guild.infra, said), hours=3)
    assert not read_in(guild, plans) and not offers(guild, guild.maria)
    assert len(offers(guild, guild.jonas)) == 1


async def test_a_private_channel(guild: AtWork) -> None:
    """Its writer alone reads the words again, and does it there: nobody else sees the task."""
    board = guild.world.private_channel(guild.guild, "board", guild.ana, guild.maria)
    await guild.world.slash(guild.ana, board, "task list")
    await away(guild, (guild.maria, board, to_us(guild, "add Sell the company")), hours=3)
    seen = [each.text for each in guild.world.seen_by(guild.ben)]
    assert not [text for text in seen if "Sell the company" in text]
    [offer] = offers(guild, guild.maria)
    await guild.world.press(offer.message, "Do it", guild.maria)
    words = {"words": "company"}
    hidden = await guild.world.slash(guild.ben, guild.infra, "task search", words)
    assert "Sell the company" not in hidden.text
    shown = await guild.world.slash(guild.ana, board, "task search", words)
    assert "Sell the company" in shown.text


async def test_where_history_may_not_be_read(guild: AtWork) -> None:
    """Somebody spoke, and nobody knows what: an admin reads that one conversation is missing."""
    await guild.bot.store.write(make_admin, workspace=1)
    guild.world.allow(guild.infra, guild.world.bot, deny=permissions.READ_MESSAGE_HISTORY)
    await away(guild, (guild.maria, guild.infra, to_us(guild, "start T-1")), hours=3)
    assert not offers(guild, guild.maria)
    assert "1 conversation of the time" in await brief_of(guild, guild.ana, days=1)


async def test_our_name_without_a_mention(tmp_path: Path) -> None:
    """With the message content intent it begins an order, afterwards too."""
    async with at_work(tmp_path, content=True) as guild:
        await prepared(guild)
        said = f"{guild.world.bot.name}, start T-1"
        talk = f"{guild.world.bot.name} is away, I think"
        await away(
            guild, (guild.maria, guild.infra, said), (guild.jonas, guild.infra, talk), hours=3
        )
        [offer] = offers(guild, guild.maria)
        assert "start T-1" in offer.text and not offers(guild, guild.jonas)


async def gap(guild: AtWork, *said: tuple[User, Channel, str]) -> None:
    """Op 9: the session is over, *said* is told to nobody, and the bot identifies itself anew."""
    platform = guild.bot.platforms["discord"]
    before = platform.session(guild.guild.id)
    guild.world.gateway.invalidate()
    for who, where, text in said:
        await guild.world.say(who, where, text)
    await guild.world.until(lambda: platform.session(guild.guild.id) != before)
    await guild.bot.away.look()
    await guild.settled()


def unheard(guild: AtWork, who: User) -> list[Seen]:
    """The offers of words that were not heard."""
    return [one for one in offers(guild, who) if "did not hear this" in one.text]


async def test_a_session_that_is_invalid_loses_nothing(guild: AtWork) -> None:
    """Words in a channel and in direct messages, in a second without a session: each is offered,
    and done on request."""
    dm = guild.world.dm(guild.maria)
    said = (guild.jonas, guild.infra, to_us(guild, "add Order the disks"))
    await gap(guild, (guild.maria, dm, "start T-1"), said)
    [offer] = unheard(guild, guild.maria)
    assert "in progress" not in await status(guild)
    await guild.world.press(offer.message, "Do it", guild.maria)
    assert "in progress" in await status(guild)
    assert "Order the disks" in unheard(guild, guild.jonas)[0].text


async def test_a_resume_that_comes_too_late(guild: AtWork) -> None:
    """The connection is cut and Discord has forgotten the session: the same."""
    platform = guild.bot.platforms["discord"]
    before = platform.session(guild.guild.id)
    guild.world.gateway.forget_sessions()
    guild.world.gateway.cut()
    await guild.world.say(guild.maria, guild.infra, to_us(guild, "start T-1"))
    await guild.world.until(lambda: platform.session(guild.guild.id) != before)
    await guild.bot.away.look()
    await guild.settled()
    assert len(unheard(guild, guild.maria)) == 1


async def test_a_session_that_is_resumed_is_not_read(guild: AtWork) -> None:
    """Discord tells what happened meanwhile: nothing is read, and what was said is done."""
    reads = len(guild.world.asked(HISTORY))
    before, heard = guild.bot.platforms["discord"].session(guild.guild.id), guild.heard
    guild.world.gateway.cut()
    await guild.world.say(guild.maria, guild.infra, to_us(guild, "start T-1"))
    await guild.world.until(lambda: guild.heard > heard)
    await guild.bot.away.look()
    await guild.settled()
    assert guild.bot.platforms["discord"].session(guild.guild.id) == before
    assert len(guild.world.asked(HISTORY)) == reads
    assert "in progress" in await status(guild) and not offers(guild, guild.maria)


async def test_what_is_said_twice_is_offered_once(guild: AtWork) -> None:
    """Who gets no answer says it again."""
    dm = guild.world.dm(guild.maria)
    await gap(guild, (guild.maria, dm, "start T-1"), (guild.maria, dm, "Start  T-1"))
    assert len(unheard(guild, guild.maria)) == 1


async def test_the_same_word_about_two_tasks_is_offered_twice(guild: AtWork) -> None:
    """Two replies: each carries its task, and neither is a second try of the other."""
    await added(guild, title="Order the disks")
    platform, titles = guild.bot.platforms["discord"], ("Renew the certificate", "Order the disks")
    asked = [guild.world.finds(guild.maria, title, "[Step back]") for title in titles]
    before = platform.session(guild.guild.id)
    guild.world.gateway.invalidate()
    for one in asked:
        await guild.world.say(guild.maria, one.channel, "start", reply_to=one.message)
    await guild.world.until(lambda: platform.session(guild.guild.id) != before)
    await guild.bot.away.look()
    await guild.settled()
    assert len(unheard(guild, guild.maria)) == 2


async def test_what_was_said_again_and_heard_is_not_offered(guild: AtWork) -> None:
    """The second try arrived: nothing is left to be asked."""
    platform, dm = guild.bot.platforms["discord"], guild.world.dm(guild.maria)
    before = platform.session(guild.guild.id)
    async with guild.bot.away._looking:  # The engine looks by itself, and is to come last.
        guild.world.gateway.invalidate()
        await guild.world.say(guild.maria, dm, "start T-1")
        await guild.world.until(lambda: platform.session(guild.guild.id) != before)
        await guild.says(guild.maria, dm, "start T-1")
    await guild.bot.away.look()
    await guild.settled()
    assert "in progress" in await status(guild) and not offers(guild, guild.maria)


async def test_a_fault_while_reading_is_tried_again(guild: AtWork) -> None:
    """What could not be asked for is asked for at the next look."""
    platform = guild.bot.platforms["discord"]
    failing, real = [True], platform.catch_up

    async def catch_up(*asked: object) -> int:
        if failing:
            failing.clear()
            raise OSError("no line")
        return await real(*asked)  # type: ignore[arg-type]

    platform.catch_up = catch_up  # type: ignore[method-assign]
    before = platform.session(guild.guild.id)
    guild.world.gateway.invalidate()
    await guild.world.say(guild.maria, guild.infra, to_us(guild, "start T-1"))
    await guild.world.until(lambda: platform.session(guild.guild.id) != before)
    await guild.world.until(lambda: offers(guild, guild.maria))
