"""Answers that take long, and answers that come too late, on Discord."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.discord_adapter.guild_at_work import AtWork, at_work
from tests.discord_adapter.test_at_work import added

CALLBACK = "POST /interactions/{interaction_id}/{interaction_token}/callback"
ORIGINAL = "PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original"
DEFERRED, DEFERRED_UPDATE = 5, 6


@pytest.fixture
async def slow(tmp_path: Path) -> AsyncIterator[AtWork]:
    """A guild whose bot puts off every first answer."""
    async with at_work(tmp_path, answer=0.0) as found:
        yield found


@pytest.fixture
async def guild(tmp_path: Path) -> AsyncIterator[AtWork]:
    """A guild at work."""
    async with at_work(tmp_path) as found:
        yield found


async def test_a_slow_command_is_answered_where_it_was_put_off(slow: AtWork) -> None:
    """Who asked sees that we think, then the answer in its place; nobody else sees either."""
    done = await added(slow)
    assert (done.acknowledged, done.ephemeral) == (DEFERRED, True)
    assert "Renew the certificate" in done.text
    assert slow.world.seen_by(slow.ben) == []


async def test_a_slow_press_changes_what_was_pressed(slow: AtWork) -> None:
    """A private message is replaced by what came of its button, later."""
    done = await added(slow)
    assert done.response is not None
    undone = await slow.world.press(done.response, "Undo", slow.ana)
    assert undone.acknowledged == DEFERRED_UPDATE
    await slow.settled()
    assert "Undo" not in slow.world.seen_by(slow.ana, slow.infra)[-1].buttons


async def test_a_slow_form_is_offered_by_a_button(slow: AtWork) -> None:
    """A window can't open any more once an answer was put off: a button opens it."""
    message = await slow.world.say(slow.ben, slow.infra, "Somebody should fix the login page")
    offered = await slow.world.context(slow.ana, message, "Capture as task")
    assert offered.acknowledged == DEFERRED
    assert offered.response is not None
    opened = await slow.world.press(offered.response, "Open the form", slow.ana)
    assert opened.modal is not None
    kept = await slow.world.submit_modal(opened)
    await slow.settled()
    assert kept.failed is None
    found = await slow.world.slash(slow.ana, slow.infra, "task search", {"words": "login"})
    assert "login page" in found.text


async def test_an_answer_after_three_seconds_comes_by_letter(guild: AtWork) -> None:
    """Discord has given up: what was done all the same is told in direct messages, once."""
    hold = guild.world.faults.hold_next(CALLBACK)
    asking = asyncio.create_task(added(guild))
    await hold.reached.wait()
    guild.world.forward(3.1)
    hold.release()
    outcome = await asking
    assert outcome.text == "The application did not respond"
    await guild.settled()
    told = [one.text for one in guild.world.dms_of(guild.ana)]
    assert len([text for text in told if "Renew the certificate" in text]) == 1


async def test_an_answer_after_fifteen_minutes_comes_by_letter(slow: AtWork) -> None:
    """The token is over: the answer comes as a direct message."""
    hold = slow.world.faults.hold_next(ORIGINAL)
    asking = asyncio.create_task(
        slow.world.slash(slow.ana, slow.infra, "task list", deferred=False)
    )
    await hold.reached.wait()
    await asking
    slow.world.forward(15 * 60 + 1)
    hold.release()
    await slow.settled()
    await slow.world.until(lambda: slow.world.dms_of(slow.ana))
    assert len(slow.world.dms_of(slow.ana)) == 1


async def test_an_old_button_works_anew(guild: AtWork) -> None:
    """A button of last week has a token of its own when it is pressed."""
    await added(guild)
    told = guild.world.dms_of(guild.maria)[-1]
    await guild.later(days=1)
    pressed = await guild.world.press(told.message, next(iter(told.buttons)), guild.maria)
    assert pressed.failed is None
