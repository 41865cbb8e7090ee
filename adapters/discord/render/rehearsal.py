"""A message as a dry run shows it: marked, and with nothing to press. Pure."""

from adapters.discord.render import Message
from adapters.discord.render.marks import escape, size
from adapters.discord.render.paper import ACTION_ROW, CHARACTERS, SECTION, TEXT, Json, text
from core.kernel.text import shorten

MARK_ROOM = 200


def rehearsed(message: Message, instead: str) -> Message:
    """*message* below a line that says for whom it was; nobody can be pinged by it."""
    mark = text(f"-# {escape(shorten(' '.join(instead.split()), MARK_ROOM))}")
    room = CHARACTERS - size(mark["content"])
    kept: list[Json] = []
    for component in message.components:
        found, room = _disarmed(component, room)
        kept += found
    return Message([mark, *kept])


def _disarmed(component: Json, room: int) -> tuple[list[Json], int]:
    """The words of *component*, as far as *room* lasts, and what is left of it."""
    kind = component["type"]
    if kind == ACTION_ROW:
        return [], room
    if kind == TEXT:
        fits = _lines(component["content"], room)
        return ([text(fits)], room - size(fits)) if fits else ([], 0)
    kept: list[Json] = []
    for inner in component.get("components", ()):
        found, room = _disarmed(inner, room)
        kept += found
    if kind == SECTION:
        return kept, room
    if "components" not in component:
        return [component], room
    return ([component | {"components": kept}] if kept else []), room


def _lines(content: str, room: int) -> str:
    """The lines of a text that fit, whole."""
    while content and size(content) > room:
        content = content.rpartition("\n")[0]
    return content
