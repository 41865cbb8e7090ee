"""The loopback gateway: intents, resuming, sessions that are lost, shards, close codes."""

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import discord
import pytest

from tests.discord_adapter.discord_server import DiscordWorld
from tests.discord_adapter.library import Client, Room, opened

QUIET = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)


@pytest.fixture
async def room() -> AsyncIterator[Room]:
    """A room with its client logged in."""
    async with opened() as found:
        await found.login()
        yield found


async def heard(room: Room, count: int) -> list[str]:
    """What the client heard, once that is so much."""
    await room.world.until(lambda: len(room.client.heard) >= count)
    return [message.content for message in room.client.heard]


async def test_a_cut_connection_is_resumed(room: Room) -> None:
    """What happened while the connection was away is told after RESUME, in order, once."""
    room.world.gateway.cut()
    await room.world.say(room.ana, room.infra, "one")
    await room.world.say(room.ana, room.infra, "two")
    assert await heard(room, 2) == ["one", "two"]
    await room.world.until(lambda: room.client.resumed == 1)
    assert len(room.world.gateway.sessions) == 1


async def test_reconnect_is_followed(room: Room) -> None:
    """Op 7: the client comes back and resumes its session."""
    room.world.gateway.ask_to_reconnect()
    await room.world.until(lambda: room.client.resumed == 1)
    await room.world.say(room.ana, room.infra, "here")
    assert await heard(room, 1) == ["here"]


async def test_invalid_session_means_a_new_one(room: Room) -> None:
    """Op 9: the client identifies anew; what it missed is lost."""
    (before,) = room.world.gateway.sessions
    room.world.gateway.invalidate()
    await room.world.say(room.ana, room.infra, "lost")
    await room.world.until(lambda: room.world.gateway.sessions)
    (after,) = room.world.gateway.sessions
    await room.world.say(room.ana, room.infra, "heard")
    assert after != before
    assert await heard(room, 1) == ["heard"]


async def test_a_late_resume_is_refused(room: Room) -> None:
    """A session that is gone: RESUME is answered with op 9, then the client identifies."""
    room.world.gateway.forget_sessions()
    room.world.gateway.cut()
    await room.world.until(lambda: room.world.gateway.sessions)
    assert room.client.resumed == 0


async def test_content_needs_its_intent() -> None:
    """Without the intent a text comes only in direct messages and where the bot is named."""
    async with opened(privileged=0) as room:
        room.client = Client(room.world, QUIET)
        await room.login()
        await room.world.say(room.ana, room.infra, "hidden")
        await room.world.say(room.ana, room.infra, f"<@{room.world.bot.id}> shown")
        await room.world.say(room.ana, room.world.dm(room.ana), "direct")
        assert await heard(room, 3) == ["", f"<@{room.world.bot.id}> shown", "direct"]


async def test_privileged_intents_need_the_switch() -> None:
    """4014: an intent that the developer didn't switch on."""
    async with opened(privileged=0) as room:
        await room.client.login(room.world.token)
        with pytest.raises(discord.PrivilegedIntentsRequired):
            await room.client.connect()
        assert room.world.gateway.closed_with == [4014]


async def test_a_wrong_token_is_refused() -> None:
    """401 at the first request."""
    async with opened() as room:
        with pytest.raises(discord.LoginFailure):
            await room.client.login("wrong")


async def test_shards_share_the_servers() -> None:
    """Each server comes through its shard; direct messages come through the first."""
    async with opened(shards=2) as room:
        for number in range(8):
            room.world.guild(f"more {number}")
        await room.login()
        assert room.client.shard_count == 2
        assert len(room.client.guilds) == 9
        assert {guild.shard_id for guild in room.client.guilds} == {0, 1}
        await room.world.say(room.ana, room.world.dm(room.ana), "direct")
        await room.world.say(room.ana, room.infra, "there")
        assert sorted(await heard(room, 2)) == ["direct", "there"]


