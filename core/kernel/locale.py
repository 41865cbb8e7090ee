"""How things are said to somebody: language and habits, and what things are called here."""

import re
from collections.abc import Mapping

_COMMAND = re.compile(r"(?<![\w/.])/(task|project)(?![\w/])")


class Locale(str):
    """A locale such as ``en-GB``, with the names of the slash commands by their homes."""

    __slots__ = ("commands", "platform")

    commands: Mapping[str, str]
    """``{"task": "/todo"}``; what is missing is called as in the catalogue."""

    platform: str
    """Where it is read: what is done differently there has a text of its own."""

    def __new__(cls, tag: str, commands: Mapping[str, str], platform: str = "") -> "Locale":
        """*tag* with these names."""
        made = super().__new__(cls, tag)
        made.commands = commands
        made.platform = platform
        return made


def platform_of(locale: str) -> str:
    """Where it is read, as far as that is known."""
    return locale.platform if isinstance(locale, Locale) else ""


def command_name(home: str, locale: str) -> str:
    """What the command is called for who reads *locale*: ``/task``, unless it was renamed."""
    commands = locale.commands if isinstance(locale, Locale) else {}
    return commands.get(home, f"/{home}")


def renamed(text: str, locale: str, *, count: int = 0) -> str:
    """Words of our own with the commands called as they are here; *count*: so many at most."""
    if not isinstance(locale, Locale) or not locale.commands or "/" not in text:
        return text
    return _COMMAND.sub(lambda found: command_name(found[1], locale), text, count=count)


def renamed_example(text: str, locale: str) -> str:
    """As ``renamed``, for what is to be typed: behind the command stand words of people."""
    return renamed(text, locale, count=1) if _COMMAND.match(text) else text
