"""Forms as modals: drawn page by page, and read when they come back. Pure."""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from typing import Any

from adapters.discord.render.buttons import plain
from adapters.discord.render.marks import line
from adapters.discord.render.pages import (
    Page,
    Shape,
    Slot,
    missing,
    pages,
    row_tick,
    started,
)
from adapters.discord.render.paper import (
    CUSTOM_ID,
    OPTION,
    OPTIONS,
    PLACEHOLDER,
    SELECT,
    Json,
    Line,
    Room,
    apart,
    folded,
    set_out,
    text,
)
from adapters.discord.render.rows import Row, remark, rows_of
from core.context import FieldValue
from core.kernel.text import Words, shorten
from core.screens.views import Field, FieldKind, Form, Option, Reader, Who
from core.screens.wording.ink import Ink

__all__ = ["Page", "missing", "modal", "page_sent", "pages", "read", "started", "typed_in"]

TEXT_INPUT, USER_SELECT, ROLE_SELECT, CHANNEL_SELECT, LABELLED = 4, 5, 6, 8, 18
_ROLE = re.compile(r"<@&(\d+)")
CHANNELS = [0, 5]
"""Kinds of channels that we post in: of text, and of announcements."""
TITLE, LABEL, DESCRIPTION, INPUT = 45, 45, 100, 4000
WORDS_ROOM, ROW_WORDS = Room(1, 3500), 250
ONE_LINE, PARAGRAPH = 1, 2
Submitted = Mapping[str, Any]


def modal(
    form: Form, reader: Reader, page: int = 0, values: Mapping[str, FieldValue] | None = None
) -> Json:
    """One page of *form*; *values* that were filled in before take the place of its own."""
    ink, every = Ink(reader), pages(form)
    title = ink.plain(f"form.{form.title}")
    if len(every) > 1:
        title = f"{shorten(title, TITLE - 8)} ({page + 1}/{len(every)})"
    drawn = [each for slot in every[page].slots for each in _drawn(slot, page, values or {}, ink)]
    return {
        "custom_id": form.token,
        "title": plain(title, TITLE),
        "components": drawn or [text(plain(title, TITLE))],
    }


def _drawn(slot: Slot, page: int, values: Mapping[str, FieldValue], ink: Ink) -> Iterator[Json]:
    if slot.shape is Shape.WORDS:
        said = [Line(words) for field in slot.fields if (words := _said(field, ink))]
        yield from set_out(folded(apart(said), WORDS_ROOM, ink))
        return
    component = _component(slot, values, ink)
    named = {"custom_id": f"{page}.{slot.name}"[:CUSTOM_ID], **component}
    yield {"type": LABELLED, **_labelled(slot, ink), "component": named}


def _said(field: Field, ink: Ink) -> str:
    """What a note says, what is wrong with a row, or that there is nothing to choose."""
    if field.kind is FieldKind.NOTE:
        return line(field.words, ink)
    if field.kind is FieldKind.ROW and field.options:
        why = (Words(f"{shorten(field.options[0].label, 60)}: "), *field.words)
        return line(ink.say("pasted.why", why=why), ink, ROW_WORDS)
    label = ink.plain(f"field.{field.label}", **field.facts)
    return line(ink.say("form.nothing_to_choose", label=label), ink)


def _labelled(slot: Slot, ink: Ink) -> Json:
    """Label and hint; a label that is too long stands whole in the place of the hint."""
    field = slot.fields[0]
    rows = slot.shape is Shape.ROWS
    label = ink.plain("field.tasks" if rows else f"field.{field.label}", **field.facts)
    hint = ink.plain(f"hint.{field.hint}", **field.facts) if field.hint else ""
    if len(label) > LABEL:
        hint = f"{label} {hint}"
    if slot.part:
        label = f"{shorten(label, LABEL - 4)} ({slot.part + 1})"
    described = {"description": plain(hint, DESCRIPTION)} if hint.strip() else {}
    return {"label": plain(label, LABEL), **described}


def _component(slot: Slot, values: Mapping[str, FieldValue], ink: Ink) -> Json:
    field = slot.fields[0]
    match slot.shape:
        case Shape.TYPED:
            return _typed(field, values)
        case Shape.PERSON:
            return _person(field, values)
        case Shape.PLACE:
            return _place(field, values)
        case Shape.PLACES:
            return _places(field, values)
        case Shape.ROLE:
            return _role(field, values, 1)
        case Shape.ROLES:
            return _role(field, values, OPTIONS)
        case Shape.ROWS:
            return _rows(slot, values, ink)
        case _:
            return _choices(slot, field, values)


def _typed(field: Field, values: Mapping[str, FieldValue]) -> Json:
    limit = max(1, min(field.limit, INPUT))
    long = field.kind is FieldKind.MULTILINE
    drawn: Json = {
        "type": TEXT_INPUT,
        "style": PARAGRAPH if long else ONE_LINE,
        "required": not field.optional,
        "max_length": limit,
    }
    start = values.get(field.name, field.initial)
    if isinstance(start, str) and start:
        drawn["value"] = shorten(start, limit)
    return drawn


def _picked(kind: int, field: Field) -> Json:
    """A select whose options are Discord's own: one of them, or none where it is optional."""
    return {
        "type": kind,
        "required": not field.optional,
        "min_values": 0 if field.optional else 1,
        "max_values": 1,
    }


def _person(field: Field, values: Mapping[str, FieldValue]) -> Json:
    drawn = _picked(USER_SELECT, field)
    start = values.get(field.name, field.initial)
    account = start.account if isinstance(start, Who) else start
    if isinstance(account, str) and account.isdecimal():
        return drawn | {"default_values": [{"id": account, "type": "user"}]}
    if isinstance(start, Who):
        # Known on another platform only: shown, for it cannot be chosen here.
        return drawn | {"placeholder": plain(start.name, PLACEHOLDER)}
    return drawn


