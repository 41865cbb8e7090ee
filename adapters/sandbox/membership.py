"""Joining, archiving, and changes to people, with the events that follow."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from adapters.sandbox.jsontypes import Json
from adapters.sandbox.model import Channel, Person
from adapters.sandbox.wire import CHANNEL_TYPES, person_json
from adapters.sandbox.workspace import Workspace


def join(ws: Workspace, channel: Channel, user: str, inviter: str | None = None) -> Channel:
    """Make somebody a member; the app hears of it when it is one."""
    joined = replace(channel, members=channel.members | {user})
    ws.channels[channel.id] = joined
    if ws.bot in joined.members and user not in channel.members:
        event: Json = {
            "type": "member_joined_channel",
            "user": user,
            "channel": channel.id,
            "channel_type": "C" if channel.kind == "channel" else "G",
            "team": ws.team.id,
            "event_ts": ws.mint.ts(),
        }
        ws.emit("member_joined_channel", event | ({"inviter": inviter} if inviter else {}))
    ws.hub.tell("state", {})
    return joined


def leave(ws: Workspace, channel: Channel, user: str) -> Channel:
    """Take somebody out; the app hears of it when it is, or was, a member."""
    remaining = replace(channel, members=channel.members - {user})
    ws.channels[channel.id] = remaining
    if user in channel.members and ws.bot in channel.members:
        event: Json = {
            "type": "member_left_channel",
            "user": user,
            "channel": channel.id,
            "channel_type": "C" if channel.kind == "channel" else "G",
            "team": ws.team.id,
            "event_ts": ws.mint.ts(),
        }
        ws.emit("member_left_channel", event)
        if user == ws.bot:
            ws.emit(*_told_to_the_app(ws, channel, "left"))
    ws.hub.tell("state", {})
    return remaining


def make_private(ws: Workspace, channel: Channel, by: str) -> Channel:
    """Turn an open channel into a private one; its people stay, and a message tells of it."""
    private = replace(channel, kind="private")
    ws.channels[channel.id] = private
    if ws.bot in channel.members:
        event: Json = {
            "type": "message",
            "subtype": "channel_convert_to_private",
            "user": by,
            "text": "",
            "channel": channel.id,
            "channel_type": "group",
            "ts": ws.mint.ts(),
            "event_ts": ws.mint.ts(),
        }
        ws.emit("message.groups", event)
    ws.hub.tell("state", {})
    return private


def archive(ws: Workspace, channel: Channel, by: str) -> None:
    """Archive a channel: nothing can be said there any more."""
    ws.channels[channel.id] = replace(channel, archived=True)
    if ws.bot in channel.members:
        name, event = _told_to_the_app(ws, channel, "archive")
        ws.emit(name, {**event, "user": by})
    ws.hub.tell("state", {})


def unarchive(ws: Workspace, channel: Channel, by: str) -> None:
    """Open an archived channel again, with the people it had."""
    ws.channels[channel.id] = replace(channel, archived=False)
    if ws.bot in channel.members:
        name, event = _told_to_the_app(ws, channel, "unarchive")
        ws.emit(name, {**event, "user": by})
    ws.hub.tell("state", {})


def _told_to_the_app(ws: Workspace, channel: Channel, what: str) -> tuple[str, Json]:
    """An event about a channel: its subscription, which is its type, and what it says."""
    kind = "channel" if channel.kind == "channel" else CHANNEL_TYPES[channel.kind]
    name = f"{kind}_{what}"
    return name, {"type": name, "channel": channel.id, "event_ts": ws.mint.ts()}


def change_person(ws: Workspace, person: Person) -> None:
    """Replace a person, for instance by one in another zone or one who has left."""
    ws.people[person.id] = person
    body = described(ws, person)
    event = {"type": "user_change", "user": body, "event_ts": ws.mint.ts()}
    ws.emit("user_change", {**event, "cache_ts": ws.mint.seconds()})
    ws.hub.tell("state", {})


def described(ws: Workspace, person: Person) -> Json:
    """Write a person with the zone's present offset."""
    return person_json(person, ws.team, zone_offset(person.tz, ws.clock.now()))


def zone_offset(zone: str, moment: datetime) -> int:
    """Return the seconds east of UTC in a zone at a moment."""
    offset = moment.astimezone(ZoneInfo(zone)).utcoffset()
    return int(offset.total_seconds()) if offset is not None else 0
