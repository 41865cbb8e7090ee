"""Composing, minting, granting: the parts that need no server."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from adapters.sandbox.api import METHODS
from adapters.sandbox.clock import Mint, timestamp
from adapters.sandbox.clock_presets import preset
from adapters.sandbox.compose import command_text, message_text, rich_text
from adapters.sandbox.model import App, Person
from adapters.sandbox.story import PEOPLE, default_story
from adapters.sandbox.stream import Hub
from adapters.sandbox.workspace import Workspace
from tests.sandbox.support import NOON, Clock

SPECS = Path(__file__).parents[2].parent / "shared" / "specs" / "slack-web-openapi.json"


@pytest.fixture
def ws() -> Workspace:
    """Build the default workspace without a server."""
    bot = Person("U0SANDBOX", "chivvy", "Chivvy", "UTC", is_bot=True)
    app = App("A0", "B0", bot, "Chivvy", {})
    return Workspace(default_story(NOON), app, Clock(), Hub())


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("hello", "hello"),
        ("@maria", "<@U0MARIA>"),
        ("@Maria Keller please", "<@U0MARIA> please"),
        ("@Maria Can you?", "<@U0MARIA> Can you?"),
        ("@Maria, can you?", "<@U0MARIA>, can you?"),
        ("ask @maria.", "ask <@U0MARIA>."),
        ("@Chivvy add DNS", "<@U0SANDBOX> add DNS"),
        ("@nobody", "@nobody"),
        ("ana@example.org", "ana@example.org"),
        ("in #infra", "in <#C0INFRA|infra>"),
        ("in #nowhere", "in #nowhere"),
        ("a < b & c > d", "a &lt; b &amp; c &gt; d"),
        ("<!channel> <@U0ANA>", "&lt;!channel&gt; &lt;@U0ANA&gt;"),
        ("see https://example.org/#infra now", "see <https://example.org/#infra> now"),
        ("https://example.org/?a=1&b=@maria", "<https://example.org/?a=1&amp;b=@maria>"),
    ],
)
def test_what_is_typed_is_stored_as_slack_does(ws: Workspace, typed: str, stored: str) -> None:
    """Mentions, channels and links become tokens; what was typed as a token stays text."""
    assert message_text(ws, "U0ANA", typed) == stored


def test_commands_carry_names_in_their_tokens(ws: Workspace) -> None:
    """With should_escape a mention is `<@U|name>`; without, the text is as typed."""
    typed = "add DNS @Maria in #infra"
    escaped = command_text(ws, "U0ANA", typed, should_escape=True)
    assert escaped == "add DNS <@U0MARIA|maria> in <#C0INFRA|infra>"
    assert command_text(ws, "U0ANA", typed, should_escape=False) == typed


def test_ambiguous_first_names_stay_text(ws: Workspace) -> None:
    """Two Marias mean that @Maria is nobody, and @maria the handle still somebody."""
    ws.people["U0M2"] = Person("U0M2", "mk2", "Maria Kern", "UTC")
    ws.people["U0MARIA"] = Person("U0MARIA", "mkeller", "Maria Keller", "UTC")
    assert message_text(ws, "U0ANA", "@Maria @mkeller") == "@Maria <@U0MARIA>"


def test_composed_text_becomes_rich_text() -> None:
    """The composer's block has one element per token and plain text between, unescaped."""
    (block,) = rich_text("a &lt; <@U1> <#C1|infra> <https://example.org>", "b1")
    (section,) = block["elements"]
    assert section["elements"] == [
        {"type": "text", "text": "a < "},
        {"type": "user", "user_id": "U1"},
        {"type": "text", "text": " "},
        {"type": "channel", "channel_id": "C1"},
        {"type": "text", "text": " "},
        {"type": "link", "url": "https://example.org"},
    ]


def test_timestamps_have_six_decimals() -> None:
    """A ts is exact to the microsecond and pads with zeros."""
    assert timestamp(datetime(2026, 11, 23, 11, 0, 0, 42, UTC)) == "1795431600.000042"


def test_minted_timestamps_grow_even_when_the_clock_stands() -> None:
    """Two messages at one moment have two timestamps."""
    mint = Mint(lambda: NOON)
    stamps = [mint.ts() for _ in range(5)]
    assert stamps == sorted(set(stamps))
    assert mint.id("V") != mint.id("V")


def test_presets_keep_the_wall_time_over_a_clock_change() -> None:
    """The morning after the clocks went back is 09:00 all the same."""
    saturday = datetime(2026, 10, 24, 10, 0, tzinfo=UTC)
    assert preset("tomorrow", saturday, "Europe/Berlin") == datetime(2026, 10, 25, 8, 0, tzinfo=UTC)


def test_the_story_has_people_in_two_zones() -> None:
    """Three work in Berlin and two in New York; the guest is of the client."""
    zones = [person.tz for person in PEOPLE if not person.guest]
    assert (zones.count("Europe/Berlin"), zones.count("America/New_York")) == (3, 2)


def test_the_story_is_told_before_now(ws: Workspace) -> None:
    """Everything was said before the moment that the caller chose, and replies after their root."""
    story = default_story(NOON)
    assert all(said.at < NOON for said in story.messages)
    keys = {said.key: said.at for said in story.messages if said.key}
    replies = [said for said in story.messages if said.reply_to]
    assert replies
    assert all(keys[said.reply_to] < said.at for said in replies)
    private = next(channel for channel in story.channels if channel.kind == "private")
    assert len(private.members) == 2


def test_story_people_speak_where_they_are() -> None:
    """Nobody says anything in a channel that they are not in."""
    story = default_story(NOON)
    members = {channel.id: channel.members for channel in story.channels}
    assert all(said.user in members[said.channel] for said in story.messages)


def test_methods_are_slacks() -> None:
    """Method names have Slack's form, and are in its published description where that is there."""
    families = {"auth", "apps", "dnd", "team", "users", "conversations", "chat", "views"}
    assert {method.partition(".")[0] for method in METHODS} == families
    if SPECS.exists():
        described = json.loads(SPECS.read_text())["paths"]
        newer = {"apps.connections.open"}
        assert {m for m in METHODS if f"/{m}" not in described} <= newer
