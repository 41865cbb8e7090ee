"""What is private exists only for those whom it concerns."""

import pytest
from slack_bolt.async_app import AsyncAck

from adapters.sandbox.story import ANA_MARIA, HIRING
from tests.sandbox.samples import actions, button, refused
from tests.sandbox.support import Json, Room

OUTSIDERS = ("U0MARIA", "U0JONAS", "U0PRIYA")


async def channels(room: Room, user: str) -> dict[str, str]:
    """List the conversations that a person sees, with their kinds."""
    state = await room.get("/ui/state", user)
    return {channel["id"]: channel["kind"] for channel in state["channels"]}


async def test_a_private_channel_is_listed_for_members_only(room: Room) -> None:
    """Members see it as private; for others it is not there."""
    assert (await channels(room, "U0ANA"))[HIRING] == "private"
    for user in OUTSIDERS:
        assert HIRING not in await channels(room, user)


async def test_direct_messages_are_listed_for_two(room: Room) -> None:
    """Two people's direct messages are theirs, and everybody has their own with the app."""
    assert (await channels(room, "U0MARIA"))[ANA_MARIA] == "dm"
    sams = await channels(room, "U0SAM")
    assert ANA_MARIA not in sams
    assert [id_ for id_, kind in sams.items() if kind == "app"] == ["D0SAM"]


@pytest.mark.parametrize("channel", [HIRING, ANA_MARIA])
async def test_the_app_sees_no_private_place_that_it_is_not_in(room: Room, channel: str) -> None:
    """For the app such a conversation does not exist, by any method."""
    for method in ("conversations.info", "conversations.history", "conversations.members"):
        with refused("channel_not_found"):
            await room.client.api_call(method, json={"channel": channel})
    with refused("channel_not_found"):
        await room.client.chat_postMessage(channel=channel, text="x")
    listed = await room.client.conversations_list(types="public_channel,private_channel,im")
    assert channel not in [one["id"] for one in listed["channels"]]


@pytest.mark.parametrize("user", OUTSIDERS)
async def test_outsiders_reach_nothing(room: Room, user: str) -> None:
    """Reading, writing, commanding and changing all answer as if there were no such channel."""
    gone = {"ok": False, "error": "channel_not_found"}
    secret = (await room.messages(HIRING, "U0ANA"))[-1]["ts"]
    assert await room.get("/ui/messages", user, channel=HIRING) == gone
    assert await room.act("/ui/message", user, channel=HIRING, text="x") == gone
    assert await room.command("/task", HIRING, user) == gone
    for path in ("/ui/edit", "/ui/delete", "/ui/shortcut"):
        more = {"ts": secret, "text": "x", "callback_id": "capture"}
        assert await room.act(path, user, channel=HIRING, **more) == gone


async def test_the_app_hears_nothing_of_a_place_that_it_is_not_in(room: Room) -> None:
    """No event leaves a private channel without the app; once invited, they do."""
    await room.say("secret", channel=HIRING)
    await room.say("between us", channel=ANA_MARIA)
    assert room.sent() == []
    app = room.bolt()

    async def ignore() -> None:
        return

    app.event("message")(ignore)
    app.event("member_joined_channel")(ignore)
    await room.attach(app)
    assert await room.command("/invite @Chivvy", HIRING) == {"ok": True}
    await room.say("now in the open", channel=HIRING)
    await room.sandbox.settle()
    assert room.sent() == ["event member_joined_channel", "event message"]


async def test_an_ephemeral_message_is_for_its_addressee(room: Room) -> None:
    """Nobody else sees it, finds it in history, or can use its buttons; the app neither."""
    app = room.bolt()
    seen: list[Json] = []

    @app.action("done")
    async def done(ack: AsyncAck, body: Json) -> None:
        seen.append(body)
        await ack()

    await room.attach(app)
    sent = await room.client.chat_postEphemeral(
        channel="C0INFRA", user="U0MARIA", text="for you", blocks=[actions(button())]
    )
    ts = sent["message_ts"]
    assert ts in [m["ts"] for m in await room.messages("C0INFRA", "U0MARIA")]
    for user in ("U0ANA", "U0SAM"):
        assert ts not in [m["ts"] for m in await room.messages("C0INFRA", user)]
    stolen = await room.click("C0INFRA", ts, ("row", "done"), user="U0ANA")
    assert stolen == {"ok": False, "error": "message_not_found"}
    history = await room.client.conversations_history(channel="C0INFRA", limit=1)
    assert history["messages"][0]["ts"] != ts
    with refused("message_not_found"):
        await room.client.chat_update(channel="C0INFRA", ts=ts, text="x")
    assert await room.click("C0INFRA", ts, ("row", "done"), user="U0MARIA") == {"ok": True}
    assert seen[0]["container"]["is_ephemeral"] is True
    assert "message" not in seen[0]


async def test_names_of_private_channels_stay_text(room: Room) -> None:
    """Who does not see a channel cannot learn by typing that it exists."""
    await room.say("see #hiring-private", user="U0MARIA")
    await room.say("see #hiring-private", user="U0ANA")
    outsider, insider = (await room.messages("C0INFRA"))[-2:]
    assert outsider["text"] == "see #hiring-private"
    assert insider["text"] == f"see <#{HIRING}|hiring-private>"


async def test_a_guest_sees_only_their_channels(room: Room) -> None:
    """Public channels are not public to guests."""
    room.sandbox.change_person("U0SAM", guest=True)
    room.sandbox.join("C0CLIENTA", "U0SAM")
    assert set(await channels(room, "U0JONAS")) >= {"C0CLIENTA"}
    room.sandbox.change_person("U0JONAS", guest=True)
    assert "C0CLIENTA" not in await channels(room, "U0JONAS")
