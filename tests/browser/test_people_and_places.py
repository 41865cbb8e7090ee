"""Who one is and where one stands: the switch, the sidebar, the address."""

import pytest
from selenium.webdriver.common.keys import Keys

from tests.browser.bot import CARD
from tests.browser.tab import COMPOSER, Tab
from tests.browser.world import GENERAL, HIRING, World

pytestmark = pytest.mark.browser


def names(tab: Tab, css: str) -> list[str]:
    """List the texts of elements."""
    return [element.text for element in tab.all(css)]


def test_act_as_by_click(tab: Tab) -> None:
    """A click on a person shows the workspace as that person sees it."""
    assert "hiring" in names(tab, ".channel-name")
    tab.one(".person", "Maria").click()
    tab.one(".person[aria-checked=true]", "Maria")
    tab.wait(lambda: "hiring" not in names(tab, ".channel-name"))
    assert "as=U0MARIA" in tab.chrome.current_url


def test_act_as_by_keyboard(tab: Tab) -> None:
    """Alt and a digit acts as the person with that number; time is said as people there do."""
    assert tab.one(".clock-time").text == "12:00"
    tab.chord(Keys.ALT, "3")
    tab.one(".person[aria-checked=true]", "Priya")
    tab.wait(lambda: tab.one(".clock-time").text == "6:00 AM")


def test_arrow_keys_walk_the_people(tab: Tab) -> None:
    """Arrow keys move between the people, and Enter acts as the one with the focus."""
    tab.one(".person", "Ana").send_keys(Keys.ARROW_DOWN)
    tab.keys(Keys.ENTER)
    tab.one(".person[aria-checked=true]", "Maria")


def test_address_keeps_the_place(tab: Tab) -> None:
    """A reload comes back to the same person and channel."""
    tab.open(channel=GENERAL, **{"as": "U0PRIYA"})
    assert tab.one("h1").text == "general"
    assert "Priya" in tab.one(".person[aria-checked=true]").text


def test_back_goes_back(tab: Tab) -> None:
    """The browser's Back returns to the channel before."""
    tab.one(".channel", "general").click()
    tab.one("h1", "general")
    tab.chrome.back()
    tab.one("h1", "infra")


def test_unread_messages_are_counted(tab: Tab, world: World) -> None:
    """What others say elsewhere shows as a badge until it is read."""
    tab.open(channel=GENERAL, guide="0")
    tab.one(".channel", "infra").click()
    tab.one("h1", "infra")
    tab.one(".channel", "general").click()
    tab.one("h1", "general")
    world.say("One")
    world.say("Two")
    tab.wait(lambda: names(tab, ".channel.unread .badge") == ["2"])
    tab.one(".channel", "infra").click()
    tab.gone(".channel.unread .badge")


def test_draft_belongs_to_person_and_channel(tab: Tab) -> None:
    """A half-typed text waits where it was typed."""
    tab.write("half a thought")
    tab.one(".channel", "general").click()
    tab.wait(lambda: tab.one(COMPOSER).get_property("value") == "")
    tab.one(".channel", "infra").click()
    tab.wait(lambda: tab.one(COMPOSER).get_property("value") == "half a thought")


def test_permalink_points_at_its_message(tab: Tab, world: World) -> None:
    """A message's address opens its channel with the focus on it."""
    ts = world.say("Find me")
    world.say("Not me")
    tab.open(f"/archives/C0INFRA/p{ts.replace('.', '')}")
    tab.wait(lambda: "Find me" in tab.focused().text)
    assert "/archives/" not in tab.chrome.current_url


def test_unknown_person_in_the_address(tab: Tab) -> None:
    """An address that names nobody leads to the first person instead of an empty page."""
    tab.open(channel=GENERAL, **{"as": "U0NOBODY"})
    tab.one(".person[aria-checked=true]", "Ana")
    assert all("404" in problem for problem in tab.problems())


def test_place_that_the_person_does_not_see(tab: Tab) -> None:
    """Whoever does not see the private channel is led to one that everybody sees."""
    tab.open(channel=HIRING, **{"as": "U0MARIA"})
    assert tab.one("h1").text == "infra"


def test_people_whom_the_bot_told_something(tab: Tab, world: World) -> None:
    """A person to whom the bot spoke is marked until it is read as that person."""
    place = world.run(world.client.conversations_open(users="U0MARIA"))["channel"]["id"]
    world.post(CARD, place)
    tab.one(".person .badge", "1")
    tab.one(".person", "Maria").click()
    tab.one(".channel", "Chivvy").click()
    tab.message("T-1")
    tab.one(".person", "Ana").click()
    tab.one(".person[aria-checked=true]", "Ana")
    tab.gone(".person .badge")


def choose(tab: Tab, label: str, entry: str) -> None:
    """Opens the menu of a button and takes an entry, by keyboard alone."""
    button = tab.one(f"[aria-label='{label}']")
    tab.script("arguments[0].focus()", button)
    tab.keys(Keys.ENTER)
    tab.one("[role=menuitem]")
    for _ in range(10):
        if tab.focused().text == entry:
            break
        tab.keys(Keys.ARROW_DOWN)
    tab.keys(Keys.ENTER)


def test_somebody_leaves_and_comes_back(tab: Tab, world: World) -> None:
    """Out of the switch, but what they said keeps their name; the app hears of both."""
    choose(tab, "Who leaves, who comes back", "Deactivate Maria")
    tab.wait(lambda: not [name for name in names(tab, ".person") if "Maria" in name])
    assert world.sandbox.workspace.people["U0MARIA"].deleted
    assert tab.one(".message .author", "Maria Keller")
    choose(tab, "Who leaves, who comes back", "Reactivate Maria")
    tab.one(".person", "Maria")
    assert not world.sandbox.workspace.people["U0MARIA"].deleted


def test_nobody_switches_themselves_off(tab: Tab) -> None:
    """Whom one acts as stands not in the menu."""
    tab.one("[aria-label='Who leaves, who comes back']").click()
    tab.one("[role=menuitem]")
    assert not [text for text in names(tab, "[role=menuitem]") if "Ana" in text]
    tab.keys(Keys.ESCAPE)


def test_a_channel_is_archived_and_opened_again(tab: Tab) -> None:
    """From its own head; another channel's head opens it again."""
    tab.one(".channel", "general").click()
    tab.one("h1", "general")
    choose(tab, "Archive channels, or open them again", "Archive #general")
    tab.wait(lambda: "general" not in names(tab, ".channel-name"))
    tab.one("h1", "infra")
    choose(tab, "Archive channels, or open them again", "Open #general again")
    tab.wait(lambda: "general" in names(tab, ".channel-name"))
