"""chat: what the app says."""

from adapters.sandbox.call import Call
from adapters.sandbox.errors import SlackError, invalid
from adapters.sandbox.jsontypes import Json
from adapters.sandbox.model import Channel, Message
from adapters.sandbox.posting import Content, checked, edit, post, remove, whisper
from adapters.sandbox.wire import message_json

MAX_UPDATE = 4_000
"""Characters that chat.update takes. Source: docs.slack.dev/reference/methods/chat.update"""


UNSUPPORTED = ("attachments", "markdown_text", "username", "icon_emoji", "icon_url", "as_user")
"""Arguments that Slack takes and the sandbox would have to ignore."""


def _content(call: Call) -> Content:
    for name in UNSUPPORTED:
        if call.args.get(name) not in (None, "", "[]", []):
            raise invalid("invalid_arguments", [f"the sandbox does not know `{name}`"])
    metadata = call.structure("metadata", "invalid_metadata_format")
    if metadata and not {"event_type", "event_payload"} <= set(metadata):
        raise SlackError("invalid_metadata_format")
    blocks = call.structure("blocks", "invalid_blocks_format")
    return Content(call.text("text"), blocks, metadata)


def _destination(call: Call) -> Channel:
    """Find where to post: a channel that the app is in, or somebody who takes its messages."""
    ws = call.backend.ws
    target = call.text("channel", "channel_not_found")
    channel = ws.im_between(target, ws.bot) if target in ws.people else call.channel()
    if ws.bot not in channel.members:
        raise SlackError("not_in_channel")
    if channel.is_im and channel.members & ws.refuses_dms:
        raise SlackError("channel_not_found")
    if channel.archived:
        raise SlackError("is_archived")
    return channel


def _said(call: Call, message: Message) -> Json:
    ws = call.backend.ws
    return message_json(message, ws.app, ws.team)


def post_message(call: Call) -> Json:
    """Post to a channel, a thread or a person."""
    ws, channel = call.backend.ws, _destination(call)
    message = post(
        ws,
        channel,
        ws.bot,
        checked(_content(call), lambda: ws.mint.id("b")),
        thread_ts=call.text("thread_ts") or None,
        broadcast=call.flag("reply_broadcast"),
        client_msg_id=call.text("client_msg_id") or None,
    )
    return {"channel": channel.id, "ts": message.ts, "message": _said(call, message)}


def _own(call: Call, refusal: str) -> tuple[Channel, Message]:
    ws, channel = call.backend.ws, call.channel()
    message = ws.message(channel.id, call.text("ts", "message_not_found"))
    if message.user != ws.bot:
        raise SlackError(refusal)
    return channel, message


def update(call: Call) -> Json:
    """Change one of the app's own messages."""
    ws = call.backend.ws
    channel, message = _own(call, "cant_update_message")
    if channel.archived:
        raise SlackError("is_archived")
    content = _content(call)
    if len(content.text) > MAX_UPDATE:
        raise SlackError("msg_too_long")
    new = edit(ws, channel, message, checked(content, lambda: ws.mint.id("b")), ws.bot)
    answer = {"channel": channel.id, "ts": new.ts, "text": new.text}
    return {**answer, "message": _said(call, new)}


def delete(call: Call) -> Json:
    """Delete one of the app's own messages."""
    channel, message = _own(call, "cant_delete_message")
    remove(call.backend.ws, channel, message)
    return {"channel": channel.id, "ts": message.ts}


def post_ephemeral(call: Call) -> Json:
    """Say something that one member of the channel sees."""
    ws, channel = call.backend.ws, _destination(call)
    user = call.text("user", "user_not_found")
    if user not in channel.members:
        raise SlackError("user_not_in_channel")
    content = checked(_content(call), lambda: ws.mint.id("b"))
    message = whisper(ws, channel, user, content, call.text("thread_ts") or None)
    return {"message_ts": message.ts}


def get_permalink(call: Call) -> Json:
    """Return the address of a message; the page understands it."""
    ws, channel = call.backend.ws, call.channel()
    message = ws.message(channel.id, call.text("message_ts", "message_not_found"))
    link = f"{call.backend.origin}/archives/{channel.id}/p{message.ts.replace('.', '')}"
    if message.is_reply:
        link += f"?thread_ts={message.thread_ts}&cid={channel.id}"
    return {"channel": channel.id, "permalink": link}
