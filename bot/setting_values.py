"""What each setting may be: a reader turns what was written into the value, or says in a ValueError
what to write instead. None repeats what was written, which may be a secret."""

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from attrs.converters import to_bool

from bot.trust import trust

SLACK_API = "https://slack.com/api/"
DISCORD_API = "https://discord.com/api/v10"
DISCORD_GATEWAY = "wss://gateway.discord.gg/"


@dataclass(frozen=True, slots=True, repr=False)
class SecretStr:
    """A token or an address with one: what shows it asks for it by name."""

    _value: str

    def get_secret_value(self) -> str:
        """The secret itself."""
        return self._value

    def __repr__(self) -> str:
        return "SecretStr('**********')"


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("must be text; write it in quotes")
    return value


def _path(value: object) -> Path:
    return value if isinstance(value, Path) else Path(_text(value))


def _number(value: object, least: int, most: int, told: str) -> int:
    with contextlib.suppress(ValueError):
        number = int(value) if isinstance(value, int | str) else least - 1
        if least <= number <= most:
            return number
    raise ValueError(f"must be a number {told}")


def port(value: int | str) -> int:
    """Of this machine."""
    return _number(value, 0, 65535, "from 0 to 65535, such as 8300")


def a_minute(value: int | str) -> int:
    """How often one may ask."""
    return _number(value, 0, 6000, "from 0 to 6000, such as 60")


def days(value: int | str) -> int:
    """At least one."""
    return _number(value, 1, 36500, "of days, such as 90")


def days_or_ever(value: int | str) -> int:
    """0: for good."""
    return _number(value, 0, 36500, "of days, such as 90")


def flag(value: bool | str | int) -> bool:
    """Yes or no, in the usual words."""
    try:
        return to_bool(value)
    except ValueError:
        raise ValueError("is neither yes nor no; write true or false") from None


def _secret(
    value: str | SecretStr | None, holds: Callable[[str], bool], told: str
) -> SecretStr | None:
    if value is None:
        return None
    secret = value if isinstance(value, SecretStr) else SecretStr(_text(value))
    if not holds(secret.get_secret_value()):
        raise ValueError(told)
    return secret


def bot_token(value: str | SecretStr | None) -> SecretStr | None:
    """Of a Slack app."""
    told = "does not begin with xoxb-; copy the Bot User OAuth Token of your Slack app"
    return _secret(value, lambda token: token.startswith("xoxb-"), told)


def app_token(value: str | SecretStr | None) -> SecretStr | None:
    """Of a Slack app, for Socket Mode."""
    what = "an App-Level Token with connections:write"
    told = f"does not begin with xapp-; copy {what} of your Slack app"
    return _secret(value, lambda token: token.startswith("xapp-"), told)


def signing_secret(value: str | SecretStr | None) -> SecretStr | None:
    """Of a Slack app, for HTTP mode."""
    told = "is too short; copy Signing Secret from the app's Basic Information"
    return _secret(value, lambda secret: len(secret) >= 16, told)


def base_url(value: str) -> str:
    """Where Slack's Web API is."""
    _address(value, {"http", "https"}, f"is no web address; write for example {SLACK_API}")
    if not value.endswith("/api/"):
        raise ValueError(f"must end in /api/; write for example {SLACK_API}")
    return value


def discord_token(value: str | SecretStr | None) -> SecretStr | None:
    """Of a Discord app."""
    told = "is no bot token; copy it from Bot, Reset Token, of your Discord app"
    return _secret(value, lambda token: token.count(".") == 2, told)


def discord_base_url(value: str) -> str:
    """Where Discord's API is."""
    _address(value, {"http", "https"}, f"is no web address; write for example {DISCORD_API}")
    return value.rstrip("/")


def discord_gateway_url(value: str) -> str:
    """Where Discord's gateway is."""
    _address(value, {"ws", "wss"}, f"is no WebSocket address; write for example {DISCORD_GATEWAY}")
    return value


def _address(value: object, schemes: set[str], told: str) -> None:
    parts = urlsplit(_text(value))
    if parts.scheme not in schemes or not parts.netloc:
        raise ValueError(told)


def database_url(value: str) -> str:
    """Empty: a file in the data folder."""
    known = ("sqlite:///", "postgresql://", "postgresql+psycopg://")
    if _text(value) and not value.startswith(known):
        raise ValueError(
            "is neither SQLite nor PostgreSQL; write sqlite:///data/chivvy.db or"
            " postgresql://user:password@host/chivvy, of several servers"
            " postgresql://user:password@first:5432,second:5432/chivvy"
        )
    return value.replace("postgresql://", "postgresql+psycopg://", 1)


def ca_file(value: str | Path | None) -> Path | None:
    """An authority of the house; it is read at once."""
    path = None if value is None else _path(value)
    try:
        trust(path)
    except OSError as error:  # An SSLError is one too.
        raise ValueError(
            "holds no certificates that I can read; write the path of a PEM file, such as"
            " /etc/ssl/house.pem"
        ) from error
    return path


def data_dir(value: str | Path) -> Path:
    """A folder, or what will be one."""
    path = _path(value)
    if path.exists() and not path.is_dir():
        raise ValueError("is a file; write the path of a folder, such as ./data")
    return path


def admins(value: str | Sequence[str]) -> tuple[str, ...]:
    """People by their ids."""
    ids = _several(value)
    if any(not i.isalnum() for i in ids):
        raise ValueError("takes platform ids with commas, such as U02ABC,U02DEF")
    return ids


def _several(value: object) -> tuple[str, ...]:
    given = value if isinstance(value, list | tuple) else _text(value).split(",")
    return tuple(part for each in given if (part := _text(each).strip()))


def dry_run(value: str) -> str:
    """The channel of a trial; empty: no trial."""
    return _channel(value) if _text(value).strip() else ""


def channels(value: str | Sequence[str]) -> tuple[str, ...]:
    """By name or id."""
    return tuple(map(_channel, _several(value)))


def _channel(value: str) -> str:
    name = value.strip()
    bare = name.removeprefix("#")
    if not bare or not bare.replace("-", "").replace("_", "").isalnum():
        raise ValueError("takes channels such as #chivvy-trial, or their ids such as C02ABCDEF")
    return bare if bare.isupper() and bare[0] in "CG" else f"#{bare}"


def command(value: str) -> str:
    """With its slash."""
    name = _text(value).removeprefix("/")
    if not name or not name.replace("-", "").replace("_", "").isalnum() or len(name) > 31:
        raise ValueError("is no command name; write for example /task")
    return f"/{name.lower()}"


def log_format(value: str) -> str:
    """Of a line of the log."""
    if _text(value).lower() not in {"text", "json"}:
        raise ValueError("is no format; write text or json")
    return value.lower()


def log_level(value: str) -> str:
    """In capitals."""
    if _text(value).upper() not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
        raise ValueError("is no level; write DEBUG, INFO, WARNING or ERROR")
    return value.upper()
