"""A loopback Discord for tests: what a real discord.py client logs into, and people's hands."""

from tests.discord_adapter.discord_server.faults import Fault, Hold
from tests.discord_adapter.discord_server.model import (
    Channel,
    Guild,
    Member,
    Message,
    Overwrite,
    Role,
    User,
)
from tests.discord_adapter.discord_server.offered import CannotDo
from tests.discord_adapter.discord_server.outcomes import Outcome
from tests.discord_adapter.discord_server.talking import Seen
from tests.discord_adapter.discord_server.timing import Elapsed
from tests.discord_adapter.discord_server.world import DiscordWorld

__all__ = [
    "CannotDo", "Channel", "DiscordWorld", "Elapsed", "Fault", "Guild", "Hold", "Member",
    "Message", "Outcome", "Overwrite", "Role", "Seen", "User",
]  # fmt: skip
