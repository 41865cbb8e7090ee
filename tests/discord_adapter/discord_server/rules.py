"""What components may hold, as data: a limit is written once, here.

Source, unless a part names another: docs.discord.com/developers/components/reference. Only what
the product's renderers may use is listed; the validators refuse the rest by name.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

ROW, BUTTON, STRING_SELECT, TEXT_INPUT, USER_SELECT = 1, 2, 3, 4, 5
ROLE_SELECT, MENTIONABLE_SELECT, CHANNEL_SELECT, SECTION, TEXT_DISPLAY = 6, 7, 8, 9, 10
SEPARATOR, CONTAINER, LABEL, RADIO_GROUP, CHECKBOX_GROUP, CHECKBOX = 14, 17, 18, 21, 22, 23
SELECTS: Final = (STRING_SELECT, USER_SELECT, ROLE_SELECT, MENTIONABLE_SELECT, CHANNEL_SELECT)

TOTAL: Final = 40
"""Components of a message or form with v2 components, nested ones included."""
DISPLAYED: Final = 4000
"""Characters over all text displays of a message."""
ROWS: Final = 5
"""Action rows of a message without v2 components; also buttons of a row."""
MODAL_PARTS: Final = 5
"""Components at the top of a form. Source: /interactions/receiving-and-responding, "Modal"."""
TOP: Final = (ROW, SECTION, TEXT_DISPLAY, SEPARATOR, CONTAINER)
MODAL_TOP: Final = (ROW, TEXT_DISPLAY, LABEL)


@dataclass(frozen=True, slots=True)
class Text:
    """A string of so many characters."""

    low: int
    high: int
    required: bool = False


@dataclass(frozen=True, slots=True)
class Whole:
    """An integer in a range."""

    low: int
    high: int
    required: bool = False


@dataclass(frozen=True, slots=True)
class Flag:
    """True or false."""

    required: bool = False


@dataclass(frozen=True, slots=True)
class Among:
    """One of some values."""

    values: tuple[int, ...]
    required: bool = False


@dataclass(frozen=True, slots=True)
class Anything:
    """What is checked elsewhere, or not at all."""

    required: bool = False


Rule = Text | Whole | Flag | Among | Anything


@dataclass(frozen=True, slots=True)
class Holds:
    """Components inside one: of which types, how many at least and at most."""

    types: tuple[int, ...]
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Options:
    """Options to choose from."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Part:
    """One type of component."""

    name: str
    fields: Mapping[str, Rule] = field(default_factory=dict)
    holds: Mapping[str, Holds] = field(default_factory=dict)
    options: Options | None = None


ID: Final = Whole(0, (1 << 31) - 1)
"""The number that any component may be given: 32 bits. Source: "Anatomy of a Component"."""
CUSTOM_ID: Final = Text(1, 100, required=True)
OPTION: Final[Mapping[str, Rule]] = {
    "label": Text(1, 100, required=True), "value": Text(1, 100, required=True),
    "description": Text(0, 100), "default": Flag(), "emoji": Anything(),
}  # fmt: skip
"""An option of a select or of a group of radio buttons or checkboxes."""
_CHOOSING: Final[Mapping[str, Rule]] = {
    "custom_id": CUSTOM_ID, "placeholder": Text(0, 150), "min_values": Whole(0, 25),
    "max_values": Whole(1, 25), "disabled": Flag(), "required": Flag(),
}  # fmt: skip
_PICKING: Final[Mapping[str, Rule]] = {**_CHOOSING, "default_values": Anything()}

PARTS: Final[Mapping[int, Part]] = {
    ROW: Part("action row", holds={"components": Holds((BUTTON, TEXT_INPUT, *SELECTS), 1, ROWS)}),
    BUTTON: Part("button", {
        "style": Among((1, 2, 3, 4, 5), required=True), "label": Text(0, 80),
        "custom_id": Text(1, 100), "url": Text(1, 512), "disabled": Flag(), "emoji": Anything(),
    }),
    STRING_SELECT: Part("string select", _CHOOSING, options=Options(1, 25)),
    TEXT_INPUT: Part("text input", {
        "custom_id": CUSTOM_ID, "style": Among((1, 2), required=True), "label": Text(1, 45),
        "min_length": Whole(0, 4000), "max_length": Whole(1, 4000), "required": Flag(),
        "value": Text(0, 4000), "placeholder": Text(0, 100),
    }),
    USER_SELECT: Part("user select", _PICKING),
    ROLE_SELECT: Part("role select", _PICKING),
    MENTIONABLE_SELECT: Part("mentionable select", _PICKING),
    CHANNEL_SELECT: Part("channel select", {**_PICKING, "channel_types": Anything()}),
    SECTION: Part("section", holds={
        "components": Holds((TEXT_DISPLAY,), 1, 3), "accessory": Holds((BUTTON,), 1, 1),
    }),
    TEXT_DISPLAY: Part("text display", {"content": Text(1, 4000, required=True)}),
    SEPARATOR: Part("separator", {"divider": Flag(), "spacing": Among((1, 2))}),
    CONTAINER: Part(
        "container", {"accent_color": Whole(0, 0xFFFFFF), "spoiler": Flag()},
        {"components": Holds((ROW, SECTION, TEXT_DISPLAY, SEPARATOR), 1, TOTAL)},
    ),
    LABEL: Part(
        "label", {"label": Text(1, 45, required=True), "description": Text(0, 100)},
        {"component": Holds(
            (TEXT_INPUT, *SELECTS, RADIO_GROUP, CHECKBOX_GROUP, CHECKBOX), 1, 1,
        )},
    ),
    RADIO_GROUP: Part(
        "radio group", {"custom_id": CUSTOM_ID, "required": Flag()}, options=Options(2, 10)
    ),
    CHECKBOX_GROUP: Part(
        "checkbox group",
        {"custom_id": CUSTOM_ID, "required": Flag(), "min_values": Whole(0, 10),
         "max_values": Whole(1, 10)},
        options=Options(1, 10),
    ),
    CHECKBOX: Part("checkbox", {"custom_id": CUSTOM_ID, "default": Flag()}),
}  # fmt: skip
"""Every component that the loopback knows, by type."""
