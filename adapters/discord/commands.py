"""The catalogue as Discord's commands: two groups with a subcommand for each verb, and what can be
done with a message. Pure.

Limits: docs.discord.com/developers/interactions/application-commands.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from core.catalogue import (
    COMMANDS,
    OFTEN,
    PRIORITIES,
    PROJECT_FIELDS,
    SHORTCUTS,
    VERBS,
    Command,
    Param,
    Parameter,
    VerbEntry,
)

Json = dict[str, Any]
SUBCOMMAND, GROUP, STRING, USER, CHANNEL = 1, 2, 3, 6, 7
POSTED_IN = [0, 5]
"""Kinds of channels that we post in: of text, and of announcements."""
CHAT, MESSAGE = 1, 3
OPTIONS, CHOICES, DESCRIPTION, NAME = 25, 25, 100, 32
MOST_TYPED = 4000
"""Characters of an option: what a window takes as well, in which it comes back to be corrected.
What is longer is not sent, and stays where it is typed."""
MORE = "more"
"""The group of the verbs for which there is no room at the top."""
ELSEWHERE = "_elsewhere"
"""Ends the name of the option for somebody who is on another platform only."""
_COMPLETED = frozenset({
    Param.TASK, Param.TASKS, Param.DATE, Param.PROJECT, Param.NAME, Param.FILTERS,
})  # fmt: skip
_GUILD_INSTALL = 0
_GUILD, _BOT_DM = 0, 1
_KEPT = (
    "type", "name", "description", "required", "autocomplete", "choices", "options", "max_length",
    "channel_types",
)  # fmt: skip
"""What of a command is ours to say; Discord adds ids and defaults."""


@dataclass(frozen=True, slots=True)
class Option:
    """An option of a verb: its parameter, and what stands before it in the line."""

    parameter: Parameter
    before: str = ""
    help: str = ""


def _optional(name: str, kind: Param, help_: str, before: str = "", *choices: str) -> Option:
    return Option(Parameter(name, kind, optional=True, choices=choices), before, help_)


_HELP: Mapping[Param, str] = {
    Param.TASK: "Which task: its number or words of its title",
    Param.TASKS: "Which tasks: T-42 T-43",
    Param.PERSON: "Who",
    Param.NAME: "Who, if not on this server but on the other platform: by name",
    Param.FILTERS: "@name, #project, overdue, today, done, words; all of them hold",
    Param.DATE: "friday 17:00, in 3 days, 24 dec",
    Param.PROJECT: "Which project",
    Param.CHOICE: "Which one",
    Param.LINE: "In one line: title, @owner, date, priority, #project",
}
_OWN: Mapping[tuple[Command, str], tuple[Option, ...]] = {
    (Command.TASK, "add"): (
        Option(Parameter("title", Param.LINE), help="What is to be done; alone, as in one line"),
        _optional("owner", Param.PERSON, "Who has it"),
        _optional("due", Param.DATE, "When it is due", "due "),
        _optional("priority", Param.CHOICE, "How much it matters", "", *PRIORITIES),
        _optional("project", Param.PROJECT, "Which project it belongs to"),
    ),
    (Command.TASK, "block"): (
        Option(Parameter("task", Param.TASK)),
        Option(Parameter("reason", Param.WORDS), help="What is in the way"),
        _optional("helper", Param.PERSON, "Who can remove it"),
    ),
    (Command.TASK, "due"): (
        Option(Parameter("task", Param.TASK)),
        Option(Parameter("date", Param.DATE)),
        _optional("reason", Param.WORDS, "Why it moves", "- "),
    ),
    (Command.TASK, "drop"): (
        _optional("task", Param.TASK, _HELP[Param.TASK]),
        _optional("all_by", Param.PERSON, "Everything open that somebody added", "all by "),
        _optional(
            "since", Param.WORDS, "Only what was added since: yesterday, monday 14:00", "since "
        ),
        _optional("reason", Param.WORDS, "Why", "- "),
    ),
    (Command.TASK, "away"): (
        _optional("dates", Param.WORDS, "until monday; 24 dec to 2 jan; today"),
        _optional("cover", Param.PERSON, "Who answers meanwhile", "cover "),
    ),
    (Command.PROJECT, "set"): (
        _optional("project", Param.PROJECT, "Which project"),
        Option(Parameter("field", Param.CHOICE, choices=PROJECT_FIELDS), help="What to change"),
        _optional("value", Param.WORDS, "What it shall be"),
        _optional("channel", Param.PLACE, "Of home: the channel that it shall live in"),
    ),
    (Command.PROJECT, "home"): (
        _optional("project", Param.PROJECT, "Which project"),
        _optional("channel", Param.PLACE, "Where it shall live"),
        _optional("where", Param.CHOICE, "In this channel; or nowhere here", "", "here", "off"),
    ),
    (Command.PROJECT, "pause"): (
        _optional("project", Param.PROJECT, "Which project"),
        _optional("date", Param.DATE, "Until when", "until "),
        _optional("reason", Param.WORDS, "Why", "- "),
    ),
}
"""Verbs whose line is put together of other parts than their parameters say."""


def options_of(verb: VerbEntry, *, elsewhere: bool = True) -> tuple[Option, ...]:
    """The options of a verb, in the order of its line. *elsewhere*: whether people may be chosen
    who are on another platform only: of the two options for one person either is enough."""
    own = _OWN.get((verb.command, verb.name)) or tuple(map(Option, verb.parameters))
    return tuple(_twins(own)) if elsewhere else own


def _twins(options: Iterable[Option]) -> Iterator[Option]:
    for option in options:
        parameter = option.parameter
        if parameter.kind is not Param.PERSON:
            yield option
            continue
        yield replace(option, parameter=replace(parameter, optional=True))
        name = name_of(parameter) + ELSEWHERE
        yield _optional(name, Param.NAME, "", option.before)


def name_of(parameter: Parameter) -> str:
    """An option's name: lower case, without spaces."""
    return parameter.name.replace(" ", "_")[:NAME]


