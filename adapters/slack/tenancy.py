"""Payload → who spoke, in which installation, where. Pure; a table of payloads tests it."""

from collections.abc import Mapping
from typing import Any

from core.people.model import PlaceKind, Sender

PLATFORM = "slack"
Payload = Mapping[str, Any]

_CHANNEL_TYPES = {
    "channel": PlaceKind.CHANNEL,
    "group": PlaceKind.GROUP,
    "mpim": PlaceKind.GROUP,
    "im": PlaceKind.DM,
    # ``member_joined_channel`` says it in one letter, whatever the id begins with.
    "C": PlaceKind.CHANNEL,
    "G": PlaceKind.GROUP,
}
_NAMELESS = frozenset({"directmessage", "privategroup"})
"""What payloads say instead of the name of a private place."""


def team_of(payload: Payload, installed: str = "") -> str:
    """The external id of the installation: team, else context team, else enterprise.

    *installed* is the team that our token belongs to. In a shared channel a payload may name the
    other organisation's team; it is still our installation that was spoken to.
    """
    team = payload.get("team")
    found = (
        _text(payload, "team_id")
        or (_text(team, "id") if isinstance(team, Mapping) else _plain(team))
        or _text(payload, "context_team_id")
    )
    organisation = payload.get("is_enterprise_install") in (True, "true")
    if installed and found != installed and not organisation:
        return installed
    enterprise = payload.get("enterprise")
    return (
        found
        or _text(payload, "enterprise_id")
        or (_text(enterprise, "id") if isinstance(enterprise, Mapping) else "")
    )


def command_sender(payload: Payload, installed: str = "") -> Sender:
    """Who typed a slash command."""
    team, named = team_of(payload, installed), _text(payload, "team_id")
    channel, name = _text(payload, "channel_id"), _text(payload, "channel_name")
    return Sender(
        platform=PLATFORM,
        team=team,
        user=_text(payload, "user_id"),
        user_name=_text(payload, "user_name"),
        home_team=_home(named, team),
        place=channel or None,
        place_name=_name(name),
        place_kind=place_kind(channel, name),
    )


def interaction_sender(payload: Payload, installed: str = "") -> Sender:
    """Who pressed, chose, submitted or used a shortcut."""
    team = team_of(payload, installed)
    user = payload.get("user") or {}
    channel = payload.get("channel") or {}
    container = payload.get("container") or {}
    place = _text(channel, "id") or _text(container, "channel_id")
    name = _text(channel, "name")
    return Sender(
        platform=PLATFORM,
        team=team,
        user=_text(user, "id"),
        user_name=_text(user, "username") or _text(user, "name"),
        home_team=_home(_text(user, "team_id"), team),
        place=place or None,
        place_name=_name(name),
        place_kind=place_kind(place, name),
        thread=_thread(payload),
    )


def event_sender(payload: Payload, installed: str = "") -> Sender:
    """Who did what an event tells of."""
    team = team_of(payload, installed)
    event = payload.get("event") or {}
    channel = event.get("channel")
    described = channel if isinstance(channel, Mapping) else {}
    place = _text(described, "id") or _plain(channel)
    kind = _CHANNEL_TYPES.get(_text(event, "channel_type")) or place_kind(place, "")
    return Sender(
        platform=PLATFORM,
        team=team,
        user=_text(event.get("user") or {}, "id") or _plain(event.get("user")),
        home_team=_home(_text(event, "user_team"), team),
        place=place or None,
        place_name=_name(_text(described, "name")),
        place_kind=kind,
        thread=_text(event, "thread_ts") or None,
    )


def place_kind(channel: str, name: str) -> PlaceKind:
    """What the id's first letter and the name that payloads give tell of a conversation."""
    if channel.startswith("D") or name == "directmessage":
        return PlaceKind.DM
    if channel.startswith("G") or name == "privategroup" or name.startswith("mpdm-"):
        return PlaceKind.GROUP
    return PlaceKind.CHANNEL


def _name(name: str) -> str:
    return "" if name in _NAMELESS or name.startswith("mpdm-") else name


def _home(team: str, installed: str) -> str:
    """Empty for the installation's own people."""
    return "" if team == installed else team


def _thread(payload: Payload) -> str | None:
    for part in (payload.get("container"), payload.get("message")):
        if isinstance(part, Mapping) and (thread := _text(part, "thread_ts")):
            return thread
    return None


def _text(part: object, name: str) -> str:
    return _plain(part.get(name)) if isinstance(part, Mapping) else ""


def _plain(value: object) -> str:
    return value if isinstance(value, str) else ""
