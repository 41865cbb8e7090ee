"""The sheet that views are drawn on: lines and components, counted as Discord counts them.

Lines below each other become one text display, so that a long list costs one component. What has
no room is counted and said, never cut in the middle. Sources of the limits: Discord's API
documentation, "Component reference" and "Message object"; its OpenAPI description.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from adapters.discord.render.marks import line, one_line, size
from core.kernel.text import Part, Rich, Words
from core.screens.wording.ink import Ink

Json = dict[str, Any]

COMPONENTS = 40
"""Of a message, nested ones counted."""
CHARACTERS = 4000
"""Of all text displays of a message together."""
ROW_BUTTONS, OPTIONS = 5, 25
LABEL, OPTION, PLACEHOLDER, CUSTOM_ID, URL = 80, 100, 150, 100, 512
TITLE_ROOM, SMALL_ROOM, SMALL_LINES = 250, 300, 4
ACTION_ROW, BUTTON, SELECT, SECTION, TEXT, CONTAINER = 1, 2, 3, 9, 10, 17


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of markdown."""

    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """Any other component, whole."""

    json: Json


Item = Line | Block
Piece = tuple[Item, ...]
"""What stands together or not at all."""


@dataclass(frozen=True, slots=True)
class Room:
    """What is left of a message."""

    components: int = COMPONENTS
    characters: int = CHARACTERS

    def less(self, items: Sequence[Item], components: int = 0) -> "Room":
        """What is left after *items*, and after *components* that hold no text."""
        found = Tally().add(items)
        left = self.components - found.components - components
        return Room(left, self.characters - found.characters)

    def holds(self, items: Sequence[Item]) -> bool:
        """Whether *items* fit."""
        return Tally().add(items).fits(self)


def text(content: str) -> Json:
    """A text display."""
    return {"type": TEXT, "content": content}


@dataclass(slots=True)
class Tally:
    """Counts items as they are set below each other: lines side by side are one component."""

    components: int = 0
    characters: int = 0
    joined: bool = False
    """Whether the last one is a line, that the next one joins."""

    def add(self, items: Iterable[Item]) -> "Tally":
        """The same with *items* below."""
        for item in items:
            if isinstance(item, Line):
                self.components += not self.joined
                self.characters += size(item.text) + self.joined
            else:
                for part in parts_of(item.json):
                    self.components += 1
                    self.characters += size(part["content"]) if part["type"] == TEXT else 0
            self.joined = isinstance(item, Line)
        return self

    def with_(self, items: Iterable[Item]) -> "Tally":
        """Another one, with *items* below."""
        return Tally(self.components, self.characters, self.joined).add(items)

    def fits(self, room: "Room") -> bool:
        """Whether it is no more than *room*."""
        return self.components <= room.components and self.characters <= room.characters


def parts_of(component: Json) -> Iterator[Json]:
    """The component and all that stand in it."""
    yield component
    for inner in component.get("components", ()):
        yield from parts_of(inner)
    if "accessory" in component:
        yield component["accessory"]


def set_out(items: Iterable[Item]) -> list[Json]:
    """The components of *items*: lines below each other are one text display."""
    drawn: list[Json] = []
    open_text = False
    for item in items:
        if isinstance(item, Block):
            drawn.append(item.json)
        elif open_text:
            drawn[-1] = text(f"{drawn[-1]['content']}\n{item.text}")
        else:
            drawn.append(text(item.text))
        open_text = isinstance(item, Line)
    return drawn


def lines(found: Iterable[Rich], ink: Ink) -> list[Item]:
    """Each that says something, as a line."""
    return [Line(said) for rich in found if (said := line(rich, ink))]


def bullets(found: Iterable[Rich], ink: Ink) -> list[Item]:
    """Each that says something, as an entry of a list."""
    return [Line(f"- {said}") for rich in found if (said := one_line(rich, ink))]


def small(found: Iterable[Rich], ink: Ink) -> list[Item]:
    """Small print, a few lines."""
    shown = (one_line(rich, ink, SMALL_ROOM) for rich in found)
    return [Line(f"-# {said}") for said in list(filter(None, shown))[:SMALL_LINES]]


def heading(title: Rich, ink: Ink) -> list[Item]:
    """A headline; its words are not bold a second time."""
    said = one_line(tuple(_even(part) for part in title), ink, TITLE_ROOM)
    return [Line(f"### {said}")] if said else []


def headed(title: Rich, ink: Ink) -> list[Item]:
    """A bold line over a part."""
    bold = (Words(part.text, True) if isinstance(part, Words) else part for part in title)
    said = one_line(tuple(bold), ink, TITLE_ROOM)
    return [Line(said)] if said else []


def _even(part: Part) -> Part:
    return Words(part.text) if isinstance(part, Words) else part


def container(items: Sequence[Item], accent: int | None = None) -> list[Item]:
    """A card around *items*; its colour says nothing that its words don't."""
    if not items:
        return []
    card: Json = {"type": CONTAINER, "components": set_out(items)}
    return [Block(card if accent is None else card | {"accent_color": accent})]


def more(hidden: int, ink: Ink) -> list[Item]:
    """How many more there are."""
    return small([ink.say("list.more", n=hidden)], ink) if hidden else []


def folded(pieces: Sequence[Sequence[Item]], room: Room, ink: Ink, hidden: int = 0) -> list[Item]:
    """As many pieces as fit, in their order; those behind them are counted."""
    kept: list[Item] = []
    tally, rest = Tally(), more(len(pieces) + hidden, ink)
    for number, piece in enumerate(pieces):
        tally = tally.with_(piece)
        last = number + 1 == len(pieces) and not hidden
        if not tally.with_(() if last else rest).fits(room):
            return [*kept, *more(len(pieces) - number + hidden, ink)]
        kept += piece
    return [*kept, *more(hidden, ink)]


def apart(items: Iterable[Item]) -> list[Piece]:
    """Each as a piece of its own."""
    return [(item,) for item in items]
