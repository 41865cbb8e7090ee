"""Intents about people's own settings, their leave, the workspace's defaults, and its admins."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date, time

from core.calendar.hours import Hours
from core.kernel.refs import PersonId, PlaceId
from core.kernel.values import dataclass
from core.people.model import Granted
from core.people.settings import Incoming, Topic, Way


@dataclass(frozen=True, slots=True)
class SetMine:
    """The asker's own settings; None leaves one, "" goes back to the platform or workspace."""

    zone: str | None = None
    locale: str | None = None
    hours: Hours | None = None
    usual_hours: bool = False
    """Back to the workspace's hours."""
    region: str | None = None
    """``DE`` or ``DE-BY``."""
    brief_at: time | None = None
    ways: Mapping[Topic, Way] = field(default_factory=dict)
    incoming: Incoming | None = None
    """How tasks from others come."""
    undoes: str = ""
    """What the change that it takes back is kept as."""


@dataclass(frozen=True, slots=True)
class SetLeave:
    """*of* is away from *first* to *last*, both included; *cover* answers meanwhile."""

    of: PersonId
    first: date
    last: date
    cover: PersonId | None = None


@dataclass(frozen=True, slots=True)
class EndLeave:
    """*of* is back, or is not going away after all."""

    of: PersonId


@dataclass(frozen=True, slots=True)
class SetWorkspace:
    """The workspace's defaults; None leaves one."""

    name: str | None = None
    zone: str | None = None
    region: str | None = None
    hours: Hours | None = None
    days_off: frozenset[date] | None = None
    ladder: str | None = None
    hold: int | None = None
    interruptions: int | None = None
    urgent_anytime: bool | None = None
    several: str | None = None
    """Who may do with several tasks at once, see ``Bounds``."""
    role_name: str | None = None
    daily: int | None = None
    channels: tuple[PlaceId, ...] | None = None
    """Where we are at work; none: everywhere."""
    roles: tuple[Granted, ...] | None = None
    """Every role that gives a right."""
    undoes: str = ""
    """What the change that it takes back is kept as."""


PersonIntent = SetMine | SetLeave | EndLeave | SetWorkspace


@dataclass(frozen=True, slots=True)
class PauseMessages:
    """Nothing goes out any more, to nobody and nowhere."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class ResumeMessages:
    """What waited goes out, as far as it still holds."""


@dataclass(frozen=True, slots=True)
class ClaimAdmin:
    """The asker becomes the first admin, by the code that the machine showed."""

    code: str


@dataclass(frozen=True, slots=True)
class JoinAdmins:
    """An owner of the workspace becomes admin."""


@dataclass(frozen=True, slots=True)
class MakeAdmin:
    """*of* becomes admin."""

    of: PersonId


@dataclass(frozen=True, slots=True)
class DismissAdmin:
    """*of* is admin no longer."""

    of: PersonId


@dataclass(frozen=True, slots=True)
class HandOver:
    """What *of*, who has left, had and the asker decides about becomes *to*'s; None: anybody's."""

    of: PersonId
    to: PersonId | None = None


@dataclass(frozen=True, slots=True)
class OfferLink:
    """A code that joins another account of the asker's; *whole*: another team or server."""

    whole: bool = False


@dataclass(frozen=True, slots=True)
class TakeLink:
    """The code that was shown elsewhere."""

    code: str
    whole: bool = False


@dataclass(frozen=True, slots=True)
class PartLink:
    """The asker's account on this platform is a person by itself again."""


AccountLink = OfferLink | TakeLink | PartLink
AdminIntent = PauseMessages | ResumeMessages | ClaimAdmin | JoinAdmins | MakeAdmin | DismissAdmin
