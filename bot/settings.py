"""Settings from the environment and one optional TOML file; the only reader of the environment."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator

from bot.trust import trust
from core.keeping import Keeping

SLACK_API = "https://slack.com/api/"
DISCORD_API = "https://discord.com/api/v10"
DISCORD_GATEWAY = "wss://gateway.discord.gg/"
NAMES: Mapping[str, str] = {
    "slack_bot_token": "SLACK_BOT_TOKEN",
    "slack_app_token": "SLACK_APP_TOKEN",
    "slack_signing_secret": "SLACK_SIGNING_SECRET",
    "slack_api_base_url": "SLACK_API_BASE_URL",
    "discord_token": "DISCORD_TOKEN",
    "discord_api_base_url": "DISCORD_API_BASE_URL",
    "discord_gateway_url": "DISCORD_GATEWAY_URL",
    "discord_message_content": "DISCORD_MESSAGE_CONTENT",
    "database_url": "DATABASE_URL",
    "data_dir": "CHIVVY_DATA_DIR",
    "ca_file": "CHIVVY_CA_FILE",
    "port": "CHIVVY_PORT",
    "admins": "CHIVVY_ADMINS",
    "dry_run": "CHIVVY_DRY_RUN",
    "channels": "CHIVVY_CHANNELS",
    "keep_requests": "CHIVVY_KEEP_REQUESTS",
    "keep_arrivals": "CHIVVY_KEEP_ARRIVALS",
    "keep_messages": "CHIVVY_KEEP_MESSAGES",
    "keep_excerpts": "CHIVVY_KEEP_EXCERPTS",
    "commands_per_minute": "CHIVVY_COMMANDS_PER_MINUTE",
    "task_command": "CHIVVY_TASK_COMMAND",
    "project_command": "CHIVVY_PROJECT_COMMAND",
    "log_level": "CHIVVY_LOG_LEVEL",
    "log_format": "CHIVVY_LOG_FORMAT",
}
"""Each setting and its variable; the TOML file uses the names on the left."""


SECRETS = (
    "slack_bot_token", "slack_app_token", "slack_signing_secret", "discord_token", "database_url",
)  # fmt: skip
"""May also be given by a file whose path is in ``<VARIABLE>_FILE``, as container platforms do."""
TOKENS = SECRETS[:4]
"""Never in the TOML file, which people copy, commit and show."""


class BrokenSettings(Exception):
    """Settings that cannot work: one line each, with what to write instead."""

    def __init__(self, lines: tuple[str, ...]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


class Settings(BaseModel):
    """What a run of Chivvy is told. Secrets never show in ``repr`` or logs."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    slack_bot_token: SecretStr | None = None
    slack_app_token: SecretStr | None = None
    slack_signing_secret: SecretStr | None = None
    slack_api_base_url: str = SLACK_API
    discord_token: SecretStr | None = None
    discord_api_base_url: str = DISCORD_API
    discord_gateway_url: str = DISCORD_GATEWAY
    discord_message_content: bool = False
    database_url: str = ""
    data_dir: Path = Path("data")
    ca_file: Path | None = None
    port: Annotated[int, Field(ge=0, le=65535)] = 8300
    admins: tuple[str, ...] = ()
    dry_run: str = ""
    channels: tuple[str, ...] = ()
    keep_requests: Annotated[int, Field(ge=1, le=36500)] = 30
    keep_arrivals: Annotated[int, Field(ge=1, le=36500)] = 30
    keep_messages: Annotated[int, Field(ge=0, le=36500)] = 0
    keep_excerpts: Annotated[int, Field(ge=0, le=36500)] = 0
    commands_per_minute: Annotated[int, Field(ge=0, le=6000)] = 60
    task_command: str = "/task"
    project_command: str = "/project"
    log_level: str = "INFO"
    log_format: str = "text"

    @property
    def database(self) -> str:
        """The database's address: SQLite in the data folder unless another is given."""
        return self.database_url or f"sqlite:///{self.data_dir.resolve() / 'chivvy.db'}"

    @property
    def keeping(self) -> Keeping:
        """How long what nobody needs any more is kept."""
        return Keeping(
            self.keep_requests, self.keep_arrivals, self.keep_messages, self.keep_excerpts
        )

    @field_validator("slack_bot_token")
    @classmethod
    def _bot_token(cls, value: SecretStr | None) -> SecretStr | None:
        return _prefixed(value, "xoxb-", "the Bot User OAuth Token")

    @field_validator("slack_app_token")
    @classmethod
    def _app_token(cls, value: SecretStr | None) -> SecretStr | None:
        return _prefixed(value, "xapp-", "an App-Level Token with connections:write")

    @field_validator("slack_signing_secret")
    @classmethod
    def _signing_secret(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and len(value.get_secret_value()) < 16:
            raise ValueError("is too short; copy Signing Secret from the app's Basic Information")
        return value

    @field_validator("slack_api_base_url")
    @classmethod
    def _base_url(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.netloc:
            raise ValueError(f"is no web address; write for example {SLACK_API}")
        if not value.endswith("/api/"):
            raise ValueError(f"must end in /api/; write for example {SLACK_API}")
        return value

    @field_validator("discord_token")
    @classmethod
    def _discord_token(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and value.get_secret_value().count(".") != 2:
            raise ValueError("is no bot token; copy it from Bot, Reset Token, of your Discord app")
        return value

    @field_validator("discord_api_base_url")
    @classmethod
    def _discord_base_url(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.netloc:
            raise ValueError(f"is no web address; write for example {DISCORD_API}")
        return value.rstrip("/")

    @field_validator("discord_gateway_url")
    @classmethod
    def _gateway_url(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in {"ws", "wss"} or not parts.netloc:
            raise ValueError(f"is no WebSocket address; write for example {DISCORD_GATEWAY}")
        return value

    @field_validator("database_url")
    @classmethod
    def _database_url(cls, value: str) -> str:
        if value and not value.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")):
            raise ValueError(
                "is neither SQLite nor PostgreSQL; write sqlite:///data/chivvy.db or"
                " postgresql://user:password@host/chivvy, of several servers"
                " postgresql://user:password@first:5432,second:5432/chivvy"
            )
        return value.replace("postgresql://", "postgresql+psycopg://", 1)

    @field_validator("ca_file")
    @classmethod
    def _ca_file(cls, value: Path | None) -> Path | None:
        try:
            trust(value)
        except OSError as error:  # An SSLError is one too.
            raise ValueError(
                "holds no certificates that I can read; write the path of a PEM file, such as"
                " /etc/ssl/house.pem"
            ) from error
        return value

    @field_validator("data_dir")
    @classmethod
    def _data_dir(cls, value: Path) -> Path:
        if value.exists() and not value.is_dir():
            raise ValueError("is a file; write the path of a folder, such as ./data")
        return value

    @field_validator("admins", mode="before")
    @classmethod
    def _admins(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        ids = tuple(part.strip() for part in value.split(",") if part.strip())
        if any(not i.isalnum() for i in ids):
            raise ValueError("takes platform ids with commas, such as U02ABC,U02DEF")
        return ids

    @property
    def commands(self) -> dict[str, str]:
        """What the slash commands are called here, by their homes."""
        return {"task": self.task_command, "project": self.project_command}

    @field_validator("dry_run")
    @classmethod
    def _dry_run(cls, value: str) -> str:
        return _channel(value) if value.strip() else ""

    @field_validator("channels", mode="before")
    @classmethod
    def _channels(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        return tuple(_channel(part) for part in value.split(",") if part.strip())

    @field_validator("task_command", "project_command")
    @classmethod
    def _command(cls, value: str) -> str:
        name = value.removeprefix("/")
        if not name or not name.replace("-", "").replace("_", "").isalnum() or len(name) > 31:
            raise ValueError("is no command name; write for example /task")
        return f"/{name.lower()}"

    @field_validator("log_format")
    @classmethod
    def _log_format(cls, value: str) -> str:
        if value.lower() not in {"text", "json"}:
            raise ValueError("is no format; write text or json")
        return value.lower()

    @field_validator("log_level")
    @classmethod
    def _log_level(cls, value: str) -> str:
        if value.upper() not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
            raise ValueError("is no level; write DEBUG, INFO, WARNING or ERROR")
        return value.upper()


def _channel(value: str) -> str:
    name = value.strip()
    bare = name.removeprefix("#")
    if not bare or not bare.replace("-", "").replace("_", "").isalnum():
        raise ValueError("takes channels such as #chivvy-trial, or their ids such as C02ABCDEF")
    return bare if bare.isupper() and bare[0] in "CG" else f"#{bare}"


def _prefixed(value: SecretStr | None, prefix: str, what: str) -> SecretStr | None:
    if value is not None and not value.get_secret_value().startswith(prefix):
        raise ValueError(f"does not begin with {prefix}; copy {what} of your Slack app")
    return value


def load(environment: Mapping[str, str] | None = None, file: Path | None = None) -> Settings:
    """Settings of this run; the environment wins over the file. BrokenSettings names each fault."""
    environment = os.environ if environment is None else environment
    named = file or (Path(p) if (p := environment.get("CHIVVY_CONFIG")) else None)
    values = _from_file(named) if named else {}
    _refuse_tokens(values)
    values |= _secrets(environment)
    values |= {n: environment[v] for n, v in NAMES.items() if environment.get(v)}
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        raise BrokenSettings(tuple(_line(e["loc"], e["msg"]) for e in error.errors())) from None


def _refuse_tokens(values: Mapping[str, object]) -> None:
    lines = [
        f"{name}: a token has no place in the file; set {NAMES[name]}, or {NAMES[name]}_FILE to"
        " the path of a file that holds nothing else"
        for name in TOKENS
        if name in values
    ]
    if lines:
        raise BrokenSettings(tuple(lines))


def _secrets(environment: Mapping[str, str]) -> dict[str, object]:
    paths = {name: environment.get(f"{NAMES[name]}_FILE") for name in SECRETS}
    return {name: _held(f"{NAMES[name]}_FILE", path) for name, path in paths.items() if path}


def _held(variable: str, path: str) -> str:
    """What the file holds, without the line's end; its content is never told."""
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise BrokenSettings(
            (f"{variable}: {path} cannot be read ({type(error).__name__}); write the path of a file"
             " that holds the token and nothing else",)
        ) from None  # fmt: skip


def _from_file(file: Path) -> dict[str, object]:
    import tomllib  # Most are told everything by their environment.

    try:
        return dict(tomllib.loads(file.read_text(encoding="utf-8")))
    except FileNotFoundError:
        raise BrokenSettings(
            (f"CHIVVY_CONFIG: {file} does not exist; write the path of a TOML file",)
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise BrokenSettings(
            (f"CHIVVY_CONFIG: {file} cannot be read ({type(error).__name__})",)
        ) from None
    except tomllib.TOMLDecodeError as error:
        example = 'write lines such as port = 8300 or data_dir = "data"'
        raise BrokenSettings(
            (f"CHIVVY_CONFIG: {file} is not valid TOML: {error}; {example}",)
        ) from None


def _line(location: tuple[int | str, ...], message: str) -> str:
    name = str(location[0]) if location else "settings"
    if message == "Extra inputs are not permitted":
        return f"{name}: unknown setting; known are {', '.join(NAMES)}"
    if name == "commands_per_minute":
        return f"{NAMES[name]}: must be a number from 0 to 6000, such as 60"
    if name.startswith("keep_"):
        return f"{NAMES[name]}: must be a number of days, such as 90"
    if name == "port":
        return f"{NAMES[name]}: must be a number from 0 to 65535, such as 8300"
    return f"{NAMES.get(name, name)}: {message.removeprefix('Value error, ')}"


def require_platform(settings: Settings) -> None:
    """What ``chivvy run`` needs beyond valid values: a token, and a way to be reached."""
    if settings.discord_token is not None and settings.slack_bot_token is None:
        return
    require_slack(settings)


def require_discord(settings: Settings) -> None:
    """What asking Discord needs."""
    if settings.discord_token is None:
        raise BrokenSettings(
            ("DISCORD_TOKEN: is missing; copy it from Bot, Reset Token, of your Discord app",)
        )


def require_slack(settings: Settings) -> None:
    """What ``chivvy run`` needs beyond valid values: a bot token, and a way to be reached."""
    lines = []
    if settings.slack_bot_token is None:
        lines.append(
            "SLACK_BOT_TOKEN: is missing; copy the Bot User OAuth Token (xoxb-...) of your app,"
            " or set DISCORD_TOKEN, or try `chivvy sandbox`, which needs none"
        )
    if settings.slack_app_token is None and settings.slack_signing_secret is None:
        lines.append(
            "SLACK_APP_TOKEN: is missing; write an App-Level Token (xapp-...) for Socket Mode,"
            " or SLACK_SIGNING_SECRET for HTTP mode on /slack/events"
        )
    if lines:
        raise BrokenSettings(tuple(lines))
