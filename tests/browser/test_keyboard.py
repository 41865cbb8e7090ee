"""The main job with the real bot and no mouse."""

from collections.abc import Iterator

import pytest
from selenium import webdriver
from selenium.webdriver.common.keys import Keys

from tests.browser.played import played
from tests.browser.tab import COMPOSER, Tab

pytestmark = [pytest.mark.browser, pytest.mark.slow]

HOLDS = """
const here = document.activeElement;
const words = here.innerText + (here.getAttribute('aria-label') || '');
return here.matches(arguments[0]) && words.includes(arguments[1]);
"""


@pytest.fixture
def real(chromium: webdriver.Chrome) -> Iterator[Tab]:
    """The page of the sandbox with its story, as Ana."""
    with played() as address:
        tab = Tab(chromium, address)
        tab.resize(1400, 900)
        tab.forget()
        tab.open(channel="C0INFRA", guide="0")
        yield tab
        chromium.get("about:blank")


def tab_to(tab: Tab, css: str, text: str, back: bool = False) -> None:
    """Press Tab until an element has the focus, as somebody without a mouse does."""
    for _ in range(60):
        if tab.script(HOLDS, css, text):
            return
        tab.chord(Keys.SHIFT, Keys.TAB) if back else tab.keys(Keys.TAB)
    pytest.fail(f"{css} {text!r} is not reached by Tab")


def test_the_main_job_without_a_mouse(real: Tab) -> None:
    """Adding, capturing, moving the clock and answering a follow-up need no mouse."""
    tab = real
    tab.chord(Keys.CONTROL, "k")
    tab.keys("/task add Label the racks @me today 17:00 high", Keys.ENTER)
    tab.one(".message.ephemeral", "Label the racks")
    _capture(tab)
    tab_to(tab, ".preset", "tomorrow", back=True)
    tab.keys(Keys.ENTER)
    tab.wait(lambda: "09:00" in tab.one(".clock-time").text)
    _answer(tab)


def _capture(tab: Tab) -> None:
    """From the composer up to a message, along it to its button, through the form."""
    tab.wait(lambda: tab.one(COMPOSER).get_property("value") == "")
    tab.chord(Keys.CONTROL, "k")
    tab.keys("Somebody has to order new labels by friday", Keys.ENTER)
    tab.message("order new labels")
    tab_to(tab, ".main .message", "", back=True)
    tab.keys(Keys.END)
    tab_to(tab, "[data-focus=shortcut]", "Capture")
    tab.keys(Keys.ENTER)
    tab.one("dialog label", "What is to be done?")
    tab.wait(lambda: tab.script(HOLDS, "dialog input, dialog textarea", ""))
    tab.keys(Keys.ENTER)
    tab.gone("dialog")


def _answer(tab: Tab) -> None:
    """To the conversation with the app, and to *Done* of the question that waits there."""
    tab_to(tab, ".channel", "", back=False)
    tab_to(tab, ".channel[data-channel^=D]", "")
    tab.keys(Keys.ENTER)
    tab.message("Label the racks")
    tab.chord(Keys.CONTROL, "k")
    tab_to(tab, ".main .button", "Done", back=True)
    tab.keys(Keys.ENTER)
    tab.message("T-10 Label the racks is done.")
