"""Takes the pictures of README and docs: the sandbox with its story, in headless Chromium.

Run with ``make screenshots``; needs Chromium and chromedriver. Everything stays on loopback.
"""

import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from selenium import webdriver  # noqa: E402
from selenium.common.exceptions import StaleElementReferenceException  # noqa: E402
from selenium.webdriver import ActionChains  # noqa: E402
from selenium.webdriver.chrome.service import Service  # noqa: E402
from selenium.webdriver.common.by import By  # noqa: E402
from selenium.webdriver.remote.webelement import WebElement  # noqa: E402
from selenium.webdriver.support.ui import WebDriverWait  # noqa: E402

from tests.browser.conftest import CHROMIUM, FLAGS  # noqa: E402
from tests.browser.played import played  # noqa: E402

IMAGES = ROOT / "docs" / "images"
PATIENCE = 20.0
DESKTOP, PART, PHONE = (1280, 800), (1000, 900), (400, 800)
LINES = (
    "/task add Label the cables of the new racks @me today 17:00 high",
    "/task add Write the firewall rules down @me friday",
    "/task add Tidy up the wiki pages of the old racks @me",
)
SETTLED = (
    "return document.getElementById('app').dataset.ready === 'true'"
    " && [...document.images].every(i => i.complete)"
)

GET = "fetch(arguments[0]).then(r => r.json()).then(arguments[1])"
POST = (
    "fetch(arguments[0], {method: 'POST', headers: {'content-type': 'application/json'},"
    " body: JSON.stringify(arguments[1])}).then(r => r.json()).then(arguments[2])"
)


@contextmanager
def browser() -> Iterator[webdriver.Chrome]:
    """Headless Chromium with the flags of the browser tests."""
    program = next((path for name in CHROMIUM if (path := shutil.which(name))), None)
    driver = shutil.which("chromedriver")
    if not (program and driver):
        sys.exit("screenshots: no Chromium with chromedriver; apt install chromium chromium-driver")
    options = webdriver.ChromeOptions()
    options.binary_location = program
    for flag in FLAGS:
        options.add_argument(flag)
    chrome = webdriver.Chrome(options=options, service=Service(driver))
    try:
        yield chrome
    finally:
        chrome.quit()


class Camera:
    """Opens places of the page and takes pictures of them."""

    def __init__(self, chrome: webdriver.Chrome, address: str) -> None:
        self.chrome = chrome
        self.address = address

    def open(self, size: tuple[int, int], **place: str) -> None:
        """The page at a place: who acts, which channel, tab, theme."""
        scale = int(place.pop("scale", "2"))
        metrics = {"width": size[0], "height": size[1], "deviceScaleFactor": scale, "mobile": False}
        self.chrome.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        self.chrome.get("about:blank")
        wanted = {"as": "U0ANA", "channel": "C0INFRA", "guide": "0", "theme": "light", **place}
        self.chrome.get(f"{self.address}/#{urlencode(wanted)}")
        self.wait(lambda: self.chrome.execute_script(SETTLED))

    def wait(self, check: Callable[[], Any]) -> Any:  # noqa: ANN401 - whatever *check* returns
        """Until *check* returns something true."""
        return WebDriverWait(self.chrome, PATIENCE, 0.1, [StaleElementReferenceException]).until(
            lambda _: check()
        )

    def one(self, css: str, text: str = "") -> WebElement:
        """The last element that is shown and holds *text*."""

        def look() -> WebElement | None:
            shown = self.chrome.find_elements(By.CSS_SELECTOR, css)
            return next((e for e in reversed(shown) if e.is_displayed() and text in e.text), None)

        found: WebElement = self.wait(look)
        return found

    def dm(self) -> str:
        """The id of the acting person's conversation with Chivvy."""
        return str(self.one(".channel", "Chivvy").get_attribute("data-channel"))

    def press(self, css: str, text: str = "") -> None:
        """Clicks it."""
        self.chrome.execute_script("arguments[0].click()", self.one(css, text))

    def point_at(self, element: WebElement) -> None:
        """The mouse over it."""
        ActionChains(self.chrome).move_to_element(element).perform()

    def act(self, path: str, **body: object) -> dict[str, Any]:
        """What the page itself would send to the sandbox."""
        found: dict[str, Any] = self.chrome.execute_async_script(POST, f"/ui/{path}", body)
        if not found.get("ok"):
            raise RuntimeError(f"{path} was refused: {found}")
        return found

    def fill(self, who: str, values: dict[str, str]) -> None:
        """Submits the open form of *who* with *values* by field, the rest as it is."""
        view = self.chrome.execute_async_script(GET, f"/ui/views?as={who}")["view"]
        state = {
            block["block_id"]: {block["element"]["action_id"]: values[block["block_id"]]}
            for block in view["blocks"]
            if block["block_id"] in values
        }
        self.act("submit", **{"as": who, "view_id": view["id"], "state": state})

    def save(self, name: str, part: WebElement | None = None) -> None:
        """The page, or one part of it, as docs/images/<name>.png."""
        path = IMAGES / f"{name}.png"
        path.write_bytes(part.screenshot_as_png if part else self.chrome.get_screenshot_as_png())
        print(path.relative_to(ROOT))


