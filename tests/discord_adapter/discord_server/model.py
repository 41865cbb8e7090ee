"""What exists on the loopback Discord: people, servers, channels, messages, interactions. Data."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

Json = dict[str, Any]

TEXT: Final = 0
DM: Final = 1
CATEGORY: Final = 4
PUBLIC_THREAD: Final = 11
PRIVATE_THREAD: Final = 12
FORUM: Final = 15
THREADS: Final = (PUBLIC_THREAD, PRIVATE_THREAD)
"""Types of channels. Source: docs.discord.com/developers/resources/channel, "Channel Types"."""

THREAD_CREATED, REPLY, THREAD_STARTER = 18, 19, 21
SYSTEM: Final = (THREAD_CREATED, THREAD_STARTER)
"""Types of messages, and those that nobody wrote. Source: "Message Types" of the same page."""

EPHEMERAL: Final = 1 << 6
LOADING: Final = 1 << 7
HAS_THREAD: Final = 1 << 5
SUPPRESS_EMBEDS: Final = 1 << 2
SUPPRESS_NOTIFICATIONS: Final = 1 << 12
COMPONENTS_V2: Final = 1 << 15
"""Flags of messages. Source: docs.discord.com/developers/resources/message, "Message Flags"."""


@dataclass(eq=False, slots=True)
class User:
    """An account; `refuses` is the error that opening or sending a direct message meets."""

    id: str
    name: str
    global_name: str | None = None
    locale: str = "en-US"
    bot: bool = False
    refuses: int | None = None


@dataclass(eq=False, slots=True)
class Role:
    """A role of a server; the one with the server's own id is @everyone."""

    id: str
    name: str
    permissions: int = 0
    position: int = 0
    managed: bool = False
    mentionable: bool = False


@dataclass(eq=False, slots=True)
class Member:
    """A person in a server."""

    user: User
    joined: datetime
    nick: str | None = None
    roles: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Overwrite:
    """What a channel allows and denies one role or member."""

    id: str
    member: bool
    allow: int = 0
    deny: int = 0


@dataclass(eq=False, slots=True)
class Guild:
    """A server; `installed` says whether the app's bot is in it."""

    id: str
    name: str
    owner: User
    locale: str = "en-US"
    roles: dict[str, Role] = field(default_factory=dict)
    members: dict[str, Member] = field(default_factory=dict)
    installed: bool = True
    unavailable: bool = False


@dataclass(eq=False, slots=True)
class Message:
    """A message as it stands now; `mentioned` are those whom it really pinged."""

    id: str
    channel: "Channel"
    author: User
    at: datetime
    content: str = ""
    embeds: list[Json] = field(default_factory=list)
    components: list[Json] = field(default_factory=list)
    flags: int = 0
    kind: int = 0
    edited: datetime | None = None
    mentions: list[str] = field(default_factory=list)
    mention_roles: list[str] = field(default_factory=list)
    mention_everyone: bool = False
    mentioned: set[str] = field(default_factory=set)
    nonce: str | int | None = None
    reference: Json | None = None
    interaction: "Interaction | None" = None
    only_for: User | None = None
    reactions: dict[str, list[str]] = field(default_factory=dict)
    thread: "Channel | None" = None
    deleted: bool = False

    @property
    def ephemeral(self) -> bool:
        """Whether only one person sees it."""
        return self.only_for is not None

    @property
    def thinking(self) -> bool:
        """Whether it is a deferred answer that has not come yet."""
        return bool(self.flags & LOADING)


@dataclass(eq=False, slots=True)
class Channel:
    """A channel, a thread or a direct conversation, with its messages from old to new."""

    id: str
    kind: int
    name: str
    guild: Guild | None = None
    position: int = 0
    overwrites: dict[str, Overwrite] = field(default_factory=dict)
    parent: "Channel | None" = None
    recipient: User | None = None
    owner: User | None = None
    members: dict[str, datetime] = field(default_factory=dict)
    archived: bool = False
    locked: bool = False
    made: datetime | None = None
    messages: dict[str, Message] = field(default_factory=dict)
    whispers: list[Message] = field(default_factory=list)
    deleted: bool = False

    @property
    def is_thread(self) -> bool:
        """Whether it is a thread or a forum post."""
        return self.kind in THREADS


@dataclass(eq=False, slots=True)
class Interaction:
    """Something that a person did with the app, and how the app answered."""

    id: str
    token: str
    kind: int
    user: User
    channel: Channel
    at: datetime
    began: float
    data: Json
    message: Message | None = None
    acknowledged: int | None = None
    took: float = 0.0
    original: Message | None = None
    choices: list[Json] = field(default_factory=list)
    modal: Json | None = None
    followups: list[Message] = field(default_factory=list)
    from_modal_of: "Interaction | None" = None


@dataclass(eq=False, slots=True)
class App:
    """The application: its bot, its token, what its developer switched on, and its commands."""

    id: str
    token: str
    bot: User
    owner: User
    privileged: int = 0
    global_commands: list[Json] = field(default_factory=list)
    guild_commands: dict[str, list[Json]] = field(default_factory=dict)
