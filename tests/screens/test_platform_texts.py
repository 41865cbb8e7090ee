"""What is done differently on a platform is said in that platform's words."""

import pytest

from core.kernel.locale import Locale
from core.screens.texts_en import TEXTS
from core.screens.words import plain

OWN = sorted(key.removesuffix(".discord") for key in TEXTS if key.endswith(".discord"))


@pytest.mark.parametrize("key", OWN)
def test_a_text_of_one_platform_stands_beside_the_general_one(key: str) -> None:
    """It takes the place of a text that others read, and no name of another platform's stays."""
    facts = {"place": "#infra", "n": 5}
    general = plain(key, Locale("en-GB", {}, "slack"), **facts)
    own = plain(key, Locale("en-GB", {}, "discord"), **facts)
    assert own != general
    assert "/invite" not in own


def test_nobody_on_discord_is_told_to_invite() -> None:
    """Every text with Slack's way of letting us in has one for Discord."""
    assert {key for key, text in TEXTS.items() if "/invite" in text} <= set(OWN)


def test_commands_are_called_as_they_are_there() -> None:
    """A renamed command is named so on every platform."""
    locale = Locale("en-GB", {"task": "/todo"}, "discord")
    assert plain("list.cut", locale) == plain("list.cut").replace("/task", "/todo")
