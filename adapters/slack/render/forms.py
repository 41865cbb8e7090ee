"""Modals: a form with its fields, or any other view in a window of its own."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from adapters.slack.render.blocks import LABEL, Json, paragraphs, plain_text
from core.kernel.text import shorten
from core.screens.elsewhere import KEPT
from core.screens.views import Field, FieldKind, Form, Option, RowStart, Who
from core.screens.wording.ink import Ink

CALLBACK = "chivvy"
"""callback_id of every modal of ours; what it is about stands in ``private_metadata``."""
VALUE = "value"
"""action_id of every field; its block_id is the field's name."""
_CHOOSES = frozenset({FieldKind.CHOICE, FieldKind.CHECKS, FieldKind.ROW})
PART_OF_ROW = "field:"
"""Before the action_id of what stands in a row: read with the form, and nothing by itself."""
PART = "#"
"""Between a field's name and the number of its part, where Slack allows too few options."""
TITLE, SUBMIT, INPUT, DESCRIPTION = 24, 24, 3000, 75
RADIOS, CHECKS_ROOM, SELECT_ROOM, PARTS = 3, 10, 100, 8


def modal(title: str, blocks: list[Json], ink: Ink, token: str = "") -> Json:
    """A window with a way to close it."""
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "private_metadata": token,
        "title": plain_text(title, TITLE),
        "close": plain_text(ink.plain("button.close"), TITLE),
        "blocks": blocks,
    }


def form(view: Form, ink: Ink) -> Json:
    """The form as a modal; its token comes back with what was filled in."""
    blocks = [block for field in view.fields for block in field_blocks(field, ink)]
    drawn = modal(ink.plain(f"form.{view.title}"), blocks[:100], ink, view.token)
    submit = plain_text(ink.plain(f"button.{view.submit}"), SUBMIT)
    return drawn | {"submit": submit, "close": plain_text(ink.plain("button.cancel"), TITLE)}


def field_blocks(field: Field, ink: Ink) -> list[Json]:
    """The blocks of one field: one, save for notes and long checklists."""
    if field.kind is FieldKind.NOTE:
        return paragraphs([field.words], ink)
    if field.kind in _CHOOSES and not field.options:
        return paragraphs([ink.say("form.nothing_to_choose", label=_label(field, ink))], ink)
    if field.kind is FieldKind.CHECKS:
        return _checks(field, ink)
    if field.kind is FieldKind.RULE:
        return [{"type": "divider"}]
    if field.kind is FieldKind.ROW:
        return _row(field, ink)
    return [_input(field, ink, field.name, _ELEMENTS[field.kind](field, ink))]


def _label(field: Field, ink: Ink) -> str:
    return ink.plain(f"field.{field.label}", **field.facts)


def _input(field: Field, ink: Ink, block_id: str, element: Json) -> Json:
    drawn: Json = {
        "type": "input",
        "block_id": block_id,
        "label": plain_text(_label(field, ink), 2000),
        "element": {"action_id": VALUE, **element},
        "optional": field.optional,
    }
    if field.hint:
        drawn["hint"] = plain_text(ink.plain(f"hint.{field.hint}", **field.facts), 2000)
    return drawn


def _typed(field: Field, ink: Ink) -> Json:
    limit = max(1, min(field.limit, INPUT))
    element: Json = {"type": "plain_text_input", "max_length": limit}
    if field.kind is FieldKind.MULTILINE:
        element["multiline"] = True
    if isinstance(field.initial, str) and field.initial:
        element["initial_value"] = shorten(field.initial, limit)
    return element


def _person(field: Field, ink: Ink) -> Json:
    element: Json = {"type": "users_select"}
    account = field.initial.account if isinstance(field.initial, Who) else field.initial
    if isinstance(account, str) and account:
        return element | {"initial_user": account}
    if isinstance(field.initial, Who):
        # Known on another platform only: shown, for it cannot be chosen here.
        return element | {"placeholder": plain_text(field.initial.name, 150)}
    return element


