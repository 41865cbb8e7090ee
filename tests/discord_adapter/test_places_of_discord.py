"""Where Chivvy may write on Discord: threads, channels without them, posts of forums."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.discord_adapter.discord_server import Channel, permissions
from tests.discord_adapter.guild_at_work import AtWork, at_work
from tests.discord_adapter.test_at_work import added, takes_all


@pytest.fixture
async def guild(tmp_path: Path) -> AsyncIterator[AtWork]:
    """A guild at work."""
    async with at_work(tmp_path) as found:
        yield found


async def opened(guild: AtWork, where: Channel) -> None:
    """Ana opens a project there, which posts there."""
    await guild.opens_project(guild.ana, where)
    await guild.settled()


async def deny(guild: AtWork, right: int) -> None:
    """The bot loses *right* in #infra."""
    guild.world.allow(guild.infra, guild.world.bot, deny=right)
    await guild.settled()


async def left_open(guild: AtWork, where: Channel) -> None:
    """Ana adds a task that anybody may take."""
    done = await guild.world.slash(guild.ana, where, "task add", {"title": "Order the racks"})
    await guild.world.press(done.response, "Leave open", guild.ana)
    await guild.settled()


@pytest.mark.parametrize(
    "right", [permissions.CREATE_PUBLIC_THREADS, permissions.SEND_MESSAGES_IN_THREADS]
)
async def test_without_threads_it_stands_in_the_channel(guild: AtWork, right: int) -> None:
    """The line with its button answers the day's message; nobody is told of a closed place."""
    await opened(guild, guild.infra)
    await deny(guild, right)
    await left_open(guild, guild.infra)
    line = guild.world.finds(guild.ben, "Order the racks", "[I'll take it]", where=guild.infra)
    taken = await guild.world.press(line.message, "I'll take it", guild.ben)
    assert taken.failed is None
    assert not [dm for dm in guild.world.dms_of(guild.ana) if "can't post" in dm.text]


async def test_a_captured_message_gets_its_card_beside_it(guild: AtWork) -> None:
    """Where no thread may be begun the card answers the message."""
    await opened(guild, guild.infra)
    await deny(guild, permissions.CREATE_PUBLIC_THREADS)
    said = await guild.world.say(guild.ben, guild.infra, "Somebody fix the login")
    form = await guild.world.context(guild.ana, said, "Capture as task")
    await guild.world.submit_modal(form)
    await guild.settled()
    assert guild.world.finds(guild.ben, "T-1", where=guild.infra)


async def test_a_channel_that_takes_nothing_is_said_with_its_cause(guild: AtWork) -> None:
    """The lead hears what is missing, and what to do about it, in Discord's words."""
    await opened(guild, guild.infra)
    await deny(guild, permissions.SEND_MESSAGES)
    await left_open(guild, guild.infra)
    await guild.later(days=1)
    told = guild.world.finds(guild.ana, "I can't post in", "sending messages")
    assert "member" not in told.text


async def test_a_post_of_a_forum_is_a_home(guild: AtWork) -> None:
    """A project opened in a post lives in the post: its calls stand there."""
    forum = guild.world.forum(guild.guild, "asks")
    post = guild.world.forum_post(forum, "Broken login", "The login is broken", guild.ben)
    await opened(guild, post)
    await left_open(guild, post)
    assert guild.world.finds(guild.ben, "Order the racks", "[I'll take it]", where=post)


async def test_who_is_not_on_the_server_gets_no_task(guild: AtWork) -> None:
    """Discord lets people be chosen who have left: nobody is asked, and nothing is lost."""
    guild.world.leave(guild.jonas, guild.guild)
    options = {"title": "Order the disks", "owner": guild.jonas, "due": "friday"}
    done = await guild.world.slash(guild.ana, guild.infra, "task add", options)
    await guild.settled()
    assert "jonas" in done.text and "I'm telling" not in done.text, done.text
    assert not guild.world.dms_of(guild.jonas)
    await takes_all(guild, guild.maria)
    await added(guild)
    words = {"task": "T-1", "reason": "no key", "helper": guild.jonas}
    blocked = await guild.world.slash(guild.ana, guild.infra, "task block", words)
    assert "I'm asking" not in blocked.text, blocked.text
