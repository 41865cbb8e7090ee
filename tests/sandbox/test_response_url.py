"""What an app may do with a response URL."""

import pytest
from slack_bolt.async_app import AsyncAck
from slack_sdk.webhook.async_client import AsyncWebhookClient

from tests.sandbox.samples import actions, button, section
from tests.sandbox.support import Json, Room


async def url_of_a_command(room: Room) -> str:
    """Type a command and return its response URL."""
    app = room.bolt()
    urls: list[str] = []

    @app.command("/task")
    async def command(ack: AsyncAck, body: Json) -> None:
        urls.append(body["response_url"])
        await ack()

    await room.attach(app)
    await room.command("/task")
    return urls[0]


async def url_of_a_button(room: Room, ts: str) -> str:
    """Click `done` in a message of #infra and return the response URL."""
    app = room.bolt()
    urls: list[str] = []

    @app.action("done")
    async def done(ack: AsyncAck, body: Json) -> None:
        urls.append(body["response_url"])
        await ack()

    await room.attach(app)
    await room.click("C0INFRA", ts, ("row", "done"))
    return urls[0]


async def test_five_posts_and_no_more(room: Room) -> None:
    """The sixth post is refused with used_url."""
    webhook = AsyncWebhookClient(await url_of_a_command(room))
    for number in range(5):
        assert (await webhook.send(text=f"{number}")).body == "ok"
    sixth = await webhook.send(text="6")
    assert (sixth.status_code, "used_url" in sixth.body) == (404, True)
    shown = (await room.messages("C0INFRA"))[-5:]
    assert [m["text"] for m in shown] == ["0", "1", "2", "3", "4"]
    assert all(m["ephemeral"] for m in shown)


async def test_thirty_minutes_and_no_longer(room: Room) -> None:
    """A response URL lives for thirty minutes of business time."""
    webhook = AsyncWebhookClient(await url_of_a_command(room))
    room.clock.forward(minutes=30)
    assert (await webhook.send(text="just in time")).status_code == 200
    room.clock.forward(seconds=1)
    assert "expired_url" in (await webhook.send(text="too late")).body


async def test_an_answer_in_channel_is_for_all(room: Room) -> None:
    """response_type in_channel posts for everybody, even where the app is no member."""
    webhook = AsyncWebhookClient(await url_of_a_command(room))
    await webhook.send(text="for all", response_type="in_channel")
    assert (await room.messages("C0INFRA", "U0SAM"))[-1]["text"] == "for all"


@pytest.mark.parametrize("private", [True, False])
async def test_the_original_is_replaced_or_deleted(room: Room, private: bool) -> None:
    """replace_original replaces all of a message, ephemeral ones too; delete_original ends it."""
    card = {"channel": "C0INFRA", "text": "card", "blocks": [section(), actions(button())]}
    if private:
        ts = (await room.client.chat_postEphemeral(**card, user="U0ANA"))["message_ts"]
    else:
        ts = (await room.client.chat_postMessage(**card))["ts"]
    webhook = AsyncWebhookClient(await url_of_a_button(room, ts))
    await webhook.send(text="Done.", replace_original=True)
    shown = (await room.messages("C0INFRA"))[-1]
    assert (shown["ts"], shown["text"], shown["blocks"]) == (ts, "Done.", [])
    await webhook.send(delete_original=True)
    assert ts not in [m["ts"] for m in await room.messages("C0INFRA")]
    assert (await webhook.send(text="x", replace_original=True)).status_code == 404


async def test_invalid_blocks_are_refused(room: Room) -> None:
    """A response URL checks blocks as the Web API does."""
    webhook = AsyncWebhookClient(await url_of_a_command(room))
    answer = await webhook.send(text="x", blocks=[{"type": "image"}])
    assert (answer.status_code, "invalid_blocks" in answer.body) == (400, True)


async def test_a_made_up_url_is_expired(room: Room) -> None:
    """Ids cannot be guessed."""
    answer = await AsyncWebhookClient(f"{room.served.address}/response/x").send(text="x")
    assert (answer.status_code, "expired_url" in answer.body) == (404, True)


async def test_a_body_that_is_no_object_is_refused(room: Room) -> None:
    """Broken JSON and other JSON are invalid_payload, and use nothing up."""
    url = await url_of_a_command(room)
    for body in (b"{", b"[]"):
        async with room.http.post(url, data=body) as response:
            assert (response.status, (await response.json())["error"]) == (400, "invalid_payload")
    assert (await AsyncWebhookClient(url).send(text="still works")).status_code == 200
