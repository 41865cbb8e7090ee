"""Somebody takes no direct messages: a thread of their own, or word of how to be reached."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.discord_adapter.discord_server import permissions
from tests.discord_adapter.discord_server.talking import Seen
from tests.discord_adapter.guild_at_work import AtWork, at_work
from tests.discord_adapter.test_at_work import added

THREADS = "POST /channels/{channel_id}/threads"
POST = "POST /channels/{channel_id}/messages"


@pytest.fixture
async def guild(tmp_path: Path) -> AsyncIterator[AtWork]:
    """A guild at work, in which Maria takes no direct messages."""
    async with at_work(tmp_path) as found:
        found.world.refuse_dms(found.maria)
        yield found


async def test_the_thread_is_found_again(guild: AtWork) -> None:
    """What was known of threads is gone, as after a restart: the next message is in the same."""
    await added(guild)
    assert len(guild.world.asked(THREADS)) == 1
    forget(guild)
    await added(guild, title="Order the disks")
    assert len(guild.world.asked(THREADS)) == 1
    assert guild.world.finds(guild.maria, "Order the disks")


async def test_a_thread_that_is_gone_is_replaced(guild: AtWork) -> None:
    """Somebody deleted it: a new one is opened, and nothing is lost."""
    await added(guild)
    thread = guild.world.finds(guild.maria, "Renew the certificate").message.channel
    guild.world.delete_channel(thread)
    await added(guild, title="Order the disks")
    await guild.later(days=1)
    assert guild.world.finds(guild.maria, "Order the disks")


def forget(guild: AtWork) -> None:
    """All that the process remembers of conversations."""
    messenger = guild.bot.platforms["discord"].messenger
    messenger._conversations.clear()  # type: ignore[attr-defined]
    messenger._doorsteps._known.clear()  # type: ignore[attr-defined]


async def no_room(guild: AtWork) -> None:
    """The bot may open private threads nowhere."""
    denied = permissions.CREATE_PRIVATE_THREADS
    guild.world.allow(guild.infra, guild.world.bot, deny=denied)
    await guild.settled()


async def test_who_is_not_reached_is_told_once_how_to_be(guild: AtWork) -> None:
    """Beside the answer to the next command, for their eyes, and not again."""
    await no_room(guild)
    await added(guild)
    await guild.world.slash(guild.maria, guild.infra, "task list")
    await guild.settled()
    assert len(hints(guild)) == 1
    assert hints(guild)[0].ephemeral
    await guild.world.slash(guild.maria, guild.infra, "task list")
    await guild.settled()
    assert len(hints(guild)) == 1


async def test_who_is_reached_again_is_forgotten_to_have_been_shut(guild: AtWork) -> None:
    """They open their door; closed another time they are told another time."""
    await no_room(guild)
    await added(guild)
    await guild.world.slash(guild.maria, guild.infra, "task list")
    guild.world.refuse_dms(guild.maria, None)
    await guild.later(days=2)
    assert "Renew the certificate" in guild.world.dms_of(guild.maria)[-1].text
    guild.world.refuse_dms(guild.maria)
    await added(guild, title="Order the disks")
    await guild.later(days=1)
    await guild.world.slash(guild.maria, guild.infra, "task list")
    await guild.settled()
    assert len(hints(guild)) == 2


async def test_nobody_else_is_told(guild: AtWork) -> None:
    """Whose messages arrive reads nothing of doors."""
    await no_room(guild)
    await added(guild)
    await guild.world.slash(guild.ana, guild.infra, "task list")
    await guild.settled()
    assert not [one for one in guild.world.seen_by(guild.ana) if "Privacy Settings" in one.text]


def hints(guild: AtWork) -> list[Seen]:
    """What Maria read of how to be reached."""
    return [one for one in guild.world.seen_by(guild.maria) if "Privacy Settings" in one.text]
