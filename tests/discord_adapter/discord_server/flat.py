"""What a person reads of a message: its text, embeds and components as plain lines. Pure."""

from collections.abc import Iterator

from tests.discord_adapter.discord_server.model import Json, Message

BUTTON, STRING_SELECT, TEXT_INPUT = 2, 3, 4
SELECTS = (3, 5, 6, 7, 8)
SECTION, TEXT_DISPLAY, CONTAINER, LABEL = 9, 10, 17, 18


def every(components: list[Json]) -> Iterator[Json]:
    """All components in the order in which they are shown, nested ones after what holds them."""
    for one in components:
        yield one
        yield from every(one.get("components") or [])
        yield from every([one[k] for k in ("accessory", "component") if one.get(k)])


def text_of(message: Message) -> str:
    """Everything that somebody can read in a message, a line each."""
    parts = [message.content, *(_embed(one) for one in message.embeds)]
    parts += [shown for one in every(message.components) if (shown := _shown(one))]
    return "\n".join(part for part in parts if part)


def texts(components: list[Json]) -> str:
    """Only the text displays, where mentions are read."""
    return "\n".join(one["content"] for one in every(components) if one["type"] == TEXT_DISPLAY)


def buttons(message: Message) -> dict[str, Json]:
    """The buttons of a message by what is written on them."""
    found = (one for one in every(message.components) if one["type"] == BUTTON)
    return {_label(one): one for one in found}


def selects(message: Message) -> list[Json]:
    """The selects of a message."""
    return [one for one in every(message.components) if one["type"] in SELECTS]


def _label(button: Json) -> str:
    emoji = (button.get("emoji") or {}).get("name") or ""
    return " ".join(part for part in (emoji, button.get("label") or "") if part)


def _shown(component: Json) -> str:
    kind = component["type"]
    if kind == BUTTON:
        return f"[{_label(component)}]"
    if kind in SELECTS:
        chosen = [o["label"] for o in component.get("options") or () if o.get("default")]
        return f"[{', '.join(chosen) or component.get('placeholder') or ''}]"
    if kind == LABEL:
        return "\n".join(filter(None, (component.get("label"), component.get("description"))))
    return str(component.get("content") or "") if kind == TEXT_DISPLAY else ""


def _embed(embed: Json) -> str:
    fields = [f"{one['name']}\n{one['value']}" for one in embed.get("fields") or ()]
    footer = (embed.get("footer") or {}).get("text")
    author = (embed.get("author") or {}).get("name")
    lines = [author, embed.get("title"), embed.get("description"), *fields, footer]
    return "\n".join(line for line in lines if line)
