"""Payload → token, values, words and keys."""

from typing import Any

import pytest

from adapters.slack.translate import (
    action_key,
    form_key,
    form_values,
    message_ref,
    permalink,
    press,
    without_mention,
)
from adapters.slack.words import typed
from core.kernel.errors import BadInput
from core.kernel.tokens import Token


@pytest.mark.parametrize(
    ("sent", "meant"),
    [
        ("add a &amp; b &lt;c&gt;", "add a & b <c>"),
        ("ask <@U1|maria> in <#C1|infra>", "ask <@U1|maria> in <#C1|infra>"),
        ("see <https://a.example/x?a=1&amp;b=2>", "see https://a.example/x?a=1&b=2"),
        ("see <https://a.example|a.example>", "see a.example"),
        ("see <https://evil.example|bank.example>", "see bank.example (https://evil.example)"),
        ("to <mailto:a@b.example|a@b.example>", "to a@b.example"),
        ("  spaces  ", "spaces"),
        ("<" * 3000, "<" * 3000),
    ],
)
def test_typed(sent: str, meant: str) -> None:
    """Words come back as they were typed; a link never hides where it leads."""
    assert typed(sent) == meant


@pytest.mark.parametrize(
    ("sent", "meant"),
    [
        ("<@U0BOT> done T-42", "done T-42"),
        ("<@U0BOT|chivvy>: done T-42", "done T-42"),
        ("please <@U0BOT> list", "please   list"),
        ("<@U1> list", "<@U1> list"),
    ],
)
def test_the_mention_is_no_word(sent: str, meant: str) -> None:
    """The bot's own name is taken out, once."""
    assert without_mention(sent, "U0BOT") == meant


def acted(**action: Any) -> dict[str, Any]:  # noqa: ANN401
    """A press of one element."""
    return {"actions": [{"action_ts": "1.1", **action}], "container": {"message_ts": "9.9"}}


def picked(kind: str, action_id: str, **chosen: object) -> dict[str, Any]:
    """An element in which something was chosen."""
    return {"type": kind, "action_id": action_id, **chosen}


@pytest.mark.parametrize(
    ("action", "token"),
    [
        ({"type": "button", "action_id": "done.t42.m1~x"}, "done.t42.m1~x"),
        (picked("users_select", "assign.t42", selected_user="U1"), "assign.t42~U1"),
        (picked("datepicker", "due.t42", selected_date="2026-11-26"), "due.t42~2026-11-26"),
        (picked("static_select", "due.t42", selected_option={"value": "week"}), "due.t42~week"),
        (picked("overflow", "more:a", selected_option={"value": "drop.t42"}), "drop.t42"),
        (picked("static_select", "more:a", selected_option={"value": "drop.t42"}), "drop.t42"),
    ],
)
def test_presses(action: dict[str, Any], token: str) -> None:
    """Every element comes down to a token with its value."""
    pressed = press(acted(**action))
    assert pressed is not None
    assert pressed.token == Token.decode(token)


@pytest.mark.parametrize(
    "action", [{"action_id": "NOT ONE"}, {"action_id": "more:a"}, {"action_id": ""}, {}]
)
def test_what_we_never_drew(action: dict[str, Any]) -> None:
    """An unknown action is a stale button."""
    with pytest.raises(BadInput, match="stale_button"):
        press(acted(**action))


def test_a_link_is_no_press() -> None:
    """A button with an address asks nothing."""
    assert press(acted(action_id="link:0")) is None


def test_two_people_press_at_once() -> None:
    """Two people, or one person twice, are different presses."""
    pressed = press(acted(action_id="done.t42"))
    assert pressed is not None
    keys = {
        action_key({"user": {"id": user}, "container": {"message_ts": ts}}, "T1", pressed)
        for user in ("U1", "U2")
        for ts in ("1.1", "2.2")
    }
    assert len(keys) == 4


def submitted(**values: dict[str, Any]) -> dict[str, Any]:
    """A form of one element per block."""
    state = {block.replace("__", "#"): {"value": element} for block, element in values.items()}
    return {"view": {"id": "V1", "state": {"values": state}}}


def test_values() -> None:
    """Each kind of field gives what was filled in; an empty one gives None."""
    payload = submitted(
        title={"type": "plain_text_input", "value": "Renew"},
        notes={"type": "plain_text_input", "value": None},
        owner={"type": "users_select", "selected_user": "U1"},
        nobody={"type": "users_select", "selected_user": None},
        priority={"type": "static_select", "selected_option": {"value": "high"}},
        size={"type": "radio_buttons", "selected_option": None},
        met={"type": "checkboxes", "selected_options": [{"value": "1"}, {"value": "2"}]},
        met__1={"type": "checkboxes", "selected_options": [{"value": "11"}]},
        none={"type": "checkboxes", "selected_options": []},
    )
    assert form_values(payload) == {
        "title": "Renew", "notes": None, "owner": "U1", "nobody": None, "priority": "high",
        "size": None, "met": ("1", "2", "11"), "none": (),
    }  # fmt: skip


def test_the_key_of_a_form_follows_its_values() -> None:
    """The same form twice is one key; corrected values are another try."""
    first = submitted(title={"type": "plain_text_input", "value": "a"})
    again = submitted(title={"value": "a", "type": "plain_text_input"})
    other = submitted(title={"type": "plain_text_input", "value": "b"})
    assert form_key(first) == form_key(again) != form_key(other)


def test_the_message_of_an_app_has_no_author() -> None:
    """What a bot said may be captured; nobody is named as its author."""
    payload = {
        "team": {"id": "T1", "domain": "example"}, "channel": {"id": "C1"}, "message_ts": "1.2",
        "message": {"ts": "1.2", "user": "U0BOT", "bot_id": "B1", "text": "deployed"},
    }  # fmt: skip
    ref = message_ref(payload)
    assert (ref.author, ref.text, ref.thread) == (None, "deployed", "1.2")


@pytest.mark.parametrize("domain", [None, "", "x/../y", "evil.example/"])
def test_an_address_without_a_domain(domain: str | None) -> None:
    """Where the workspace's domain is unknown or odd, Slack's own redirect is used."""
    payload = {"team": {"id": "T1", "domain": domain}}
    link = permalink(payload, "C1", "1.2", "1.2")
    assert link == "https://slack.com/app_redirect?team=T1&channel=C1&message_ts=1.2"


def test_a_row_of_a_form_comes_back_in_parts() -> None:
    """Each part by its name; touching one of them before the form is sent asks for nothing."""
    tick = picked("checkboxes", "", selected_options=[{"value": "yes"}])
    owner, day = picked("users_select", "", selected_user="U1"), picked("datepicker", "")
    row = {"field:tick": tick, "field:owner": owner, "field:due": {**day, "selected_date": None}}
    values = form_values({"view": {"state": {"values": {"line_0": row}}}})
    assert values == {"line_0.tick": ("yes",), "line_0.owner": "U1", "line_0.due": None}
    assert press(acted(**picked("users_select", "field:owner", selected_user="U1"))) is None
