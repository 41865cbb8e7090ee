"""The app manifest: what an admin pastes into Slack to create the app."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from core.catalogue import SHORTCUTS
from core.kernel.values import dataclass

SCOPES: tuple[tuple[str, str], ...] = (
    ("app_mentions:read", "hear @Chivvy"),
    (
        "channels:history",
        "hear replies, task numbers and edited sources; find messages again",
    ),
    ("channels:read", "know whether a channel is public"),
    ("chat:write", "cards, follow-ups, digests"),
    ("commands", "slash commands and the shortcut"),
    ("dnd:read", "hold messages while somebody wants none"),
    ("groups:history", "the same in private channels it was invited to"),
    ("groups:read", "who is in a private channel, so that what is private stays there"),
    ("im:history", "hear direct messages"),
    ("im:read", "know a direct message as one"),
    ("im:write", "open direct messages"),
    ("mpim:history", "the same in group conversations it was invited to"),
    ("mpim:read", "who is in a group conversation"),
    ("reactions:read", "hear the reaction that makes a task of a message"),
    ("users:read", "names, zones, who left"),
)
"""Bot scopes, each with the reason for it."""

WITHOUT: Mapping[str, str] = {
    "app_mentions:read": "`@Chivvy` in a channel is not heard; slash commands are",
    "channels:history": (
        "replies in threads are no activity; a message whose fate is uncertain may come twice;"
        " nothing is found in a thread by *capture*; no reaction makes a task; `T-42` in a message"
        " is not answered; an edited or deleted source is not noticed"
    ),
    "channels:read": "who is in a channel is unknown: guests see their own tasks only",
    "chat:write": "nothing: Chivvy can say nothing by itself",
    "commands": "nothing: no slash command and no shortcut",
    "dnd:read": "a pause of notifications in Slack is not known; working hours hold all the same",
    "reactions:read": "no reaction makes a task of a message",
    "groups:history": "as `channels:history`, in private channels",
    "groups:read": "tasks of private channels are seen by those who take part, and nobody else",
    "im:history": "what is typed in direct messages with Chivvy is not heard; buttons are",
    "im:read": "a direct message is looked up as a private conversation",
    "im:write": "nobody gets a follow-up or a brief",
    "mpim:history": "as `channels:history`, in group conversations",
    "mpim:read": "as `groups:read`, in group conversations",
    "users:read": "names and time zones are unknown; who left is asked all the same",
}
"""What stops without each scope."""
EVENT_SCOPES: Mapping[str, str] = {
    "app_mention": "app_mentions:read",
    "dnd_updated_user": "dnd:read",
    "reaction_added": "reactions:read",
    "reaction_removed": "reactions:read",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    "message.mpim": "mpim:history",
    "team_join": "users:read",
    "user_change": "users:read",
    **dict.fromkeys(
        ("channel_archive", "channel_deleted", "channel_left", "channel_rename",
         "channel_unarchive", "member_joined_channel", "member_left_channel"),
        "channels:read",
    ),
    **dict.fromkeys(
        ("group_archive", "group_deleted", "group_left", "group_rename", "group_unarchive"),
        "groups:read",
    ),
}  # fmt: skip
"""The scope that Slack asks for before it sends an event."""


class Profile(StrEnum):
    """How much an app asks for."""

    FULL = "full"
    SMALL = "small"
    """Reads no channel: commands, buttons, direct messages and digests alone."""


_NOT_SMALL = frozenset({
    "app_mentions:read", "channels:history", "groups:history", "mpim:history", "mpim:read",
    "dnd:read", "reactions:read",
})  # fmt: skip


def scopes_of(profile: Profile) -> tuple[str, ...]:
    """The bot scopes of a profile."""
    every = tuple(scope for scope, _ in SCOPES)
    return every if profile is Profile.FULL else tuple(s for s in every if s not in _NOT_SMALL)


def _events_of(profile: Profile) -> list[str]:
    granted = {"", *scopes_of(profile)}
    return [event for event in EVENTS if EVENT_SCOPES.get(event, "") in granted]


EVENTS: tuple[str, ...] = (
    "app_home_opened",
    "app_mention",
    "app_uninstalled",
    "channel_archive",
    "channel_deleted",
    "channel_left",
    "channel_rename",
    "channel_unarchive",
    "dnd_updated_user",
    "group_archive",
    "group_deleted",
    "group_left",
    "group_rename",
    "group_unarchive",
    "member_joined_channel",
    "member_left_channel",
    "message.channels",
    "message.groups",
    "message.im",
    "message.mpim",
    "reaction_added",
    "reaction_removed",
    "team_join",
    "tokens_revoked",
    "user_change",
)


@dataclass(frozen=True, slots=True)
class CommandSpec:
    """One slash command."""

    command: str
    description: str
    usage_hint: str


def manifest(
    commands: Sequence[CommandSpec], request_url: str | None = None,
    profile: Profile = Profile.FULL,
) -> dict[str, Any]:  # fmt: skip
    """The manifest's content: Socket Mode, or HTTP when *request_url* is given."""
    return {
        "_metadata": {"major_version": 2, "minor_version": 1},
        "display_information": {
            "name": "Chivvy",
            "description": "Makes sure that work gets finished",
            "background_color": "#1f3a4d",
        },
        "features": _features(commands, request_url),
        "oauth_config": {"scopes": {"bot": list(scopes_of(profile))}},
        "settings": _settings(request_url, profile),
    }


def _features(commands: Sequence[CommandSpec], request_url: str | None) -> dict[str, Any]:
    return {
        "app_home": {
            "home_tab_enabled": True,
            "messages_tab_enabled": True,
            "messages_tab_read_only_enabled": False,
        },
        "bot_user": {"display_name": "Chivvy", "always_online": True},
        "shortcuts": [
            {
                "name": shortcut.name,
                "type": "message",
                "callback_id": shortcut.callback,
                "description": shortcut.help,
            }
            for shortcut in SHORTCUTS
        ],
        "slash_commands": [_command(spec, request_url) for spec in commands],
    }


def _command(spec: CommandSpec, request_url: str | None) -> dict[str, Any]:
    return {
        "command": spec.command,
        "description": spec.description[:2000],
        "usage_hint": spec.usage_hint[:1000],
        "should_escape": True,
        **({"url": request_url} if request_url else {}),
    }


def _settings(request_url: str | None, profile: Profile) -> dict[str, Any]:
    url = {"request_url": request_url} if request_url else {}
    return {
        "event_subscriptions": {"bot_events": _events_of(profile), **url},
        "interactivity": {"is_enabled": True, **url},
        "org_deploy_enabled": False,
        "socket_mode_enabled": request_url is None,
        "token_rotation_enabled": False,
    }