def _place(field: Field, values: Mapping[str, FieldValue]) -> Json:
    drawn = _picked(CHANNEL_SELECT, field) | {"channel_types": CHANNELS}
    start = values.get(field.name, field.initial)
    known = isinstance(start, str) and start.isdecimal()
    return drawn | ({"default_values": [{"id": start, "type": "channel"}]} if known else {})


def _places(field: Field, values: Mapping[str, FieldValue]) -> Json:
    """As many channels as a choice takes; none where it is optional."""
    start = values.get(field.name, field.initial)
    known = [each for each in start if each.isdecimal()] if isinstance(start, tuple) else []
    chosen = [{"id": each, "type": "channel"} for each in known[:OPTIONS]]
    drawn = _picked(CHANNEL_SELECT, field) | {"channel_types": CHANNELS, "max_values": OPTIONS}
    return drawn | ({"default_values": chosen} if chosen else {})


def _role(field: Field, values: Mapping[str, FieldValue], most: int) -> Json:
    """One role, or as many as a choice takes."""
    drawn = _picked(ROLE_SELECT, field) | {"max_values": most}
    start = values.get(field.name, field.initial)
    named = _ROLE.findall(start)[:most] if isinstance(start, str) else []
    chosen = [{"id": each, "type": "role"} for each in named]
    return drawn | ({"default_values": chosen} if chosen else {})


def _choices(slot: Slot, field: Field, values: Mapping[str, FieldValue]) -> Json:
    """A select; a field that goes on in further ones may stay empty in each."""
    start = values.get(field.name, field.initial)
    chosen = start if isinstance(start, tuple) else (start,)
    many = slot.shape is Shape.MANY
    options = [_option(option, chosen) for option in slot.options]
    alone = len(field.options) == len(slot.options)
    needed = not many and alone and not field.optional
    return _select(options, len(options) if many else 1, needed)


def _select(options: list[Json], most: int, needed: bool) -> Json:
    return {
        "type": SELECT,
        "options": options,
        "required": needed,
        "min_values": 1 if needed else 0,
        "max_values": most,
    }


def _option(option: Option, chosen: Container[object]) -> Json:
    drawn: Json = {"label": plain(option.label, OPTION), "value": option.value[:OPTION]}
    if option.description.strip():
        drawn["description"] = plain(option.description, OPTION)
    return drawn | ({"default": True} if option.value in chosen else {})


def _rows(slot: Slot, values: Mapping[str, FieldValue], ink: Ink) -> Json:
    rows = rows_of(Form("", "", "", slot.fields), values)
    options = [_row(row, ink) for row in rows]
    return _select(options, len(options), needed=False)


def _row(row: Row, ink: Ink) -> Json:
    """A task to tick: what it is, whose it is and until when."""
    said = row.field.options[0].description
    words = " · ".join(part for part in (remark(row, ink), said) if part)
    drawn = _option(Option(row.field.name, row.title, words), ())
    return drawn | ({"default": True} if row.ticked else {})


# What comes back


def read(form: Form, page: int, components: Sequence[Submitted]) -> dict[str, FieldValue]:
    """What was filled in on *page*, by field, as every platform says it."""
    sent = {str(each.get("custom_id")): each for each in _flat(components)}
    values: dict[str, FieldValue] = {}
    for slot in pages(form)[page].slots:
        found = sent.get(f"{page}.{slot.name}"[:CUSTOM_ID])
        if slot.shape is not Shape.WORDS and found is not None:
            _take(slot, found, values)
    return values


def page_sent(form: Form, components: Sequence[Submitted], otherwise: int = 0) -> int:
    """Which page came back, by what its fields are called: it may be another than was awaited,
    for a window can stay open on a second screen."""
    for field in _flat(components):
        number = str(field.get("custom_id") or "").partition(".")[0]
        if number.isdecimal() and int(number) < len(pages(form)):
            return int(number)
    return otherwise


def typed_in(components: Sequence[Submitted]) -> str:
    """What was written on a page, whichever form it is of."""
    written = (str(each.get("value") or "").strip() for each in _flat(components))
    return "\n".join(filter(None, written))


def _flat(components: Sequence[Submitted]) -> Iterator[Submitted]:
    """The fields themselves, out of their labels and rows."""
    for component in components:
        if isinstance(component.get("component"), Mapping):
            yield component["component"]
        yield from component.get("components") or ()


def _take(slot: Slot, found: Submitted, values: dict[str, FieldValue]) -> None:
    field = slot.fields[0]
    if slot.shape is Shape.TYPED:
        values[field.name] = str(found.get("value") or "") or None
        return
    chosen = tuple(str(each) for each in found.get("values") or ())
    if slot.shape is Shape.ROWS:
        for row in slot.fields:
            values |= row_tick(row, ticked=row.name in chosen)
        return
    earlier = values.get(field.name)
    if slot.shape is Shape.MANY:
        values[field.name] = (*(earlier if isinstance(earlier, tuple) else ()), *chosen)
        return
    if slot.shape is Shape.PLACES:
        values[field.name] = chosen
        return
    if slot.shape in {Shape.ROLE, Shape.ROLES}:
        values[field.name] = " ".join(f"<@&{each}>" for each in chosen) or None
        return
    picked = chosen[0] if chosen else None
    # Of two parts the one counts that was changed: the other holds what stood there before.
    keeps = earlier is not None and (picked is None or picked == field.initial)
    values[field.name] = earlier if keeps else picked
