"""conversations: what the app sees of channels and direct messages."""

from adapters.sandbox.call import Call
from adapters.sandbox.errors import SlackError
from adapters.sandbox.jsontypes import Json
from adapters.sandbox.membership import join
from adapters.sandbox.model import Channel, Message
from adapters.sandbox.wire import conversation_json, message_json
from adapters.sandbox.workspace import Workspace

TYPES = {"channel": "public_channel", "private": "private_channel", "im": "im"}
"""How `conversations.list` names a kind of conversation."""


def _write(ws: Workspace, channel: Channel) -> Json:
    return conversation_json(channel, ws.bot, ws.team)


def list_all(call: Call) -> Json:
    """List the conversations that exist for the app."""
    ws = call.backend.ws
    wanted = set((call.text("types") or "public_channel").replace(" ", "").split(","))
    if wanted - {*TYPES.values(), "mpim"}:
        raise SlackError("invalid_types")
    found = [
        channel
        for channel in ws.channels.values()
        if TYPES[channel.kind] in wanted
        and ws.may_see(ws.bot, channel)
        and not (channel.archived and call.flag("exclude_archived"))
    ]
    return call.page(found, 100, lambda channel: _write(ws, channel)).answer("channels")


def info(call: Call) -> Json:
    """Describe one conversation."""
    return {"channel": _write(call.backend.ws, call.channel())}


def members(call: Call) -> Json:
    """List the members of a conversation."""
    return call.page(sorted(call.channel().members), 100, str).answer("members")


def open_im(call: Call) -> Json:
    """Find or begin the direct messages with one person."""
    ws = call.backend.ws
    if call.text("channel"):
        return {"channel": _write(ws, call.channel()), "no_op": True, "already_open": True}
    users = call.text("users", "users_list_not_supplied").split(",")
    if len(users) > 1:
        raise SlackError("too_many_users")
    person = ws.person(users[0])
    if person.deleted:
        raise SlackError("user_disabled")
    if person.id in ws.refuses_dms:
        raise SlackError("user_not_visible")
    channel = ws.im_between(person.id, ws.bot)
    shown = _write(ws, channel) if call.flag("return_im") else {"id": channel.id}
    return {"channel": shown, "no_op": True, "already_open": True}


def join_channel(call: Call) -> Json:
    """Make the app a member of a public channel."""
    ws, channel = call.backend.ws, call.channel()
    if channel.kind != "channel":
        raise SlackError("method_not_supported_for_channel_type")
    if channel.archived:
        raise SlackError("is_archived")
    return {"channel": _write(ws, join(ws, channel, ws.bot))}


def _joined(call: Call) -> Channel:
    channel = call.channel()
    if call.backend.ws.bot not in channel.members:
        raise SlackError("not_in_channel")
    return channel


def _within(call: Call, message: Message) -> bool:
    """Compare timestamps as strings: all have ten digits and six decimals."""
    oldest, latest = call.text("oldest") or "0", call.text("latest") or "9"
    if call.flag("inclusive"):
        return _padded(oldest) <= message.ts <= _padded(latest)
    return _padded(oldest) < message.ts < _padded(latest)


def _padded(ts: str) -> str:
    if ts == "9":
        return "9" * 10
    whole, _, rest = ts.partition(".")
    return f"{whole:0>10}.{rest:0<6}"


def _written(call: Call, message: Message) -> Json:
    ws = call.backend.ws
    body = message_json(message, ws.app, ws.team, ws.thread(message.channel, message.ts))
    if not call.flag("include_all_metadata"):
        body.pop("metadata", None)
    return body


def history(call: Call) -> Json:
    """List what stands in a channel, newest first; replies only when also sent to the channel."""
    channel = _joined(call)
    messages = call.backend.ws.messages[channel.id].values()
    found = [m for m in messages if (not m.is_reply or m.broadcast) and _within(call, m)]
    page = call.page(found[::-1], 100, lambda message: _written(call, message))
    return page.answer("messages", has_more=bool(page.cursor), pin_count=0)


def replies(call: Call) -> Json:
    """List a message and the replies to it, oldest first."""
    channel, ws = _joined(call), call.backend.ws
    root = ws.messages[channel.id].get(call.text("ts"))
    if root is None:
        raise SlackError("thread_not_found")
    thread = [root, *(m for m in ws.thread(channel.id, root.ts) if _within(call, m))]
    page = call.page(thread, 999, lambda message: _written(call, message))
    return page.answer("messages", has_more=bool(page.cursor))
