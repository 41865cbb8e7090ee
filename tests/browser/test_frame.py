"""The page as a whole: clock, log, guide, keyboard, narrow screens, contrast."""

import pytest
from selenium.webdriver.common.keys import Keys

from tests.browser.bot import CARD
from tests.browser.tab import COMPOSER, Tab
from tests.browser.world import World

pytestmark = pytest.mark.browser

CONTRAST = """
const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
const rgba = (colour) => {
  canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
  return canvas.getImageData(0, 0, 1, 1).data;
};
const light = (c) => [0.2126, 0.7152, 0.0722].reduce((sum, weight, i) => {
  const part = c[i] / 255;
  return sum + weight * (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
}, 0);
const ground = (node) => {
  for (; node; node = node.parentElement) {
    const colour = rgba(getComputedStyle(node).backgroundColor);
    if (colour[3] === 255) return colour;
  }
  return rgba('white');
};
const poor = [];
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const node = walker.currentNode.parentElement;
  const shown = node.checkVisibility({ visibilityProperty: true });
  if (!walker.currentNode.data.trim() || !shown) continue;
  const both = [light(rgba(getComputedStyle(node).color)), light(ground(node))];
  const [a, b] = both.sort((x, y) => y - x);
  const ratio = (a + 0.05) / (b + 0.05);
  if (ratio < 4.5) poor.push(`${walker.currentNode.data.trim()}: ${ratio.toFixed(2)}`);
}
return poor;
"""
WIDTH = "return document.documentElement.scrollWidth"


def test_clock_moves_and_is_busy_meanwhile(tab: Tab, world: World) -> None:
    """While the clock moves the page says so and takes no second move; then it shows the time."""
    world.hold_clock()
    tab.one("[data-preset=tomorrow]").click()
    tab.one(".clock.moving", "The clock moves")
    assert tab.one("[data-preset=hour]").get_attribute("aria-disabled") == "true"
    world.release_clock()
    tab.gone(".clock.moving")
    assert "09:00" in tab.one(".clock").text
    assert "Tuesday 24 November" in tab.one(".clock").text


def test_log_shows_what_was_told(tab: Tab) -> None:
    """The panel lists what the bot was told and did, newest first, with the payload on demand."""
    tab.one("#log-toggle").click()
    tab.one(".log h2", "What Chivvy was told and did")
    tab.send("/task add Move DNS @maria")
    row = tab.one(".log li.told", "/task add Move DNS @maria")
    row.find_element("css selector", "summary").click()
    tab.one(".log pre", "U0ANA")
    tab.one(".filter", "Did").click()
    tab.gone(".log li.told")


def test_guide_puts_examples_into_the_composer(tab: Tab) -> None:
    """An example of the guide is typed, not sent; once dismissed the guide stays away."""
    tab.open(channel="C0INFRA")
    tab.one(".guide .example", "/task add").click()
    assert "/task add" in str(tab.one(COMPOSER).get_property("value"))
    tab.keys(Keys.ENTER)
    tab.one(".message.ephemeral", "add")
    tab.one(".step.done[data-step=ask]")
    tab.one(".guide [aria-label^=Hide]").click()
    tab.gone(".guide")
    tab.open(channel="C0INFRA")
    assert not tab.all(".guide")
    tab.one(".quiet", "First steps").click()
    tab.one(".guide")


def test_keyboard_only(tab: Tab) -> None:
    """Without a mouse one writes, captures a message as a task, fills the form in and sends it."""
    tab.keys(Keys.TAB)
    assert tab.focused().text == "Skip to the conversation"
    tab.chord(Keys.CONTROL, "k")
    assert tab.focused() == tab.one(COMPOSER)
    tab.keys("The rule is missing", Keys.ENTER)
    tab.message("The rule is missing")
    tab.wait(lambda: tab.one(COMPOSER).get_property("value") == "")
    tab.chord(Keys.SHIFT, Keys.TAB)
    assert "message" in str(tab.focused().get_attribute("class"))
    tab.keys(Keys.END, Keys.TAB, Keys.ENTER)
    tab.one("dialog label", "What is to be done?")
    tab.wait(lambda: tab.focused().get_attribute("type") == "text")
    tab.keys("Get the rule", Keys.ENTER)
    tab.one(".field-error", "Say until when")
    tab.keys(Keys.ESCAPE)
    tab.gone("dialog")


