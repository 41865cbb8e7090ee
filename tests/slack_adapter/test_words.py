"""What a message says, wherever its words stand."""

from typing import Any

import pytest

from adapters.slack.translate import is_from, message_ref
from adapters.slack.words import author_of, words_of
from tests.slack_adapter.slack import ANA, BOT, INFRA, interaction

SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "Disk of <https://db1|db1> full"}}
RICH = {
    "type": "rich_text",
    "elements": [
        {"type": "rich_text_section", "elements": [
            {"type": "user", "user_id": "U1"}, {"type": "text", "text": " please look"},
        ]},
        {"type": "rich_text_list", "elements": [
            {"type": "rich_text_section", "elements": [{"type": "text", "text": "one"}]},
            {"type": "rich_text_section", "elements": [{"type": "text", "text": "two"}]},
        ]},
    ],
}  # fmt: skip
BUTTONS = {"type": "actions", "elements": [{"type": "button", "text": {"type": "plain_text",
           "text": "Silence"}}]}  # fmt: skip


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"text": "Renew it &amp; tell <https://a.org|a.org>"}, "Renew it & tell a.org"),
        ({"text": "", "bot_id": "B1", "blocks": [SECTION, BUTTONS]}, "Disk of db1 full"),
        ({"text": "alert", "bot_id": "B1", "blocks": [SECTION]}, "Disk of db1 full"),
        ({"text": "", "bot_id": "B1", "blocks": [RICH]}, "<@U1> please look\none\ntwo"),
        (
            {"text": "", "bot_id": "B1", "attachments": [
                {"title": "Build 12 is red", "text": "3 tests", "fields": [
                    {"title": "Branch", "value": "main"}]}]},
            "Build 12 is red\n3 tests\nBranch: main",
        ),
        ({"text": "", "bot_id": "B1", "attachments": [{"fallback": "Build 12"}]}, "Build 12"),
        ({"text": "", "subtype": "file_share", "files": [{"title": "offer.pdf"}]}, "offer.pdf"),
        ({"text": "please sign", "files": [{"name": "offer.pdf"}]}, "please sign"),
        ({"text": None, "blocks": "x", "attachments": [1], "files": None}, ""),
    ],
)  # fmt: skip
def test_the_words(told: dict[str, Any], said: str) -> None:
    """Text, blocks, attachments, fallback, names of files: the richest that there is."""
    assert words_of({"user": ANA, **told}) == said


def test_nobody_wrote_what_an_app_posts() -> None:
    """Its author is none: who captures it asks for it."""
    assert author_of({"user": "U9", "bot_id": "B1"}) is None
    assert author_of({"user": "U9", "subtype": "bot_message"}) is None
    assert author_of({"user": ANA, "subtype": "file_share"}) == ANA


def test_our_own_are_known() -> None:
    """By user or by bot id; never where both are unknown."""

    def shortcut(**message: str) -> dict[str, Any]:
        return interaction(
            "message_action", channel={"id": INFRA}, message={"ts": "1.1", **message}
        )

    assert is_from(shortcut(user=BOT), BOT, "B0BOT")
    assert is_from(shortcut(bot_id="B0BOT"), BOT, "B0BOT")
    assert not is_from(shortcut(user=ANA), BOT, "")
    assert message_ref(shortcut(bot_id="B7", text="x")).author is None
