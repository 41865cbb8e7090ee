"""What the page shows to one person."""

from collections.abc import Iterable

from adapters.sandbox.backend import Backend
from adapters.sandbox.jsontypes import Json
from adapters.sandbox.model import Channel, Message, Person, View
from adapters.sandbox.wire import view_json
from adapters.sandbox.workspace import Workspace


def person(one: Person) -> Json:
    """Describe a person; `name` is the handle."""
    return {
        "id": one.id,
        "name": one.name,
        "real_name": one.real_name,
        "title": one.title,
        "tz": one.tz,
        "initials": one.initials,
        "color": one.color,
        "is_bot": one.is_bot,
        "guest": one.guest,
        "deleted": one.deleted,
    }


def state(backend: Backend, user: str, *, moving: bool) -> Json:
    """Describe the clock, the people and what `user` sees of the channels."""
    ws = backend.ws
    people = [person(one) for one in ws.people.values()]
    closed = [one for one in ws.channels.values() if one.archived and ws.may_see(user, one)]
    channels = [channel(ws, one, user) for one in ws.channels.values() if _listed(ws, one, user)]
    return {
        "clock": {"now": ws.clock.now().isoformat(), "moving": moving},
        "team": {"id": ws.team.id, "name": ws.team.name},
        "me": person(ws.person(user)),
        "people": people,
        "channels": channels,
        "archived": [{"id": one.id, "name": one.name} for one in closed],
        "commands": [_command(one) for one in backend.declared("slash_commands")],
        "shortcuts": [_shortcut(one) for one in backend.declared("shortcuts")],
    }


def _listed(ws: Workspace, one: Channel, user: str) -> bool:
    return ws.may_see(user, one) and not one.archived


def _command(declared: Json) -> Json:
    names = ("command", "usage_hint", "description")
    return {name: declared.get(name, "") for name in names}


def _shortcut(declared: Json) -> Json:
    names = ("callback_id", "name", "type")
    return {name: declared.get(name, "") for name in names}


def channel(ws: Workspace, one: Channel, user: str) -> Json:
    """Describe a conversation: `channel`, `private`, `dm`, or `app` with the bot."""
    kind, name = one.kind, one.name
    if one.is_im:
        other = next(iter(one.members - {user}), user)
        kind, name = ("app" if other == ws.bot else "dm"), ws.people[other].real_name
    return {
        "id": one.id,
        "name": name,
        "kind": kind,
        "members": sorted(one.members),
        "topic": one.topic,
        "unread": _unread(ws, one, user),
    }


def _unread(ws: Workspace, one: Channel, user: str) -> int:
    mark = ws.read_marks.get((user, one.id), "")
    return sum(1 for m in visible(ws, one.id, user) if m.ts > mark and m.user != user)


def waiting(ws: Workspace) -> Json:
    """Count for everybody who is here what the bot said to them and they have not read."""
    here = [one for one in ws.people.values() if not (one.is_bot or one.deleted)]
    direct = [one for one in ws.channels.values() if one.is_im and ws.bot in one.members]
    counts = {user: 0 for user in (person.id for person in here)}
    for one in direct:
        for user in one.members & counts.keys():
            counts[user] += _unread(ws, one, user)
    return {"unread": counts}


def visible(
    ws: Workspace, channel_id: str, user: str, thread_ts: str | None = None
) -> list[Message]:
    """List what a person sees in a channel or a thread, oldest first, private answers included."""
    private = [m for m in ws.ephemeral[channel_id].values() if m.to == user]
    if thread_ts is None:
        shared: Iterable[Message] = ws.messages[channel_id].values()
        found = [m for m in shared if not m.is_reply or m.broadcast]
        found += [m for m in private if m.thread_ts is None]
    else:
        root = ws.messages[channel_id].get(thread_ts)
        found = [*([root] if root else []), *ws.thread(channel_id, thread_ts)]
        found += [m for m in private if m.thread_ts == thread_ts]
    return sorted(found, key=lambda m: m.ts)


def messages(ws: Workspace, one: Channel, user: str, thread_ts: str | None) -> Json:
    """Describe what a person sees, and count it as read."""
    found = visible(ws, one.id, user, thread_ts)
    if found and thread_ts is None:
        ws.read_marks[user, one.id] = found[-1].ts
    return {"messages": [_message(ws, m) for m in found]}


def _message(ws: Workspace, message: Message) -> Json:
    replies = [] if message.to or message.is_reply else ws.thread(message.channel, message.ts)
    body: Json = {
        "ts": message.ts,
        "user": message.user,
        "bot": message.bot_id is not None,
        "text": message.text,
        "blocks": message.blocks,
        # Slack marks what people edit; cards that an app redraws carry no mark.
        "edited": message.edited is not None and message.bot_id is None,
        "reply_count": len(replies),
        "reply_users": list(dict.fromkeys(reply.user for reply in replies)),
        "ephemeral": message.to is not None,
        "attachments": list(message.attachments),
        "files": list(message.files),
        "reactions": [{"name": name, "users": list(users)} for name, users in message.reactions],
    }
    return body | ({"thread_ts": message.thread_ts} if message.thread_ts else {})


def view(backend: Backend, shown: View | None) -> Json:
    """Describe a view, or that there is none."""
    ws = backend.ws
    return {"view": view_json(shown, ws.app, ws.team) if shown else None}
