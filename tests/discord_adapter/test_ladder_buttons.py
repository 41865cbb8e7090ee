"""The answers to follow-ups on Discord: pressed, what comes of it, and the message afterwards; by
two people at once, and when it is too late."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.discord_adapter.discord_server import Message, User
from tests.discord_adapter.discord_server.outcomes import Outcome
from tests.discord_adapter.discord_server.talking import Seen
from tests.discord_adapter.guild_at_work import AtWork, at_work
from tests.discord_adapter.test_week import at_a_company, types, until


@pytest.fixture
async def guild(tmp_path: Path) -> AsyncIterator[AtWork]:
    """A company's guild with a project in #infra that Ana leads; nobody's day is full."""
    async with at_work(tmp_path) as found:
        await at_a_company(found)
        await found.opens_project(found.ana, found.infra)
        await found.patient()
        yield found


async def gives(guild: AtWork, due: str, **more: object) -> None:
    """Ana gives Maria a task of the project."""
    told = {"title": "Migrate DNS", "owner": guild.maria, "due": due, "project": "infra", **more}
    await types(guild, guild.ana, "task add", **told)


async def does(guild: AtWork, who: User, seen: Seen, what: str) -> Outcome:
    """Presses it, or chooses it in the menu; everything that follows is said."""
    shown = seen.buttons
    act = guild.world.press if what in shown else guild.world.select
    done = await act(seen.message, what, who)
    await guild.settled()
    assert done.failed is None
    return done


def now(guild: AtWork, who: User, seen: Seen) -> Seen:
    """The same message as it is now."""
    return next(one for one in guild.world.seen_by(who) if one.message is seen.message)


def stamp(day: int, hour: int) -> str:
    """A moment in December, as Discord's clients turn it into their own time."""
    return f"<t:{int(datetime(2026, 12, day, hour, tzinfo=UTC).timestamp())}:f>"


def as_shown(seen: Seen) -> Message:
    """The message as somebody still has it on their screen."""
    return replace(seen.message)


async def asked_in_the_open(guild: AtWork) -> Seen:
    """The line about Maria's late task, which nothing is in the way of."""
    await types(guild, guild.ana, "project ladder", project="infra", ladder="firm")
    await gives(guild, "1 dec 17:00")
    await until(guild, 4, 16)
    line = guild.world.finds(guild.ben, "Can somebody here help to finish it?")
    assert line.buttons[:2] == ("I can help", "I know who")
    return line


async def test_i_can_help(guild: AtWork) -> None:
    """The line says so and loses its buttons; its owner gives it on with one press."""
    line = await asked_in_the_open(guild)
    said = await does(guild, guild.priya, line, "I can help")
    assert said.ephemeral and "hears of it, and decides" in said.text
    closed = now(guild, guild.ben, line)
    assert "offers to help" in closed.text and "I can help" not in closed.buttons
    await until(guild, 7, 10)
    told = guild.world.finds(guild.maria, "Migrate DNS", "offers to help to finish it")
    given = await does(guild, guild.maria, told, "Give to priya")
    assert "goes to priya" in given.text
    assert "Give to priya" not in now(guild, guild.maria, told).buttons


async def test_two_can_help_at_once(guild: AtWork) -> None:
    """In the same moment: both are answered, and the owner hears of who was first."""
    line = await asked_in_the_open(guild)
    both = (guild.priya, guild.jonas)
    answers = await asyncio.gather(
        *(guild.world.press(line.message, "I can help", each) for each in both)
    )
    assert [each.failed for each in answers] == [None, None]
    assert all(each.text for each in answers)
    await guild.settled()
    assert "I can help" not in now(guild, guild.ben, line).buttons
    await until(guild, 7, 10)
    assert guild.world.finds(guild.maria, "Migrate DNS", "offers to help to finish it")


async def test_i_know_who(guild: AtWork) -> None:
    """A window asks who; the channel reads no name, and the owner does."""
    line = await asked_in_the_open(guild)
    opened = await guild.world.press(line.message, "I know who", guild.priya)
    said = await guild.world.submit_modal(opened, {"0.ask": guild.jonas})
    await guild.settled()
    assert said.failed is None
    closed = now(guild, guild.ben, line)
    assert "somebody who can help was named" in closed.text and "jonas" not in closed.text
    await until(guild, 7, 10)
    assert guild.world.finds(guild.maria, "thinks that", "jonas", "can help to finish it")


