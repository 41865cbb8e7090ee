"""The builders of payloads, member by member as Slack documents them."""

from dataclasses import replace

import pytest

from adapters.sandbox import payloads, wire
from adapters.sandbox.model import App, Channel, Message, Person, Team, View
from tests.sandbox.samples import modal

TEAM = Team("T1", "Northwind", "northwind")
BOT = Person("U9", "chivvy", "Chivvy", "UTC", is_bot=True)
APP = App("A1", "B1", BOT, "Chivvy", {})
ANA = Person("U1", "ana", "Ana Ruiz", "Europe/Berlin")
SCENE = payloads.Scene(TEAM, APP, ANA)
INFRA = Channel("C1", "infra", "channel", frozenset({"U1", "U9"}))
SAID = Message("1795431600.000001", "C1", "U1", "hello")
CARD = Message("1795431600.000002", "C1", "U9", "card", bot_id="B1")
VIEW = View("V1", "U1", modal(private_metadata="T-1"), "h1", root_id="V1")


@pytest.mark.parametrize(
    ("channel", "name"),
    [
        (INFRA, "infra"),
        (replace(INFRA, kind="private", name="hiring"), "privategroup"),
        (replace(INFRA, kind="im", name=""), "directmessage"),
    ],
)
def test_payloads_name_channels_as_slack_does(channel: Channel, name: str) -> None:
    """Private channels and direct messages go by a general name."""
    sent = payloads.slash_command(SCENE, channel, "/task", "add", "1.2.3", "http://r")
    assert sent["channel_name"] == name
    place = payloads.in_message(SCENE, channel, SAID)["channel"]
    assert place == {"id": "C1", "name": name}


def test_block_actions_of_a_message() -> None:
    """The payload has who, where, which message and what was used."""
    where = payloads.in_message(SCENE, INFRA, CARD)
    sent = payloads.block_actions(SCENE, where, {"action_id": "done"}, "1.2.3")
    assert sent["type"] == "block_actions"
    assert sent["user"] == {"id": "U1", "username": "ana", "name": "ana", "team_id": "T1"}
    assert sent["team"] == {"id": "T1", "domain": "northwind"}
    assert (sent["enterprise"], sent["is_enterprise_install"]) == (None, False)
    assert (sent["api_app_id"], sent["trigger_id"]) == ("A1", "1.2.3")
    assert sent["actions"] == [{"action_id": "done"}]
    assert (sent["message"]["bot_id"], sent["message"]["app_id"]) == ("B1", "A1")


def test_block_actions_of_a_view() -> None:
    """In a view the container names it, and there is neither channel nor message."""
    sent = payloads.block_actions(SCENE, payloads.in_view(SCENE, VIEW), {}, "1.2.3")
    assert sent["container"] == {"type": "view", "view_id": "V1"}
    assert sent["view"]["private_metadata"] == "T-1"
    assert not {"channel", "message", "response_url"} & set(sent)


def test_ephemeral_messages_are_not_in_payloads() -> None:
    """Only the container tells of an ephemeral message."""
    part = payloads.in_message(SCENE, INFRA, replace(CARD, to="U1"))
    assert part["container"]["is_ephemeral"] is True
    assert "message" not in part


def test_replies_name_their_thread() -> None:
    """The container of a reply has its thread_ts."""
    reply = replace(CARD, thread_ts=SAID.ts)
    assert payloads.in_message(SCENE, INFRA, reply)["container"]["thread_ts"] == SAID.ts


def test_a_submission_has_the_whole_view() -> None:
    """view_submission carries the view with its state, ids and texts."""
    filled = replace(VIEW, values={"title": {"text": {"type": "plain_text_input", "value": "x"}}})
    sent = payloads.view_submission(SCENE, filled, "1.2.3")
    assert sent["view"]["state"]["values"]["title"]["text"]["value"] == "x"
    assert {"id", "hash", "callback_id", "root_view_id", "previous_view_id", "app_id"} <= set(
        sent["view"]
    )
    assert sent["response_urls"] == []


def test_closing_says_whether_all_was_cleared() -> None:
    """view_closed has is_cleared and no trigger, for nothing can be opened from it."""
    sent = payloads.view_closed(SCENE, VIEW, cleared=True)
    assert sent["is_cleared"] is True
    assert "trigger_id" not in sent


def test_suggestions_ask_for_one_element() -> None:
    """block_suggestion names block, action and what was typed."""
    where = payloads.in_view(SCENE, VIEW)
    sent = payloads.block_suggestion(SCENE, where, "owner", "who", "ma")
    assert (sent["block_id"], sent["action_id"], sent["value"]) == ("owner", "who", "ma")


def test_message_actions_carry_the_message() -> None:
    """message_action has the message, its ts, the place, a trigger and a response URL."""
    sent = payloads.message_action(SCENE, INFRA, SAID, "capture", "1.2.3", "http://r", "2.000000")
    assert (sent["message"]["text"], sent["message_ts"]) == ("hello", SAID.ts)
    assert (sent["callback_id"], sent["action_ts"]) == ("capture", "2.000000")


def test_events_are_wrapped() -> None:
    """An event's wrapper has ids, time and the authorization of the bot."""
    sent = payloads.event_callback(APP, TEAM, {"type": "message"}, "Ev1", 5)
    assert (sent["type"], sent["event_id"], sent["event_time"]) == ("event_callback", "Ev1", 5)
    (authorization,) = sent["authorizations"]
    assert authorization == {
        "enterprise_id": None,
        "team_id": "T1",
        "user_id": "U9",
        "is_bot": True,
        "is_enterprise_install": False,
    }


def test_a_root_counts_its_replies() -> None:
    """A message with replies says how many, by whom, and when the last came."""
    replies = [replace(SAID, ts=f"2.00000{n}", user=user) for n, user in enumerate("aba")]
    body = wire.message_json(SAID, APP, TEAM, replies)
    assert (body["reply_count"], body["reply_users"], body["latest_reply"]) == (
        3,
        ["a", "b"],
        "2.000002",
    )


def test_a_person_who_is_a_guest_is_restricted() -> None:
    """Guests and people who left are marked as Slack marks them."""
    body = wire.person_json(replace(ANA, guest=True, deleted=True), TEAM, 3600)
    assert (body["is_restricted"], body["deleted"], body["tz_offset"]) == (True, True, 3600)


def test_direct_messages_name_the_other() -> None:
    """A direct message is described by whom it is with, not by a name."""
    direct = replace(INFRA, id="D1", kind="im")
    assert wire.conversation_json(direct, "U9", TEAM)["user"] == "U1"
    assert "name" not in wire.conversation_json(direct, "U9", TEAM)