def test_slash_key_starts_a_command(tab: Tab) -> None:
    """The slash key, outside of any field, begins a command."""
    tab.one(".person", "Ana").send_keys("/")
    assert tab.focused() == tab.one(COMPOSER)
    tab.one(".suggestions [role=option]", "/task")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_contrast(tab: Tab, world: World, theme: str) -> None:
    """Every text has at least the contrast of WCAG AA on its ground."""
    world.post(CARD)
    tab.open(channel="C0INFRA", guide="1", log="1", theme=theme)
    tab.send("/task add Move DNS")
    tab.one(".message.ephemeral")
    tab.one(".replies").click()
    tab.one(".thread .message", "I asked for it")
    assert tab.script(CONTRAST) == []


def test_every_control_has_a_name(tab: Tab, world: World) -> None:
    """A screen reader can name every control of the page and of a form."""
    world.post(CARD)
    tab.open(channel="C0INFRA", guide="1", log="1")
    tab.one(".replies").click()
    tab.one(".thread .message", "I asked for it")
    assert tab.nameless() == []
    tab.send("/task everything")
    tab.one("dialog textarea")
    assert tab.nameless() == []


def test_theme_can_be_chosen(tab: Tab) -> None:
    """The button changes the colours, and the choice survives a reload."""
    ground = "return getComputedStyle(document.body).backgroundColor"
    before = tab.script(ground)
    tab.one(".side-head [aria-label$=colours]").click()
    after = tab.script(ground)
    assert before != after
    tab.open(channel="C0INFRA")
    assert tab.script(ground) == after


def test_narrow_screen(tab: Tab, world: World) -> None:
    """At 400 px nothing scrolls sideways; the sidebar is a drawer, and panes cover the page."""
    world.post(CARD)
    world.say("a" * 300)
    tab.resize(400, 800)
    tab.open(channel="C0INFRA", guide="1")
    tab.message("T-1")
    assert tab.script(WIDTH) == 400
    assert not tab.all(".side .person")
    tab.one("[aria-label='Open the sidebar']").click()
    tab.one(".person", "Maria").click()
    tab.one(".person[aria-checked=true]", "Maria")
    tab.keys(Keys.ESCAPE)
    tab.gone(".side")
    tab.script("arguments[0].click()", tab.one(".replies"))
    tab.one(".thread .message", "I asked for it")
    assert tab.script(WIDTH) == 400
    assert tab.script("return document.querySelector('.thread').clientWidth") == 400


def test_wide_screen(tab: Tab) -> None:
    """At 1600 px conversation, thread and log stand side by side."""
    tab.resize(1600, 1000)
    tab.open(channel="C0INFRA", log="1", guide="0")
    tab.one(".replies").click()
    tab.one(".thread .message", "I asked for it")
    boxes = [tab.one(css).rect for css in (".side", ".main", ".thread", ".log")]
    assert [box["x"] for box in boxes] == sorted({box["x"] for box in boxes})
    assert sum(box["width"] for box in boxes) == 1600


@pytest.mark.parametrize("size", [(400, 800), (1400, 900)])
def test_page_itself_does_not_scroll(tab: Tab, world: World, size: tuple[int, int]) -> None:
    """With a long log, a long channel and the words for screen readers, only the panes scroll."""
    for number in range(40):
        world.say(f"line {number}")
    tab.resize(*size)
    tab.open(channel="C0INFRA", log="1", guide="0")
    tab.wait(lambda: len(tab.all(".log li")) > 30)
    assert tab.script("return document.documentElement.scrollHeight - innerHeight") == 0
