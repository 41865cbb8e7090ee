"""What goes wrong on the loopback Discord goes wrong as it does on Discord."""

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import discord
import pytest

from tests.discord_adapter.discord_server import CannotDo
from tests.discord_adapter.discord_server import permissions as may
from tests.discord_adapter.library import Room, opened

CREATE = "POST /channels/{channel_id}/messages"
CALLBACK = "POST /interactions/{interaction_id}/{interaction_token}/callback"


@pytest.fixture
async def room() -> AsyncIterator[Room]:
    """A room with its client logged in and `/wait`, `/say` published."""
    async with opened() as found:

        @found.client.tree.command(description="Never answers")
        async def wait(interaction: discord.Interaction) -> None:
            found.waiting.append(interaction)

        @found.client.tree.command(description="Answers")
        async def say(interaction: discord.Interaction, text: str) -> None:
            found.waiting.append(interaction)
            await interaction.response.send_message(text)

        await found.login()
        yield found


async def test_three_seconds(room: Room) -> None:
    """Without a callback in three seconds the person sees it, and a later one is refused."""
    using = asyncio.create_task(room.world.slash(room.ana, room.infra, "wait"))
    await room.world.until(lambda: room.waiting)
    room.world.forward(3.1)
    outcome = await using
    assert outcome.text == "The application did not respond"
    with pytest.raises(discord.NotFound) as late:
        await room.waiting[0].response.send_message("late")
    assert late.value.code == 10062


async def test_one_callback_only(room: Room) -> None:
    """A second callback is refused with 40060."""
    outcome = await room.world.slash(room.ana, room.infra, "say", {"text": "once"})
    token = outcome.interaction.token
    url = f"{room.world.api_base_url}/interactions/{outcome.interaction.id}/{token}/callback"
    again = {"type": 4, "data": {"content": "twice"}}
    async with aiohttp.ClientSession() as http, http.post(url, json=again) as answer:
        assert answer.status == 400
        assert (await answer.json())["code"] == 40060


async def test_fifteen_minutes(room: Room) -> None:
    """A token serves a quarter of an hour."""
    await room.world.slash(room.ana, room.infra, "say", {"text": "once"})
    room.world.forward(14 * 60)
    await room.waiting[0].edit_original_response(content="changed")
    room.world.forward(61)
    with pytest.raises(discord.HTTPException) as over:
        await room.waiting[0].followup.send("more")
    assert (over.value.status, over.value.code) == (401, 50027)


async def test_the_same_nonce_is_one_message(room: Room) -> None:
    """A nonce that is enforced makes one message for some minutes; then it makes another."""
    first = await room.here().send("one", nonce="key")
    second = await room.here().send("one", nonce="key")
    assert first.id == second.id
    room.world.forward(600)
    third = await room.here().send("one", nonce="key")
    assert third.id != first.id
    assert len(room.infra.messages) == 2


async def test_the_library_waits_at_429(room: Room) -> None:
    """A 429 is repeated by the library after its `retry_after`."""
    room.world.faults.rate_limit(CREATE, 0.01)
    await room.here().send("one")
    assert [call.status for call in room.world.asked(CREATE)] == [429, 200]
    assert room.world.budget.invalid == 1


async def test_a_route_has_its_budget(room: Room) -> None:
    """A route that is limited answers 429 until its window is over; the headers tell it before."""
    room.world.budget.limit(CREATE, 2, 0.05)
    for number in range(5):
        await room.here().send(f"{number}")
    assert [message.content for message in room.infra.messages.values()] == list("01234")


async def test_the_whole_bot_has_a_budget(room: Room) -> None:
    """Enforced, more than 50 requests a second meet a global 429, except of interactions."""
    room.world.budget.enforce = True
    url, found = f"{room.world.api_base_url}/users/@me", []
    async with aiohttp.ClientSession(headers={"Authorization": f"Bot {room.world.token}"}) as http:
        for _ in range(60):
            async with http.get(url) as answer:
                found.append((answer.status, answer.headers.get("X-RateLimit-Scope")))
    assert (429, "global") in found


async def test_a_shared_429_is_not_ours(room: Room) -> None:
    """A 429 of a shared scope does not count towards the ban."""
    room.world.faults.rate_limit(CREATE, 0.01, shared=True)
    await room.here().send("one")
    assert room.world.budget.invalid == 0


