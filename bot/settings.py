"""Settings from the environment and one optional TOML file; the only reader of the environment."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.setting_values import DISCORD_API, DISCORD_GATEWAY, READERS, SLACK_API, SecretStr
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


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What a run of Chivvy is told. BrokenSettings names each fault."""

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
    port: int = 8300
    admins: tuple[str, ...] = ()
    dry_run: str = ""
    channels: tuple[str, ...] = ()
    keep_requests: int = 30
    keep_arrivals: int = 30
    keep_messages: int = 0
    keep_excerpts: int = 0
    commands_per_minute: int = 60
    task_command: str = "/task"
    project_command: str = "/project"
    log_level: str = "INFO"
    log_format: str = "text"

    def __post_init__(self) -> None:
        """Each value as it is meant, from what a variable or a file says."""
        faults = []
        for name, read in READERS.items():
            try:
                object.__setattr__(self, name, read(getattr(self, name)))
            except ValueError as fault:
                faults.append(f"{NAMES[name]}: {fault}")
        if faults:
            raise BrokenSettings(tuple(faults))

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

    @property
    def commands(self) -> dict[str, str]:
        """What the slash commands are called here, by their homes."""
        return {"task": self.task_command, "project": self.project_command}


def load(environment: Mapping[str, str] | None = None, file: Path | None = None) -> Settings:
    """Settings of this run; the environment wins over the file. BrokenSettings names each fault."""
    environment = os.environ if environment is None else environment
    named = file or (Path(p) if (p := environment.get("CHIVVY_CONFIG")) else None)
    values = _from_file(named) if named else {}
    _refuse_tokens(values)
    values |= _secrets(environment)
    values |= {n: environment[v] for n, v in NAMES.items() if environment.get(v)}
    known = ", ".join(NAMES)
    faults = tuple(f"{n}: unknown setting; known are {known}" for n in values.keys() - NAMES.keys())
    given: dict[str, Any] = {name: value for name, value in values.items() if name in NAMES}
    try:
        found = Settings(**given)
    except BrokenSettings as broken:
        faults = (*faults, *broken.lines)
    if faults:
        raise BrokenSettings(faults)
    return found


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
