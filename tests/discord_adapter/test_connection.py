"""Discord's gateway breaks, repeats itself and forgets; a token ends."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.discord_adapter.discord_server import Channel, permissions
from tests.discord_adapter.guild_at_work import AtWork, at_work
from tests.discord_adapter.test_at_work import added

REGISTER = "PUT /applications/{application_id}/commands"


@pytest.fixture
async def guild(tmp_path: Path) -> AsyncIterator[AtWork]:
    """A guild at work."""
    async with at_work(tmp_path) as found:
        yield found


async def anew(guild: AtWork, *, before: frozenset[str]) -> None:
    """The bot has identified itself anew."""
    sessions = guild.world.gateway.sessions
    await guild.world.until(lambda: sessions and not before & sessions.keys())


async def tasks(guild: AtWork, words: str) -> str:
    """What a search finds."""
    return (await guild.world.slash(guild.ana, guild.infra, "task search", {"words": words})).text


async def test_what_is_said_while_the_connection_is_cut_is_heard_once(guild: AtWork) -> None:
    """The gateway is cut, people go on; after RESUME all of it is there, once, in order."""
    bot, before = guild.world.bot.id, guild.heard
    guild.world.gateway.cut()
    for what in ("disks", "cables", "screws"):
        await guild.world.say(guild.ana, guild.infra, f"<@{bot}> add Order the {what}")
    await guild.world.until(lambda: guild.heard >= before + 3)
    await guild.settled()
    found = await tasks(guild, "order")
    assert [found.count(what) for what in ("disks", "cables", "screws")] == [1, 1, 1]


async def test_an_event_that_comes_again_has_one_effect(guild: AtWork) -> None:
    """Discord tells an event twice and a third time: one task."""
    bot = guild.world.bot.id
    await guild.says(guild.ana, guild.infra, f"<@{bot}> add Order the disks")
    for _ in range(2):
        guild.world.gateway.again()
    await guild.says(guild.ana, guild.infra, f"<@{bot}> add Order the cables")
    assert (await tasks(guild, "disks")).count("Order the disks") == 1


async def test_a_press_that_comes_again_has_one_effect(guild: AtWork) -> None:
    """The same interaction twice: the second finds it answered, and nothing happens twice."""
    done = await added(guild)
    assert done.response is not None
    guild.world.gateway.again()
    await guild.settled()
    assert (await tasks(guild, "certificate")).count("Renew the certificate") == 1


async def test_a_forgotten_session_costs_nothing_that_was_said_done(guild: AtWork) -> None:
    """Op 9: the bot identifies anew, registers nothing again, and goes on where it was."""
    done = await added(guild)
    before = frozenset(guild.world.gateway.sessions)
    guild.world.gateway.invalidate()
    await anew(guild, before=before)
    assert "Renew the certificate" in await tasks(guild, "certificate")
    assert done.response is not None
    undone = await guild.world.press(done.response, "Undo", guild.ana)
    assert undone.failed is None
    assert len(guild.world.asked(REGISTER)) == 1


async def test_what_changed_meanwhile_is_read_again(guild: AtWork) -> None:
    """A channel that became private while no session lived is private for us afterwards."""
    bot = guild.world.bot.id
    await guild.says(guild.ana, guild.infra, f"<@{bot}> add Sell the company")
    before = frozenset(guild.world.gateway.sessions)
    guild.world.gateway.forget_sessions()
    guild.world.gateway.cut()
    secret = guild.world.private_channel(guild.guild, "board", guild.ana)
    await anew(guild, before=before)
    done = await guild.world.slash(guild.ana, secret, "task add", {"title": "Buy the other one"})
    assert done.failed is None
    await guild.settled()
    hidden = await guild.world.slash(guild.ben, guild.infra, "task search", {"words": "other"})
    assert "Buy the other one" not in hidden.text


async def test_a_token_that_is_no_longer_ours_is_not_tried_on(guild: AtWork) -> None:
    """401: nothing more is sent, whatever is due."""
    await added(guild)
    guild.world.state.app.token = "another"
    await guild.later(days=4, hours=10)
    refused = [one for one in guild.world.requests if one.status == 401]
    assert 1 <= len(refused) <= 2
    await guild.later(days=1)
    assert len([one for one in guild.world.requests if one.status == 401]) == len(refused)


async def unheard(guild: AtWork) -> frozenset[str]:
    """No session lives, and what happens now is told to nobody; the sessions before."""
    before = frozenset(guild.world.gateway.sessions)
    guild.world.gateway.forget_sessions()
    return before


async def heard_again(guild: AtWork, before: frozenset[str], changed: int) -> None:
    """The connection is cut, the bot identifies itself anew and finds so many changes."""
    known = guild.heard
    guild.world.gateway.cut()
    await anew(guild, before=before)
    await guild.world.until(lambda: guild.heard == known + changed)
    await guild.settled()


async def test_a_channel_that_was_closed_meanwhile_is_closed(guild: AtWork) -> None:
    """Everybody saw what was captured there; afterwards its people alone do."""
    plans = guild.world.channel(guild.guild, "plans")
    said = await guild.world.say(guild.ana, plans, "Sell the company")
    form = await guild.world.context(guild.ana, said, "Capture as task")
    await guild.world.submit_modal(form, {"0.title": "Sell the company"})
    await guild.settled()
    words = {"words": "company"}
    seen = await guild.world.slash(guild.ben, guild.infra, "task search", words)
    assert "Sell the company" in seen.text
    before = await unheard(guild)
    guild.world.allow(plans, guild.ana, allow=permissions.VIEW_CHANNEL)
    guild.world.allow(plans, guild.world.bot, allow=permissions.VIEW_CHANNEL)
    guild.world.allow(plans, guild.guild, deny=permissions.VIEW_CHANNEL)
    await heard_again(guild, before, 1)
    hidden = await guild.world.slash(guild.ben, guild.infra, "task search", words)
    assert "Sell the company" not in hidden.text
    kept = await guild.world.slash(guild.ana, guild.infra, "task search", words)
    assert "Sell the company" in kept.text


async def closed(guild: AtWork, channel: Channel) -> bool:
    """Whether it is known that nothing can be posted there."""
    memory = await guild.bot.desk.memory("discord", guild.guild.id)
    assert memory is not None
    return next(each.closed for each in memory.places if each.external_id == channel.id)


async def test_where_we_may_not_write_any_more_is_known(guild: AtWork) -> None:
    """A channel that is gone, and one that is kept from us; the second is opened again."""
    gone, kept = (guild.world.channel(guild.guild, name) for name in ("gone", "kept"))
    for channel in (gone, kept):
        await guild.world.slash(guild.ana, channel, "task list")
    assert [await closed(guild, channel) for channel in (gone, kept)] == [False, False]
    before = await unheard(guild)
    guild.world.delete_channel(gone)
    guild.world.allow(kept, guild.world.bot, deny=permissions.SEND_MESSAGES)
    await heard_again(guild, before, 2)
    assert [await closed(guild, channel) for channel in (gone, kept)] == [True, True]
    before = await unheard(guild)
    guild.world.allow(kept, guild.world.bot)
    await heard_again(guild, before, 1)
    assert [await closed(guild, channel) for channel in (gone, kept)] == [True, False]


async def test_a_guild_that_lets_us_in_again_hears_of_us_again(guild: AtWork) -> None:
    """Put out, nothing is sent; let in again, what waited is, without a restart."""
    await added(guild)
    guild.world.uninstall(guild.guild)
    await guild.world.until(lambda: guild.heard)
    await guild.settled()
    memory = await guild.bot.desk.memory("discord", guild.guild.id)
    assert memory is not None and memory.suspended
    guild.world.install(guild.guild)
    before = guild.heard
    await guild.world.until(lambda: guild.heard > before)
    await guild.settled()
    memory = await guild.bot.desk.memory("discord", guild.guild.id)
    assert memory is not None and not memory.suspended
