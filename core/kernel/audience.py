"""For whom something is read: every reading repository asks for one."""

from core.kernel.refs import PersonId, PlaceId
from core.kernel.values import dataclass


@dataclass(frozen=True, slots=True)
class ForPerson:
    """What this person may see: the workspace's, their places', and what they take part in."""

    id: PersonId


@dataclass(frozen=True, slots=True)
class InPlace:
    """What may be posted in this place, aggregates included."""

    id: PlaceId


@dataclass(frozen=True, slots=True)
class System:
    """Everything, for bookkeeping that shows nothing; *why* is on a list that a test keeps."""

    why: str


Audience = ForPerson | InPlace | System
