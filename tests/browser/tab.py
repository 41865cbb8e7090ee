"""A browser tab on the sandbox's page, in the words of somebody who uses it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver import ActionChains, Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

PATIENCE = 60.0
CONTROLS = frozenset(
    ("button", "checkbox", "combobox", "dialog", "link", "listbox", "menuitem", "option", "radio")
) | {"tab", "textbox", "Date", "DateTime", "InputTime"}
COMPOSER = ".main .composer textarea"


class Tab:
    """Waits for what it looks for, up to a minute."""

    def __init__(self, chrome: Chrome, address: str) -> None:
        self.chrome = chrome
        self.address = address

    def resize(self, width: int, height: int) -> None:
        """Set the size of the page itself."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.chrome.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)

    def forget(self) -> None:
        """Drop what earlier pages wrote to the logs."""
        self.chrome.get_log("browser")
        self.chrome.get_log("performance")

    def open(self, path: str = "/", **place: str) -> None:
        """Load the page anew at a place, as Ana unless `place` says otherwise."""
        self.chrome.get("about:blank")
        self.chrome.get(f"{self.address}{path}#{urlencode({'as': 'U0ANA', **place})}")
        ready = "return document.getElementById('app').dataset.ready"
        self.wait(lambda: self.script(ready) == "true")

    def script(self, code: str, *arguments: object) -> Any:  # noqa: ANN401 (whatever it returns)
        """Run JavaScript in the page."""
        return self.chrome.execute_script(code, *arguments)

    def wait(self, check: Callable[[], Any]) -> Any:  # noqa: ANN401 (whatever `check` returns)
        """Wait until `check` returns something true; replaced nodes are looked up again."""
        waiter = WebDriverWait(self.chrome, PATIENCE, 0.03, [StaleElementReferenceException])
        return waiter.until(lambda _: check())

    def all(self, css: str) -> list[WebElement]:
        """List the elements that are shown."""
        found = self.chrome.find_elements(By.CSS_SELECTOR, css)
        return [element for element in found if element.is_displayed()]

    def one(self, css: str, text: str = "") -> WebElement:
        """Wait for an element that is shown and holds `text`."""
        found: WebElement = self.wait(
            lambda: next((e for e in self.all(css) if text in e.text), None)
        )
        return found

    def gone(self, css: str, text: str = "") -> None:
        """Wait until no such element is shown."""
        self.wait(lambda: not [e for e in self.all(css) if text in e.text])

    def message(self, text: str) -> WebElement:
        """Wait for the message that holds `text`."""
        return self.one(".main .message", text)

    def write(self, text: str) -> WebElement:
        """Type into the composer without sending."""
        field = self.one(COMPOSER)
        field.send_keys(text)
        return field

    def send(self, text: str) -> None:
        """Type into the composer and press Enter."""
        self.write(text).send_keys(Keys.ENTER)

    def keys(self, *keys: str) -> None:
        """Press keys wherever the focus is."""
        ActionChains(self.chrome).send_keys(*keys).perform()

    def chord(self, held: str, key: str) -> None:
        """Press a key while another is held."""
        ActionChains(self.chrome).key_down(held).send_keys(key).key_up(held).perform()

    def point_at(self, element: WebElement) -> None:
        """Move the mouse over an element."""
        ActionChains(self.chrome).move_to_element(element).perform()

    def focused(self) -> WebElement:
        """Return the element that has the focus."""
        return self.chrome.switch_to.active_element

    def nameless(self) -> list[str]:
        """List the controls that a screen reader could not name, by role."""
        nodes = self.chrome.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
        controls = [n for n in nodes if n.get("role", {}).get("value") in CONTROLS]
        shown = [n for n in controls if not n.get("ignored")]
        return [n["role"]["value"] for n in shown if not n.get("name", {}).get("value", "").strip()]

    def problems(self) -> list[str]:
        """List what the console complained about."""
        return [str(e["message"]) for e in self.chrome.get_log("browser") if e["level"] == "SEVERE"]

    def strangers(self) -> set[str]:
        """List the requests that went to another origin than the sandbox."""
        entries = [json.loads(e["message"])["message"] for e in self.chrome.get_log("performance")]
        sent = [e["params"] for e in entries if e["method"] == "Network.requestWillBeSent"]
        urls = {str(one["request"]["url"]) for one in sent}
        # The browser draws the icons of its own date fields from data: addresses.
        return {url for url in urls if not url.startswith(("data:", f"{self.address}/"))}
