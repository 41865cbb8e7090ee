"""Who may do what where. Pure.

Source of the bits and of the order of evaluation: docs.discord.com/developers/topics/permissions.
"""

from typing import Final

from tests.discord_adapter.discord_server.model import (
    DM,
    PRIVATE_THREAD,
    Channel,
    Guild,
    Overwrite,
    User,
)

ADMINISTRATOR: Final = 1 << 3
MANAGE_CHANNELS: Final = 1 << 4
MANAGE_GUILD: Final = 1 << 5
ADD_REACTIONS: Final = 1 << 6
VIEW_CHANNEL: Final = 1 << 10
SEND_MESSAGES: Final = 1 << 11
MANAGE_MESSAGES: Final = 1 << 13
EMBED_LINKS: Final = 1 << 14
ATTACH_FILES: Final = 1 << 15
READ_MESSAGE_HISTORY: Final = 1 << 16
MENTION_EVERYONE: Final = 1 << 17
MANAGE_ROLES: Final = 1 << 28
USE_APPLICATION_COMMANDS: Final = 1 << 31
MANAGE_THREADS: Final = 1 << 34
CREATE_PUBLIC_THREADS: Final = 1 << 35
CREATE_PRIVATE_THREADS: Final = 1 << 36
SEND_MESSAGES_IN_THREADS: Final = 1 << 38

EVERYTHING: Final = (1 << 53) - 1
"""What an administrator and a server's owner hold; the highest bits are not in use."""

EVERYONE: Final = (
    ADD_REACTIONS | VIEW_CHANNEL | SEND_MESSAGES | EMBED_LINKS | ATTACH_FILES
    | READ_MESSAGE_HISTORY | USE_APPLICATION_COMMANDS | CREATE_PUBLIC_THREADS
    | SEND_MESSAGES_IN_THREADS
)  # fmt: skip
"""What @everyone holds in a server as it is made here."""

IN_DM: Final = EVERYONE & ~(CREATE_PUBLIC_THREADS | SEND_MESSAGES_IN_THREADS)


def in_guild(guild: Guild, user: User) -> int:
    """What somebody may do in a server, before any channel's overwrites."""
    member = guild.members.get(user.id)
    if member is None:
        return 0
    held = guild.roles[guild.id].permissions
    for role in member.roles:
        held |= guild.roles[role].permissions
    whole = user is guild.owner or held & ADMINISTRATOR
    return EVERYTHING if whole else held


def in_channel(channel: Channel, user: User) -> int:
    """What somebody may do in a channel; 0 for those who don't see it."""
    if channel.kind == DM:
        return IN_DM if user.bot or user is channel.recipient else 0
    guild = channel.guild
    if guild is None or user.id not in guild.members:
        return 0
    if channel.is_thread and channel.parent is not None:
        return _in_thread(channel, user, in_channel(channel.parent, user))
    held = in_guild(guild, user)
    if held == EVERYTHING:
        return held
    held = _overwritten(channel.overwrites, guild, user, held)
    return held if held & VIEW_CHANNEL else 0


def _overwritten(overwrites: dict[str, Overwrite], guild: Guild, user: User, held: int) -> int:
    if (everyone := overwrites.get(guild.id)) is not None:
        held = held & ~everyone.deny | everyone.allow
    allow = deny = 0
    for role in guild.members[user.id].roles:
        if (one := overwrites.get(role)) is not None:
            allow, deny = allow | one.allow, deny | one.deny
    held = held & ~deny | allow
    if (own := overwrites.get(user.id)) is not None:
        held = held & ~own.deny | own.allow
    return held


def _in_thread(thread: Channel, user: User, held: int) -> int:
    if thread.kind != PRIVATE_THREAD or user.id in thread.members or held & MANAGE_THREADS:
        return held
    return 0


def may_send(channel: Channel, held: int) -> bool:
    """Whether those permissions suffice to send there; threads have a permission of their own."""
    need = SEND_MESSAGES_IN_THREADS if channel.is_thread else SEND_MESSAGES
    return held & need == need
