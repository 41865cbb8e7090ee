"""Interactive payload → what the desk is asked, and the key that makes it happen once. Pure."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import replace

from adapters.slack.render.buttons import LINK, MORE
from adapters.slack.render.forms import PART, PART_OF_ROW
from adapters.slack.tenancy import Payload
from adapters.slack.words import author_of, words_of
from core.context import FieldValue, MessageRef
from core.kernel.errors import BadInput
from core.kernel.tokens import Token
from core.kernel.values import dataclass

_CHOSEN = {
    "users_select": "selected_user",
    "conversations_select": "selected_conversation",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
    "plain_text_input": "value",
}


def without_mention(text: str, bot: str) -> str:
    """The words of a message to the bot, without its name."""
    return re.sub(rf"<@{re.escape(bot)}(?:\|[^<>]{{0,80}})?>", " ", text, count=1).strip(" ,:\n")


@dataclass(frozen=True, slots=True)
class Press:
    """One use of a button, menu or picker."""

    token: Token
    action_id: str
    action_ts: str


def press(payload: Payload) -> Press | None:
    """What was pressed; None for a link and for a field of a form.

    BadInput("stale_button") for what we never drew.
    """
    actions = payload.get("actions") or [{}]
    action: Mapping[str, object] = actions[0] if isinstance(actions[0], Mapping) else {}
    action_id = str(action.get("action_id") or "")
    if action_id.startswith((f"{LINK}:", PART_OF_ROW)) or action.get("url"):
        return None
    return Press(_token(action, action_id), action_id, str(action.get("action_ts") or ""))


def _token(action: Mapping[str, object], action_id: str) -> Token:
    option = action.get("selected_option")
    if action_id.startswith(f"{MORE}:"):
        if not isinstance(option, Mapping):
            raise BadInput("stale_button")
        return Token.decode(str(option.get("value") or ""))
    token = Token.decode(action_id)
    if isinstance(option, Mapping):
        return replace(token, value=str(option.get("value") or ""))
    chosen = action.get(_CHOSEN.get(str(action.get("type")), ""))
    return token if chosen is None else replace(token, value=str(chosen))


def message_ref(payload: Payload) -> MessageRef:
    """The message that a shortcut was used on."""
    message = payload.get("message") or {}
    channel = str((payload.get("channel") or {}).get("id") or "")
    ts = str(payload.get("message_ts") or message.get("ts") or "")
    thread = str(message.get("thread_ts") or ts)
    return MessageRef(
        place=channel,
        message=ts,
        thread=thread,
        author=author_of(message),
        text=words_of(message),
        permalink=permalink(payload, channel, ts, thread),
    )


def is_from(payload: Payload, bot: str, bot_id: str) -> bool:
    """Whether the message that a shortcut was used on is our own."""
    message = payload.get("message") or {}
    return message.get("user") == bot or bool(bot_id and message.get("bot_id") == bot_id)


def permalink(payload: Payload, channel: str, ts: str, thread: str) -> str:
    """The message's address, as Slack builds it."""
    team = payload.get("team") or {}
    domain = str(team.get("domain") or "")
    if not re.fullmatch(r"[a-z0-9-]{1,80}", domain):
        query = f"team={team.get('id') or ''}&channel={channel}&message_ts={ts}"
        return f"https://slack.com/app_redirect?{query}"
    address = f"https://{domain}.slack.com/archives/{channel}/p{ts.replace('.', '')}"
    return address if thread == ts else f"{address}?thread_ts={thread}&cid={channel}"


def form_token(payload: Payload) -> Token:
    """What a submitted form is about."""
    return Token.decode(str((payload.get("view") or {}).get("private_metadata") or ""))


def form_values(payload: Payload) -> dict[str, FieldValue]:
    """What was filled in, by field; a checklist of several parts becomes one field again,
    and a row one field for each of its parts."""
    values: dict[str, FieldValue] = {}
    for block_id, actions in _state(payload).items():
        field = block_id.partition(PART)[0]
        for action_id, element in actions.items():
            value = _value(element)
            part = action_id.removeprefix(PART_OF_ROW)
            name = field if part == action_id else f"{field}.{part}"
            earlier = values.get(name)
            if isinstance(earlier, tuple) and isinstance(value, tuple):
                value = earlier + value
            values[name] = value
    return values


def _state(payload: Payload) -> Mapping[str, Mapping[str, Mapping[str, object]]]:
    state = (payload.get("view") or {}).get("state") or {}
    values = state.get("values") or {}
    return values if isinstance(values, Mapping) else {}


def _value(element: Mapping[str, object]) -> FieldValue:
    kind = element.get("type")
    if kind == "checkboxes":
        options = element.get("selected_options")
        return tuple(str(o["value"]) for o in options) if isinstance(options, list) else ()
    if kind in {"static_select", "radio_buttons"}:
        option = element.get("selected_option")
        return str(option["value"]) if isinstance(option, Mapping) else None
    value = element.get(_CHOSEN.get(str(kind), "value"))
    return None if value is None else str(value)


def input_blocks(payload: Payload) -> tuple[str, ...]:
    """The ids of a form's fields, in their order: where an error can stand."""
    blocks = (payload.get("view") or {}).get("blocks") or []
    return tuple(str(b.get("block_id")) for b in blocks if b.get("type") == "input")


def command_key(payload: Payload, team: str) -> str:
    """Makes a slash command happen once."""
    return f"slack:command:{team}:{payload.get('trigger_id') or ''}"


def action_key(payload: Payload, team: str, pressed: Press) -> str:
    """Makes a press happen once, also when two people press at the same instant."""
    container = payload.get("container") or {}
    where = container.get("message_ts") or container.get("view_id") or ""
    user = (payload.get("user") or {}).get("id") or ""
    return f"slack:action:{team}:{where}:{pressed.action_id}:{pressed.action_ts}:{user}"


def form_key(payload: Payload) -> str:
    """Makes an accepted form happen once; corrected values are another try."""
    canonical = json.dumps(_state(payload), sort_keys=True, separators=(",", ":"))
    digest = hashlib.sha256(canonical.encode()).hexdigest()
    return f"slack:form:{(payload.get('view') or {}).get('id') or ''}:{digest}"
