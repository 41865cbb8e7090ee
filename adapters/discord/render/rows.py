"""A line of a list by itself: whose it is and until when, as it stands and as a window. Pure.

A window of the whole list takes ticks alone: five components are all that it has.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from adapters.discord.render.buttons import plain
from adapters.discord.render.pages import row_other, row_start
from adapters.discord.render.paper import SELECT, Json
from core.context import FieldValue
from core.kernel.text import Rich, Words, shorten
from core.screens.elsewhere import CHOSEN, KEPT, NOBODY, OTHER, OWNER
from core.screens.moments import day_words
from core.screens.views import Field, FieldKind, Form
from core.screens.wording.ink import Ink

TEXT_INPUT, USER_SELECT, LABELLED = 4, 5, 18
TITLE, LABEL, HINT, TYPED = 45, 45, 100, 100
TITLE_SHOWN, NAME_SHOWN = 60, 40
UNSENT = "~"
"""Begins what is kept for showing it again, and is no field of the form."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line as it stands: what was changed takes the place of what it began with."""

    field: Field
    ticked: bool
    owner: str | None
    """An account of Discord's."""
    name: str
    """Of the owner; of one who has no account here too."""
    day: date | None
    typed: str = ""
    """A date that could not be read."""
    other: str = NOBODY
    """Of the people who can't be picked here the one whose it is, as the list has them."""

    @property
    def title(self) -> str:
        """What the line says."""
        return self.field.options[0].label


def rows_of(form: Form, values: Mapping[str, FieldValue]) -> tuple[Row, ...]:
    """The lines of *form*, in their order."""
    fields = (each for each in form.fields if each.kind is FieldKind.ROW and each.options)
    return tuple(_row(field, values) for field in fields)


def _row(field: Field, values: Mapping[str, FieldValue]) -> Row:
    start, part = row_start(field), field.name
    owner, name = start.owner.account if start.owner else None, _name(field)
    if f"{part}.owner" in values:
        chosen = values[f"{part}.owner"]
        if chosen != owner:
            owner, name = str(chosen) if chosen else None, str(values.get(f"{UNSENT}{part}") or "")
    other = str(values.get(f"{part}{OTHER}", row_other(field)) or NOBODY)
    if other != NOBODY and not (owner and other.startswith(KEPT)):
        owner, name = None, _label_of(field, other) or name
    elif owner is None and field.others:
        name = ""
    ticked = bool(values[f"{part}.tick"]) if f"{part}.tick" in values else start.ticked
    day = values.get(f"{part}.due", start.day.isoformat() if start.day else None)
    return Row(
        field, ticked, owner, name, date.fromisoformat(str(day)) if day else None,
        str(values.get(f"{UNSENT}{part}.due") or ""), other if owner is None else NOBODY,
    )  # fmt: skip


def _label_of(field: Field, other: str) -> str:
    return next((each.label for each in field.others if _number(each.value) == _number(other)), "")


def _number(value: str) -> str:
    return value.removeprefix(KEPT).removeprefix(CHOSEN)


def _name(field: Field) -> str:
    start = row_start(field)
    return start.owner.name if start.owner else ""


def remark(row: Row, ink: Ink) -> str:
    """Whose it is and until when."""
    owner = shorten(row.name or row.owner or "", NAME_SHOWN) or ink.plain("fact.no_owner")
    day = day_words(row.day) if row.day else ink.plain("fact.no_date")
    return f"{owner} · {day}"


def line_of(row: Row, ink: Ink) -> Rich:
    """As an entry of a list."""
    title = Words(shorten(row.title, TITLE_SHOWN), bold=True)
    return (Words("• "), title, Words(f" · {remark(row, ink)}"))


def window(row: Row, token: str, ink: Ink) -> Json:
    """One line's owner and date."""
    picked: Json = {
        "type": USER_SELECT, "custom_id": "owner", "required": False, "min_values": 0,
        "max_values": 1,
    }  # fmt: skip
    if row.owner:
        picked["default_values"] = [{"id": row.owner, "type": "user"}]
    elif row.name:
        picked["placeholder"] = plain(row.name, 150)
    beside = [_beside(row, ink)] if row.field.others else []
    typed: Json = {
        "type": TEXT_INPUT, "custom_id": "due", "style": 1, "required": False, "max_length": TYPED,
    }  # fmt: skip
    if said := row.typed or (row.day.isoformat() if row.day else ""):
        typed["value"] = said
    return {
        "custom_id": token,
        "title": plain(row.title, TITLE),
        "components": [
            {"type": LABELLED, "label": _label("line_owner", ink), "component": picked},
            *beside,
            {
                "type": LABELLED, "label": _label("line_due", ink),
                "description": plain(ink.plain("hint.due"), HINT), "component": typed,
            },
        ],
    }  # fmt: skip


def _beside(row: Row, ink: Ink) -> Json:
    """Who can't be picked here; whose it is so far is marked, for whoever is picked replaces
    them."""
    options = [
        {
            "label": plain(each.label, 100),
            "value": f"{KEPT}{number}" if mine and number != "0" else f"{CHOSEN}{number}",
            "default": mine,
        }
        for each in row.field.others
        for number in [_number(each.value)]
        for mine in [number == _number(row.other)]
    ]
    select = {
        "type": SELECT, "custom_id": "other", "options": options, "required": False,
        "min_values": 0, "max_values": 1,
    }  # fmt: skip
    return {"type": LABELLED, "label": _label("line_other", ink), "component": select}


def _label(name: str, ink: Ink) -> str:
    return plain(ink.plain(f"field.{name}"), LABEL)


def sent(components: Sequence[Mapping[str, Any]]) -> tuple[str | None, str, str]:
    """What a window brought: the account that was picked, who was chosen beside, and the words of
    the date."""
    fields: dict[str, Mapping[str, Any]] = {}
    for each in components:
        inner = each.get("component") or {}
        fields[str(inner.get("custom_id"))] = inner
    picked = fields.get("owner", {}).get("values") or ()
    others = fields.get("other", {}).get("values") or ()
    owner, other = (str(picked[0]) if picked else None), (str(others[0]) if others else NOBODY)
    if other != NOBODY and not (owner and other.startswith(KEPT)):
        owner = None
    elif owner:
        other = NOBODY
    return owner, other, str(fields.get("due", {}).get("value") or "")


def changed(
    row: Row, owner: str | None, name: str, day: str | None, typed: str = "", other: str = NOBODY
) -> dict[str, FieldValue]:
    """The values of a line that was changed; *typed*: a date that could not be read; *other*: who
    was chosen of those who can't be picked."""
    part = row.field.name
    found: dict[str, FieldValue] = {f"{part}{OWNER}": owner, f"{UNSENT}{part}": name}
    if row.field.others:
        found[f"{part}{OTHER}"] = other
    found[f"{UNSENT}{part}.due"] = typed or None
    return found if typed else {**found, f"{part}.due": day}


def only_fields(values: Mapping[str, FieldValue]) -> dict[str, FieldValue]:
    """The values that the form itself has."""
    return {name: value for name, value in values.items() if not name.startswith(UNSENT)}
