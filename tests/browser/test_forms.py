"""Forms that the bot opens, and its Home."""

import json

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from adapters.sandbox.rules import BLOCK_TYPES, INTERACTIVE
from adapters.sandbox.rules_text import RICH
from tests.browser.tab import Tab
from tests.browser.world import World

pytestmark = pytest.mark.browser

FILL = "arguments[0].value = arguments[1]; arguments[0].dispatchEvent(new Event('change'))"
TITLE = "dialog input[type=text]:not([role])"


def open_form(tab: Tab) -> None:
    """Open the form from a message's shortcut and wait until the bot has filled it."""
    tab.point_at(tab.message("firewall rule"))
    tab.one(".tool.wide", "Capture as task").click()
    tab.one("dialog label", "What is to be done?")


def test_form_is_filled_in_place(tab: Tab) -> None:
    """The form opens at once, is filled by an update, and the first field gets the focus."""
    open_form(tab)
    tab.wait(lambda: tab.focused() == tab.one(TITLE))
    assert tab.one("dialog [role=combobox]").get_property("value") == "Maria Keller"
    assert len(tab.all("dialog")) == 1


def test_errors_stand_at_their_fields(tab: Tab) -> None:
    """A refused form keeps what was typed and ties each error to its field."""
    open_form(tab)
    tab.one(TITLE).send_keys("Get the rule", Keys.ENTER)
    error = tab.one(".field-error", "Say until when")
    field = tab.one("dialog input[type=datetime-local]")
    assert error.get_attribute("id") in (field.get_attribute("aria-describedby") or "")
    assert field.get_attribute("aria-invalid") == "true"
    assert tab.focused() == field
    assert tab.one(TITLE).get_property("value") == "Get the rule"


def test_required_field_is_asked_for(tab: Tab) -> None:
    """An empty form is not sent; the field that is missing says so."""
    open_form(tab)
    tab.one("dialog .button.primary").click()
    tab.one(".field-error", "required")


def test_submit_with_time_in_own_zone(tab: Tab) -> None:
    """A date and time means the zone of whoever fills the form in."""
    tab.open(channel="C0INFRA", guide="0", **{"as": "U0PRIYA"})
    open_form(tab)
    tab.one(TITLE).send_keys("Get the rule")
    tab.script(FILL, tab.one("dialog input[type=datetime-local]"), "2026-11-26T12:00")
    tab.one("dialog .button.primary").click()
    tab.gone("dialog")
    tab.message("Captured: Get the rule, @Maria Keller, 2026-11-26 12:00")
    tab.one(".person", "Maria").click()
    tab.message("2026-11-26 18:00")


def choose(tab: Tab, number: int, typed: str) -> None:
    """Type into a list field of the form and take the first that fits."""
    tab.all("dialog [role=combobox]")[number].send_keys(typed)
    tab.wait(lambda: [row for row in tab.all(".options li.active") if typed in row.text.lower()])
    tab.keys(Keys.ENTER)


def test_every_element_can_be_filled_in(tab: Tab) -> None:
    """What is entered in each kind of field reaches the bot as Slack would send it."""
    tab.send("/task everything")
    tab.one("dialog textarea").send_keys("some text")
    choose(tab, 0, "high")
    choose(tab, 1, "priya")
    choose(tab, 2, "maria")
    choose(tab, 2, "ana")
    choose(tab, 3, "infra")
    tab.script(FILL, tab.one("dialog input[type=date]"), "2026-11-26")
    tab.script(FILL, tab.one("dialog input[type=time]"), "09:30")
    tab.script(FILL, tab.one("dialog input[type=datetime-local]"), "2026-11-26T18:00")
    for box in ("checkbox", "radio"):
        tab.script("arguments[0].click()", tab.all(f"dialog input[type={box}]")[1])
    tab.script("arguments[0].click()", tab.all("dialog input[type=checkbox]")[2])
    tab.one("dialog .button.primary").click()
    tab.gone("dialog")
    got = json.loads(tab.message("plain_text_input").find_element(By.CSS_SELECTOR, ".rich").text)
    assert got["plain_text_input"]["value"] == "some text"
    assert got["static_select"]["selected_option"]["value"] == "high"
    assert got["users_select"]["selected_user"] == "U0PRIYA"
    assert got["multi_users_select"]["selected_users"] == ["U0MARIA", "U0ANA"]
    assert got["conversations_select"]["selected_conversation"] == "C0INFRA"
    assert got["datepicker"]["selected_date"] == "2026-11-26"
    assert got["timepicker"]["selected_time"] == "09:30"
    assert got["datetimepicker"]["selected_date_time"] == 1795712400
    assert [one["value"] for one in got["checkboxes"]["selected_options"]] == ["normal", "high"]
    assert got["radio_buttons"]["selected_option"]["value"] == "normal"


def test_everything_allowed_can_be_drawn(tab: Tab) -> None:
    """The page draws exactly the blocks, elements and rich text that the server accepts."""
    drawn = tab.script(
        "return Promise.all(['blocks', 'elements', 'richtext'].map((name) =>"
        " import(`/assets/${name}.js`))).then(([b, e, r]) =>"
        " [b.BLOCK_TYPES, e.ELEMENT_TYPES, r.RICH_TYPES])"
    )
    rich = {rule.name for rule in RICH if rule.tagged}
    assert [set(one) for one in drawn] == [set(BLOCK_TYPES), set(INTERACTIVE), rich]


def test_options_come_from_the_bot(tab: Tab) -> None:
    """A list that the bot fills narrows while one types."""
    open_form(tab)
    field = tab.all("dialog [role=combobox]")[-1]
    field.send_keys("mo")
    tab.wait(lambda: [row.text for row in tab.all(".options [role=option]")] == ["Move"])
    field.send_keys(Keys.ENTER)
    assert field.get_property("value") == "Move"