async def test_help_that_comes_too_late(guild: AtWork) -> None:
    """The line still stands on somebody's screen when the task is done: how it stands is said."""
    line = await asked_in_the_open(guild)
    shown = as_shown(line)
    await types(guild, guild.maria, "task done", task="T-1")
    assert "I can help" not in now(guild, guild.ben, line).buttons
    late = await guild.world.press(shown, "I can help", guild.priya)
    assert late.failed is None and late.ephemeral
    assert "T-1 is with who checks it" in late.text
    form = await guild.world.press(shown, "I know who", guild.priya)
    assert form.failed is None and form.modal is None
    assert "T-1 is with who checks it" in form.text


async def the_owner_is_away(guild: AtWork) -> Seen:
    """Maria's task falls due while she is away; Ana is asked."""
    await gives(guild, "3 dec 17:00")
    await types(guild, guild.maria, "task start", task="T-1")
    await types(guild, guild.maria, "task away", dates="2 dec - 11 dec")
    await until(guild, 2, 10)
    return guild.world.finds(guild.ana, "Wait, or give it on?")


async def test_wait(guild: AtWork) -> None:
    """The lead is left in peace until its owner is back, who is asked then."""
    asked = await the_owner_is_away(guild)
    said = await does(guild, guild.ana, asked, "Wait")
    assert "back on Mon 14 Dec and is asked then" in said.text
    assert "Wait" not in now(guild, guild.ana, asked).buttons
    before = len(guild.world.dms_of(guild.ana))
    await until(guild, 11, 17)
    new = guild.world.dms_of(guild.ana)[before:]
    assert not [one for one in new if "Wait, or give" in one.text]
    await until(guild, 14, 14)
    assert guild.world.finds(guild.maria, "Migrate DNS", "was due")


async def test_wait_for_who_came_back(guild: AtWork) -> None:
    """Pressed when it is over: nothing breaks, and how it stands is said."""
    asked = await the_owner_is_away(guild)
    shown = as_shown(asked)
    await types(guild, guild.maria, "task done", task="T-1")
    late = await guild.world.press(shown, "Wait", guild.ana)
    assert late.failed is None and "T-1" in late.text


async def test_ask_me_later_is_kept(guild: AtWork) -> None:
    """The very question comes again at that hour, though another step would have come."""
    await gives(guild, "3 dec 17:00", priority="high")
    await until(guild, 2, 10)
    asked = guild.world.finds(guild.maria, "Will it be done?")
    said = await does(guild, guild.maria, asked, "Ask me in an hour")
    assert f"not before: {stamp(2, 11)}" in said.text
    assert "Done" not in now(guild, guild.maria, asked).buttons
    await until(guild, 2, 12)
    again = guild.world.finds(guild.maria, "Will it be done?")
    assert again.message is not asked.message
    assert (again.message.at.hour, again.message.at.minute) == (11, 0)
    assert "Done" in again.buttons


async def test_the_next_step_waits_for_it_too(guild: AtWork) -> None:
    """Asked past its date, *tomorrow*: nobody is told in between, and tomorrow it is asked."""
    await gives(guild, "1 dec 17:00")
    await until(guild, 2, 10)
    asked = guild.world.finds(guild.maria, "Migrate DNS was due")
    said = await does(guild, guild.maria, asked, "Ask me tomorrow")
    assert f"not before: {stamp(3, 10)}" in said.text
    before = len(guild.world.seen_by(guild.ana))
    await until(guild, 3, 8)
    assert not [s for s in guild.world.seen_by(guild.ana)[before:] if "was due" in s.text]
    await until(guild, 3, 12)
    again = guild.world.finds(guild.maria, "Migrate DNS was due")
    assert again.message is not asked.message and again.message.at.day == 3


