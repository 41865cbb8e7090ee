"""What hands do: find the buttons of a view, fill in a form."""

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.context import FieldValue
from core.screens.views import Button, Field, FieldKind, Form, RowStart
from tests.machine.cast import CLUB_GUILD, GUILD, HALL, INFRA, PEOPLE, TALK, TEAM, sender

OPEN = {TEAM: INFRA, GUILD: TALK, CLUB_GUILD: HALL}
"""The channel that somebody picks."""


@dataclass(frozen=True)
class Pressable:
    """A button on somebody's screen."""

    token: str
    place: str
    label: str


def pressable(node: object) -> Iterator[Button]:
    """The buttons of a view, wherever in it they stand."""
    if isinstance(node, Button):
        yield node
    elif dataclasses.is_dataclass(node):
        for part in dataclasses.fields(node):
            yield from pressable(getattr(node, part.name))
    elif isinstance(node, tuple):
        for each in node:
            yield from pressable(each)


def fill(
    form: Form, now: datetime, who: str, place: str, *, anyway: bool = False
) -> Mapping[str, FieldValue]:
    """What somebody fills in: what stands there already, else something of its kind."""
    team = sender(who, place).team
    somebody = "jonas" if team in PEOPLE["jonas"].accounts else who
    friday = (now + timedelta(days=3)).strftime("%d %b %Y")
    made = {"text": "words of theirs", "multiline": "words of theirs", "date": friday,
            "person": PEOPLE[somebody].accounts[team], "place": OPEN[team]}  # fmt: skip
    filled: dict[str, FieldValue] = {}
    for each in form.fields:
        if each.kind is FieldKind.ROW:
            filled |= _row(each)
        elif each.name == "anyway":
            filled[each.name] = tuple(option.value for option in each.options) if anyway else ()
        else:
            filled[each.name] = _value(each, made)
    return filled


def _value(each: Field, made: Mapping[str, str]) -> FieldValue:
    if isinstance(each.initial, str | tuple) and each.initial:
        return each.initial
    choice = each.kind.value == "choice"
    if choice and each.options:
        return each.options[0].value
    if each.optional and not choice:
        return None
    return made.get(each.kind.value)


def _row(each: Field) -> dict[str, FieldValue]:
    """A line that is ticked, with its day as it stands there."""
    start = each.initial if isinstance(each.initial, RowStart) else RowStart(True, None, None)
    day = start.day.isoformat() if start.day else None
    tick = tuple(option.value for option in each.options)
    return {f"{each.name}.tick": tick, f"{each.name}.owner": None, f"{each.name}.due": day}
