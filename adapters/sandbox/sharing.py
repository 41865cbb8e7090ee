"""Reactions, forwarded messages and files, with the events that follow."""

import re
from dataclasses import replace

from adapters.sandbox.errors import RefusedError
from adapters.sandbox.jsontypes import Json
from adapters.sandbox.model import Channel, Message
from adapters.sandbox.posting import Content, post
from adapters.sandbox.workspace import Workspace

EMOJI = re.compile(r"[a-z0-9_+'-]{1,100}")


def react(ws: Workspace, channel: Channel, message: Message, user: str, name: str) -> bool:
    """Add a reaction, or take one's own away when it is there; tell whether it is there now."""
    if user not in channel.members:
        raise RefusedError(f"you are not in #{channel.name}. Type /join to join it")
    name = name.strip(":")
    if not EMOJI.fullmatch(name):
        raise RefusedError("an emoji has a name such as pushpin")
    standing = dict(message.reactions)
    there = user not in standing.get(name, ())
    others = tuple(one for one in standing.get(name, ()) if one != user)
    standing[name] = (*others, user) if there else others
    kept = tuple((each, users) for each, users in standing.items() if users)
    ws.keep(replace(message, reactions=kept))
    ws.changed(channel, message.thread_ts)
    if ws.bot in channel.members:
        kind = "reaction_added" if there else "reaction_removed"
        ws.emit(kind, _reaction(ws, kind, message, user, name))
    return there


def _reaction(ws: Workspace, kind: str, message: Message, user: str, name: str) -> Json:
    return {
        "type": kind,
        "user": user,
        "reaction": name,
        "item_user": message.user,
        "item": {"type": "message", "channel": message.channel, "ts": message.ts},
        "event_ts": ws.mint.ts(),
    }


def forward(
    ws: Workspace, message: Message, user: str, target: Channel, content: Content
) -> Message:
    """Send a message on to another conversation, with a comment or without one."""
    if user not in target.members:
        raise RefusedError("you are not in that conversation")
    link = f"https://{ws.team.domain}.slack.com/archives/{message.channel}"
    address = f"{link}/p{message.ts.replace('.', '')}"
    if message.is_reply:
        address += f"?thread_ts={message.thread_ts}&cid={message.channel}"
    shared: Json = {
        "is_msg_unfurl": True,
        "is_share": True,
        "from_url": address,
        "original_url": address,
        "channel_id": message.channel,
        "channel_team": ws.team.id,
        "ts": message.ts,
        "author_id": message.user,
        "author_name": ws.people[message.user].real_name,
        "author_subname": ws.people[message.user].real_name,
        "text": message.text,
        "fallback": message.text,
        "id": 1,
    }
    return post(ws, target, user, replace(content, attachments=(shared,)))


def file_of(ws: Workspace, user: str, name: str) -> Json:
    """Describe a file by its name, as Slack does in messages; the sandbox keeps no content."""
    name = name.strip().replace("/", "-")[:200]
    if not name:
        raise RefusedError("a file needs a name, such as offer.pdf")
    number = ws.mint.id("F0")
    address = f"https://{ws.team.domain}.slack.com/files/{user}/{number}/{name}"
    return {
        "id": number, "name": name, "title": name, "user": user, "mode": "hosted",
        "filetype": name.rpartition(".")[2].lower(), "permalink": address, "is_external": False,
    }  # fmt: skip
