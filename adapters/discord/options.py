"""Typed options of a command → the line that they stand for, and what is being typed. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from adapters.discord.commands import MORE, Option, name_of, options_of
from core.catalogue import Param, find

Told = Mapping[str, Any]
_QUOTES = (('"', '"'), ("“", "”"), ("«", "»"))


@dataclass(frozen=True, slots=True)
class Wanted:
    """An option that is being typed: of which verb, what it takes, what stands there so far."""

    verb: str
    kind: Param
    typed: str


def line(data: Told, names: Mapping[str, str]) -> tuple[str, str]:
    """The home of the verb, and its line as somebody could have typed it. *names*: what a command
    is called here → its home."""
    home = names.get(str(data.get("name")), str(data.get("name")))
    verb, given = _verb(data)
    entry = find(home, verb)
    if entry is None:
        return home, " ".join([verb, *(str(each.get("value") or "") for each in given)]).strip()
    values = {str(each.get("name")): str(each.get("value") or "") for each in given}
    told = options_of(entry)
    parts = [_part(each, values, told) for each in told]
    return home, " ".join(filter(None, [verb, *parts]))


def wanted(data: Told, names: Mapping[str, str]) -> Wanted:
    """What is being typed."""
    home = names.get(str(data.get("name")), str(data.get("name")))
    verb, given = _verb(data)
    entry = find(home, verb)
    kinds = {name_of(o.parameter): o.parameter.kind for o in options_of(entry)} if entry else {}
    focused = next((each for each in given if each.get("focused")), {})
    kind = kinds.get(str(focused.get("name")), Param.WORDS)
    return Wanted(f"{home} {verb}", kind, str(focused.get("value") or ""))


def _verb(data: Told) -> tuple[str, Sequence[Told]]:
    """The subcommand, out of its group, and its options."""
    found = _first(data)
    if found.get("name") == MORE and found.get("type") == 2:
        found = _first(found)
    return str(found.get("name") or ""), found.get("options") or ()


def _first(told: Told) -> Told:
    options = told.get("options") or [{}]
    return options[0] if isinstance(options[0], Mapping) else {}


def _part(option: Option, values: Mapping[str, str], every: Sequence[Option]) -> str:
    value = values.get(name_of(option.parameter), "").strip()
    if not value:
        return ""
    match option.parameter.kind:
        case Param.PERSON:
            return f"{option.before}<@{value}>"
        case Param.PROJECT:
            return f"{option.before}#{value.removeprefix('#')}"
        case Param.LINE if len(every) > 1 and len([v for v in values.values() if v]) > 1:
            # What else the line says was given by itself: the title is nothing but a title.
            return quoted(value)
    return f"{option.before}{value}"


def quoted(title: str) -> str:
    """*title* in marks that it does not hold itself, so that nothing is read out of it."""
    for left, right in _QUOTES:
        if left not in title and right not in title:
            return f"{left}{title}{right}"
    return title
