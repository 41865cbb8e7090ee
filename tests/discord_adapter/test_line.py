"""The line to Discord's gateway: what discord.py gives up is begun anew, and hung up when told."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from adapters.discord import line
from adapters.discord.app import DiscordAdapter
from bot.clocks import RealClock
from bot.platforms import discord_config
from bot.setting_values import SecretStr
from bot.settings import Settings
from core.people.model import Sender
from core.screens.messenger import DeliveryFailure
from tests.discord_adapter.discord_server import DiscordWorld
from tests.discord_adapter.discord_server.gateway import BAD_TOKEN, DISALLOWED_INTENTS
from tests.discord_adapter.discord_server.sessions import IDENTIFY
from tests.discord_adapter.guild_at_work import AtWork, at_work
from tests.slack_adapter.desk import RecordingDesk


@pytest.fixture
async def guild(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[AtWork]:
    """A guild at work; what was given up is begun anew at once."""
    monkeypatch.setattr(line, "AGAIN", 0.01)
    async with at_work(tmp_path) as found:
        yield found


def refuse(guild: AtWork) -> None:
    """Discord ends the connection with a code after which the library does not come back."""
    guild.world.gateway.sessions.clear()
    for socket in guild.world.gateway.sockets:
        socket.close(BAD_TOKEN)


async def test_what_is_given_up_is_begun_anew(guild: AtWork) -> None:
    """Nobody is heard for a moment, and whoever watches reads it; then commands are answered."""
    refuse(guild)
    await guild.world.until(lambda: not guild.bot.health()["discord"])
    guild.world.forward(5)
    await guild.world.until(lambda: guild.bot.health()["discord"])
    assert guild.world.gateway.received[IDENTIFY] == 2
    shown = await guild.world.slash(guild.ana, guild.infra, "task list")
    assert shown.failed is None


async def test_while_it_is_away_messages_go_out(
    guild: AtWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is sent needs no gateway."""
    monkeypatch.setattr(line, "AGAIN", 3600.0)
    await guild.says(guild.ana, guild.infra, f"<@{guild.world.bot.id}> list")
    refuse(guild)
    await guild.world.until(lambda: not guild.bot.health()["discord"])
    ana = Sender("discord", guild.guild.id, guild.ana.id, "ana", place=guild.infra.id)
    await adapter_of(guild).lookups.introduce(ana, f"<@{guild.maria.id}>")
    line_typed = f"add Renew the pass <@{guild.maria.id}> friday"
    await guild.bot.desk.words(ana, line_typed, "discord:command:1", "task")
    await guild.settled()
    assert "Renew the pass" in guild.world.dms_of(guild.maria)[-1].text


def adapter_of(guild: AtWork) -> DiscordAdapter:
    """Discord's side of the bot."""
    found = guild.bot.platforms["discord"]
    assert isinstance(found, DiscordAdapter)
    return found


async def test_hung_up_it_can_listen_again(guild: AtWork) -> None:
    """Another process may hold it in between; what is asked goes on."""
    platform = guild.bot.platforms["discord"]
    await platform.hang_up()
    await guild.world.until(lambda: not guild.world.gateway.sockets)
    assert guild.bot.health()["discord"]
    await platform.messenger.probe(guild.guild.id)
    guild.world.forward(5)
    await platform.listen()
    await guild.world.until(lambda: platform.alive)
    assert not (await guild.world.slash(guild.ana, guild.infra, "task list")).failed


async def test_an_intent_that_is_not_switched_on_ends_the_start(tmp_path: Path) -> None:
    """Asked for the words of messages, Discord refuses: the start names switch and setting."""
    world = await DiscordWorld.start(privileged=0)
    settings = Settings(
        discord_token=SecretStr(world.token), discord_api_base_url=world.api_base_url,
        discord_gateway_url=world.gateway_url, data_dir=tmp_path, discord_message_content=True,
    )  # fmt: skip
    with world.library():
        adapter = DiscordAdapter(discord_config(settings), RecordingDesk(), RealClock())
        named = r"Message Content Intent.*DISCORD_MESSAGE_CONTENT"
        with pytest.raises(DeliveryFailure, match=named):
            await adapter.start()
        assert not adapter.listening
    assert world.gateway.closed_with == [DISALLOWED_INTENTS]
    assert world.gateway.received[IDENTIFY] == 1
    await world.close()
