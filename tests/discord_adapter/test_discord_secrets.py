"""No token and nobody's words in a log line of a bot on Discord, whatever the level."""

import logging
from pathlib import Path

import pytest

from bot.platforms import discord_config
from tests.discord_adapter.discord_server.faults import Fault
from tests.discord_adapter.guild_at_work import AtWork, at_work
from tests.discord_adapter.test_at_work import takes_all
from tests.scenario.test_secrets import CANARIES, sang

POST = "POST /channels/{channel_id}/messages"


async def a_day(guild: AtWork) -> None:
    """Commands, forms, messages, captures, refusals, lost answers, a cut line, and a morning."""
    world, ana = guild.world, guild.ana
    await takes_all(guild, guild.maria)
    await guild.opens_project(ana, guild.infra, "Zanzibar")
    named = {"title": "Order Quokka", "owner": guild.maria, "due": "friday"}
    done = await world.slash(ana, guild.infra, "task add", named)
    assert done.response is not None
    form = await world.press(done.response, "Edit", ana)
    await world.submit_modal(form, {"0.title": "Order Wombat"})
    said = await world.say(guild.jonas, guild.infra, "Narwhal is late")
    await world.submit_modal(await world.context(ana, said, "Capture as task"))
    await guild.says(ana, guild.infra, f"<@{world.bot.id}> add Yttrium for all")
    await guild.says(ana, world.dm(ana), "search Yttrium")
    await world.slash(guild.maria, guild.infra, "task block", {"task": "T-1", "reason": "Zanzibar"})
    await world.autocomplete(ana, guild.infra, "task done", "task", "Quokka")
    await world.slash(ana, guild.infra, "task show", {"task": "frobnicate Yttrium"})
    for status in (500, 400, 403):
        world.faults.add(POST, Fault(status=status))
        await world.slash(ana, guild.infra, "task add", {**named, "title": "Yttrium for all"})
        await guild.settled()
    world.gateway.cut()
    await guild.says(ana, guild.infra, f"<@{world.bot.id}> add Narwhal after the cut")
    await guild.later(days=1)


async def test_nothing_said_and_no_token_reaches_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """At DEBUG, the library's own lines too."""
    caplog.set_level(logging.DEBUG)
    async with at_work(tmp_path) as guild:
        await a_day(guild)
        tokens = (guild.world.token, *guild.world.state.tokens)
    assert len(caplog.records) > 20
    assert sang(caplog.records, CANARIES) == []
    assert sang(caplog.records, tokens) == []


async def test_a_printed_configuration_shows_no_token(tmp_path: Path) -> None:
    """Settings and what the adapter is told hide it."""
    async with at_work(tmp_path) as guild:
        config = discord_config(guild.bot.settings, 0.0)
        assert guild.world.token not in repr(guild.bot.settings) + repr(config)
