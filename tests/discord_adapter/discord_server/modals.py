"""What a form may hold."""

from tests.discord_adapter.discord_server.errors import Problems
from tests.discord_adapter.discord_server.model import Json


def check(modal: Json, problems: Problems) -> None:
    """Note what is wrong with a form."""
