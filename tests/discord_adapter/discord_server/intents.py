"""Which events an intent brings, and which intents need the developer's switch.

Source: docs.discord.com/developers/events/gateway, "Gateway Intents".
"""

from collections.abc import Mapping
from typing import Final

GUILDS: Final = 1 << 0
GUILD_MEMBERS: Final = 1 << 1
GUILD_PRESENCES: Final = 1 << 8
GUILD_MESSAGES: Final = 1 << 9
GUILD_REACTIONS: Final = 1 << 10
DIRECT_MESSAGES: Final = 1 << 12
DIRECT_REACTIONS: Final = 1 << 13
MESSAGE_CONTENT: Final = 1 << 15
HIDDEN: Final[Mapping[str, object]] = {
    "content": "", "embeds": [], "attachments": [], "components": [],
}  # fmt: skip
"""What a message shows without the intent, unless it is direct, the bot's own, or names the bot."""

PRIVILEGED: Final = GUILD_MEMBERS | GUILD_PRESENCES | MESSAGE_CONTENT
KNOWN: Final = (1 << 17) - 1 | 1 << 20 | 1 << 21 | 1 << 24 | 1 << 25
"""Every bit that IDENTIFY may carry; others close the connection with 4013."""

_STRUCTURE: Final = (
    "GUILD_CREATE", "GUILD_UPDATE", "GUILD_DELETE", "GUILD_ROLE_CREATE", "GUILD_ROLE_UPDATE",
    "GUILD_ROLE_DELETE", "CHANNEL_CREATE", "CHANNEL_UPDATE", "CHANNEL_DELETE", "THREAD_CREATE",
    "THREAD_UPDATE", "THREAD_DELETE", "THREAD_LIST_SYNC", "THREAD_MEMBER_UPDATE",
)  # fmt: skip
_MEMBERS: Final = (
    "GUILD_MEMBER_ADD", "GUILD_MEMBER_UPDATE", "GUILD_MEMBER_REMOVE", "THREAD_MEMBERS_UPDATE",
)  # fmt: skip
_MESSAGES: Final = ("MESSAGE_CREATE", "MESSAGE_UPDATE", "MESSAGE_DELETE")
_REACTIONS: Final = ("MESSAGE_REACTION_ADD", "MESSAGE_REACTION_REMOVE")

NEEDED: Final[Mapping[str, tuple[int, int]]] = {
    **dict.fromkeys(_STRUCTURE, (GUILDS, 0)),
    **dict.fromkeys(_MEMBERS, (GUILD_MEMBERS, 0)),
    **dict.fromkeys(_MESSAGES, (GUILD_MESSAGES, DIRECT_MESSAGES)),
    **dict.fromkeys(_REACTIONS, (GUILD_REACTIONS, DIRECT_REACTIONS)),
}
"""By event: the intent that brings it from a server, and from direct messages (0: none)."""
