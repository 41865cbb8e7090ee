"""Writing, reading, threads, and how the page follows what happens elsewhere."""

from pathlib import Path

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests.browser.bot import CARD, button, plain
from tests.browser.tab import COMPOSER, Tab
from tests.browser.world import World

pytestmark = pytest.mark.browser

HOSTILE = "<img src=x onerror=document.title='hacked'> *x* _y_ `z` <!channel> &lt;b&gt;"


def test_send_message(tab: Tab) -> None:
    """Enter sends, and the composer is empty again."""
    tab.send("Good morning")
    assert "Ana Ruiz" in tab.message("Good morning").text
    tab.wait(lambda: tab.one(COMPOSER).get_property("value") == "")


def test_shift_enter_makes_a_line(tab: Tab) -> None:
    """Shift and Enter starts a new line instead of sending."""
    field = tab.write("first")
    tab.chord(Keys.SHIFT, Keys.ENTER)
    field.send_keys("second")
    assert field.get_property("value") == "first\nsecond"


def test_typed_text_is_never_markup(tab: Tab) -> None:
    """What people type is shown letter by letter, in messages and in the bot's rich text."""
    tab.send(HOSTILE)
    assert HOSTILE in tab.message("onerror").text
    tab.send(f"/task {HOSTILE}")
    private = tab.one(".message.ephemeral")
    assert "*x* _y_ `z`" in private.text
    markup = "return document.querySelectorAll('.list img[src=x], .list strong, .list em').length"
    assert tab.script(markup) == 0
    assert "hacked" not in tab.chrome.title


def test_script_addresses_are_no_links(tab: Tab, world: World) -> None:
    """A button or link whose address is a script leads nowhere."""
    script = "javascript:document.title='hacked'"
    row = {"type": "actions", "elements": [button("Go", "go", url=script)]}
    link = {"type": "rich_text_section", "elements": [{"type": "link", "url": script}]}
    world.post([row, {"type": "rich_text", "elements": [link]}])
    tab.message("hacked")
    assert not tab.all(".card a")


def test_mention_is_shown_by_name(tab: Tab) -> None:
    """A completed @name becomes a mention with the person's full name."""
    tab.write("ask @mar")
    tab.one(".suggestions [role=option]", "Maria Keller")
    tab.keys(Keys.TAB)
    tab.keys("please", Keys.ENTER)
    assert tab.message("please").text.endswith("ask @Maria Keller please")


def test_message_of_another_arrives_alone(tab: Tab, world: World) -> None:
    """What somebody else says appears, and text, caret and focus of the composer stay."""
    field = tab.write("half typed")
    field.send_keys(Keys.ARROW_LEFT)
    world.say("News from Maria")
    tab.message("News from Maria")
    assert tab.focused() == field
    assert field.get_property("value") == "half typed"
    assert field.get_property("selectionStart") == len("half type")


def test_reading_place_stays(tab: Tab, world: World) -> None:
    """Somebody who reads further up is not moved, and is told that there is more."""
    for number in range(30):
        world.say(f"line {number}")
    tab.message("line 29")
    tab.script("document.querySelector('.main .scroller').scrollTop = 40")
    world.say("the newest")
    tab.one(".pill", "New messages")
    assert tab.script("return document.querySelector('.main .scroller').scrollTop") == 40
    tab.one(".pill").click()
    tab.message("the newest")


def test_thread(tab: Tab) -> None:
    """The summary opens the thread, a reply goes there, and Escape leads back."""
    tab.one(".replies", "1 reply").click()
    tab.one(".thread .message", "I asked for it")
    tab.wait(lambda: tab.focused() == tab.one(".thread textarea"))
    tab.keys("Thanks", Keys.ENTER)
    tab.one(".thread .message", "Thanks")
    tab.one(".replies", "2 replies")
    tab.keys(Keys.ESCAPE)
    tab.gone(".thread")
    tab.wait(lambda: "firewall rule" in tab.focused().text)


def test_command_in_thread_is_explained(tab: Tab) -> None:
    """A command in a thread is not sent; the page says what to do instead."""
    tab.one(".replies").click()
    tab.one(".thread textarea").send_keys("/task x", Keys.ENTER)
    tab.one(".thread .composer-error", "Commands do not work in threads")
    assert tab.one(".thread textarea").get_property("value") == "/task x"


