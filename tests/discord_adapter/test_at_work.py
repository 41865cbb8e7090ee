"""What people do on Discord, through the real discord.py."""

from collections.abc import AsyncIterator
from pathlib import Path
from unittest.mock import patch

import pytest

from tests.discord_adapter.discord_server import User
from tests.discord_adapter.discord_server.outcomes import Outcome
from tests.discord_adapter.guild_at_work import AtWork, at_work


@pytest.fixture
async def guild(tmp_path: Path) -> AsyncIterator[AtWork]:
    """A guild at work."""
    async with at_work(tmp_path) as found:
        yield found


async def added(guild: AtWork, **more: object) -> Outcome:
    """Ana asks Maria to renew the certificate by Friday."""
    options = {
        "title": "Renew the certificate", "owner": guild.maria, "due": "friday 17:00", **more,
    }  # fmt: skip
    done = await guild.world.slash(guild.ana, guild.infra, "task add", options)
    await guild.settled()
    return done


async def takes_all(guild: AtWork, who: User) -> None:
    """Somebody wants what others give them to be theirs at once."""
    words = {"what": "incoming", "value": "direct"}
    done = await guild.world.slash(who, guild.infra, "task more settings", words)
    assert "yours at once" in done.text


async def test_a_task_is_added_by_options(guild: AtWork) -> None:
    """Who adds a task sees alone what was understood; its owner hears of it."""
    done = await added(guild)
    assert done.ephemeral
    assert "Renew the certificate" in done.text
    assert "Renew the certificate" in guild.world.dms_of(guild.maria)[-1].text
    assert not guild.world.seen_by(guild.ben)


async def test_who_asks_and_is_named_in_turn_is_no_news(guild: AtWork) -> None:
    """A payload tells more of who asks than of who is named; neither is learnt anew for it."""

    async def each_other() -> None:
        await added(guild)
        options = {"title": "Order the disks", "owner": guild.ana}
        await guild.world.slash(guild.maria, guild.infra, "task add", options)

    await each_other()
    desk = guild.bot.desk
    with patch.object(desk, "learn", wraps=desk.learn) as learnt:
        await each_other()
    assert not learnt.await_count


async def test_a_button_of_a_follow_up_is_an_answer(guild: AtWork) -> None:
    """The day after it was due the owner is asked, and one press says that it is done."""
    await takes_all(guild, guild.maria)
    await added(guild)
    await guild.later(days=7)
    asked = guild.world.finds(guild.maria, "Renew the certificate", "[Done]")
    pressed = await guild.world.press(asked.message, "Done", guild.maria)
    assert pressed.failed is None
    if pressed.modal is not None:
        pressed = await guild.world.submit_modal(pressed)
    await guild.settled()
    shown = await guild.world.slash(guild.ana, guild.infra, "task show", {"task": "T-1"})
    assert "review" in shown.text.lower() or "done" in shown.text.lower()


async def test_a_long_form_goes_in_steps(guild: AtWork) -> None:
    """A form of nine fields is two windows; between them it can be saved as it is."""
    done = await added(guild)
    assert done.response is not None
    first = await guild.world.press(done.response, "Edit", guild.ana)
    step = await guild.world.submit_modal(first, {"0.title": "Renew both certificates"})
    assert step.response is not None
    assert "Step 1 of" in step.text
    second = await guild.world.press(step.response, "Go on", guild.ana)
    assert second.modal is not None
    last = await guild.world.press(step.response, "Save as it is", guild.ana)
    assert last.failed is None
    shown = await guild.world.slash(guild.ana, guild.infra, "task show", {"task": "T-1"})
    assert "Renew both certificates" in shown.text


async def test_a_refused_form_comes_back_with_its_draft(guild: AtWork) -> None:
    """A date that can't be read is said; the same window opens again with what was typed."""
    done = await added(guild)
    assert done.response is not None
    message = await guild.world.say(guild.ben, guild.infra, "Somebody should fix the login page")
    opened = await guild.world.context(guild.ana, message, "Capture as task")
    refused = await guild.world.submit_modal(opened, {"0.due": "the day after never"})
    assert "the day after never" in refused.text
    assert refused.response is not None
    again = await guild.world.press(refused.response, "Correct it", guild.ana)
    assert again.modal is not None
    assert "the day after never" in str(again.modal)
    kept = await guild.world.submit_modal(again, {"0.due": "friday"})
    await guild.settled()
    assert kept.failed is None
    found = await guild.world.slash(guild.ana, guild.infra, "task search", {"words": "login"})
    assert "login page" in found.text


async def test_typing_is_completed(guild: AtWork) -> None:
    """Tasks by words of their title, dates as they are understood."""
    await takes_all(guild, guild.maria)
    await added(guild)
    tasks = await guild.world.autocomplete(guild.maria, guild.infra, "task done", "task", "renew")
    assert tasks.choices == ["T-1 · Renew the certificate (maria)"]
    dates = await guild.world.autocomplete(
        guild.maria, guild.infra, "task due", "date", "friday 18:00", {"task": "T-1"}
    )
    assert "Fri 4 Dec" in dates.choices[0]


async def test_words_to_the_bot_are_heard(guild: AtWork) -> None:
    """A mention in a channel is answered where its writer alone sees it."""
    bot = guild.world.bot.id
    await guild.says(guild.ana, guild.infra, f"<@{bot}> add Order the disks tomorrow")
    assert "Order the disks" in guild.world.dms_of(guild.ana)[-1].text
    await guild.says(guild.ana, guild.world.dm(guild.ana), "search disks")
    assert "Order the disks" in guild.world.dms_of(guild.ana)[-1].text


async def test_who_takes_no_messages_has_a_thread_or_is_told(guild: AtWork) -> None:
    """Refused direct messages end in the project's channel or nowhere, never in a loop."""
    guild.world.refuse_dms(guild.maria)
    await added(guild)
    await guild.later(hours=1)
    tries = guild.world.asked("POST /channels/{channel_id}/messages")
    assert len(tries) < 6
