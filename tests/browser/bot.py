"""A small Bolt app for the page to talk to: it echoes, posts cards and opens a form."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

from slack_bolt.async_app import AsyncApp

from adapters.slack.render import render_modal
from core.kernel.refs import PersonId
from core.screens.views import Field, FieldKind, Form, Option, Reader, RowStart, Who

Json = dict[str, Any]

MANIFEST: Json = {
    "display_information": {"name": "Chivvy"},
    "features": {
        "bot_user": {"display_name": "chivvy"},
        "slash_commands": [
            {
                "command": "/task",
                "description": "Tasks",
                "usage_hint": "add Check backups @maria friday",
                "should_escape": True,
            },
            {"command": "/project", "description": "Projects", "usage_hint": "status"},
        ],
        "shortcuts": [
            {"name": "Capture as task", "type": "message", "callback_id": "capture"},
            {"name": "Capture thread", "type": "message", "callback_id": "capture_thread"},
        ],
    },
    "settings": {
        "event_subscriptions": {"bot_events": ["app_home_opened", "message.channels"]},
    },
}


def plain(text: str) -> Json:
    """Build a plain_text object."""
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Json:
    """Build a mrkdwn object."""
    return {"type": "mrkdwn", "text": text}


def button(text: str, action: str, **more: object) -> Json:
    """Build a button."""
    return {"type": "button", "text": plain(text), "action_id": action, **more}


def option(text: str) -> Json:
    """Build an option whose value is its text in lower case."""
    return {"text": plain(text), "value": text.lower()}


def entry(name: str, label: str, element: Json, **more: object) -> Json:
    """Build an input block; its block_id and action_id are `name`."""
    placed = {**element, "action_id": name}
    return {"type": "input", "block_id": name, "label": plain(label), "element": placed, **more}


CONFIRM = {
    "title": plain("Drop T-1?"),
    "text": mrkdwn("Maria is told."),
    "confirm": plain("Drop"),
    "deny": plain("Keep"),
}
CARD: list[Json] = [
    {"type": "section", "block_id": "head", "text": mrkdwn("*T-1 · Move DNS*\nwith <@U0MARIA>")},
    {
        "type": "actions",
        "block_id": "row",
        "elements": [
            button("Done", "done", style="primary", accessibility_label="Mark T-1 done"),
            button("Drop", "drop", style="danger", confirm=CONFIRM),
            {
                "type": "overflow",
                "action_id": "more",
                "options": [option("History"), option("Note")],
            },
        ],
    },
]
LEVELS = [option(level) for level in ("Low", "Normal", "High")]
FORM: Json = {
    "type": "modal",
    "callback_id": "form",
    "title": plain("Capture as task"),
    "submit": plain("Add task"),
    "close": plain("Cancel"),
    "blocks": [
        entry("title", "What is to be done?", {"type": "plain_text_input"}),
        entry("owner", "Owner", {"type": "users_select", "initial_user": "U0MARIA"}),
        entry("due", "Due", {"type": "datetimepicker"}, optional=True, hint=plain("Your time")),
        entry("level", "Priority", {"type": "static_select", "options": LEVELS}, optional=True),
        entry("area", "Project", {"type": "external_select", "min_query_length": 0}, optional=True),
    ],
}
ELEMENTS: tuple[Json, ...] = (
    {"type": "plain_text_input", "multiline": True},
    {"type": "static_select", "options": LEVELS},
    {"type": "users_select"},
    {"type": "multi_users_select"},
    {"type": "conversations_select", "filter": {"include": ["public", "private"]}},
    {"type": "datepicker"},
    {"type": "timepicker"},
    {"type": "datetimepicker"},
    {"type": "checkboxes", "options": LEVELS},
    {"type": "radio_buttons", "options": LEVELS},
)
EVERYTHING: Json = {
    "type": "modal",
    "callback_id": "everything",
    "title": plain("Everything"),
    "submit": plain("Send"),
    "blocks": [entry(one["type"], one["type"], one) for one in ELEMENTS],
}
ROWS: Json = {
    **EVERYTHING,
    "title": plain("Rows"),
    "blocks": [
        {
            "type": "actions",
            "block_id": f"line_{number}",
            "elements": [
                {"type": "checkboxes", "action_id": "tick", "options": [option(title)]},
                {"type": "users_select", "action_id": "owner", "placeholder": plain("Owner")},
                {"type": "datepicker", "action_id": "due", "placeholder": plain("Date")},
            ],
        }
        for number, title in enumerate(("Order disks", "Copy the database of the old data centre"))
    ],
}
LOADING: Json = {
    "type": "modal",
    "callback_id": "form",
    "title": plain("Capture as task"),
    "blocks": [{"type": "section", "text": plain("One moment ...")}],
}


def ticked() -> Json:
    """Draw the form of *Capture thread* as the product does: two are sure, one is not."""
    found = (
        ("Write the report", True, Who(PersonId(1), "Maria Keller", "U0MARIA"), date(2026, 11, 27)),
        ("Replace the fan", True, None, None),
        ("Tell the customers", False, None, None),
    )
    fields = [
        Field(
            f"line_{number}", FieldKind.ROW, "about", initial=RowStart(sure, owner, day),
            options=(Option("yes", title, "Ana Ruiz: what was said"),),
        )
        for number, (title, sure, owner, day) in enumerate(found)
    ]  # fmt: skip
    rest = Field("owner", FieldKind.PERSON, "owner_rest", "owner_rest", optional=True)
    form = Form("capture_thread", "capture_thread", "add", (*fields, rest))
    return {**render_modal(form, Reader("Europe/Berlin")), "callback_id": "everything"}


def echo(text: str) -> list[Json]:
    """Show what was typed as typed text."""
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return [{"type": "rich_text", "block_id": "echo", "elements": [section]}]


def listen(app: AsyncApp) -> None:
    """Register what the bot answers to."""
    app.command("/task")(_task)
    app.action("done")(_done)
    app.action("drop")(_chosen)
    app.action("more")(_chosen)
    app.action("who")(_chosen)
    app.action({"block_id": re.compile("line_.*")})(_touched)
    app.shortcut("capture")(_capture)
    app.shortcut("capture_thread")(_capture_thread)
    app.view("form")(_submitted)
    app.view("everything")(_everything)
    app.options("area")(_areas)
    app.event("app_home_opened")(_home)
    app.event("message")(_ignore)


async def _task(ack: Any, command: Json, client: Any) -> None:  # noqa: ANN401
    if form := {"everything": EVERYTHING, "rows": ROWS}.get(command.get("text")):
        await client.views_open(trigger_id=command["trigger_id"], view=form)
        await ack()
        return
    await ack(text="You typed", blocks=echo(command.get("text") or "nothing"))


async def _done(ack: Any, respond: Any) -> None:  # noqa: ANN401
    await ack()
    done = {"type": "section", "block_id": "head", "text": mrkdwn("*T-1 · Move DNS* is done")}
    await respond(text="done", blocks=[done], replace_original=True)


async def _chosen(ack: Any, action: Json, body: Json, client: Any) -> None:  # noqa: ANN401
    await ack()
    what = action.get("selected_option", {}).get("value") or action.get("selected_user")
    text = f"{action['action_id']}: {what or 'pressed'}"
    await client.chat_postMessage(channel=body["channel"]["id"], text=text)


async def _touched(ack: Any) -> None:  # noqa: ANN401
    await ack()


async def _capture(ack: Any, body: Json, client: Any) -> None:  # noqa: ANN401
    await ack()
    opened = await client.views_open(trigger_id=body["trigger_id"], view=LOADING)
    await client.views_update(view_id=opened["view"]["id"], view=FORM)


async def _capture_thread(ack: Any, body: Json, client: Any) -> None:  # noqa: ANN401
    await ack()
    opened = await client.views_open(trigger_id=body["trigger_id"], view=LOADING)
    await client.views_update(view_id=opened["view"]["id"], view=ticked())


async def _submitted(ack: Any, view: Json, client: Any) -> None:  # noqa: ANN401
    values = view["state"]["values"]
    if values["due"]["due"]["selected_date_time"] is None:
        await ack(response_action="errors", errors={"due": "Say until when, for example Friday"})
        return
    await ack()
    title, owner = values["title"]["title"]["value"], values["owner"]["owner"]["selected_user"]
    due = values["due"]["due"]["selected_date_time"]
    text = f"Captured: {title}, <@{owner}>, <!date^{due}^{{date_num}} {{time}}|{due}>"
    await client.chat_postMessage(channel="C0INFRA", text=text)


async def _everything(ack: Any, view: Json, client: Any) -> None:  # noqa: ANN401
    await ack()
    state = view["state"]["values"]
    values = {name: entered.get(name, entered) for name, entered in state.items()}
    await client.chat_postMessage(
        channel="C0INFRA", text="entered", blocks=echo(json.dumps(values))
    )


async def _areas(ack: Any, payload: Json) -> None:  # noqa: ANN401
    names = [name for name in ("Move", "Mail") if payload["value"].lower() in name.lower()]
    await ack(options=[option(name) for name in names])


async def _home(client: Any, event: Json) -> None:  # noqa: ANN401
    blocks = [{"type": "header", "text": plain("My work")}, *CARD[:1]]
    await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": blocks})


async def _ignore() -> None:
    """Take the events that nobody needs here."""
