"""A command that was written into a message as Discord spells it, with its options by name: people
copy what they read. Pure; the other way round is ``render/spelling.py``."""

import re
from collections.abc import Mapping

from adapters.discord.commands import ELSEWHERE, MORE, Option, name_of, options_of
from adapters.discord.options import of_values
from core.catalogue import Command, Param, VerbEntry, find

_PERSON = re.compile(r"<@!?(\d{1,20})>")
_PLACE = re.compile(r"<#(\d{1,20})>")


def as_line(text: str, names: Mapping[str, str]) -> str:
    """The line that *text* stands for; whatever is not written like that stays as it is. *names*:
    what a command is called here → its home."""
    first, behind = _word(text.strip().removeprefix("/"))
    home = names.get(first.casefold())
    if home is not None:
        first, behind = _word(behind)
    if first.casefold() == MORE:
        first, behind = _word(behind)
    verb = find(home or Command.TASK, first)
    values = _values(verb, behind) if verb is not None else None
    if verb is None or not values:
        return text
    line = of_values(verb, values).line
    return f"{home} {line}" if home == Command.PROJECT else line


def _word(text: str) -> tuple[str, str]:
    first, _, behind = text.partition(" ")
    return first, behind.lstrip()


def _values(verb: VerbEntry, behind: str) -> dict[str, str] | None:
    """Option → value; None where it is not all options."""
    known = {name_of(each.parameter): each for each in options_of(verb)}
    mark = re.compile(rf"(?:^|\s)({'|'.join(known)}):", re.IGNORECASE) if known else None
    parts = mark.split(behind) if mark is not None else []
    if len(parts) < 3 or parts[0].strip():
        return None
    found: dict[str, str] = {}
    for name, value in zip(parts[1::2], parts[2::2], strict=True):
        given = _given(known, name.casefold(), value.strip())
        if given is None or given[0] in found:
            return None
        found[given[0]] = given[1]
    return found


def _given(known: Mapping[str, Option], name: str, value: str) -> tuple[str, str] | None:
    """As Discord would give it: people and channels by their ids; a name stands in the option for
    names."""
    kind = known[name].parameter.kind
    if kind is Param.PERSON:
        chosen = _PERSON.fullmatch(value)
        return (name, chosen[1]) if chosen else (name + ELSEWHERE, value)
    if kind is Param.PLACE:
        chosen = _PLACE.fullmatch(value)
        return (name, chosen[1]) if chosen else None
    return name, value
