"""Slash commands: completion, private answers, and errors beside the field."""

import pytest
from selenium.webdriver.common.keys import Keys

from tests.browser.tab import COMPOSER, Tab

pytestmark = pytest.mark.browser


def test_slash_lists_commands(tab: Tab) -> None:
    """A slash lists the commands with their usage; Tab completes, and the usage stays in sight."""
    tab.write("/")
    rows = [row.text for row in tab.all(".suggestions [role=option]")]
    assert any("/task" in row and "add Check backups" in row for row in rows)
    assert any("/project" in row for row in rows)
    field = tab.write("pro")
    tab.wait(lambda: len(tab.all(".suggestions [role=option]")) == 1)
    tab.keys(Keys.TAB)
    assert field.get_property("value") == "/project "
    tab.one(".composer-help", "status")


def test_complete_command_is_sent_by_enter(tab: Tab) -> None:
    """A command that is typed in full needs one Enter only."""
    tab.send("/task")
    tab.one(".message.ephemeral", "nothing")


def test_private_answer_is_marked(tab: Tab) -> None:
    """A private answer says so, and nobody else sees it."""
    tab.send("/task add Move DNS")
    private = tab.one(".message.ephemeral", "add Move DNS")
    assert "Only visible to you" in private.text
    tab.one(".person", "Maria").click()
    tab.one(".person[aria-checked=true]", "Maria")
    tab.gone(".message", "add Move DNS")


def test_private_answer_can_be_dismissed(tab: Tab) -> None:
    """A private answer goes away when it is dismissed."""
    tab.send("/task add Move DNS")
    tab.point_at(tab.one(".message.ephemeral", "add Move DNS"))
    tab.one(".tools [aria-label^=Dismiss]").click()
    tab.gone(".message.ephemeral")


def test_error_stands_beside_the_text(tab: Tab) -> None:
    """A refused command keeps its text, with the reason beside it until it is changed."""
    tab.send("/nothing at all")
    tab.one(".composer-error", "/nothing is not a command here")
    field = tab.one(COMPOSER)
    assert field.get_property("value") == "/nothing at all"
    assert field.get_attribute("aria-invalid") == "true"
    field.send_keys("!")
    tab.gone(".composer-error")
