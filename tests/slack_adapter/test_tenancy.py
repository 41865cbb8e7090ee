"""Payload → who, where, in which installation: one table over all kinds."""

from typing import Any

import pytest

from adapters.slack.tenancy import command_sender, event_sender, interaction_sender, team_of
from core.people.model import PlaceKind, Sender

CHANNEL, GROUP, DM = PlaceKind.CHANNEL, PlaceKind.GROUP, PlaceKind.DM
TYPED = {"team_id": "T1", "user_id": "U1", "user_name": "ana"}
USER = {"id": "U1", "username": "ana", "team_id": "T1"}
PRESSED = {"type": "block_actions", "team": {"id": "T1"}, "user": USER}


def sender(**more: Any) -> Sender:  # noqa: ANN401
    """Ana of T1."""
    return Sender(**{"platform": "slack", "team": "T1", "user": "U1", "user_name": "ana", **more})


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        (
            {**TYPED, "channel_id": "C1", "channel_name": "infra"},
            sender(place="C1", place_name="infra"),
        ),
        (
            {**TYPED, "channel_id": "C2", "channel_name": "privategroup"},
            sender(place="C2", place_kind=GROUP),
        ),
        (
            {**TYPED, "channel_id": "G2", "channel_name": "mpdm-ana--ben-1"},
            sender(place="G2", place_kind=GROUP),
        ),
        (
            {**TYPED, "channel_id": "D1", "channel_name": "directmessage"},
            sender(place="D1", place_kind=DM),
        ),
        (
            {**TYPED, "team_id": "T9", "channel_id": "C1", "channel_name": "shared"},
            sender(place="C1", place_name="shared", home_team="T9"),
        ),
    ],
)
def test_commands(payload: dict[str, str], expected: Sender) -> None:
    """A slash command tells team, user, place and whether the place is private."""
    assert command_sender(payload, "T1") == expected


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        (
            {**PRESSED, "channel": {"id": "C1", "name": "infra"}, "container": {"type": "message"}},
            sender(place="C1", place_name="infra"),
        ),
        (
            {**PRESSED, "container": {"channel_id": "C1", "thread_ts": "1.1"}},
            sender(place="C1", thread="1.1"),
        ),
        (
            {**PRESSED, "channel": {"id": "C3", "name": "privategroup"},
             "message": {"thread_ts": "2.2"}},
            sender(place="C3", place_kind=GROUP, thread="2.2"),
        ),
        (
            {**PRESSED, "channel": {"id": "D1", "name": "directmessage"}},
            sender(place="D1", place_kind=DM),
        ),
        ({"type": "view_submission", "team": {"id": "T1"}, "user": USER, "view": {}}, sender()),
        (
            {"type": "view_submission", "team": None, "enterprise": {"id": "E1"}, "user": USER,
             "is_enterprise_install": True},
            sender(team="E1", home_team="T1"),
        ),
        (
            {**PRESSED, "team": {"id": "T9"}, "user": {"id": "U9", "name": "eve", "team_id": "T9"},
             "channel": {"id": "C1", "name": "shared"}},
            sender(user="U9", user_name="eve", home_team="T9", place="C1", place_name="shared"),
        ),
    ],
)  # fmt: skip
def test_interactions(payload: dict[str, Any], expected: Sender) -> None:
    """Presses, shortcuts and forms tell the same, each in its own way."""
    installed = "E1" if payload.get("is_enterprise_install") else "T1"
    assert interaction_sender(payload, installed) == expected


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (
            {"type": "app_mention", "user": "U1", "channel": "C1", "ts": "1.1"},
            sender(place="C1", user_name=""),
        ),
        (
            {
                "type": "message",
                "channel_type": "group",
                "user": "U1",
                "channel": "C2",
                "thread_ts": "1.1",
            },
            sender(place="C2", place_kind=GROUP, thread="1.1", user_name=""),
        ),
        (
            {"type": "message", "channel_type": "im", "user": "U1", "channel": "D1"},
            sender(place="D1", place_kind=DM, user_name=""),
        ),
        (
            {"type": "message", "channel_type": "mpim", "user": "U1", "channel": "G1"},
            sender(place="G1", place_kind=GROUP, user_name=""),
        ),
        (
            {"type": "message", "user": "U9", "user_team": "T9", "channel": "C1"},
            sender(user="U9", place="C1", home_team="T9", user_name=""),
        ),
        (
            {"type": "channel_rename", "channel": {"id": "C1", "name": "ops"}},
            sender(user="", place="C1", place_name="ops", user_name=""),
        ),
        (
            {"type": "member_joined_channel", "user": "U1", "channel": "C2", "channel_type": "G"},
            sender(place="C2", place_kind=GROUP, user_name=""),
        ),
        (
            {"type": "member_joined_channel", "user": "U1", "channel": "C1", "channel_type": "C"},
            sender(place="C1", user_name=""),
        ),
        ({"type": "user_change", "user": {"id": "U1"}}, sender(user_name="")),
    ],
)
def test_events(event: dict[str, Any], expected: Sender) -> None:
    """Events tell who, where and in which kind of place."""
    assert event_sender({"team_id": "T1", "event": event}, "T1") == expected


@pytest.mark.parametrize(
    ("payload", "installed", "expected"),
    [
        ({"team_id": "T1"}, "", "T1"),
        ({"team": {"id": "T1"}}, "", "T1"),
        ({"context_team_id": "T2"}, "", "T2"),
        ({"team_id": "T1", "context_team_id": "T2", "enterprise_id": "E1"}, "", "T1"),
        ({"enterprise_id": "E1"}, "", "E1"),
        ({"team": None, "enterprise": {"id": "E1"}}, "", "E1"),
        ({"team_id": "T9"}, "T1", "T1"),
        ({"team_id": "T1", "is_enterprise_install": "true"}, "E1", "T1"),
        ({}, "T1", "T1"),
        ({}, "", ""),
    ],
)
def test_the_installation(payload: dict[str, Any], installed: str, expected: str) -> None:
    """Team, else context team, else enterprise; in a shared channel the one our token is for."""
    assert team_of(payload, installed) == expected
