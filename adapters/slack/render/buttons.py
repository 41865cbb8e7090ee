"""Buttons, the *More* menu and the buttons of a list's line. Every one carries a token."""

from collections.abc import Iterator, Sequence

from adapters.slack.render.blocks import LABEL, URL, Json, plain_text
from core.screens.views import Button, Style
from core.screens.wording.ink import Ink

MORE = "more"
"""Start of the action_id of a menu; the chosen option's value is the token."""
LINK = "link"
"""Start of the action_id of a button that opens a page and asks nothing of us."""
SHOWN = 3
TICKS = 10
OVERFLOW_ROOM = 5
MENU_ROOM = 100


def label(button: Button, ink: Ink) -> str:
    """What the button says."""
    return ink.plain(f"button.{button.label}", **button.facts)


def actions(buttons: Sequence[Button], more: Sequence[Button], ink: Ink) -> list[Json]:
    """One row: at most three buttons, and the rest under *More*."""
    every = tuple(_once((*buttons, *more)))
    count = min(SHOWN, len(tuple(_once(buttons))))
    if len(every) == count + 1 <= SHOWN:
        count += 1
    elements = [_button(b, ink, n) for n, b in enumerate(every[:count])]
    elements += _menu(every[count:], ink)
    return [{"type": "actions", "elements": elements}] if elements else []


def tick_row(buttons: Sequence[Button], ink: Ink) -> list[Json]:
    """A button for each criterion of a check, in a row of its own; the rest under *Details*."""
    elements = [_button(b, ink, n) for n, b in enumerate(_once(buttons))][:TICKS]
    return [{"type": "actions", "elements": elements}] if elements else []


def accessory(buttons: Sequence[Button], ink: Ink) -> Json | None:
    """What stands beside a line of a list: one button, or a menu."""
    found = list(_once(buttons))[:OVERFLOW_ROOM]
    choices = [b for b in found if not b.url]
    if len(found) > 1 and choices:
        return _overflow(choices, ink)
    return _button(found[0], ink, 0) if found else None


def _once(buttons: Sequence[Button]) -> Iterator[Button]:
    """Slack refuses a message in which two buttons of a row carry the same id."""
    seen: set[str] = set()
    for button in buttons:
        key = button.token or button.url or ""
        if key and key not in seen:
            seen.add(key)
            yield button


def _button(button: Button, ink: Ink, number: int) -> Json:
    spoken = ink.spoken(button.label, button.facts)
    drawn: Json = {
        "type": "button",
        "action_id": f"{LINK}:{number}" if button.url else button.token,
        "text": plain_text(label(button, ink), LABEL),
        "accessibility_label": plain_text(spoken, LABEL)["text"],
    }
    if button.style is not Style.PLAIN:
        drawn["style"] = str(button.style)
    if button.url and len(button.url) <= URL:
        drawn["url"] = button.url
    return drawn


def _menu(buttons: Sequence[Button], ink: Ink) -> list[Json]:
    chosen = [b for b in buttons if not b.url]
    if not chosen:
        return []
    if len(chosen) <= OVERFLOW_ROOM:
        return [_overflow(chosen, ink)]
    select = {
        "type": "static_select",
        "action_id": f"{MORE}:{chosen[0].token}",
        "placeholder": plain_text(ink.plain("button.more"), 150),
        "options": [_option(b, ink) for b in chosen[:MENU_ROOM]],
    }
    return [select]


def _overflow(buttons: Sequence[Button], ink: Ink) -> Json:
    return {
        "type": "overflow",
        "action_id": f"{MORE}:{buttons[0].token}",
        "options": [_option(b, ink) for b in buttons],
    }


def _option(button: Button, ink: Ink) -> Json:
    return {"text": plain_text(label(button, ink), LABEL), "value": button.token}