def _place(field: Field, ink: Ink) -> Json:
    """Channels, private ones included: only those that the person can see are offered."""
    include = {"include": ["public", "private"], "exclude_bot_users": True}
    return {"type": "conversations_select", "filter": include}


def _choice(field: Field, ink: Ink) -> Json:
    few = len(field.options) <= RADIOS
    options = [_option(option) for option in field.options[:SELECT_ROOM]]
    element: Json = {"type": "radio_buttons" if few else "static_select", "options": options}
    chosen = [option for option in options if option["value"] == field.initial]
    return element | ({"initial_option": chosen[0]} if chosen else {})


def _option(option: Option) -> Json:
    drawn: Json = {"text": plain_text(option.label, LABEL), "value": option.value[:150]}
    if option.description:
        drawn["description"] = plain_text(option.description, DESCRIPTION)
    return drawn


def _checks(field: Field, ink: Ink) -> list[Json]:
    """Slack takes ten boxes in one field; a longer list goes on in further ones."""
    parts = range(0, min(len(field.options), CHECKS_ROOM * PARTS), CHECKS_ROOM)
    blocks = []
    for number, start in enumerate(parts):
        element = _boxes(field, field.options[start : start + CHECKS_ROOM])
        block_id = f"{field.name}{PART}{number}" if number else field.name
        # A part may stay empty: only all of them together say something.
        block = _input(field, ink, block_id, element) | {"optional": True}
        blocks.append(block)
    return blocks


def _row(field: Field, ink: Ink) -> list[Json]:
    """Tick, owner and day of one task: one block, for a hundred is all that a window takes. What
    is wrong with it stands below: errors of Slack's own belong to input blocks alone."""
    start = field.initial if isinstance(field.initial, RowStart) else RowStart()
    ticks = [_option(option) for option in field.options[:CHECKS_ROOM]]
    tick: Json = {"type": "checkboxes", "action_id": f"{PART_OF_ROW}tick", "options": ticks}
    if start.ticked and ticks:
        tick["initial_options"] = ticks
    owner = _person(replace(field, initial=start.owner), ink)
    day: Json = {"type": "datepicker"} | (
        {"initial_date": start.day.isoformat()} if start.day else {}
    )
    other = [("other", _others(field))] if field.others else []
    elements = [tick] if ticks else []
    for name, element in (("owner", owner), *other, ("due", day)):
        named = {"placeholder": plain_text(ink.plain(f"field.line_{name}"), 150)}
        elements.append({"action_id": f"{PART_OF_ROW}{name}", **named, **element})
    row: Json = {"type": "actions", "block_id": field.name, "elements": elements}
    if not field.words:
        return [row]
    return [row, *paragraphs([ink.say("pasted.why", why=field.words)], ink)[:1]]


def _others(field: Field) -> Json:
    """People who can't be picked here; who stands there already is chosen."""
    options = [_option(option) for option in field.others[:SELECT_ROOM]]
    kept = [one for one in options if one["value"].startswith(KEPT)]
    return {"type": "static_select", "options": options} | (
        {"initial_option": kept[0]} if kept else {}
    )


def _boxes(field: Field, options: Sequence[Option]) -> Json:
    drawn = [_option(option) for option in options]
    initial = field.initial if isinstance(field.initial, tuple) else ()
    ticked = [option for option in drawn if option["value"] in initial]
    return {"type": "checkboxes", "options": drawn} | (
        {"initial_options": ticked} if ticked else {}
    )


_ELEMENTS: dict[FieldKind, Callable[[Field, Ink], Json]] = {
    FieldKind.TEXT: _typed,
    FieldKind.MULTILINE: _typed,
    FieldKind.DATE: _typed,
    FieldKind.ROLE: _typed,
    FieldKind.ROLES: _typed,
    FieldKind.PLACES: _typed,
    FieldKind.PERSON: _person,
    FieldKind.PLACE: _place,
    FieldKind.CHOICE: _choice,
}
