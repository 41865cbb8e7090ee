"""An interaction as we read it: what was asked, by whom, where. Built from discord.py's object."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Any

import discord

from core.people.model import PlaceKind

Payload = Mapping[str, Any]
PRIVATE = 1 << 6
"""Flag of a message that one person alone sees."""


class Kind(IntEnum):
    """What somebody did. docs.discord.com/developers/interactions/receiving-and-responding"""

    COMMAND = 2
    PRESS = 3
    OPTIONS = 4
    FORM = 5


@dataclass(frozen=True, slots=True)
class Spot:
    """Where: a channel, or a thread of one."""

    channel: str = ""
    thread: str | None = None
    name: str = ""
    kind: PlaceKind = PlaceKind.GROUP
    """Unknown means private."""
    apart: bool = False
    """A private thread: a conversation of its own."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One interaction."""

    id: str
    token: str
    application: str
    kind: Kind
    data: Payload
    user: str
    name: str
    guild: str
    """Empty in direct messages."""
    spot: Spot
    message: str = ""
    """Where something was pressed."""
    private: bool = False
    """Whether that message is seen by one person alone."""
    manages: bool = False
    """Whether the person manages the server."""
    handle: str = ""
    locale: str = ""
    """The language of the person's Discord."""
    roles: tuple[str, ...] | None = None
    """Of the person in the guild; None in direct messages."""

    @property
    def token_id(self) -> str:
        """What a component or form carries."""
        return str(self.data.get("custom_id") or "")


def asked(told: discord.Interaction[Any]) -> Asked | None:
    """What *told* asks; None for what asks nothing, such as a ping."""
    if told.type.value not in set(Kind):
        return None
    message = told.message
    return Asked(
        id=str(told.id),
        token=told.token,
        application=str(told.application_id),
        kind=Kind(told.type.value),
        data=told.data if isinstance(told.data, Mapping) else {},
        user=str(told.user.id),
        name=told.user.display_name,
        guild=str(told.guild_id or ""),
        spot=spot_of(told.channel),
        message=str(message.id) if message else "",
        private=bool(message and message.flags.value & PRIVATE),
        manages=told.guild_id is not None and told.permissions.manage_guild,
        handle=told.user.name,
        locale=str(told.locale.value),
        roles=roles_of(told.user),
    )


def roles_of(person: object) -> tuple[str, ...] | None:
    """The roles of a member as discord.py tells of them; None for who is told of as a user, and
    where the guild's roles are not known yet."""
    if not isinstance(person, discord.Member) or person.guild.unavailable:
        return None
    return tuple(str(role.id) for role in person.roles)


def spot_of(channel: object) -> Spot:
    """A channel of discord.py's: a thread that all may see belongs to its channel, but a post of a
    forum, in which nobody can write, is a place of its own and a thread at once."""
    if isinstance(channel, discord.Thread):
        if isinstance(channel.parent, discord.ForumChannel):
            return Spot(
                str(channel.id), str(channel.id), channel.name, spot_of(channel.parent).kind
            )
        if channel.is_private() or channel.parent is None:
            return Spot(str(channel.id), None, channel.name, PlaceKind.GROUP, apart=True)
        above = spot_of(channel.parent)
        return Spot(above.channel, str(channel.id), above.name, above.kind)
    if isinstance(channel, discord.abc.GuildChannel):
        kind = PlaceKind.CHANNEL if _open(channel) else PlaceKind.GROUP
        return Spot(str(channel.id), None, channel.name, kind)
    if isinstance(channel, discord.DMChannel):
        return Spot(str(channel.id), None, "", PlaceKind.DM)
    found = getattr(channel, "id", "")
    return Spot(str(found)) if found else Spot()


def answering(spot: Spot, message: Mapping[str, Any], bot: str) -> Spot:
    """Where *message* stands, as Discord's REST tells of it: a reply to a message of ours is about
    what that says, as words in its thread would be."""
    below = message.get("referenced_message") or {}
    ours = str((below.get("author") or {}).get("id") or "") == bot
    return replace(spot, thread=str(below["id"])) if ours and spot.thread is None else spot


def replying(spot: Spot, message: discord.Message, bot: int) -> Spot:
    """The same, of a message as the gateway tells of it."""
    below = message.reference.resolved if message.reference is not None else None
    if spot.thread is not None or not isinstance(below, discord.Message):
        return spot
    return replace(spot, thread=str(below.id)) if below.author.id == bot else spot


def below(message: discord.Message, bot: int) -> str:
    """The message of somebody other than us that *message* replies to, where there is one."""
    if message.type is not discord.MessageType.reply or message.reference is None:
        return ""
    found = message.reference.resolved
    ours = isinstance(found, discord.Message) and found.author.id == bot
    return "" if ours else str(message.reference.message_id or "")


def _open(channel: discord.abc.GuildChannel) -> bool:
    everyone = channel.guild.default_role
    return channel.permissions_for(everyone).view_channel
