"""Every surface of the page against axe-core, in both themes and on narrow and wide screens."""

from collections.abc import Callable

import pytest
from axe_core_python.selenium import Axe

from tests.browser.bot import CARD
from tests.browser.tab import Tab
from tests.browser.world import World

pytestmark = pytest.mark.browser

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
AXE = Axe()
SIZES = [(400, 800), (1600, 1000)]
CLICK = "arguments[0].click()"


def channel(tab: Tab) -> None:
    """A channel with a card, a private answer and the guide."""
    tab.open(channel="C0INFRA", guide="1")
    tab.send("/task add Move DNS")
    tab.one(".message.ephemeral")
    tab.message("T-1")


def suggestions(tab: Tab) -> None:
    """The list that completes a command, open."""
    tab.write("/")
    tab.one(".suggestions [role=option]")


def refused(tab: Tab) -> None:
    """A command that was refused, with its error."""
    tab.send("/nothing")
    tab.one(".composer-error")


def thread(tab: Tab) -> None:
    """A thread beside its channel."""
    tab.script(CLICK, tab.one(".replies"))
    tab.one(".thread .message", "I asked for it")


def direct(tab: Tab) -> None:
    """The conversation with the app."""
    tab.script(CLICK, tab.chrome.find_element("css selector", ".channel[data-channel^=D]"))
    tab.one(".tabs")


def home(tab: Tab) -> None:
    """App Home."""
    direct(tab)
    tab.one(".tab", "Home").click()
    tab.one(".home-body")


def form(tab: Tab) -> None:
    """A form with every kind of field."""
    tab.send("/task everything")
    tab.one("dialog textarea")


def refused_form(tab: Tab) -> None:
    """A form whose fields were left empty."""
    form(tab)
    tab.one("dialog .button.primary").click()
    tab.one(".field-error")


def rows(tab: Tab) -> None:
    """A form with rows to tick."""
    tab.send("/task rows")
    tab.one("dialog .boxes")


def menu(tab: Tab) -> None:
    """The menu of a message, open."""
    button = tab.message("firewall").find_element("css selector", "[aria-label='More actions']")
    tab.script(CLICK, button)
    tab.one("[role=menuitem]")


def sidebar(tab: Tab) -> None:
    """People, clock and channels; a drawer where the screen is narrow."""
    if drawer := tab.all("[aria-label='Open the sidebar']"):
        drawer[0].click()
    tab.one(".clock")


def people_menu(tab: Tab) -> None:
    """Who leaves and who comes back, open."""
    sidebar(tab)
    tab.script(CLICK, tab.one("[aria-label='Who leaves, who comes back']"))
    tab.one("[role=menuitem]", "Deactivate")


def log(tab: Tab) -> None:
    """What the app was told and did, with a payload open."""
    tab.open(channel="C0INFRA", guide="0", log="1")
    tab.script(CLICK, tab.one(".log summary"))
    tab.one(".log pre")


SURFACES = (
    channel, suggestions, refused, thread, direct, home,
    form, refused_form, rows, menu, sidebar, people_menu, log,
)  # fmt: skip


def complaints(tab: Tab) -> list[str]:
    """What axe has to say of the page as it stands: rule, element, and how to mend it."""
    if not tab.script("return 'axe' in window"):
        tab.script(AXE.axe_script)
    run = "const done = arguments[1]; axe.run(document, arguments[0]).then(done)"
    found = tab.chrome.execute_async_script(run, {"runOnly": TAGS, "resultTypes": ["violations"]})
    return [
        f"{rule['id']}: {node['html'][:160]} {node['failureSummary'][:300]}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("size", SIZES, ids=["narrow", "wide"])
def test_surfaces_pass_axe(tab: Tab, world: World, size: tuple[int, int]) -> None:
    """No surface breaks a rule of WCAG 2.1 AA, or of good practice, that a machine can check."""
    world.post(CARD)
    tab.resize(*size)
    told = {
        (surface.__name__, theme, words)
        for surface in SURFACES
        for theme, words in _at(tab, surface)
    }
    assert not told, "\n".join(map(str, sorted(told)))


def _at(tab: Tab, surface: Callable[[Tab], None]) -> list[tuple[str, str]]:
    tab.open(channel="C0INFRA", guide="0")
    surface(tab)
    told = []
    for theme in ("light", "dark"):
        tab.script("document.documentElement.dataset.theme = arguments[0]", theme)
        told += [(theme, words) for words in complaints(tab)]
    if dialogs := tab.all("dialog .icon-button[aria-label=Close]"):
        dialogs[0].click()
        tab.gone("dialog")
    return told