async def test_a_reset_leaves_it_open(room: Room) -> None:
    """A connection that breaks after the message was taken: the caller can't know."""
    room.world.faults.drop_next(CREATE)
    with pytest.raises((aiohttp.ClientError, OSError)):
        await room.here().send("taken")
    assert [message.content for message in room.infra.messages.values()] == ["taken"]
    room.world.faults.drop_next(CREATE, applied=False)
    with pytest.raises((aiohttp.ClientError, OSError)):
        await room.here().send("lost")
    assert len(room.infra.messages) == 1


async def test_a_bad_answer_after_the_effect(room: Room) -> None:
    """503 after the message was taken: the library gives up at once."""
    room.world.faults.fail_next(CREATE, 503, applied=True)
    with pytest.raises(discord.DiscordServerError):
        await room.here().send("taken")
    assert len(room.infra.messages) == 1


async def test_a_call_can_be_held(room: Room) -> None:
    """A call waits before its effect until it is released."""
    hold = room.world.faults.hold_next(CREATE)
    sending = asyncio.create_task(room.here().send("held"))
    await hold.reached.wait()
    assert room.infra.messages == {}
    hold.release()
    await sending
    assert len(room.infra.messages) == 1


async def test_permissions_of_a_channel(room: Room) -> None:
    """50001 where the bot doesn't see, 50013 where it may not write or read back."""
    room.world.allow(room.infra, room.world.bot, deny=may.SEND_MESSAGES)
    with pytest.raises(discord.Forbidden) as mute:
        await room.here().send("one")
    assert mute.value.code == 50013
    said = await room.world.say(room.ana, room.infra, "one")
    room.world.allow(room.infra, room.world.bot, deny=may.READ_MESSAGE_HISTORY)
    with pytest.raises(discord.Forbidden) as unread:
        await room.here().fetch_message(int(said.id))
    assert unread.value.code == 50013
    room.world.allow(room.infra, room.world.bot, deny=may.VIEW_CHANNEL)
    with pytest.raises(discord.Forbidden) as unseen:
        await room.client.fetch_channel(int(room.infra.id))
    assert unseen.value.code == 50001


async def test_no_direct_message_to_a_stranger(room: Room) -> None:
    """50278 once the person and the bot share no server."""
    ben = await room.client.fetch_user(int(room.ben.id))
    room.world.leave(room.ben, room.guild)
    with pytest.raises(discord.Forbidden) as refused:
        await ben.send("hello")
    assert refused.value.code == 50278


async def test_a_message_pings_whom_it_is_allowed_to(room: Room) -> None:
    """`allowed_mentions` and permissions decide who is told, not the text alone."""
    text = f"<@{room.ana.id}> <@{room.ben.id}> @everyone"
    only_ana = discord.AllowedMentions(users=[discord.Object(int(room.ana.id))])
    await room.here().send(text, allowed_mentions=only_ana)
    assert [seen.pinged for seen in room.world.seen_by(room.ana)] == [True]
    assert [seen.pinged for seen in room.world.seen_by(room.ben)] == [False]
    await room.here().send(text, allowed_mentions=discord.AllowedMentions.none())
    assert room.world.seen_by(room.ana)[-1].pinged is False


async def test_only_what_is_offered_can_be_used(room: Room) -> None:
    """Unknown commands, missing options and hidden channels fail the test, not the bot."""
    with pytest.raises(CannotDo, match="no command `nothing`"):
        await room.world.slash(room.ana, room.infra, "nothing")
    with pytest.raises(CannotDo, match="required: text"):
        await room.world.slash(room.ana, room.infra, "say")
    secret = room.world.private_channel(room.guild, "secret", room.ana)
    with pytest.raises(CannotDo, match="does not see"):
        await room.world.slash(room.ben, secret, "say", {"text": "x"})


async def test_an_unknown_address_is_a_failure() -> None:
    """The world complains in the end of what was asked for and isn't there."""
    with pytest.raises(AssertionError, match="unknown address"):
        async with opened() as room:
            await room.login()
            with pytest.raises(discord.NotFound):
                await room.here().webhooks()
