"""How each setting is read, from a variable or a TOML file: a ValueError says what to write."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from bot.trust import trust

SLACK_API: Final = "https://slack.com/api/"
DISCORD_API: Final = "https://discord.com/api/v10"
DISCORD_GATEWAY: Final = "wss://gateway.discord.gg/"
_ON: Final = frozenset({"1", "true", "yes", "on", "t", "y"})
_OFF: Final = frozenset({"0", "false", "no", "off", "f", "n"})
_LONGEST: Final = 36500
"""Days."""
Reader = Callable[[object], object]


class SecretStr:
    """A token or password: no ``repr``, log or error shows it."""

    __slots__ = ("_held",)

    def __init__(self, held: str) -> None:
        self._held = held

    def get_secret_value(self) -> str:
        """What is not to be shown."""
        return self._held

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SecretStr) and other._held == self._held

    def __hash__(self) -> int:
        return hash(self._held)

    def __repr__(self) -> str:
        return "SecretStr('**********')"


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError('must be text; in a file between quotes, such as "DEBUG"')
    return value


def _secret(good: Callable[[str], bool], instead: str) -> Reader:
    def read(value: object) -> SecretStr | None:
        if value is None:
            return None
        held = value if isinstance(value, SecretStr) else SecretStr(_text(value))
        if not good(held.get_secret_value()):
            raise ValueError(instead)
        return held

    return read


def _prefixed(prefix: str, what: str) -> Reader:
    instead = f"does not begin with {prefix}; copy {what} of your Slack app"
    return _secret(lambda held: held.startswith(prefix), instead)


def _address(schemes: tuple[str, ...], what: str, example: str) -> Callable[[object], str]:
    def read(value: object) -> str:
        parts = urlsplit(text := _text(value))
        if parts.scheme not in schemes or not parts.netloc:
            raise ValueError(f"is no {what}; write for example {example}")
        return text

    return read


def _slack_api(value: object) -> str:
    found = _address(("http", "https"), "web address", SLACK_API)(value)
    if not found.endswith("/api/"):
        raise ValueError(f"must end in /api/; write for example {SLACK_API}")
    return found


def _discord_api(value: object) -> str:
    return _address(("http", "https"), "web address", DISCORD_API)(value).rstrip("/")


def _flag(value: object) -> bool:
    said = str(value).strip().lower()
    if said not in _ON | _OFF:
        raise ValueError("is neither on nor off; write true or false")
    return said in _ON


def _number(first: int, last: int, instead: str) -> Reader:
    def read(value: object) -> int:
        number = value
        if isinstance(value, str) and value.strip().lstrip("+-").isdecimal():
            number = int(value)
        if not isinstance(number, int) or isinstance(number, bool) or not first <= number <= last:
            raise ValueError(instead)
        return number

    return read


def _database_url(value: object) -> str:
    url = _text(value)
    if url and not url.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")):
        raise ValueError(
            "is neither SQLite nor PostgreSQL; write sqlite:///data/chivvy.db or"
            " postgresql://user:password@host/chivvy, of several servers"
            " postgresql://user:password@first:5432,second:5432/chivvy"
        )
    return url.replace("postgresql://", "postgresql+psycopg://", 1)


def _path(value: object) -> Path:
    return value if isinstance(value, Path) else Path(_text(value))


def _ca_file(value: object) -> Path | None:
    path = _path(value) if value is not None else None
    try:
        trust(path)
    except OSError as error:  # An SSLError is one too.
        raise ValueError(
            "holds no certificates that I can read; write the path of a PEM file, such as"
            " /etc/ssl/house.pem"
        ) from error
    return path


def _data_dir(value: object) -> Path:
    path = _path(value)
    if path.exists() and not path.is_dir():
        raise ValueError("is a file; write the path of a folder, such as ./data")
    return path


def _several(value: object) -> tuple[str, ...]:
    """With commas between them, in a file also as a list."""
    if isinstance(value, list | tuple):
        return tuple(_text(each) for each in value)
    return tuple(part.strip() for part in _text(value).split(",") if part.strip())


def _admins(value: object) -> tuple[str, ...]:
    ids = _several(value)
    if any(not each.isalnum() for each in ids):
        raise ValueError("takes platform ids with commas, such as U02ABC,U02DEF")
    return ids


def _channel(value: str) -> str:
    name = value.strip()
    bare = name.removeprefix("#")
    if not bare or not bare.replace("-", "").replace("_", "").isalnum():
        raise ValueError("takes channels such as #chivvy-trial, or their ids such as C02ABCDEF")
    return bare if bare.isupper() and bare[0] in "CG" else f"#{bare}"


def _dry_run(value: object) -> str:
    said = _text(value)
    return _channel(said) if said.strip() else ""


def _channels(value: object) -> tuple[str, ...]:
    return tuple(_channel(each) for each in _several(value))


def _command(value: object) -> str:
    name = _text(value).removeprefix("/")
    if not name or not name.replace("-", "").replace("_", "").isalnum() or len(name) > 31:
        raise ValueError("is no command name; write for example /task")
    return f"/{name.lower()}"


def _log_level(value: object) -> str:
    level = _text(value).upper()
    if level not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
        raise ValueError("is no level; write DEBUG, INFO, WARNING or ERROR")
    return level


def _log_format(value: object) -> str:
    named = _text(value).lower()
    if named not in {"text", "json"}:
        raise ValueError("is no format; write text or json")
    return named


_DAYS: Final = "must be a number of days, such as 90"
READERS: Final[Mapping[str, Reader]] = {
    "slack_bot_token": _prefixed("xoxb-", "the Bot User OAuth Token"),
    "slack_app_token": _prefixed("xapp-", "an App-Level Token with connections:write"),
    "slack_signing_secret": _secret(
        lambda held: len(held) >= 16,
        "is too short; copy Signing Secret from the app's Basic Information",
    ),
    "slack_api_base_url": _slack_api,
    "discord_token": _secret(
        lambda held: held.count(".") == 2,
        "is no bot token; copy it from Bot, Reset Token, of your Discord app",
    ),
    "discord_api_base_url": _discord_api,
    "discord_gateway_url": _address(("ws", "wss"), "WebSocket address", DISCORD_GATEWAY),
    "discord_message_content": _flag,
    "database_url": _database_url,
    "data_dir": _data_dir,
    "ca_file": _ca_file,
    "port": _number(0, 65535, "must be a number from 0 to 65535, such as 8300"),
    "admins": _admins,
    "dry_run": _dry_run,
    "channels": _channels,
    "keep_requests": _number(1, _LONGEST, _DAYS),
    "keep_arrivals": _number(1, _LONGEST, _DAYS),
    "keep_messages": _number(0, _LONGEST, _DAYS),
    "keep_excerpts": _number(0, _LONGEST, _DAYS),
    "commands_per_minute": _number(0, 6000, "must be a number from 0 to 6000, such as 60"),
    "task_command": _command,
    "project_command": _command,
    "log_level": _log_level,
    "log_format": _log_format,
}
