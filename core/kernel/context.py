"""Who asks, where and when: one request, resolved to our own ids."""

from datetime import datetime
from hashlib import sha256

from core.kernel.audience import ForPerson
from core.kernel.refs import PersonId, PlaceId, WorkspaceId
from core.kernel.values import dataclass

CAUSE_LIMIT = 48
"""What fits into the token of an Undo button."""


def cause_of(key: str) -> str:
    """The name under which a command's events stand: *key*, or its hash when it is long.

    The cause of a cause is itself, so that either may be handed on.
    """
    return key if len(key) <= CAUSE_LIMIT else sha256(key.encode()).hexdigest()[:CAUSE_LIMIT]


@dataclass(frozen=True, slots=True)
class Act:
    """Who does something, when, and in which command."""

    actor: PersonId | None
    now: datetime
    cause: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """One request. ``key`` makes it happen once."""

    workspace: WorkspaceId
    actor: PersonId
    platform: str
    now: datetime
    key: str
    place: PlaceId | None = None
    private_place: PlaceId | None = None
    """The place, when what is said there stays there (no direct messages with Chivvy)."""
    thread: str | None = None
    zone: str = "UTC"
    locale: str = "en-US"
    roles: frozenset[str] | None = None
    """The roles that the asker has on the platform, by its ids; None where it did not say."""
    moved: bool = False
    """Whether the asker, who has accounts on several platforms, was last reached on another."""
    shut: bool = False
    """Whether no message reaches the asker, who was not told so yet."""

    @property
    def audience(self) -> ForPerson:
        """What the asker may see."""
        return ForPerson(self.actor)

    @property
    def act(self) -> Act:
        """The actor of this request's changes."""
        return Act(self.actor, self.now, cause_of(self.key))
