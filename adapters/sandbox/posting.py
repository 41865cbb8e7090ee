"""Saying, changing and deleting messages, with the events that follow."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from adapters.sandbox.blocks import block_problems, with_ids
from adapters.sandbox.errors import SlackError, invalid
from adapters.sandbox.jsontypes import Blocks, Json
from adapters.sandbox.model import Channel, Message
from adapters.sandbox.rules import MAX_TEXT
from adapters.sandbox.wire import CHANNEL_TYPES, message_json
from adapters.sandbox.workspace import Workspace

SUBSCRIPTIONS = {
    "channel": "message.channels",
    "private": "message.groups",
    "im": "message.im",
}
"""Which subscription an app needs to hear what is said in a kind of conversation."""

GONE = "This message was deleted."


@dataclass(frozen=True, slots=True)
class Content:
    """What a message says; `metadata` is kept for the app alone."""

    text: str = ""
    blocks: Blocks | None = None
    metadata: Json | None = None
    files: tuple[Json, ...] = ()
    attachments: tuple[Json, ...] = ()


def checked(content: Content, mint: Callable[[], str]) -> Content:
    """Return the content with ids on its blocks; SlackError when it breaks a rule."""
    if not content.text and not content.blocks:
        raise SlackError("no_text")
    if len(content.text) > MAX_TEXT:
        raise SlackError("msg_too_long")
    return replace(content, blocks=checked_blocks(content.blocks, mint))


def checked_blocks(blocks: Blocks | None, mint: Callable[[], str]) -> Blocks | None:
    """Return the blocks with ids; `invalid_blocks` names every broken rule."""
    if blocks is None:
        return None
    if problems := block_problems(blocks):
        raise invalid("invalid_blocks", problems)
    return with_ids(blocks, mint)


def post(
    ws: Workspace,
    channel: Channel,
    user: str,
    content: Content,
    *,
    thread_ts: str | None = None,
    broadcast: bool = False,
    client_msg_id: str | None = None,
) -> Message:
    """Say something in a channel; a reply to a reply goes to the same thread."""
    if channel.archived:
        raise SlackError("is_archived")
    message = Message(
        ws.mint.ts(),
        channel.id,
        user,
        content.text,
        content.blocks or [],
        bot_id=ws.app.bot_id if user == ws.bot else None,
        thread_ts=_root(ws, channel, thread_ts),
        broadcast=broadcast and thread_ts is not None,
        metadata=content.metadata,
        client_msg_id=client_msg_id,
        files=content.files,
        attachments=content.attachments,
    )
    ws.keep(message)
    ws.read_marks[user, channel.id] = message.ts
    _announce(ws, channel, message)
    ws.changed(channel, message.thread_ts)
    return message


def _root(ws: Workspace, channel: Channel, thread_ts: str | None) -> str | None:
    if thread_ts is None:
        return None
    if thread_ts not in ws.messages[channel.id]:
        raise SlackError("thread_not_found")
    return ws.messages[channel.id][thread_ts].thread_ts or thread_ts


def _announce(ws: Workspace, channel: Channel, message: Message) -> None:
    if ws.bot not in channel.members:
        return
    body = message_json(message, ws.app, ws.team)
    if message.is_reply and (root := ws.messages[channel.id].get(str(message.thread_ts))):
        body["parent_user_id"] = root.user
    where = {"channel": channel.id, "event_ts": message.ts}
    kind = {"channel_type": CHANNEL_TYPES[channel.kind]}
    ws.emit(SUBSCRIPTIONS[channel.kind], {**body, **where, **kind})
    mentioned = f"<@{ws.bot}>" in message.text
    if mentioned and not channel.is_im and message.user != ws.bot:
        ws.emit("app_mention", {**body, "type": "app_mention", **where})


def whisper(
    ws: Workspace, channel: Channel, to: str, content: Content, thread_ts: str | None = None
) -> Message:
    """Say something from the app that one person sees and nobody else."""
    message = Message(
        ws.mint.ts(),
        channel.id,
        ws.bot,
        content.text,
        content.blocks or [],
        bot_id=ws.app.bot_id,
        thread_ts=thread_ts,
        to=to,
    )
    ws.keep(message)
    ws.changed(channel, thread_ts, to)
    return message


def edit(ws: Workspace, channel: Channel, old: Message, content: Content, by: str) -> Message:
    """Replace what a message says; blocks or metadata of None stay as they were."""
    new = replace(
        old,
        text=content.text,
        blocks=old.blocks if content.blocks is None else content.blocks,
        metadata=old.metadata if content.metadata is None else content.metadata or None,
        edited=None if old.to else {"user": by, "ts": ws.mint.ts()},
    )
    ws.keep(new)
    ws.changed(channel, new.thread_ts, new.to)
    if not old.to:
        told = {"message": _bare(ws, new), "previous_message": _bare(ws, old)}
        _announce_change(ws, channel, "message_changed", told)
    return new


def remove(ws: Workspace, channel: Channel, message: Message) -> None:
    """Delete a message; where it has replies a tombstone stays, and they with it."""
    if not message.to and ws.thread(channel.id, message.ts):
        ws.keep(replace(message, text=GONE, blocks=[], metadata=None, tombstone=True))
    else:
        shelf = ws.ephemeral if message.to else ws.messages
        shelf[channel.id].pop(message.ts, None)
    ws.changed(channel, message.thread_ts, message.to)
    if not message.to:
        told = {"deleted_ts": message.ts, "previous_message": _bare(ws, message)}
        _announce_change(ws, channel, "message_deleted", told)


def _bare(ws: Workspace, message: Message) -> Json:
    return message_json(message, ws.app, ws.team, ws.thread(message.channel, message.ts))


def _announce_change(ws: Workspace, channel: Channel, subtype: str, told: Json) -> None:
    if ws.bot not in channel.members:
        return
    ts = ws.mint.ts()
    event = {"type": "message", "subtype": subtype, "hidden": True, "ts": ts, "event_ts": ts}
    where = {"channel": channel.id, "channel_type": CHANNEL_TYPES[channel.kind]}
    ws.emit(SUBSCRIPTIONS[channel.kind], {**event, **where, **told})