def take(camera: Camera) -> None:
    """The pictures of README and of the page about follow-ups."""
    camera.open(DESKTOP, guide="1")
    camera.one(".person .badge")
    camera.save("sandbox")
    camera.open(DESKTOP, guide="1", theme="dark")
    camera.one(".person .badge")
    camera.save("sandbox-dark")
    camera.open(PHONE)
    camera.save("phone")
    camera.open(PART)
    camera.save("digest", camera.one(".message", "at risk"))
    follow_up(camera)
    home(camera)
    capture(camera)


@dataclass(frozen=True)
class Surface:
    """A place of the page: who looks at what, and the words by which it is known to be there."""

    name: str
    words: str
    who: str = "U0ANA"
    place: Mapping[str, str] = field(default_factory=dict)
    typed: str = ""
    press: str = ""
    """A button that is pressed then, by its words."""
    css: str = ".main"
    act: Mapping[str, object] = field(default_factory=dict)
    """What is done in the sandbox before: the address, and what goes there."""


SURFACES = (
    Surface("channel", "at risk"),
    Surface("thread", "T-8", place={"thread": "backup job"}, css="#thread"),
    Surface("messages", "How is it?", "U0PRIYA", {"channel": "dm"}),
    Surface("brief", "Good morning", "U0MARIA", {"channel": "dm"}),
    Surface("home", "You wait for", "U0ANA", {"channel": "dm", "tab": "home"}),
    Surface("answer", "T-", typed="/task add Renew the certificate @maria friday 17:00 high"),
    Surface("details", "History", typed="/task show T-1"),
    Surface("list", "Open in", typed="/task list #infra-migration"),
    Surface("project", "Why we do it", typed="/project show"),
    Surface("blocked", "What is in the way?", typed="/task block T-2", css="dialog"),
    Surface("settings", "Your settings", typed="/task settings", css="dialog"),
    Surface("similar", "looks the same", typed="/task add Renew the certificate @jonas"),
    Surface("several", "Apply", typed="/task done T-1 T-2 T-3 T-4"),
    Surface(
        "choose",
        "Several tasks",
        typed="/task list #infra-migration",
        press="Choose several",
        css="dialog",
    ),
    Surface("nudge", "next question", typed="/task nudge T-1"),
    Surface("about", "for your eyes only", typed="/task about me"),
    Surface("erase", "Erase", typed="/task erase T-1", css="dialog"),
    Surface("ladder", "detail", typed="/project ladder #infra-migration", css="dialog"),
    Surface("timeline", "Times in", press="If nobody answers", css="dialog"),
    Surface(
        "leaver",
        "has left",
        place={"channel": "dm"},
        act={"path": "person", "as": "U0ANA", "person": "U0MARIA", "active": False},
    ),
    Surface("guest", "client-a", "U0LEE", {"channel": "C0CLIENTA"}, css="body"),
    Surface("clock", "Tomorrow 09:00", css=".side"),
    Surface("log", "What Chivvy was told and did", place={"log": "1"}, css="#log"),
)


