"""The app manifest of this product, from the catalogue."""

from collections.abc import Mapping

import yaml

from adapters.slack.manifest import CommandSpec, Profile, manifest
from bot.settings import Settings
from core import catalogue
from core.catalogue import COMMANDS, Command


def command_specs(names: Mapping[Command, str] | None = None) -> tuple[CommandSpec, ...]:
    """The slash commands, with the verbs as their hint; *names* are what they are called here."""
    names = names or {command: f"/{command}" for command in Command}
    return tuple(
        CommandSpec(names[command], COMMANDS[command], _hint(command)) for command in Command
    )


def _hint(command: Command) -> str:
    return " | ".join(catalogue.names(command))


def app_manifest(
    names: Mapping[Command, str] | None = None, request_url: str | None = None,
    profile: Profile = Profile.FULL,
) -> dict[str, object]:  # fmt: skip
    """What an admin pastes into Slack: Socket Mode, or HTTP when *request_url* is given."""
    return manifest(command_specs(names), request_url, profile)


def manifest_text(
    settings: Settings, request_url: str | None = None, profile: Profile = Profile.FULL
) -> str:
    """The manifest as YAML, with the commands' names of these settings."""
    names = {command: settings.commands[command] for command in Command}
    content = app_manifest(names, request_url, profile)
    text: str = yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=100)
    return text
