"""What people do wrong on Discord, and what went wrong before they did it: each is answered kindly,
and nothing is lost."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.discord_adapter.discord_server import permissions as may
from tests.discord_adapter.guild_at_work import AtWork, at_work
from tests.discord_adapter.test_at_work import added, takes_all

CALLBACK = "POST /interactions/{interaction_id}/{interaction_token}/callback"
POST = "POST /channels/{channel_id}/messages"


@pytest.fixture
async def guild(tmp_path: Path) -> AsyncIterator[AtWork]:
    """A guild at work, with a project in #infra."""
    async with at_work(tmp_path) as found:
        await found.opens_project(found.ana, found.infra)
        await found.settled()
        yield found


async def open_task(guild: AtWork) -> None:
    """A task that nobody has, offered in the channel."""
    done = await guild.world.slash(guild.ana, guild.infra, "task add", {"title": "Order the disks"})
    assert done.response is not None
    await guild.world.press(done.response, "Leave open", guild.ana)
    await guild.settled()


async def test_an_unknown_user(guild: AtWork) -> None:
    """An id that is nobody's: the task is kept, and whose it is is asked."""
    words = {"title": "Order the disks <@999999999999>", "due": "friday"}
    done = await guild.world.slash(guild.ana, guild.infra, "task add", words)
    assert "Order the disks" in done.text
    assert "Who takes it?" in done.text


async def test_a_user_who_left(guild: AtWork) -> None:
    """Whoever has left the server is not asked for anything."""
    guild.world.leave(guild.jonas, guild.guild)
    before = len(guild.world.asked(POST))
    done = await added(guild, owner=guild.jonas)
    assert "Renew the certificate" in done.text
    assert not guild.world.dms_of(guild.jonas)
    assert len([one for one in guild.world.asked(POST)[before:] if one.status >= 400]) <= 1


async def test_a_button_of_a_task_that_is_gone(guild: AtWork) -> None:
    """Pressed long after: how it stands is said, and nothing changes."""
    await added(guild)
    told = guild.world.finds(guild.maria, "Renew the certificate", "[Take it]")
    await guild.world.slash(guild.ana, guild.infra, "task drop", {"task": "T-1", "reason": "no"})
    pressed = await guild.world.press(told.message, "Take it", guild.maria)
    assert pressed.failed is None
    assert "dropped" in pressed.text


async def test_a_form_of_a_task_that_is_gone(guild: AtWork) -> None:
    """No window opens in which something would be filled in in vain."""
    await takes_all(guild, guild.maria)
    await added(guild)
    told = guild.world.finds(guild.maria, "Renew the certificate", "[New date]")
    shown = replace(told.message)
    await guild.world.slash(guild.ana, guild.infra, "task drop", {"task": "T-1", "reason": "no"})
    pressed = await guild.world.press(shown, "New date", guild.maria)
    assert pressed.failed is None and pressed.modal is None
    assert "T-1 was dropped" in pressed.text


async def test_a_token_that_has_expired(guild: AtWork) -> None:
    """Discord takes the answer no more: it comes as a direct message, with its window."""
    hold = guild.world.faults.hold_next(CALLBACK)
    asking = asyncio.create_task(added(guild, title="Order the racks", due="soonish"))
    await hold.reached.wait()
    guild.world.forward(3.1)
    hold.release()
    await asking
    await guild.settled()
    letter = next(one for one in guild.world.dms_of(guild.ana) if "soonish" in one.text)
    again = await guild.world.press(letter.message, "Correct it", guild.ana)
    kept = await guild.world.submit_modal(again, {"0.due": "friday"})
    assert "Order the racks" in kept.text


async def test_a_message_that_was_deleted_before_capture(guild: AtWork) -> None:
    """Between the menu and the form: its words were there, and become the task."""
    message = await guild.world.say(guild.ben, guild.infra, "Somebody should fix the login page")
    opened = await guild.world.context(guild.ana, message, "Capture as task")
    await guild.world.delete(guild.ben, message)
    kept = await guild.world.submit_modal(opened)
    await guild.settled()
    assert "login page" in kept.text


async def test_an_option_that_is_too_long(guild: AtWork) -> None:
    """A title of a thousand characters: how many fit is said, and all of them come back."""
    title = "Renew the certificate " * 40 + "soon"
    done = await added(guild, title=title)
    assert "300" in done.text
    assert done.response is not None
    again = await guild.world.press(done.response, "Correct it", guild.ana)
    assert title in str(again.modal)


@pytest.mark.parametrize(
    "missing", [may.SEND_MESSAGES, may.VIEW_CHANNEL, may.CREATE_PUBLIC_THREADS], ids=str
)
async def test_a_permission_that_is_missing_in_a_channel(guild: AtWork, missing: int) -> None:
    """What is asked for is done and answered; what can't be posted is no reason to break."""
    guild.world.allow(guild.infra, guild.world.bot, deny=missing)
    await guild.settled()
    message = await guild.world.say(guild.ben, guild.infra, "Somebody should fix the login page")
    opened = await guild.world.context(guild.ana, message, "Capture as task")
    kept = await guild.world.submit_modal(opened)
    await guild.settled()
    assert "login page" in kept.text
    found = await guild.world.slash(guild.ana, guild.infra, "task search", {"words": "login"})
    assert "login page" in found.text


async def test_removed_from_the_guild(guild: AtWork) -> None:
    """Nothing is sent there any more; a button in a direct message is still answered."""
    await added(guild)
    told = guild.world.finds(guild.maria, "Renew the certificate", "[Take it]")
    before = guild.heard
    guild.world.uninstall(guild.guild)
    await guild.world.until(lambda: guild.heard > before)
    await guild.settled()
    sent = len(guild.world.asked(POST))
    await guild.later(days=9)
    assert len(guild.world.asked(POST)) == sent
    pressed = await guild.world.press(told.message, "Take it", guild.maria)
    assert pressed.failed is None
    assert pressed.text


async def test_nothing_can_be_offered_while_somebody_types(
    guild: AtWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The store is away: an empty offer and no error, and what was typed can be sent."""

    async def away(*_: object) -> None:
        raise TimeoutError

    monkeypatch.setattr(guild.bot.desk, "suggest", away)
    offered = await guild.world.autocomplete(guild.ana, guild.infra, "task done", "task", "renew")
    assert offered.failed is None and offered.choices == []


async def test_two_people_press_at_once(guild: AtWork) -> None:
    """In the same moment: one of them has it, and the other is told who."""
    await open_task(guild)
    claim = guild.world.finds(guild.ben, "Nobody has it yet")
    answers = await asyncio.gather(
        guild.world.press(claim.message, "I'll take it", guild.ben),
        guild.world.press(claim.message, "I'll take it", guild.maria),
    )
    assert [each.failed for each in answers] == [None, None]
    await guild.settled()
    shown = await guild.world.slash(guild.ana, guild.infra, "task show", {"task": "T-1"})
    has, other = ("ben", answers[1]) if "ben" in shown.text else ("maria", answers[0])
    assert f"{has} has T-1" in other.text
