"""What people say to Chivvy on Discord while it is away: offered when it is back, each once."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from adapters.db.uow import UnitRows
from core import dispatch
from core.kernel.audience import System
from core.kernel.refs import TaskId, WorkspaceId
from tests.discord_adapter.discord_server import Channel, User
from tests.discord_adapter.discord_server.talking import Seen
from tests.discord_adapter.guild_at_work import AtWork, at_work
from tests.discord_adapter.test_at_work import added, takes_all

HISTORY = "GET /channels/{channel_id}/messages"


@pytest.fixture
async def guild(tmp_path: Path) -> AsyncIterator[AtWork]:
    """Maria has a task, and its message; the bot has looked around once. It has no privileged
    intent."""
    async with at_work(tmp_path) as found:
        await takes_all(found, found.maria)
        await added(found)
        await found.bot.away.look()
        yield found


Said = tuple[User, Channel, str]


async def away(guild: AtWork, *said: Said, **down: float) -> None:
    """The bot is down for so long; *said* in the middle of it."""
    half = {name: span / 2 for name, span in down.items()}
    await guild.bot.stop()
    guild.clock.hold(guild.clock.now() + timedelta(**half))
    guild.clock.release()
    for who, where, text in said:
        await guild.world.say(who, where, text)
    await guild.restarts(**half)
    await guild.bot.away.look()
    await guild.settled()


def offers(guild: AtWork, who: User) -> list[Seen]:
    """The offers that somebody has."""
    return [one for one in guild.world.dms_of(who) if "Shall I do it now?" in one.text]


async def status(guild: AtWork) -> str:
    """How the task stands."""
    shown = await guild.world.slash(guild.ana, guild.infra, "task show", {"task": "T-1"})
    return shown.text.lower()


async def test_a_command_is_offered_not_done(guild: AtWork) -> None:
    """With its words and the times; the task is as it was."""
    await away(guild, (guild.maria, guild.world.dm(guild.maria), "start T-1"), hours=3)
    [offer] = offers(guild, guild.maria)
    assert "start T-1" in offer.text and "While I was away" in offer.text
    assert offer.buttons[:2] == ("Do it", "No")
    assert "in progress" not in await status(guild)


async def test_do_it_does_it(guild: AtWork) -> None:
    """As if it had been heard."""
    await away(guild, (guild.maria, guild.world.dm(guild.maria), "start T-1"), hours=3)
    [offer] = offers(guild, guild.maria)
    await guild.world.press(offer.message, "Do it", guild.maria)
    assert "in progress" in await status(guild)


async def test_what_is_said_in_a_restart_is_offered_too(guild: AtWork) -> None:
    """Discord tells a new session of nothing before it; what was heard before is offered to
    nobody, and neither the offer nor a brief speaks of so short a time."""
    dm = guild.world.dm(guild.maria)
    await guild.says(guild.maria, dm, "list")
    await away(guild, (guild.maria, dm, "start T-1"), seconds=20)
    [offer] = offers(guild, guild.maria)
    assert "start T-1" in offer.text and "did not hear this" in offer.text
    assert "away" not in offer.text and "Slash commands" not in offer.text
    now, day = guild.clock.now(), timedelta(days=1)

    def noted(unit: UnitRows) -> int:
        home = unit.directory.find("discord", guild.guild.id)
        assert home is not None
        return len(unit.of(home.workspace).outages.noted(home.id, now - day, now + day))

    assert await guild.bot.store.read(noted) == 0


async def test_prose_becomes_nothing(guild: AtWork) -> None:
    """What is no command is not held against anybody."""
    dm = guild.world.dm(guild.maria)
    await away(guild, (guild.maria, dm, "thanks, the printer works again"), hours=3)
    assert not offers(guild, guild.maria)


async def test_each_is_offered_once(guild: AtWork) -> None:
    """Another outage offers nothing twice, and what was heard before one is not offered."""
    await guild.says(guild.maria, guild.world.dm(guild.maria), "start T-1")
    await guild.bot.away.look()
    await away(guild, (guild.maria, guild.world.dm(guild.maria), "done T-1"), hours=3)
    await away(guild, hours=1)
    assert len(offers(guild, guild.maria)) == 1


async def test_a_mention_in_a_thread_is_offered(guild: AtWork) -> None:
    """In direct messages, to its writer; what was not said to the bot is not."""
    asked = await guild.world.say(guild.ana, guild.infra, "Who takes the printer?")
    opened = await guild.world.context(guild.ana, asked, "Capture as task")
    await guild.world.submit_modal(opened, {"0.owner": guild.maria})
    await guild.settled()
    thread = asked.thread
    assert thread is not None
    guild.world.add_to_thread(thread, guild.world.bot)
    bot = f"<@{guild.world.bot.id}>"
    await away(
        guild, (guild.maria, thread, f"{bot} start T-2"), (guild.maria, thread, "start T-1"),
        hours=3,
    )  # fmt: skip
    [offer] = offers(guild, guild.maria)
    assert "start T-2" in offer.text


async def test_talk_in_the_thread_of_a_task_counts(guild: AtWork) -> None:
    """A task that people talked about meanwhile is not quiet; of what they said nothing is kept."""
    asked = await guild.world.say(guild.ana, guild.infra, "Who takes the printer?")
    opened = await guild.world.context(guild.ana, asked, "Capture as task")
    await guild.world.submit_modal(opened, {"0.owner": guild.maria})
    await guild.settled()
    assert asked.thread is not None
    before = await guild.bot.store.read(touched)
    await away(guild, (guild.jonas, asked.thread, "They come tomorrow, says T-1"), hours=3)
    assert await guild.bot.store.read(touched) >= before + timedelta(hours=3)
    assert not guild.world.dms_of(guild.jonas)


def touched(unit: UnitRows) -> datetime:
    """When something last happened to the second task."""
    task = unit.of(WorkspaceId(1)).tasks(System("dispatch")).get(TaskId(2))
    assert task is not None
    return task.touched_at


async def test_more_than_a_page_is_read(guild: AtWork) -> None:
    """A hundred messages come at once; the last of them is found."""
    dm = guild.world.dm(guild.maria)
    talk = [(guild.maria, dm, f"thought {n}") for n in range(130)]
    await away(guild, *talk, (guild.maria, dm, "start T-1"), hours=3)
    assert len(offers(guild, guild.maria)) == 1


async def test_a_limit_is_waited_for(guild: AtWork) -> None:
    """Discord says to come again: the conversation is read all the same."""
    guild.world.faults.rate_limit(HISTORY, 0.1)
    await away(guild, (guild.maria, guild.world.dm(guild.maria), "start T-1"), hours=3)
    assert len(offers(guild, guild.maria)) == 1


async def brief_of(guild: AtWork, who: User, **span: float) -> str:
    """The newest brief after so much time."""
    await guild.later(**span)
    found = [one.text for one in guild.world.dms_of(who) if "Good morning" in one.text]
    return found[-1] if found else ""


async def test_what_cannot_be_read_is_told_to_admins(guild: AtWork) -> None:
    """In one line of their brief; the others read once that commands did not arrive."""
    await guild.bot.store.write(make_admin, workspace=1)
    guild.world.faults.refuse_next(HISTORY, 50001)
    await away(guild, hours=3)
    told = await brief_of(guild, guild.ana, days=1)
    assert "1 conversation of the time" in told
    hers = await brief_of(guild, guild.maria, days=3)
    assert "1 conversation of the time" not in hers


async def test_the_next_brief_says_so_once(guild: AtWork) -> None:
    """From when to when commands did not reach the bot."""
    await added(guild, title="Call the printer", due="tomorrow")
    await away(guild, hours=3)
    assert AWAY in await brief_of(guild, guild.maria, days=1)
    assert AWAY not in await brief_of(guild, guild.maria, days=1)


AWAY = "slash commands of that time did not reach me"


async def test_a_thread_that_nobody_began_is_nothing_unread(guild: AtWork) -> None:
    """A card in a channel has no thread until somebody writes below it."""
    line = {"title": "Order the disks !share"}
    await guild.world.slash(guild.ana, guild.infra, "task add", line)
    await guild.settled()
    assert guild.world.finds(guild.ben, "Order the disks", where=guild.infra)
    spots = await guild.bot.store.read(
        lambda unit: dispatch.conversations(unit, "discord", guild.guild.id)
    )
    where = [(spot.place, spot.thread) for spot in spots.found if spot.thread]
    assert where[-1][0] == guild.infra.id
    now = guild.clock.now()
    platform = guild.bot.platforms["discord"]
    assert await platform.catch_up(guild.guild.id, where, (now - timedelta(hours=1), now)) == 0


async def test_a_gateway_that_is_cut_for_long_is_an_outage(guild: AtWork) -> None:
    """Without an end of the process: while the line is dead nobody counts as heard."""
    platform = guild.bot.platforms["discord"]
    assert platform.alive
    guild.world.gateway.cut()
    await guild.world.until(lambda: not platform.alive)
    await guild.world.until(lambda: platform.alive)


def make_admin(unit: UnitRows) -> None:
    """Ana."""
    people = unit.of(1).people
    [ana] = people.by_name("ana")
    people.save_person(replace(ana, admin=True))
