"""The way of a newcomer: say something, type a command, click, fill in a form."""

from typing import Any

from tests.sandbox.support import Json, opened

MODAL: Json = {
    "type": "modal",
    "callback_id": "edit",
    "title": {"type": "plain_text", "text": "Edit"},
    "submit": {"type": "plain_text", "text": "Save"},
    "blocks": [
        {
            "type": "input",
            "block_id": "title",
            "label": {"type": "plain_text", "text": "Title"},
            "element": {"type": "plain_text_input", "action_id": "text"},
        }
    ],
}
BUTTONS: list[Json] = [
    {"type": "section", "text": {"type": "mrkdwn", "text": "*T-1* Move DNS"}},
    {
        "type": "actions",
        "block_id": "row",
        "elements": [
            {
                "type": "button",
                "action_id": "done",
                "value": "T-1",
                "text": {"type": "plain_text", "text": "Done"},
            }
        ],
    },
]


async def test_post_command_button_and_form() -> None:
    """A Bolt app that knows nothing of the sandbox answers a command, a click and a form."""
    async with opened() as room:
        app = room.bolt()

        @app.command("/task")
        async def command(ack: Any, command: Json) -> None:
            await ack(text=f"Added: {command['text']}", blocks=BUTTONS)

        @app.action("done")
        async def done(ack: Any, body: Json, client: Any, respond: Any) -> None:
            await client.views_open(trigger_id=body["trigger_id"], view=MODAL)
            await respond(text="Opened", replace_original=False)
            await ack()

        @app.view("edit")
        async def edit(ack: Any, view: Json) -> None:
            typed = view["state"]["values"]["title"]["text"]["value"]
            if typed == "no":
                await ack(response_action="errors", errors={"title": "Say more"})
            else:
                await ack()

        await room.attach(app)
        await room.client.chat_postMessage(channel="C0INFRA", text="hello")
        answer = await room.act(
            "/ui/command", channel="C0INFRA", text="/task add DNS @Maria #infra"
        )
        assert answer == {"ok": True}
        last = (await room.messages("C0INFRA"))[-1]
        assert last["ephemeral"]
        assert last["text"] == "Added: add DNS <@U0MARIA|maria> <#C0INFRA|infra>"
        click = {
            "container": {"type": "message", "channel": "C0INFRA", "ts": last["ts"]},
            "block_id": "row",
            "action_id": "done",
        }
        assert await room.act("/ui/action", **click) == {"ok": True}
        view = (await room.get("/ui/views"))["view"]
        form = {"view_id": view["id"], "state": {"title": {"text": "no"}}}
        refused = await room.act("/ui/submit", **form)
        assert refused == {"ok": False, "errors": {"title": "Say more"}}
        form["state"] = {"title": {"text": "Move DNS"}}
        assert await room.act("/ui/submit", **form) == {"ok": True}
        assert (await room.get("/ui/views"))["view"] is None