def surfaces(camera: Camera) -> None:
    """Every surface on a desk and on a phone."""
    for surface in SURFACES:
        if surface.act:
            camera.open(DESKTOP)
            done = {name: value for name, value in surface.act.items() if name != "path"}
            camera.act(str(surface.act["path"]), **done)
        for device, size in (("desktop", DESKTOP), ("phone", PHONE)):
            show(camera, surface, size)
            camera.save(f"{surface.name}-{device}")
            if surface.css == "dialog":
                camera.press("dialog [aria-label=Close]")
                camera.wait(lambda: not camera.chrome.find_elements(By.CSS_SELECTOR, "dialog"))


def show(camera: Camera, surface: Surface, size: tuple[int, int]) -> None:
    """Goes to a surface, and waits until it is there."""
    place = {"as": surface.who, **surface.place}
    if place.get("channel") == "dm":
        camera.open(DESKTOP, **{"as": surface.who})
        place["channel"] = camera.dm()
    if "thread" in place:
        camera.open(DESKTOP, **{"as": surface.who})
        message = camera.one(".message", place["thread"])
        place["thread"] = str(message.get_attribute("data-ts"))
    camera.open(size, **place, scale="1")
    if surface.typed and (size == DESKTOP or surface.css == "dialog"):
        body = {"as": surface.who, "channel": "C0INFRA", "text": surface.typed}
        camera.act("command", **body)
    if surface.press:
        if size == PHONE and not surface.typed:
            camera.press("[aria-label='Open the sidebar']")
        camera.press("button", surface.press)
    if surface.css == ".side" and size == PHONE:
        camera.press("[aria-label='Open the sidebar']")
    camera.one(surface.css, surface.words)
    if surface.css == "dialog":
        camera.wait(lambda: camera.one("dialog input, dialog select, dialog .foresee-day"))


def follow_up(camera: Camera) -> None:
    """A question about a task that is past its date."""
    camera.open(PART, **{"as": "U0PRIYA"})
    camera.open(PART, **{"as": "U0PRIYA", "channel": camera.dm()})
    camera.save("follow-up", camera.one(".message", "How is it?"))


def home(camera: Camera) -> None:
    """App Home of somebody who has something to do and is asked for help."""
    camera.open(PART, **{"as": "U0JONAS"})
    for text in LINES:
        camera.act("command", **{"as": "U0JONAS", "channel": "C0INFRA", "text": text})
    camera.open(PART, **{"as": "U0JONAS", "channel": camera.dm(), "tab": "home"})
    camera.one(".home-body", "Label the cables")
    camera.save("app-home", camera.one(".home-body"))


def capture(camera: Camera) -> None:
    """A message, the form that it fills, and the card in its thread."""
    camera.open(DESKTOP)
    message = camera.one(".message", "wildcard certificate")
    camera.chrome.execute_script("arguments[0].scrollIntoView({block: 'center'})", message)
    camera.point_at(message)
    message.find_element(By.CSS_SELECTOR, '[data-focus="shortcut"]').click()
    camera.one("dialog", "What is to be done?")
    camera.save("capture", camera.one("dialog"))
    stamp = str(message.get_attribute("data-ts"))
    renewed = {"title": "Renew the wildcard certificate", "owner": "U0MARIA", "due": "friday 17:00"}
    camera.fill("U0ANA", renewed)
    camera.open(DESKTOP, thread=stamp)
    camera.save("card", camera.one("#thread .message", "T-"))


def main() -> None:
    """Writes docs/images anew."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with browser() as chrome:
        for job in (take, surfaces):
            with played() as address:
                job(Camera(chrome, address))


if __name__ == "__main__":
    main()