def test_edit_and_delete_own(tab: Tab) -> None:
    """One's own message can be changed and deleted from its menu."""
    tab.send("A typo heer")
    tab.point_at(tab.message("A typo heer"))
    tab.one(".tools [aria-label='More actions']").click()
    tab.one("[role=menuitem]", "Edit message").click()
    field = tab.one(".editor textarea")
    field.send_keys(Keys.BACKSPACE * 4, "here", Keys.ENTER)
    assert "(edited)" in tab.message("A typo here").text
    tab.point_at(tab.message("A typo here"))
    tab.one(".tools [aria-label='More actions']").click()
    tab.one("[role=menuitem]", "Delete message").click()
    tab.one("dialog .button", "Delete").click()
    tab.gone(".main .message", "A typo here")


def test_others_messages_cannot_be_edited(tab: Tab) -> None:
    """The menu of somebody else's message offers no edit."""
    tab.point_at(tab.message("firewall rule"))
    tab.one(".tools [aria-label='More actions']").click()
    tab.one("[role=menuitem]", "Copy text")
    assert not [item for item in tab.all("[role=menuitem]") if "Edit" in item.text]


def test_date_in_the_readers_zone(tab: Tab, world: World) -> None:
    """A date in rich text is shown in the zone of whoever acts."""
    moment = {"type": "date", "timestamp": 1795712400, "format": "{date_num} {time}"}
    section = {"type": "rich_text_section", "elements": [moment]}
    world.post([{"type": "rich_text", "elements": [section]}])
    tab.message("2026-11-26 18:00")
    tab.one(".person", "Priya").click()
    tab.message("2026-11-26 12:00")


def test_button_redraws_its_card(tab: Tab, world: World) -> None:
    """A button reaches the bot, the card changes in place, and the focus stays with it."""
    world.post(CARD)
    done = tab.one(".card .button", "Done")
    assert done.get_attribute("aria-label") == "Mark T-1 done"
    done.send_keys(Keys.ENTER)
    card = tab.message("T-1 · Move DNS is done")
    tab.gone(".card .button")
    assert tab.focused() == card


def test_confirm_asks_first(tab: Tab, world: World) -> None:
    """A button with a confirm question acts only after a yes."""
    world.post(CARD)
    tab.one(".card .button", "Drop").click()
    tab.one("dialog", "Maria is told.")
    tab.one("dialog .button", "Keep").click()
    tab.gone("dialog")
    tab.one(".card .button", "Drop").click()
    tab.one("dialog .button", "Drop").click()
    tab.message("drop: pressed")
    assert sum("drop: pressed" in row.text for row in tab.all(".main .message")) == 1


def test_overflow_menu(tab: Tab, world: World) -> None:
    """The overflow menu opens with the keyboard and sends what was chosen."""
    world.post(CARD)
    tab.one(".card .overflow").send_keys(Keys.ENTER)
    tab.one("[role=menu]", "History")
    tab.keys(Keys.ARROW_DOWN, Keys.ENTER)
    tab.message("more: note")


def test_select_in_message(tab: Tab, world: World) -> None:
    """A list of people in a message sends the person who was chosen by typing."""
    chooser = {"type": "users_select", "action_id": "who", "placeholder": plain("Who?")}
    world.post([{"type": "section", "text": plain("Who takes it?"), "accessory": chooser}])
    tab.one(".card [role=combobox]").send_keys("pri")
    tab.wait(lambda: [row.text for row in tab.all(".options li")] == ["Priya Shah\n@priya"])
    tab.keys(Keys.ENTER)
    tab.message("who: U0PRIYA")


def test_reaction(tab: Tab) -> None:
    """A reaction is added from the bar of a message, counted, and taken away by its own press."""
    tab.point_at(tab.message("firewall rule"))
    tab.one(".tools [aria-label='Add a reaction']").click()
    tab.one("[role=menuitem]", ":pushpin:").click()
    mine = tab.one(".reaction.mine", "1")
    assert mine.get_attribute("aria-label") == ":pushpin: 1"
    mine.click()
    tab.gone(".reaction")


def test_forward(tab: Tab) -> None:
    """A message is sent on from its menu, and stands there with its author."""
    tab.point_at(tab.message("firewall rule"))
    tab.one(".tools [aria-label='More actions']").click()
    tab.one("[role=menuitem]", "Forward to").click()
    tab.one("[role=menuitem]", "#general").click()
    tab.one(".channel", "general").click()
    assert "Maria Keller" in tab.one(".main .message .attachment", "firewall rule").text


def test_file(tab: Tab, tmp_path: Path) -> None:
    """A file is sent by its name, with the words that were typed."""
    offer = tmp_path / "offer.pdf"
    offer.write_bytes(b"%PDF")
    tab.write("please sign")
    field = tab.chrome.find_element(By.CSS_SELECTOR, ".main input[type=file]")
    field.send_keys(str(offer))
    assert "offer.pdf" in tab.message("please sign").text
    tab.wait(lambda: tab.one(COMPOSER).get_property("value") == "")
