"""Typed options of a command → the line that they stand for, and what is being typed. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from adapters.discord.commands import (
    ELSEWHERE,
    MORE,
    MOST_TYPED,
    Option,
    help_of,
    name_of,
    options_of,
)
from core.catalogue import Param, VerbEntry, find
from core.context import Told
from core.kernel.tokens import Token
from core.language.line import named
from core.screens.views import Field, FieldKind, Form
from core.screens.views import Option as Choice

Sent = Mapping[str, Any]
_QUOTES = (('"', '"'), ("“", "”"), ("«", "»"))


@dataclass(frozen=True, slots=True)
class Wanted:
    """An option that is being typed: of which verb, what it takes, what stands there so far."""

    verb: str
    kind: Param
    typed: str


@dataclass(frozen=True, slots=True)
class Filled:
    """A command as it was filled in."""

    home: str
    verb: VerbEntry | None
    line: str
    """As somebody could have typed it."""
    told: tuple[Told, ...] = ()
    """Each option by itself, in the order of the line."""


def filled(data: Sent, names: Mapping[str, str]) -> Filled:
    """What was filled in. *names*: what a command is called here → its home."""
    home = names.get(str(data.get("name")), str(data.get("name")))
    verb, given = _verb(data)
    entry = find(home, verb)
    values = {str(each.get("name")): str(each.get("value") or "").strip() for each in given}
    if entry is None:
        return Filled(home, None, " ".join([verb, *values.values()]).strip())
    return of_values(entry, values)


def of_values(verb: VerbEntry, values: Mapping[str, str]) -> Filled:
    """What *verb* was filled in with: option → value."""
    every = options_of(verb)
    given = [each for each in every if values.get(name_of(each.parameter))]
    told = tuple(
        Told(name_of(each.parameter), each.parameter.kind, values[name_of(each.parameter)])
        for each in given
    )
    parts = [_part(each, one.value, given) for each, one in zip(given, told, strict=True)]
    line = [verb.name, *parts, *_criteria(given, values)]
    return Filled(verb.command, verb, " ".join(filter(None, line)), told)


COMMAND = "command"
"""Verb of the token of a command's window."""
_KINDS: Mapping[Param, FieldKind] = {
    Param.PERSON: FieldKind.PERSON, Param.PLACE: FieldKind.PLACE,
    Param.WORDS: FieldKind.MULTILINE,
}  # fmt: skip


def window(verb: VerbEntry, told: Sequence[Told]) -> Form:
    """The options of *verb* as a form, to be filled in once more; of the two for one person that
    which was used."""
    token = Token(COMMAND, value=f"{verb.command} {verb.name}")
    named = {each.name for each in told if each.kind == Param.NAME}
    left_out = {name.removesuffix(ELSEWHERE) for name in named}
    options = [
        each
        for each in options_of(verb)
        if (each.parameter.kind is not Param.NAME or each.parameter.name in named)
        and each.parameter.name not in left_out
    ]
    return Form(token.encode(), "command", "save", tuple(map(_field, options)))


def verb_of(token: Token) -> VerbEntry | None:
    """Of which verb a window is; None for every other form."""
    home, _, name = token.value.partition(" ")
    return find(home, name) if token.verb == COMMAND else None


def _field(option: Option) -> Field:
    parameter = option.parameter
    choices = tuple(Choice(each, each) for each in parameter.choices)
    kind = FieldKind.CHOICE if choices else _KINDS.get(parameter.kind, FieldKind.TEXT)
    return Field(
        name_of(parameter), kind, "option", "option",
        {"name": name_of(parameter), "help": help_of(option)},
        optional=parameter.optional, options=choices, limit=MOST_TYPED,
    )  # fmt: skip


def wanted(data: Sent, names: Mapping[str, str]) -> Wanted:
    """What is being typed."""
    home = names.get(str(data.get("name")), str(data.get("name")))
    verb, given = _verb(data)
    entry = find(home, verb)
    kinds = {name_of(o.parameter): o.parameter.kind for o in options_of(entry)} if entry else {}
    focused = next((each for each in given if each.get("focused")), {})
    kind = kinds.get(str(focused.get("name")), Param.WORDS)
    return Wanted(f"{home} {verb}", kind, str(focused.get("value") or ""))


def _verb(data: Sent) -> tuple[str, Sequence[Sent]]:
    """The subcommand, out of its group, and its options."""
    found = _first(data)
    if found.get("name") == MORE and found.get("type") == 2:
        found = _first(found)
    return str(found.get("name") or ""), found.get("options") or ()


def _first(told: Sent) -> Sent:
    options = told.get("options") or [{}]
    return options[0] if isinstance(options[0], Mapping) else {}


def _part(option: Option, value: str, given: Sequence[Option]) -> str:
    match option.parameter.kind:
        case Param.PERSON:
            return f"{option.before}<@{value}>"
        case Param.PROJECT:
            return f"{option.before}#{'-'.join(value.removeprefix('#').split())}"
        case Param.NAME:
            return f"{option.before}@{value.removeprefix('@')}"
        case Param.PLACE:
            return f"{option.before}<#{value}>"
        case Param.LINE if _more(given):
            return _title(value, {each.parameter.kind for each in given})
    return f"{option.before}{value}"


def _more(given: Sequence[Option]) -> bool:
    return any(each.parameter.optional for each in given)


def _criteria(given: Sequence[Option], values: Mapping[str, str]) -> list[str]:
    """What a title says of when it is done, for which there is no option: behind all the others,
    for it goes on to the end of the line."""
    lines = [values[name_of(o.parameter)] for o in given if o.parameter.kind is Param.LINE]
    found = [named(line, _TITLES)[1] for line in lines if _more(given)]
    return [s.text.rstrip(" ,;") for spans in found for s in spans if s.field == "criteria"]


_TITLES = frozenset({"criteria", "verifier", "after"})
"""What may be said in a title, for there is no option for it."""


def _title(line: str, given: set[Param]) -> str:
    """Where more was said by itself, *line* is a title and nothing but that; save for when it is
    done, who checks it and what it waits for, and for who and which project, where neither was
    said beside it."""
    fields = set(_TITLES) if given & {Param.PERSON, Param.NAME} else {*_TITLES, "owner"}
    if Param.PROJECT not in given and "<#" not in line:  # A channel by its number is none.
        fields.add("project")
    title, spans = named(line, fields)
    words = [span.text for span in spans if span.field != "criteria"]
    if not spans and line.startswith(("@", "#", "<")) and len(line.split()) == 1:
        return line  # A name alone is no title.
    return " ".join([quoted(title), *words])


def quoted(title: str) -> str:
    """*title* in marks that it does not hold itself, so that nothing is read out of it."""
    for left, right in _QUOTES:
        if left not in title and right not in title:
            return f"{left}{title}{right}"
    return title
