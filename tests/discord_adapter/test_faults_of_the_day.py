"""What goes wrong on Discord, and what people see of it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.discord_adapter.guild_at_work import AtWork, at_work
from tests.discord_adapter.test_at_work import added

POST = "POST /channels/{channel_id}/messages"
CALLBACK = "POST /interactions/{interaction_id}/{interaction_token}/callback"


@pytest.fixture
async def guild(tmp_path: Path) -> AsyncIterator[AtWork]:
    """A guild at work."""
    async with at_work(tmp_path) as found:
        yield found


async def test_two_press_at_once(guild: AtWork) -> None:
    """Of two who take an open task one has it, and the other is told who."""
    await guild.opens_project(guild.ana, guild.infra)
    done = await guild.world.slash(guild.ana, guild.infra, "task add", {"title": "Order the disks"})
    assert done.response is not None
    await guild.world.press(done.response, "Leave open", guild.ana)
    await guild.settled()
    claim = guild.world.finds(guild.ben, "Nobody has it yet")
    first = await guild.world.press(claim.message, "I'll take it", guild.ben)
    second = await guild.world.press(claim.message, "I'll take it", guild.maria)
    assert first.failed is None
    assert "ben" in second.text


async def test_a_button_we_never_drew_is_answered(guild: AtWork) -> None:
    """A stale button says what to do, and nothing breaks."""
    done = await added(guild)
    assert done.response is not None
    for part in done.response.components:
        for row in part.get("components", [part]):
            for each in row.get("components", [row]):
                if each.get("custom_id", "").startswith("undo"):
                    each["custom_id"] = "no such thing"
    pressed = await guild.world.press(done.response, "Undo", guild.ana)
    assert pressed.failed is None
    assert pressed.text


async def test_an_unknown_verb_gives_back_what_was_typed(guild: AtWork) -> None:
    """A typo in a mention is answered with what is near it and what was typed."""
    bot = guild.world.bot.id
    await guild.says(guild.ana, guild.infra, f"<@{bot}> dome T-1")
    told = guild.world.dms_of(guild.ana)[-1].text
    assert "done" in told


async def test_a_message_deleted_before_capture(guild: AtWork) -> None:
    """A message that goes while its form is open is a task all the same: its words were there."""
    message = await guild.world.say(guild.ben, guild.infra, "Somebody should fix the login page")
    opened = await guild.world.context(guild.ana, message, "Capture as task")
    await guild.world.delete(guild.ben, message)
    kept = await guild.world.submit_modal(opened)
    await guild.settled()
    assert kept.failed is None
    found = await guild.world.slash(guild.ana, guild.infra, "task search", {"words": "login"})
    assert "login page" in found.text


async def test_closed_doors(guild: AtWork) -> None:
    """Who takes no direct messages is not tried again and again."""
    guild.world.refuse_dms(guild.maria)
    await added(guild)
    await guild.later(hours=2)
    refused = [one for one in guild.world.asked(POST) if one.status == 403]
    assert len(refused) == 1


async def test_a_lost_answer_shows_nothing_twice(guild: AtWork) -> None:
    """The connection breaks after Discord took a message: it is found, not sent again."""
    guild.world.faults.drop_next(POST, applied=True)
    await added(guild)
    await guild.later(minutes=5)
    told = [one for one in guild.world.dms_of(guild.maria) if "Renew the certificate" in one.text]
    assert len(told) == 1


async def test_too_fast_is_waited_for(guild: AtWork) -> None:
    """A limit that Discord names is waited for, and the message comes."""
    guild.world.faults.rate_limit(POST, 0.05)
    await added(guild)
    assert "Renew the certificate" in guild.world.dms_of(guild.maria)[-1].text


async def test_a_session_is_resumed(guild: AtWork) -> None:
    """What is said while the gateway connects anew is heard once."""
    bot = guild.world.bot.id
    guild.world.gateway.ask_to_reconnect()
    await guild.says(guild.ana, guild.infra, f"<@{bot}> add Order the disks")
    found = await guild.world.slash(guild.ana, guild.infra, "task search", {"words": "disks"})
    assert found.text.count("Order the disks") == 1


async def test_put_out_of_a_guild(guild: AtWork) -> None:
    """Removed from the guild nothing is sent any more, and nothing breaks."""
    await added(guild)
    guild.world.uninstall(guild.guild)
    await guild.world.until(lambda: guild.heard >= 1)
    await guild.settled()
    before = len(guild.world.asked(POST))
    await guild.later(days=9)
    assert len(guild.world.asked(POST)) == before


async def test_a_private_channel_stays_private(guild: AtWork) -> None:
    """What is added in a private channel is found by its people alone."""
    secret = guild.world.private_channel(guild.guild, "board", guild.ana, guild.priya)
    await guild.world.slash(guild.ana, secret, "task add", {"title": "Sell the company"})
    await guild.settled()
    seen = await guild.world.slash(guild.priya, secret, "task search", {"words": "sell"})
    assert "Sell the company" in seen.text
    hidden = await guild.world.slash(guild.ben, guild.infra, "task search", {"words": "sell"})
    assert "Sell the company" not in hidden.text
    typed = await guild.world.autocomplete(guild.ben, guild.infra, "task show", "task", "sell")
    assert typed.choices == []
