"""What components may hold."""

from tests.discord_adapter.discord_server.errors import Problems
from tests.discord_adapter.discord_server.model import Json


def check(components: list[Json], problems: Problems, *, modern: bool) -> None:
    """Note what is wrong with a message's components."""
