"""What application commands may look like.

Source: docs.discord.com/developers/interactions/application-commands (registering, naming,
"Application Command Object") and /reference#locales.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from tests.discord_adapter.discord_server import rules
from tests.discord_adapter.discord_server.components import check_field
from tests.discord_adapter.discord_server.errors import Problems
from tests.discord_adapter.discord_server.model import Json

CHAT, USER, MESSAGE = 1, 2, 3
"""Types of commands."""
MOST: Final = {CHAT: 100, USER: 5, MESSAGE: 5}
OPTIONS: Final = 25
CHOICES: Final = 25
CHARACTERS: Final = 8000
"""Over names, descriptions and values of a command; of translations the longest counts."""
SUBCOMMAND, GROUP, STRING, INTEGER, CHANNEL, NUMBER = 1, 2, 3, 4, 7, 10
NAME: Final = re.compile(r"[-_'\w]{1,32}")
DESCRIPTION: Final = rules.Text(1, 100, required=True)
LOCALES: Final = frozenset((
    "id", "da", "de", "en-GB", "en-US", "es-ES", "es-419", "fr", "hr", "it", "lt", "hu", "nl",
    "no", "pl", "pt-BR", "ro", "fi", "sv-SE", "vi", "tr", "cs", "el", "bg", "ru", "uk", "hi",
    "th", "zh-CN", "ja", "zh-TW", "ko",
))  # fmt: skip
_NAMED: Final = ("name", "name_localizations", "description", "description_localizations", "type")
_COMMAND: Final = frozenset((
    *_NAMED, "options", "default_member_permissions", "dm_permission", "contexts",
    "integration_types", "nsfw", "id",
))  # fmt: skip
_OPTION: Final = frozenset((
    *_NAMED, "required", "choices", "autocomplete", "options", "channel_types", "min_value",
    "max_value", "min_length", "max_length",
))  # fmt: skip
_LENGTHS: Final[Mapping[str, rules.Rule]] = {
    "min_length": rules.Whole(0, 6000), "max_length": rules.Whole(1, 6000),
}  # fmt: skip

Path = tuple[str | int, ...]


def check(commands: list[Json]) -> None:
    """Refuse a list of commands that Discord refuses."""
    problems = Problems()
    for kind, most in MOST.items():
        if sum(one.get("type", CHAT) == kind for one in commands) > most:
            told = f"Maximum number of application commands reached ({most})"
            problems.add((), "APPLICATION_COMMANDS_MAXIMUM", told)
    twice = Counter((one.get("type", CHAT), one.get("name")) for one in commands)
    for place, one in enumerate(commands):
        _check_command(one, (place,), problems)
        if twice[one.get("type", CHAT), one.get("name")] > 1:
            told = "Application command names must be unique"
            problems.add((place,), "APPLICATION_COMMANDS_DUPLICATE_NAME", told)
    problems.refuse()


def _check_command(one: Json, path: Path, problems: Problems) -> None:
    _unknown(one, _COMMAND, path, problems)
    if one.get("type", CHAT) == CHAT:
        _check_named(one, path, problems)
        _check_options(one.get("options") or [], path, problems, depth=0)
    else:
        check_field(one.get("name"), rules.Text(1, 32, required=True), (*path, "name"), problems)
        if one.get("description") or one.get("options"):
            told = "Context menu commands cannot have description"
            problems.add((*path, "description"), "APPLICATION_COMMANDS_MENU_PLAIN", told)
    if size(one) > CHARACTERS:
        told = f"Command exceeds maximum size ({CHARACTERS})"
        problems.add(path, "APPLICATION_COMMAND_TOO_LARGE", told)


def _unknown(one: Json, known: Iterable[str], path: Path, problems: Problems) -> None:
    for name in one.keys() - set(known):
        problems.add((*path, name), "LOOPBACK_UNKNOWN", f"The loopback does not know `{name}`.")


def _check_named(one: Json, path: Path, problems: Problems) -> None:
    names = {"name": one.get("name")}
    for locale, text in (one.get("name_localizations") or {}).items():
        names[f"name_localizations.{locale}"] = text
        _check_locale(locale, (*path, "name_localizations"), problems)
    for where, text in names.items():
        if not isinstance(text, str) or not NAME.fullmatch(text) or text != text.lower():
            told = f"Command name is invalid: {text!r}"
            problems.add((*path, where), "APPLICATION_COMMAND_INVALID_NAME", told)
    check_field(one.get("description"), DESCRIPTION, (*path, "description"), problems)
    for locale, text in (one.get("description_localizations") or {}).items():
        at = (*path, "description_localizations", locale)
        _check_locale(locale, at, problems)
        check_field(text, DESCRIPTION, at, problems)


def _check_locale(locale: str, path: Path, problems: Problems) -> None:
    if locale not in LOCALES:
        problems.add(path, "DICT_TYPE_CONVERT", f"Unknown locale {locale}")


def _check_options(options: list[Json], path: Path, problems: Problems, *, depth: int) -> None:
    at = (*path, "options")
    if len(options) > OPTIONS:
        problems.length(at, 0, OPTIONS)
    nested = [one.get("type") in (SUBCOMMAND, GROUP) for one in options]
    if any(nested) and not all(nested):
        told = "Sub-command and sub-command group option types are mutually exclusive to others"
        problems.add(at, "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", told)
    twice = Counter(one.get("name") for one in options)
    optional_before = False
    for place, one in enumerate(options):
        here = (*at, place)
        _check_option(one, here, problems, depth=depth)
        if twice[one.get("name")] > 1:
            told = "Option name already exists"
            problems.add((*here, "name"), "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS", told)
        if one.get("required") and optional_before:
            told = "Required options must be placed before non-required options"
            problems.add(here, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", told)
        optional_before = optional_before or not one.get("required")


def _check_option(one: Json, path: Path, problems: Problems, *, depth: int) -> None:
    _unknown(one, _OPTION, path, problems)
    _check_named(one, path, problems)
    kind = one.get("type")
    if kind in (SUBCOMMAND, GROUP):
        if depth + (kind == GROUP) > 1:
            told = "Sub-commands nest two deep at most"
            problems.add((*path, "type"), "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", told)
        _check_options(one.get("options") or [], path, problems, depth=depth + 1 + (kind == 1))
        return
    if kind not in range(3, 12):
        problems.add((*path, "type"), "BASE_TYPE_CHOICES", "Value must be an option type.")
    _check_choices(one, path, problems)
    for name, rule in _LENGTHS.items():
        if name in one and kind != STRING:
            problems.add((*path, name), "BASE_TYPE_UNEXPECTED", "Only for strings.")
        check_field(one.get(name), rule, (*path, name), problems)
    for name in ("min_value", "max_value"):
        if one.get(name) is not None and kind not in (INTEGER, NUMBER):
            problems.add((*path, name), "BASE_TYPE_UNEXPECTED", "Only for numbers.")
    if one.get("channel_types") and kind != CHANNEL:
        problems.add((*path, "channel_types"), "BASE_TYPE_UNEXPECTED", "Only for channels.")


def _check_choices(one: Json, path: Path, problems: Problems) -> None:
    choices = one.get("choices") or []
    if choices or one.get("autocomplete"):
        if one.get("type") not in (STRING, INTEGER, NUMBER):
            problems.add((*path, "choices"), "BASE_TYPE_UNEXPECTED", "Not for this type.")
        if choices and one.get("autocomplete"):
            told = "Options with autocomplete have no choices"
            problems.add((*path, "choices"), "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE", told)
    if len(choices) > CHOICES:
        problems.length((*path, "choices"), 0, CHOICES)
    for place, choice in enumerate(choices):
        for name in ("name", "value"):
            text = choice.get(name)
            if isinstance(text, str) and not 1 <= len(text) <= 100:
                problems.length((*path, "choices", place, name), 1, 100)


def size(one: Json) -> int:
    """Characters of a command, an option or a choice with what is in it."""
    total = len(str(one["value"])) if isinstance(one.get("value"), str) else 0
    for name in ("name", "description"):
        translated = (one.get(f"{name}_localizations") or {}).values()
        total += max(len(text) for text in ((one.get(name) or ""), *translated))
    inside = [*(one.get("options") or ()), *(one.get("choices") or ())]
    return total + sum(size(each) for each in inside)
