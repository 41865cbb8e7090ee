"""The manifest asks for what the adapter uses, and Slack's own schema accepts it."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from adapters.slack.manifest import (
    EVENT_SCOPES,
    EVENTS,
    SCOPES,
    WITHOUT,
    CommandSpec,
    Profile,
    manifest,
    scopes_of,
)
from core.catalogue import CAPTURE, CAPTURE_THREAD

COMMANDS = (
    CommandSpec("/task", "Tasks: add, show, done ...", "add Renew the certificate @maria friday"),
    CommandSpec("/project", "Projects", "list"),
)
SCHEMA = Path(__file__).parents[3] / "shared" / "specs" / "slack-manifest.2.0.0.json"
"""Slack's published schema; it is not ours to ship, so it is used where it is at hand."""
URL = "https://chivvy.example/slack/events"


@pytest.mark.parametrize("url", [None, URL])
def test_slack_accepts_it(url: str | None) -> None:
    """Commands escape mentions; Socket Mode or a request address, never both."""
    made = manifest(COMMANDS, url)
    commands = made["features"]["slash_commands"]
    assert [c["command"] for c in commands] == ["/task", "/project"]
    assert all(c["should_escape"] is True for c in commands)
    settings = made["settings"]
    assert settings["socket_mode_enabled"] is (url is None)
    assert settings["interactivity"]["is_enabled"] is True
    addresses = [*commands, settings["event_subscriptions"], settings["interactivity"]]
    assert {a.get("url") or a.get("request_url") for a in addresses} == {url}
    if SCHEMA.exists():
        _accepted(made)


def _accepted(made: dict[str, Any]) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.validate(made, schema)


def test_every_event_has_its_scope() -> None:
    """An event without its scope would never come; a scope without a use is too much."""
    needed = {
        "app_mention": "app_mentions:read",
        **dict.fromkeys(
            (f"channel_{what}" for what in ("archive", "deleted", "left", "rename", "unarchive")),
            "channels:read",
        ),
        **dict.fromkeys(
            (f"group_{what}" for what in ("archive", "deleted", "left", "rename", "unarchive")),
            "groups:read",
        ),
        "member_joined_channel": "channels:read",
        "member_left_channel": "channels:read",
        "message.channels": "channels:history",
        "message.groups": "groups:history",
        "message.im": "im:history",
        "message.mpim": "mpim:history",
        "dnd_updated_user": "dnd:read",
        "reaction_added": "reactions:read",
        "reaction_removed": "reactions:read",
        "team_join": "users:read",
        "user_change": "users:read",
        "app_home_opened": None,
        "app_uninstalled": None,
        "tokens_revoked": None,
    }
    assert set(EVENTS) == set(needed)
    assert dict(EVENT_SCOPES) == {event: scope for event, scope in needed.items() if scope}
    called = {"chat:write", "commands", "im:write", "im:read", "mpim:read"}
    assert {scope for scope, _ in SCOPES} == called | {s for s in needed.values() if s}


def test_the_shortcuts_are_those_that_are_listened_to() -> None:
    """Message shortcuts carry the callbacks that the adapter answers."""
    shortcuts = manifest(COMMANDS)["features"]["shortcuts"]
    assert [one["callback_id"] for one in shortcuts] == [CAPTURE.callback, CAPTURE_THREAD.callback]
    assert all(one["type"] == "message" and len(one["name"]) <= 24 for one in shortcuts)


def test_what_stops_is_said_of_every_scope() -> None:
    """Doctor and docs have a word for each."""
    assert set(WITHOUT) == {scope for scope, _ in SCOPES}


def test_the_small_profile_reads_no_channel() -> None:
    """It asks for less, and for no event that would need more."""
    made = manifest(COMMANDS, None, Profile.SMALL)
    asked = made["oauth_config"]["scopes"]["bot"]
    assert set(asked) == set(scopes_of(Profile.SMALL)) < {scope for scope, _ in SCOPES}
    assert not [s for s in asked if s.endswith(":history") and s != "im:history"]
    events = made["settings"]["event_subscriptions"]["bot_events"]
    assert all(EVENT_SCOPES.get(event) in {None, *asked} for event in events)
    if SCHEMA.exists():
        _accepted(made)