def payload(names: Mapping[str, str], *, elsewhere: bool = False) -> list[Json]:
    """All our commands. *names*: a command's home → what it is called here. *elsewhere*: whether
    people may be on another platform."""
    groups = [_command(home, names.get(home, home), elsewhere) for home in Command]
    return groups + [_reachable({"name": each.name, "type": MESSAGE}) for each in SHORTCUTS]


def digest(commands: Iterable[Mapping[str, Any]]) -> str:
    """Hash of what is ours in *commands*, whether we made them or Discord gave them back."""
    told = sorted((_essence(command) for command in commands), key=lambda each: str(each["name"]))
    shown = json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(shown.encode()).hexdigest()


def at_the_top(home: Command) -> tuple[str, ...]:
    """The verbs that need no group: what people use most, then in the catalogue's order."""
    every = [verb.name for verb in VERBS if verb.command == home]
    first = [*OFTEN[home], *(name for name in every if name not in OFTEN[home])]
    return tuple(first) if len(first) <= OPTIONS else tuple(first[: OPTIONS - 1])


def _command(home: Command, called: str, elsewhere: bool) -> Json:
    verbs = {verb.name: verb for verb in VERBS if verb.command == home}
    top = at_the_top(home)
    shown = [_verb(verbs[name], elsewhere) for name in top]
    if rest := [verb for name, verb in verbs.items() if name not in top]:
        more = {
            "type": GROUP, "name": MORE, "description": "What is needed less often",
            "options": [_verb(verb, elsewhere) for verb in rest],
        }  # fmt: skip
        shown.append(more)
    return _reachable(
        {
            "name": called.removeprefix("/"), "type": CHAT,
            "description": COMMANDS[home][:DESCRIPTION], "options": shown,
        }
    )  # fmt: skip


def _reachable(command: Json) -> Json:
    """Installed in guilds; used there and in our direct messages."""
    return command | {"integration_types": [_GUILD_INSTALL], "contexts": [_GUILD, _BOT_DM]}


def _verb(verb: VerbEntry, elsewhere: bool) -> Json:
    told = sorted(options_of(verb, elsewhere=elsewhere), key=lambda each: each.parameter.optional)
    shown: Json = {
        "type": SUBCOMMAND, "name": verb.name, "description": _fitting(verb.help),
    }  # fmt: skip
    return shown | ({"options": [_option(each) for each in told]} if told else {})


def _option(option: Option) -> Json:
    parameter = option.parameter
    told: Json = {
        "type": _TYPES.get(parameter.kind, STRING),
        "name": name_of(parameter),
        "description": help_of(option),
    }
    if told["type"] == STRING and not parameter.choices:
        told["max_length"] = MOST_TYPED
    if not parameter.optional:
        told["required"] = True
    if parameter.kind is Param.PLACE:
        told["channel_types"] = POSTED_IN
    if parameter.kind in _COMPLETED:
        told["autocomplete"] = True
    if parameter.choices and len(parameter.choices) <= CHOICES:
        told["choices"] = [{"name": each, "value": each} for each in parameter.choices]
    return told


_TYPES: Mapping[Param, int] = {Param.PERSON: USER, Param.PLACE: CHANNEL}


def help_of(option: Option) -> str:
    """What is said beside an option."""
    return _fitting(option.help or _HELP.get(option.parameter.kind, option.parameter.name))


def _fitting(text: str) -> str:
    return text if len(text) <= DESCRIPTION else f"{text[: DESCRIPTION - 1]}…"


def _essence(told: Mapping[str, Any]) -> Json:
    """What is ours to say, without what is empty or a default."""
    found = {name: told[name] for name in _KEPT if told.get(name)}
    for name in ("options", "choices"):
        if isinstance(parts := found.get(name), Sequence):
            found[name] = [_essence(part) | _value(part) for part in parts]
    return found


def _value(part: Mapping[str, Any]) -> Json:
    return {"value": part["value"]} if "value" in part else {}
