"""Which fields of a form stand on which page: a modal takes five components. Pure.

A field may need several, a list of tasks takes one for 25 of them; nothing is ever left out.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from adapters.discord.render.paper import OPTIONS
from core.context import FieldValue
from core.screens.elsewhere import KEPT, NOBODY, OTHER, OWNER
from core.screens.views import Field, FieldKind, Form, Option, RowStart, Who

MODAL_COMPONENTS = 5
"""Discord's API documentation, "Modal"."""
PARTS = 4
"""Selects for one field: a hundred options, as in Slack's menus."""
_CHOOSES = frozenset({FieldKind.CHOICE, FieldKind.CHECKS, FieldKind.ROW})


class Shape(StrEnum):
    """What a component of a modal is."""

    WORDS = "words"
    TYPED = "typed"
    PERSON = "person"
    PLACE = "place"
    PLACES = "places"
    ROLE = "role"
    ROLES = "roles"
    ONE = "one"
    MANY = "many"
    ROWS = "rows"


@dataclass(frozen=True, slots=True)
class Slot:
    """One component of a modal: what is said, a field, a part of one, or several rows."""

    shape: Shape
    name: str
    """Of the component: the field's own, with ``#n`` for a further part."""
    fields: tuple[Field, ...]
    options: tuple[Option, ...] = ()
    part: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """One modal of a form."""

    number: int
    slots: tuple[Slot, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """What comes back from it, as ``read`` names it."""
        found = (_names(each) for slot in self.slots for each in _taking(slot))
        return tuple(dict.fromkeys(name for names in found for name in names))

    @property
    def needed(self) -> bool:
        """Whether it asks for something that the form can't be carried out without."""
        return any(_must(each) for slot in self.slots for each in _taking(slot))


def pages(form: Form) -> tuple[Page, ...]:
    """The form's pages, at least one; what is said stands with the field behind it."""
    packed: list[list[Slot]] = [[]]
    for unit in _units(form.fields):
        if packed[-1] and len(packed[-1]) + len(unit) > MODAL_COMPONENTS:
            packed.append([])
        packed[-1] += unit
    return tuple(Page(number, tuple(slots)) for number, slots in enumerate(packed))


def missing(form: Form, values: Mapping[str, FieldValue]) -> tuple[Page, ...]:
    """The pages that nobody has sent yet."""
    return tuple(page for page in pages(form) if not set(page.names) <= set(values))


def started(form: Form) -> dict[str, FieldValue]:
    """What the form holds before anybody has filled it in, as ``read`` says it."""
    values: dict[str, FieldValue] = {}
    for field in form.fields:
        if field.kind is FieldKind.ROW:
            values |= row_values(field)
        elif takes(field):
            values[field.name] = _initial(field)
    return values


def takes(field: Field) -> bool:
    """Whether something can be filled in."""
    if field.kind in {FieldKind.NOTE, FieldKind.RULE}:
        return False
    return bool(field.options) or field.kind not in _CHOOSES


def row_start(field: Field) -> RowStart:
    """What a row begins with."""
    return field.initial if isinstance(field.initial, RowStart) else RowStart()


def row_tick(field: Field, *, ticked: bool) -> dict[str, FieldValue]:
    """A row's tick as it comes back."""
    return {f"{field.name}.tick": tuple(option.value for option in field.options) if ticked else ()}


def row_values(field: Field) -> dict[str, FieldValue]:
    """A row as it begins."""
    start = row_start(field)
    return {
        **row_tick(field, ticked=start.ticked),
        f"{field.name}{OWNER}": start.owner.account if start.owner else None,
        **({f"{field.name}{OTHER}": row_other(field)} if field.others else {}),
        f"{field.name}.due": start.day.isoformat() if start.day else None,
    }


def row_other(field: Field) -> str:
    """Of the people who can't be picked here the one whose a row is."""
    return next((each.value for each in field.others if each.value.startswith(KEPT)), NOBODY)


def _initial(field: Field) -> FieldValue:
    initial = field.initial
    if field.kind in {FieldKind.CHECKS, FieldKind.PLACES}:
        return initial if isinstance(initial, tuple) else ()
    if isinstance(initial, Who):
        return initial.account
    return initial if isinstance(initial, str) and initial else None


def _taking(slot: Slot) -> tuple[Field, ...]:
    return () if slot.shape is Shape.WORDS else slot.fields


def _names(field: Field) -> tuple[str, ...]:
    if field.kind is not FieldKind.ROW:
        return (field.name,)
    return (f"{field.name}.tick",)


def _must(field: Field) -> bool:
    boxes = field.kind in {FieldKind.CHECKS, FieldKind.ROW}
    return not (boxes or field.optional or _initial(field))


def _units(fields: Sequence[Field]) -> Iterator[list[Slot]]:
    """What may not be parted: words with the field behind them, the parts of one field."""
    said: list[Field] = []
    part = 0
    for field in _with_rows(fields):
        if isinstance(field, tuple):
            wrong = [*said, *(row for row in field if row.words)]
            yield [*_words(wrong), _rows(field, part)]
            part += 1
        elif takes(field):
            yield [*_words(said), *_slots(field)]
        else:
            said += [field] if field.kind is not FieldKind.RULE else []
            continue
        said = []
    if said:
        yield _words(said)


def _with_rows(fields: Sequence[Field]) -> Iterator[Field | tuple[Field, ...]]:
    """Rows below each other, 25 at a time; other fields one by one."""
    rows: list[Field] = []
    for field in fields:
        if field.kind is FieldKind.ROW and field.options:
            rows.append(field)
            if len(rows) == OPTIONS:
                yield tuple(rows)
                rows = []
            continue
        if rows:
            yield tuple(rows)
            rows = []
        yield field
    if rows:
        yield tuple(rows)


def _words(fields: Sequence[Field]) -> list[Slot]:
    return [Slot(Shape.WORDS, fields[0].name, tuple(fields))] if fields else []


def _rows(rows: tuple[Field, ...], part: int) -> Slot:
    options = tuple(row.options[0] for row in rows)
    return Slot(Shape.ROWS, rows[0].name, rows, options, part)


_SHAPES = {
    FieldKind.TEXT: Shape.TYPED,
    FieldKind.MULTILINE: Shape.TYPED,
    FieldKind.DATE: Shape.TYPED,
    FieldKind.PERSON: Shape.PERSON,
    FieldKind.PLACE: Shape.PLACE,
    FieldKind.ROLE: Shape.ROLE,
    FieldKind.ROLES: Shape.ROLES,
    FieldKind.PLACES: Shape.PLACES,
    FieldKind.CHOICE: Shape.ONE,
    FieldKind.CHECKS: Shape.MANY,
}


def _slots(field: Field) -> list[Slot]:
    shape = _SHAPES[field.kind]
    if shape not in {Shape.ONE, Shape.MANY}:
        return [Slot(shape, field.name, (field,))]
    found = tuple({option.value: option for option in field.options}.values())
    starts = range(0, min(len(found), OPTIONS * PARTS), OPTIONS)
    return [
        Slot(shape, f"{field.name}#{n}" if n else field.name, (field,), found[at : at + OPTIONS], n)
        for n, at in enumerate(starts)
    ]
