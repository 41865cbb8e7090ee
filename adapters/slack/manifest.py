"""The app manifest: what an admin pastes into Slack to create the app."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from core.catalogue import SHORTCUTS

SCOPES: tuple[tuple[str, str], ...] = (
    ("app_mentions:read", "hear @Chivvy"),
    ("channels:history", "hear replies in threads; look whether a message has arrived"),
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


def manifest(commands: Sequence[CommandSpec], request_url: str | None = None) -> dict[str, Any]:
    """The manifest's content: Socket Mode, or HTTP when *request_url* is given."""
    return {
        "_metadata": {"major_version": 2, "minor_version": 1},
        "display_information": {
            "name": "Chivvy",
            "description": "Makes sure that work gets finished",
            "background_color": "#1f3a4d",
        },
        "features": _features(commands, request_url),
        "oauth_config": {"scopes": {"bot": [scope for scope, _ in SCOPES]}},
        "settings": _settings(request_url),
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


def _settings(request_url: str | None) -> dict[str, Any]:
    url = {"request_url": request_url} if request_url else {}
    return {
        "event_subscriptions": {"bot_events": list(EVENTS), **url},
        "interactivity": {"is_enabled": True, **url},
        "org_deploy_enabled": False,
        "socket_mode_enabled": request_url is None,
        "token_rotation_enabled": False,
    }
