"""Who and what is in the workspace. Frozen: the workspace replaces an object to change it."""

from dataclasses import dataclass, field

from adapters.sandbox.jsontypes import Blocks, Json


@dataclass(frozen=True, slots=True)
class Team:
    """The workspace itself."""

    id: str
    name: str
    domain: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the workspace; the app's bot user is one too. `tz` is an IANA zone."""

    id: str
    name: str
    real_name: str
    tz: str
    title: str = ""
    is_admin: bool = False
    is_bot: bool = False
    guest: bool = False
    """A single-channel guest: sees the channels that they are in, and nothing else."""
    deleted: bool = False
    dnd: tuple[int, int] | None = None
    """From when to when they want no messages, in seconds."""
    color: str = "5b89d5"

    @property
    def initials(self) -> str:
        """Return the first letters of the first and the last name."""
        words = self.real_name.split()
        return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words))


@dataclass(frozen=True, slots=True)
class App:
    """The app that is installed: its ids, its bot user and what its manifest declares."""

    id: str
    bot_id: str
    bot_user: Person
    name: str
    manifest: Json


@dataclass(frozen=True, slots=True)
class Channel:
    """A conversation: `channel`, `private` or `im`. Only members see the last two."""

    id: str
    name: str
    kind: str
    members: frozenset[str]
    topic: str = ""
    creator: str = ""
    archived: bool = False
    created: int = 0

    @property
    def is_im(self) -> bool:
        """Tell a direct message from a channel."""
        return self.kind == "im"


@dataclass(frozen=True, slots=True)
class Message:
    """A message, or an ephemeral one when it is addressed `to` somebody. `ts` is its identity.

    A `tombstone` stands where a message was deleted that has replies.
    """

    ts: str
    channel: str
    user: str
    text: str
    blocks: Blocks = field(default_factory=list)
    bot_id: str | None = None
    thread_ts: str | None = None
    broadcast: bool = False
    to: str | None = None
    edited: Json | None = None
    metadata: Json | None = None
    client_msg_id: str | None = None
    tombstone: bool = False
    files: tuple[Json, ...] = ()
    attachments: tuple[Json, ...] = ()
    reactions: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Names of emoji, each with who reacted, in order."""

    @property
    def is_reply(self) -> bool:
        """Tell a reply from a message that stands in the channel itself."""
        return self.thread_ts is not None and self.thread_ts != self.ts


@dataclass(frozen=True, slots=True)
class View:
    """A modal or home view as it is shown to one person. `spec` is what the app gave."""

    id: str
    user: str
    spec: Json
    hash: str
    root_id: str
    previous_id: str | None = None
    values: Json = field(default_factory=dict)
