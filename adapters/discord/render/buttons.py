"""Buttons, the *More* menu, and the button beside a line. Every one carries a token."""

from collections.abc import Iterable, Iterator, Sequence

from adapters.discord.render.marks import showable
from adapters.discord.render.paper import (
    ACTION_ROW,
    BUTTON,
    CUSTOM_ID,
    LABEL,
    OPTION,
    OPTIONS,
    PLACEHOLDER,
    ROW_BUTTONS,
    SECTION,
    SELECT,
    URL,
    Block,
    Item,
    Json,
    Line,
    text,
)
from core.kernel.text import shorten
from core.screens.views import Button, Style
from core.screens.wording.ink import Ink

MORE = "more"
"""Start of the custom_id of a menu; the value of what is chosen is the token."""
_STYLES = {Style.PLAIN: 2, Style.PRIMARY: 1, Style.DANGER: 4}
LINK_STYLE = 5
TICK_ROWS = 2
MENUS = 2
FEW = 2
"""So few choices need no menu where the row has room."""


def plain(words: str, limit: int) -> str:
    """Words where Discord reads no markup, in one line, never empty."""
    return shorten(" ".join(showable(words).split()), limit) or "-"


def actions(buttons: Sequence[Button], more: Sequence[Button], ink: Ink) -> list[Item]:
    """A row of at most five buttons, and the rest in a menu below it."""
    shown = list(_once(buttons))
    rest = [*shown[ROW_BUTTONS:], *(b for b in _once(more) if b not in shown)]
    if len(rest) <= FEW and len(shown) + len(rest) <= ROW_BUTTONS:
        shown, rest = shown + rest, []
    return _rows(shown[:ROW_BUTTONS], ink) + menu(rest, ink)


def tick_rows(buttons: Sequence[Button], ink: Ink) -> list[Item]:
    """A button for each criterion of a check; the rest stands under *Details*."""
    return _rows(list(_once(buttons))[: ROW_BUTTONS * TICK_ROWS], ink)


def _rows(buttons: Sequence[Button], ink: Ink) -> list[Item]:
    rows = (buttons[n : n + ROW_BUTTONS] for n in range(0, len(buttons), ROW_BUTTONS))
    return [_row([_button(each, ink) for each in row]) for row in rows]


def _row(components: list[Json]) -> Block:
    return Block({"type": ACTION_ROW, "components": components})


def menu(buttons: Iterable[Button], ink: Ink, *, spoken: bool = False) -> list[Item]:
    """What is not shown as buttons, 25 at a time; *spoken*: an option's words name its task."""
    chosen = [button for button in _once(buttons) if not button.url][: OPTIONS * MENUS]
    parts = (chosen[n : n + OPTIONS] for n in range(0, len(chosen), OPTIONS))
    return [_row([_select(part, ink, spoken)]) for part in parts]


def _select(buttons: Sequence[Button], ink: Ink, spoken: bool) -> Json:
    return {
        "type": SELECT,
        "custom_id": f"{MORE}:{buttons[0].token}"[:CUSTOM_ID],
        "placeholder": plain(ink.plain("button.more"), PLACEHOLDER),
        "options": [_option(button, ink, spoken) for button in buttons],
    }


def beside(line: Line, buttons: Sequence[Button], ink: Ink) -> Item:
    """A line with the likeliest of its buttons at its side."""
    found = next(_once(buttons), None)
    if found is None:
        return line
    accessory = _button(found, ink)
    drawn: Json = {"type": SECTION, "components": [text(line.text)], "accessory": accessory}
    return Block(drawn)


def _once(buttons: Iterable[Button]) -> Iterator[Button]:
    """Each once, and none that Discord would refuse with the whole message."""
    seen: set[str] = set()
    for button in buttons:
        key = button.url or button.token
        fits = len(key) <= (URL if button.url else CUSTOM_ID)
        if key and fits and key not in seen and _followed(button.url):
            seen.add(key)
            yield button


def _followed(url: str | None) -> bool:
    return url is None or url.startswith(("https://", "http://"))


def label(button: Button, ink: Ink) -> str:
    """What the button says."""
    return plain(ink.plain(f"button.{button.label}", **button.facts), LABEL)


def _button(button: Button, ink: Ink) -> Json:
    drawn: Json = {"type": BUTTON, "label": label(button, ink)}
    if button.url:
        return drawn | {"style": LINK_STYLE, "url": button.url}
    return drawn | {"style": _STYLES[button.style], "custom_id": button.token}


def _option(button: Button, ink: Ink, spoken: bool) -> Json:
    """A screen reader hears which task it is about, and so does the eye."""
    said = plain(ink.spoken(button.label, button.facts), OPTION)
    drawn: Json = {"label": said if spoken else label(button, ink), "value": button.token}
    return drawn if said == drawn["label"] else drawn | {"description": said}


def unique(components: Iterable[Json]) -> list[Json]:
    """*components* without a second control of the same id: Discord refuses the message else."""
    seen: set[str] = set()
    return [kept for component in components if (kept := _first(component, seen))]


def _first(component: Json, seen: set[str]) -> Json | None:
    name = component.get("custom_id")
    if isinstance(name, str):
        if name in seen:
            return None
        seen.add(name)
    if "components" in component:
        inner = [kept for each in component["components"] if (kept := _first(each, seen))]
        component = component | {"components": inner}
        if not inner:
            return None
    if "accessory" in component and _first(component["accessory"], seen) is None:
        # Without its button a section is no section: its words stay.
        return text("\n".join(each["content"] for each in component["components"]))
    return component