def test_focus_stays_inside(tab: Tab) -> None:
    """Tab goes round in the form and never behind it."""
    open_form(tab)
    inside = "return document.activeElement.closest('dialog') !== null"
    for _ in range(20):
        tab.keys(Keys.TAB)
        assert tab.script(inside)


def test_escape_closes_and_returns_the_focus(tab: Tab, world: World) -> None:
    """Escape closes the form for the server too, and the focus returns to the message."""
    open_form(tab)
    tab.keys(Keys.ESCAPE)
    tab.gone("dialog")
    row = tab.focused().find_element(By.XPATH, "ancestor-or-self::article")
    assert "firewall rule" in row.text
    tab.open(channel="C0INFRA", guide="0")
    assert not tab.all("dialog")


def test_open_form_survives_a_reload(tab: Tab) -> None:
    """A form that is open on the server is there again after a reload."""
    open_form(tab)
    tab.open(channel="C0INFRA", guide="0")
    tab.one("dialog label", "What is to be done?")


def test_home_is_published_when_opened(tab: Tab) -> None:
    """The Home tab of the app shows what the bot publishes when it is opened."""
    tab.one(".channel", "Chivvy").click()
    tab.one("[role=tab]", "Home").click()
    tab.one(".home", "My work")
    assert "tab=home" in tab.chrome.current_url


def test_home_by_its_address(tab: Tab, world: World) -> None:
    """The address of the Home tab leads there, published meanwhile or not."""
    answer = world.run(world.client.conversations_open(users="U0ANA"))
    tab.open(channel=answer["channel"]["id"], tab="home")
    tab.one(".home", "My work")


@pytest.mark.parametrize("width", [400, 1280])
def test_rows_of_a_form_fit(tab: Tab, width: int) -> None:
    """The box of a row has its line for itself, person and day stand below it side by side, and
    nothing is wider than the form."""
    tab.resize(width, 800)
    tab.open(channel="C0INFRA", guide="0")
    tab.send("/task rows")
    tab.one("dialog", "Order disks")
    for row in tab.all("dialog .block-actions"):
        box, person, day = (
            row.find_element(By.CSS_SELECTOR, css).rect for css in (".boxes", ".combo", ".native")
        )
        assert box["y"] + box["height"] <= person["y"]
        assert abs(person["y"] - day["y"]) < 8
        assert day["x"] + day["width"] <= row.rect["x"] + row.rect["width"]
    assert not tab.nameless()


def test_rows_are_filled_in(tab: Tab) -> None:
    """What is ticked and chosen in a row stays there, and goes with the form."""
    tab.send("/task rows")
    tab.one("dialog", "Order disks")
    tab.script("arguments[0].click()", tab.all("dialog input[type=checkbox]")[1])
    choose(tab, 1, "priya")
    tab.script(FILL, tab.all("dialog input[type=date]")[1], "2026-11-26")
    tab.one("dialog .button.primary").click()
    tab.gone("dialog")
    got = json.loads(tab.message("line_0").find_element(By.CSS_SELECTOR, ".rich").text)
    assert got["line_0"]["owner"]["selected_user"] is None
    assert got["line_1"]["owner"]["selected_user"] == "U0PRIYA"
    assert got["line_1"]["due"]["selected_date"] == "2026-11-26"
    assert len(got["line_1"]["tick"]["selected_options"]) == 1


def open_ticked(tab: Tab) -> None:
    """Use *Capture thread* from a message's menu and wait for the list."""
    tab.point_at(tab.message("firewall rule"))
    tab.one(".tools [aria-label='More actions']").click()
    tab.one("[role=menuitem]", "Capture thread").click()
    tab.one("dialog", "Tell the customers")


def test_what_was_agreed_is_ticked(tab: Tab) -> None:
    """Only what is sure is ticked, each row with its owner and day, each control with a name."""
    open_ticked(tab)
    boxes = tab.all("dialog .block-actions input[type=checkbox]")
    assert [box.is_selected() for box in boxes] == [True, True, False]
    assert tab.all("dialog [role=combobox]")[0].get_property("value") == "Maria Keller"
    assert tab.all("dialog input[type=date]")[0].get_property("value") == "2026-11-27"
    assert not tab.nameless()


def test_what_is_ticked_goes_with_the_form(tab: Tab) -> None:
    """A tick taken away, another set, and an owner for it: the bot gets it as it stands."""
    open_ticked(tab)
    boxes = tab.all("dialog .block-actions input[type=checkbox]")
    for box in boxes[1:]:
        tab.script("arguments[0].click()", box)
    choose(tab, 2, "priya")
    tab.one("dialog .button.primary").click()
    tab.gone("dialog")
    got = json.loads(tab.message("line_0").find_element(By.CSS_SELECTOR, ".rich").text)
    ticks = [[bool(a["selected_options"]) for a in row.values() if a["type"] == "checkboxes"]
             for name, row in sorted(got.items()) if name.startswith("line_")]  # fmt: skip
    assert ticks == [[True], [False], [True]]
    owners = {a["selected_user"] for a in got["line_2"].values() if a["type"] == "users_select"}
    assert owners == {"U0PRIYA"}


@pytest.mark.parametrize("how", ["escape", "button"])
def test_typing_goes_on_after_a_form(tab: Tab, how: str) -> None:
    """When a form is closed the composer has the focus and a caret: what is typed arrives."""
    tab.send("/task everything")
    tab.one("dialog textarea")
    tab.keys(Keys.ESCAPE) if how == "escape" else tab.one("dialog [aria-label=Close]").click()
    tab.gone("dialog")
    tab.keys("next")
    tab.wait(lambda: tab.one(".main .composer textarea").get_property("value") == "next")
