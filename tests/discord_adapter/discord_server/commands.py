"""What an application command may look like."""

from tests.discord_adapter.discord_server.errors import Problems
from tests.discord_adapter.discord_server.model import Json

CHAT, USER, MESSAGE = 1, 2, 3
"""Types of commands. Source: docs.discord.com/developers/interactions/application-commands."""


def check(commands: list[Json]) -> None:
    """Refuse a list of commands that Discord refuses."""
    problems = Problems()
    problems.refuse()