async def waits_outside(guild: AtWork) -> Seen:
    """Maria waits for ACME, and looks again on Friday."""
    await gives(guild, "14 dec 17:00")
    reason = "waiting for ACME, check friday"
    await types(guild, guild.maria, "task block", task="T-1", reason=reason)
    await until(guild, 4, 10)
    return guild.world.finds(guild.maria, "waits for ACME", "Has the answer come?")


async def test_check_again(guild: AtWork) -> None:
    """On a chosen day; one that can't be read comes back as it was typed."""
    asked = await waits_outside(guild)
    opened = await guild.world.press(asked.message, "Check again ...", guild.maria)
    refused = await guild.world.submit_modal(opened, {"0.check_on": "the day after never"})
    assert refused.response is not None and "the day after never" in refused.text
    again = await guild.world.press(refused.response, "Correct it", guild.maria)
    assert "the day after never" in str(again.modal)
    said = await guild.world.submit_modal(again, {"0.check_on": "wednesday"})
    await guild.settled()
    assert said.failed is None
    assert "Check again ..." not in now(guild, guild.maria, asked).buttons
    await until(guild, 9, 8)
    assert now(guild, guild.maria, guild.world.finds(guild.maria, "waits for")).message.at.day < 9
    await until(guild, 9, 10)
    assert guild.world.finds(guild.maria, "Has the answer come?").message.at.day == 9


async def test_draft_a_reminder(guild: AtWork) -> None:
    """Words to copy, for the asker's eyes; the question stays, and nothing is sent."""
    asked = await waits_outside(guild)
    before = [len(guild.world.seen_by(each)) for each in (guild.ana, guild.ben)]
    draft = await does(guild, guild.maria, asked, "Draft a reminder")
    assert draft.ephemeral
    assert "Hello ACME, since Mon 30 Nov we have been waiting for this" in draft.text
    assert "Thank you, maria" in draft.text
    assert "Draft a reminder" in now(guild, guild.maria, asked).buttons
    assert [len(guild.world.seen_by(each)) for each in (guild.ana, guild.ben)] == before


async def test_a_reminder_of_what_is_no_longer_waited_for(guild: AtWork) -> None:
    """The answer came on another screen: that is said, and no draft is made."""
    asked = await waits_outside(guild)
    shown = as_shown(asked)
    await types(guild, guild.maria, "task unblock", task="T-1")
    for label in ("Draft a reminder", "Check again ..."):
        late = await guild.world.press(shown, label, guild.maria)
        assert late.failed is None and late.modal is None and "T-1" in late.text
        assert "Hello ACME" not in late.text


async def test_it_still_waits(guild: AtWork) -> None:
    """Blocked and past its date: the date stays, and until when nothing is asked is said."""
    await gives(guild, "1 dec 17:00")
    reason = "waiting for ACME, check 14 dec"
    await types(guild, guild.maria, "task block", task="T-1", reason=reason)
    await until(guild, 2, 10)
    asked = guild.world.finds(guild.maria, "Migrate DNS was due", "something is in the way")
    assert asked.buttons[:3] == ("New date", "It still waits", "Yes, I can go on")
    said = await does(guild, guild.maria, asked, "It still waits")
    assert "I won't ask about **T-1** before" in said.text
    assert "It still waits" not in now(guild, guild.maria, asked).buttons


async def test_step_back_from_what_somebody_else_has_by_now(tmp_path: Path) -> None:
    """Among volunteers: pressed on an old message, it takes the task from nobody."""
    async with at_work(tmp_path) as guild:
        await guild.patient()
        words = {"what": "incoming", "value": "direct"}
        for person in (guild.maria, guild.priya):
            await types(guild, person, "task more settings", **words)
        given = {"title": "Migrate DNS", "owner": guild.maria, "due": "friday 17:00"}
        await types(guild, guild.ana, "task add", **given)
        told = guild.world.finds(guild.maria, "Migrate DNS", "[Step back]")
        shown = as_shown(told)
        await types(guild, guild.ana, "task assign", task="T-1", person=guild.priya)
        assert "Step back" not in now(guild, guild.maria, told).buttons
        late = await guild.world.press(shown, "Step back", guild.maria)
        assert late.failed is None and "priya" in late.text
        assert "priya" in (await types(guild, guild.ana, "task show", task="T-1")).text
