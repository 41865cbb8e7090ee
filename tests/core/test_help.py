"""Help fits a phone: ten lines first, then all of it, then one verb in full."""

import pytest

from core import catalogue
from core.catalogue import OFTEN, Command
from core.dispatch.helping import help_page
from core.kernel.tokens import Token
from core.queries import Help
from core.reading.buttons import read_press
from core.screens.views import Button, Reader

READER = Reader("UTC", "en-GB")


def asked(button: Button | None) -> Help:
    """What pressing asks for."""
    assert button is not None
    token = Token.decode(button.token or "")
    found = read_press(None, token, None)  # type: ignore[arg-type]  # help needs neither
    assert isinstance(found, Help)
    return found


@pytest.mark.parametrize("command", Command)
def test_the_first_page_is_ten_lines(command: Command) -> None:
    """Ten verbs of a line each, every one with a button that tells more of it."""
    page = help_page(command, None, READER)
    assert len(page.entries) == 10
    assert [asked(entry.button) for entry in page.entries] == [
        Help(command, name) for name in OFTEN[command]
    ]
    assert all(not entry.example for entry in page.entries)


@pytest.mark.parametrize("command", Command)
def test_all_of_it_is_a_button_away(command: Command) -> None:
    """The page behind it names every verb, and each can be opened from its menu."""
    button = help_page(command, None, READER).buttons[0]
    query = asked(button)
    page = help_page(query.command, query.verb, READER)
    verbs = catalogue.names(command)
    assert [entry.usage for entry in page.entries] == [f"/{command} {name}" for name in verbs]
    assert [asked(press).verb for press in page.more] == list(verbs)


@pytest.mark.parametrize("verb", catalogue.VERBS, ids=lambda verb: f"{verb.command}-{verb.name}")
def test_one_verb_in_full(verb: catalogue.VerbEntry) -> None:
    """How it is typed, an example, and who may."""
    page = help_page(verb.command, verb.name, READER)
    [entry] = page.entries
    assert (entry.usage, entry.example) == (verb.usage, verb.example)
    assert verb.who in str(page.footer[0])


def test_a_word_that_is_no_verb_shows_the_first_page() -> None:
    """Nobody is left without an answer."""
    assert len(help_page("task", "nonsense", READER).entries) == 10


def test_the_old_button_still_opens_help() -> None:
    """Messages of before carry a token without a page."""
    assert asked(Button(Token("help").encode(), "help")) == Help("task", None)
