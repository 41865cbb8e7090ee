"""Settings from the environment and one optional TOML file; the only reader of the environment."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from attrs import field, fields_dict, frozen

from bot import setting_values as read
from bot.setting_values import DISCORD_API, DISCORD_GATEWAY, SLACK_API, SecretStr
from core.keeping import Keeping

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
    "keep_briefs": "CHIVVY_KEEP_BRIEFS",
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


@frozen(kw_only=True)
class Settings:
    """What a run of Chivvy is told. Secrets never show in ``repr`` or logs."""

    slack_bot_token: SecretStr | None = field(default=None, converter=read.bot_token)
    slack_app_token: SecretStr | None = field(default=None, converter=read.app_token)
    slack_signing_secret: SecretStr | None = field(default=None, converter=read.signing_secret)
    slack_api_base_url: str = field(default=SLACK_API, converter=read.base_url)
    discord_token: SecretStr | None = field(default=None, converter=read.discord_token)
    discord_api_base_url: str = field(default=DISCORD_API, converter=read.discord_base_url)
    discord_gateway_url: str = field(default=DISCORD_GATEWAY, converter=read.discord_gateway_url)
    discord_message_content: bool = field(default=False, converter=read.flag)
    database_url: str = field(default="", converter=read.database_url)
    data_dir: Path = field(default=Path("data"), converter=read.data_dir)
    ca_file: Path | None = field(default=None, converter=read.ca_file)
    port: int = field(default=8300, converter=read.port)
    admins: tuple[str, ...] = field(default=(), converter=read.admins)
    dry_run: str = field(default="", converter=read.dry_run)
    channels: tuple[str, ...] = field(default=(), converter=read.channels)
    keep_requests: int = field(default=30, converter=read.days)
    keep_arrivals: int = field(default=30, converter=read.days)
    keep_messages: int = field(default=0, converter=read.days_or_ever)
    keep_excerpts: int = field(default=0, converter=read.days_or_ever)
    keep_briefs: int = field(default=90, converter=read.days_or_ever)
    commands_per_minute: int = field(default=60, converter=read.a_minute)
    task_command: str = field(default="/task", converter=read.command)
    project_command: str = field(default="/project", converter=read.command)
    log_level: str = field(default="INFO", converter=read.log_level)
    log_format: str = field(default="text", converter=read.log_format)

    @property
    def database(self) -> str:
        """The database's address: SQLite in the data folder unless another is given."""
        return self.database_url or f"sqlite:///{self.data_dir.resolve() / 'chivvy.db'}"

    @property
    def keeping(self) -> Keeping:
        """How long what nobody needs any more is kept."""
        return Keeping(
            self.keep_requests, self.keep_arrivals, self.keep_messages, self.keep_excerpts,
            self.keep_briefs,
        )  # fmt: skip

    @property
    def commands(self) -> dict[str, str]:
        """What the slash commands are called here, by their homes."""
        return {"task": self.task_command, "project": self.project_command}


def load(environment: Mapping[str, str] | None = None, file: Path | None = None) -> Settings:
    """Settings of this run; the environment wins over the file. BrokenSettings names each fault."""
    environment = os.environ if environment is None else environment
    named = file or (Path(p) if (p := environment.get("CHIVVY_CONFIG")) else None)
    values: dict[str, Any] = _from_file(named) if named else {}
    _refuse_tokens(values)
    values |= _secrets(environment)
    values |= {n: environment[v] for n, v in NAMES.items() if environment.get(v)}
    if lines := tuple(_faults(values)):
        raise BrokenSettings(lines)
    return Settings(**values)


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


def _faults(values: Mapping[str, object]) -> Iterator[str]:
    """A line for each value that cannot work: all at once, where making them ends at the first."""
    known = fields_dict(Settings)
    for name in sorted(values.keys() - known.keys()):
        yield f"{name}: unknown setting; known are {', '.join(NAMES)}"
    for name, each in known.items():
        if callable(each.converter):
            try:
                each.converter(values.get(name, each.default))
            except ValueError as error:
                yield f"{NAMES[name]}: {error}"


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
