"""How the workspace's objects look over the wire. Pure."""

from collections.abc import Sequence

from adapters.sandbox.jsontypes import Json
from adapters.sandbox.model import App, Channel, Message, Person, Team, View

CHANNEL_TYPES = {"channel": "channel", "private": "group", "im": "im"}
"""How events name a kind of conversation."""

VIEW_FIELDS = ("private_metadata", "callback_id", "external_id")


def person_json(person: Person, team: Team, offset: int) -> Json:
    """Write a person as `users.info` does; `offset` is the zone's seconds east of UTC now."""
    profile = {
        "title": person.title,
        "real_name": person.real_name,
        "real_name_normalized": person.real_name,
        "display_name": person.name,
        "display_name_normalized": person.name,
        "first_name": person.real_name.split()[0],
        "last_name": person.real_name.split()[-1],
        "team": team.id,
    }
    return {
        "id": person.id,
        "team_id": team.id,
        "name": person.name,
        "deleted": person.deleted,
        "color": person.color,
        "real_name": person.real_name,
        "tz": person.tz,
        "tz_label": person.tz,
        "tz_offset": offset,
        "profile": profile,
        "is_admin": person.is_admin,
        "is_owner": person.is_admin,
        "is_primary_owner": False,
        "is_restricted": person.guest,
        "is_ultra_restricted": person.guest,
        "is_bot": person.is_bot,
        "is_app_user": False,
        "is_email_confirmed": True,
        "locale": "en-US" if person.tz.startswith("America/") else "en-GB",
        "updated": 0,
    }


def conversation_json(channel: Channel, viewer: str, team: Team) -> Json:
    """Write a conversation as the methods under `conversations.` do."""
    common = {
        "id": channel.id,
        "created": channel.created,
        "is_archived": channel.archived,
        "is_im": channel.is_im,
        "is_org_shared": False,
        "context_team_id": team.id,
    }
    if channel.is_im:
        other = next(iter(channel.members - {viewer}), viewer)
        return {**common, "user": other, "is_user_deleted": False, "priority": 0}
    return {
        **common,
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": channel.kind == "channel",
        "is_group": False,
        "is_mpim": False,
        "is_private": channel.kind == "private",
        "is_general": channel.name == "general",
        "is_shared": False,
        "is_ext_shared": False,
        "is_member": viewer in channel.members,
        "creator": channel.creator,
        "num_members": len(channel.members),
        "topic": {"value": channel.topic, "creator": channel.creator, "last_set": channel.created},
        "purpose": {"value": "", "creator": "", "last_set": 0},
    }


def message_json(message: Message, app: App, team: Team, replies: Sequence[Message] = ()) -> Json:
    """Write a message as history and events do; `replies` are those of its thread."""
    body: Json = {
        "type": "message",
        "user": message.user,
        "ts": message.ts,
        "text": message.text,
        "team": team.id,
    }
    if message.client_msg_id:
        body["client_msg_id"] = message.client_msg_id
    if message.bot_id:
        body |= {"bot_id": message.bot_id, "app_id": app.id, "bot_profile": _bot_profile(app, team)}
    if message.blocks:
        body["blocks"] = message.blocks
    if message.edited:
        body["edited"] = message.edited
    if message.metadata:
        body["metadata"] = message.metadata
    if message.is_reply:
        body["thread_ts"] = message.thread_ts
    if message.tombstone:
        body |= {"subtype": "tombstone", "user": "USLACKBOT", "hidden": True}
    if message.broadcast:
        body["subtype"] = "thread_broadcast"
    return body | _extras(message) | _thread_json(message, replies)


def _extras(message: Message) -> Json:
    """Files, what was forwarded or posted by an app, and reactions."""
    body: Json = {}
    if message.files:
        body |= {"files": list(message.files), "upload": False, "subtype": "file_share"}
    if message.attachments:
        body["attachments"] = list(message.attachments)
    if message.reactions:
        body["reactions"] = [
            {"name": name, "users": list(users), "count": len(users)}
            for name, users in message.reactions
        ]
    return body


def _thread_json(message: Message, replies: Sequence[Message]) -> Json:
    if not replies:
        return {}
    users = list(dict.fromkeys(reply.user for reply in replies))
    return {
        "thread_ts": message.ts,
        "reply_count": len(replies),
        "reply_users_count": len(users),
        "reply_users": users[:5],
        "latest_reply": replies[-1].ts,
        "is_locked": False,
        "subscribed": True,
    }


def _bot_profile(app: App, team: Team) -> Json:
    return {
        "id": app.bot_id,
        "app_id": app.id,
        "user_id": app.bot_user.id,
        "name": app.name,
        "deleted": False,
        "team_id": team.id,
    }


def view_json(view: View, app: App, team: Team) -> Json:
    """Write a view as `views.open` answers and interactions carry it."""
    spec = view.spec
    body = {
        "id": view.id,
        "team_id": team.id,
        "type": spec["type"],
        "blocks": spec["blocks"],
        "state": {"values": view.values},
        "hash": view.hash,
        "title": spec.get("title", {"type": "plain_text", "text": "View Title", "emoji": True}),
        "close": spec.get("close"),
        "submit": spec.get("submit"),
        "clear_on_close": spec.get("clear_on_close", False),
        "notify_on_close": spec.get("notify_on_close", False),
        "root_view_id": view.root_id,
        "previous_view_id": view.previous_id,
        "app_id": app.id,
        "app_installed_team_id": team.id,
        "bot_id": app.bot_id,
    }
    return body | {name: spec.get(name, "") for name in VIEW_FIELDS}
