"""Fixtures for the browser tests: Chromium, a sandbox with a bot, and a tab on its page."""

import os
import shutil
from collections.abc import Iterator

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

from tests.browser.tab import Tab
from tests.browser.world import World

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "chrome")
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--force-prefers-reduced-motion",
    "--lang=en-GB",
)


def _found(names: tuple[str, ...]) -> str | None:
    return next((path for name in names if (path := shutil.which(name))), None)


def _programs() -> tuple[str, str]:
    """Find the browser and its driver; CI must have them, a laptop may be without."""
    browser, driver = _found(CHROMIUM), _found(("chromedriver",))
    if browser and driver:
        return browser, driver
    reason = "no chromium with chromedriver here: apt install chromium chromium-driver"
    if os.environ.get("CI") == "true":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def chromium() -> Iterator[webdriver.Chrome]:
    """Start one headless browser for all tests."""
    browser, driver = _programs()
    options = webdriver.ChromeOptions()
    options.binary_location = browser
    for flag in FLAGS:
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    chrome = webdriver.Chrome(options=options, service=Service(driver))
    try:
        yield chrome
    finally:
        chrome.quit()


@pytest.fixture
def world(chromium: webdriver.Chrome) -> Iterator[World]:
    """Serve a fresh sandbox with a bot."""
    with World() as world:
        yield world


@pytest.fixture
def tab(chromium: webdriver.Chrome, world: World) -> Iterator[Tab]:
    """Open the page as Ana in #infra; in the end nothing left the origin and nothing went wrong."""
    tab = Tab(chromium, world.address)
    tab.resize(1400, 900)
    tab.forget()
    tab.open(channel="C0INFRA", guide="0")
    yield tab
    problems, strangers = tab.problems(), tab.strangers()
    chromium.get("about:blank")
    assert not problems
    assert not strangers
