"""Everything that exists, and finding it; what changes is told to the gateway by events."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Protocol

from tests.discord_adapter.discord_server import permissions
from tests.discord_adapter.discord_server.errors import refusal
from tests.discord_adapter.discord_server.intents import HIDDEN, MESSAGE_CONTENT
from tests.discord_adapter.discord_server.model import (
    DM,
    App,
    Channel,
    Guild,
    Interaction,
    Json,
    Message,
    User,
)
from tests.discord_adapter.discord_server.timing import Bell, Elapsed, Mint
from tests.discord_adapter.discord_server.wire import channel_json, message_json

REFERRING = (19, 21)
"""Replies and the beginnings of threads carry the message that they refer to."""


class Events(Protocol):
    """Where events go."""

    def guild(self, name: str, data: Json, guild: Guild) -> None:
        """Tell what happened in a server."""

    def channel(self, name: str, data: Json, channel: Channel) -> None:
        """Tell what happened in a channel, if the bot sees it."""

    def message(self, name: str, message: Message) -> None:
        """Tell of a message, its text left out where the bot may not read it."""

    def interaction(self, data: Json, guild: Guild | None) -> None:
        """Tell what a person did with the app."""


class State:
    """The world's content. `events` is set once the gateway is there."""

    events: Events

    def __init__(self, app: App, mint: Mint, now: Callable[[], datetime], elapsed: Elapsed) -> None:
        self.app = app
        self.mint = mint
        self.now = now
        self.elapsed = elapsed
        self.bell = Bell()
        self.users: dict[str, User] = {app.bot.id: app.bot, app.owner.id: app.owner}
        self.guilds: dict[str, Guild] = {}
        self.channels: dict[str, Channel] = {}
        self.interactions: dict[str, Interaction] = {}
        self.tokens: dict[str, Interaction] = {}

    def seen_guild(self, guild_id: str) -> Guild:
        """A server that the bot is in, or a refusal."""
        guild = self.guilds.get(guild_id)
        if guild is None or not guild.installed:
            raise refusal(10004)
        return guild

    def seen_channel(self, channel_id: str) -> Channel:
        """A channel that the bot sees, or a refusal."""
        channel = self.channels.get(channel_id)
        if channel is None or channel.deleted:
            raise refusal(10003)
        if not permissions.in_channel(channel, self.app.bot):
            raise refusal(50001)
        return channel

    def seen_message(self, channel: Channel, message_id: str) -> Message:
        """A message that the bot may read, or a refusal."""
        message = channel.messages.get(message_id)
        if message is None:
            raise refusal(10008)
        return message

    def referenced(self, reference: Json) -> Message | None:
        """The message that another one refers to, if it is still there."""
        channel = self.channels.get(str(reference.get("channel_id")))
        return channel.messages.get(str(reference.get("message_id"))) if channel else None

    def of_guild(self, guild: Guild) -> Iterator[Channel]:
        """The channels and threads of a server."""
        return (c for c in self.channels.values() if c.guild is guild and not c.deleted)

    def dm_with(self, user: User) -> Channel:
        """The bot's direct conversation with somebody, made when it isn't there."""
        for channel in self.channels.values():
            if channel.kind == DM and channel.recipient is user:
                return channel
        made = Channel(self.mint.id(), DM, "", recipient=user)
        self.channels[made.id] = made
        return made

    def share_a_guild(self, user: User) -> bool:
        """Whether somebody is in a server with the bot."""
        return any(g.installed and user.id in g.members for g in self.guilds.values())

    def read_json(self, message: Message, intents: int | None = None) -> Json:
        """A message as the bot may read it with its intents, or with those switched on."""
        held = self.app.privileged if intents is None else intents
        return self.message_json(message, whole=bool(held & MESSAGE_CONTENT))

    def message_json(self, message: Message, *, whole: bool = True) -> Json:
        """A message; unless it is read as a `whole`, its text may be left out."""
        found = message_json(message, self.users)
        bot = self.app.bot
        plain = message.channel.guild is None or message.author is bot
        if not (whole or plain or bot.id in message.mentions):
            found |= HIDDEN
        if message.kind in REFERRING and message.reference is not None:
            above = self.referenced(message.reference)
            found["referenced_message"] = above and self.message_json(above, whole=whole)
        if message.thread is not None and not message.thread.deleted:
            found["thread"] = channel_json(message.thread, self.app.bot)
        return found