async def test_no_event_of_a_channel_that_the_bot_does_not_see(room: Room) -> None:
    """What is said where the bot isn't, stays there."""
    secret = room.world.private_channel(room.guild, "secret", room.ana, bot=False)
    await room.world.say(room.ana, secret, "between us")
    await room.world.say(room.ana, room.infra, "open")
    assert await heard(room, 1) == ["open"]


async def test_members_come_only_with_their_intent() -> None:
    """A person who joins is told with the intent of members, and asked for in chunks."""
    async with opened(privileged=1 << 1) as room:
        room.client = Client(room.world, discord.Intents(guilds=True, members=True))
        await room.login()
        guild = room.client.get_guild(int(room.guild.id))
        assert guild is not None
        assert {m.name for m in guild.members} >= {"ana", "ben", "chivvy"}
        room.world.join(room.guild, room.world.user("cem"))
        await room.world.until(lambda: guild.get_member_named("cem"))


async def test_the_gateway_checks_what_it_hears() -> None:
    """Without transport compression frames are text; 4003 before IDENTIFY."""
    world = await DiscordWorld.start()
    async with aiohttp.ClientSession() as http:
        url = f"{world.gateway_url}?v=10&encoding=json"
        async with http.ws_connect(url) as ws:
            hello = await ws.receive_json()
            assert hello["op"] == 10 and hello["d"]["heartbeat_interval"] > 0
            await ws.send_json({"op": 1, "d": None})
            assert (await ws.receive_json())["op"] == 11
            await ws.send_json({"op": 8, "d": {}})
            await ws.receive()
            assert ws.close_code == 4003
    await world.close()


async def test_two_identifies_too_soon() -> None:
    """Where it is enforced, a second IDENTIFY within five seconds is an invalid session."""
    world = await DiscordWorld.start()
    world.gateway.strict = True
    hello = {"op": 2, "d": {"token": world.token, "intents": 1, "properties": {}}}
    url, found = f"{world.gateway_url}?v=10&encoding=json", []
    async with aiohttp.ClientSession() as http:
        for wait in (0.0, 1.0, 6.0):
            world.forward(wait)
            async with http.ws_connect(url) as ws:
                await ws.receive_json()
                await ws.send_json(hello)
                found.append((await ws.receive_json())["op"])
    await world.close()
    assert found == [0, 9, 0]


async def test_a_server_comes_and_goes(room: Room) -> None:
    """Inviting and throwing out the bot are told; so is an outage, as one."""
    gone: asyncio.Queue[str] = asyncio.Queue()

    @room.client.event
    async def on_guild_join(guild: discord.Guild) -> None:
        gone.put_nowait(f"joined {guild.name}")

    @room.client.event
    async def on_guild_remove(guild: discord.Guild) -> None:
        gone.put_nowait(f"left {guild.name}")

    @room.client.event
    async def on_guild_unavailable(guild: discord.Guild) -> None:
        gone.put_nowait(f"lost {guild.name}")

    @room.client.event
    async def on_guild_available(guild: discord.Guild) -> None:
        gone.put_nowait(f"found {guild.name}")

    other = room.world.guild("Other")
    assert await gone.get() == "joined Other"
    room.world.outage(other)
    assert await gone.get() == "lost Other"
    room.world.recover(other)
    assert await gone.get() == "found Other"
    room.world.uninstall(other)
    assert await gone.get() == "left Other"


async def test_reactions_come() -> None:
    """A reaction is told with who, where and which; only with its intent."""
    async with opened() as room:
        room.client = Client(room.world, discord.Intents(guilds=True, guild_reactions=True))
        seen: asyncio.Queue[str] = asyncio.Queue()

        @room.client.event
        async def on_raw_reaction_add(payload: discord.RawReactionActionEvent) -> None:
            who = payload.member.name if payload.member else "nobody"
            seen.put_nowait(f"{who} {payload.emoji.name} {payload.message_id}")

        await room.login()
        said = await room.world.say(room.ana, room.infra, "we need a certificate")
        await room.world.react(room.ben, said, "\N{PUSHPIN}")
        assert await seen.get() == f"ben \N{PUSHPIN} {said.id}"
        assert room.client.heard == []
