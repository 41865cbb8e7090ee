"""Who and where: workspaces, installations, people, their accounts, and places."""

from dataclasses import field
from datetime import date, datetime, time
from enum import StrEnum

from core.calendar.hours import Hours
from core.calendar.leave import Leave
from core.kernel.refs import InstallationId, PersonId, PlaceId, PostId, ProjectId, WorkspaceId
from core.kernel.values import dataclass
from core.people.settings import Settings


class Role(StrEnum):
    """How a person belongs to the workspace."""

    MEMBER = "member"
    GUEST = "guest"
    EXTERNAL = "external"
    BOT = "bot"


class PlaceKind(StrEnum):
    """What sort of conversation a place is."""

    CHANNEL = "channel"
    GROUP = "group"
    """A private channel or a conversation of several people."""
    DM = "dm"


class InstallationState(StrEnum):
    """Whether the platform still takes what we send."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    """Token revoked or app removed: nothing is sent, nothing is lost."""


LEADS = "leads"
"""In the place of a role: who leads a project."""


class Right(StrEnum):
    """What a role of the platform's gives to whoever has it; stored, so names never change."""

    LEAD = "lead"
    """They may what the lead of any project may that they see."""
    MEMBER = "member"
    """Where one is named, who has none is a guest."""
    GUEST = "guest"


@dataclass(frozen=True, slots=True)
class Granted:
    """A role of a platform's installation (*team*) that gives a right."""

    role: str
    name: str
    right: Right
    team: str = ""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one person may do how much of, and where; nothing is bounded where nothing is set."""

    several: str = ""
    """Who may do with several tasks at once, and make one by a reaction: everybody, ``LEADS``, or
    whoever has the role with this id. Admins may in any case."""
    role_name: str = ""
    daily: int = 0
    """New tasks that one person makes in a day, at most."""
    channels: tuple[PlaceId, ...] = ()
    """Where we are at work, in the installations that these belong to."""
    roles: tuple[Granted, ...] = ()

    @property
    def role(self) -> str:
        """The id of the role that is asked for."""
        return "" if self.several == LEADS else self.several


@dataclass(frozen=True, slots=True)
class Workspace:
    """A tenant. ``hold`` is the seconds that what others hear waits for an Undo."""

    id: WorkspaceId
    name: str
    prefix: str = "T"
    zone: str = "UTC"
    country: str | None = None
    hold: int = 60
    interruptions: int = 3
    """Interrupting messages that a person gets in a working day, at most."""
    hours: Hours = field(default_factory=Hours.standard)
    """Of projects, and of people who have set none."""
    days_off: frozenset[date] = frozenset()
    """Days on which the whole company is off."""
    ladder: str = "standard"
    """How firmly a new project follows up."""
    paused_at: datetime | None = None
    """Since when no message goes out, to nobody and nowhere."""
    paused_by: PersonId | None = None
    pause_reason: str = ""
    admin_code: str = ""
    """Digest of the code that makes the first admin; it counts while there is none."""
    bounds: Bounds = Bounds()
    urgent_anytime: bool = False
    """Whether what is urgent reaches people outside of their hours too."""

    @property
    def volunteers(self) -> bool:
        """Whether people give their free time here: tasks are offered, and nobody is pressed."""
        return self.ladder == "volunteer"

    def handle(self, task: int) -> str:
        """``T-42``: how people write the task's number."""
        return f"{self.prefix}-{task}"


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What only the live platform can tell, as ``chivvy selftest`` measured it."""

    dedupes: bool = False
    """A message that is sent twice under one key of ours is posted once."""
    delay: float = 0.0
    """Seconds until a message that was posted shows in the history."""
    limited: bool = False
    """The history may be read about once a minute only."""


@dataclass(frozen=True, slots=True)
class Installation:
    """One Slack team or Discord guild that belongs to a workspace."""

    workspace: WorkspaceId
    id: InstallationId
    platform: str
    external_id: str
    name: str = ""
    bot_user: str = ""
    state: InstallationState = InstallationState.ACTIVE
    capabilities: Capabilities = Capabilities()


@dataclass(frozen=True, slots=True)
class Account:
    """A person's identity on a platform. ``dm`` is the conversation's external id, once known."""

    platform: str
    external_id: str
    home_team: str = ""
    dm: str | None = None
    active: bool = True
    """Whether the person is still there; of who has one account alone the person tells."""
    role: Role | None = None
    """As what they are there; None: as the person."""
    owner: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """A human in one workspace."""

    workspace: WorkspaceId
    id: PersonId
    name: str
    handle: str = ""
    """What others type after the @, lower case."""
    zone: str = "UTC"
    locale: str = "en-US"
    role: Role = Role.MEMBER
    active: bool = True
    admin: bool = False
    hours: Hours = field(default_factory=Hours.standard)
    country: str | None = None
    brief_at: time = time(9)
    leave: tuple[Leave, ...] = ()
    unreachable_until: datetime | None = None
    """Set when the platform refused a direct message; one try per working day."""
    settings: Settings = field(default_factory=Settings)
    dnd: tuple[datetime, datetime] | None = None
    """From when to when the person's own do-not-disturb runs, as far as the platform says."""
    owner: bool = False
    """Owner of the workspace, as the platform says."""
    introduced: PostId | None = None
    """The message in which we said who we are."""
    became: PersonId | None = None
    """Whom they are now, where their account was joined with another's."""
    appointed: bool = False
    """Admin by a code, as owner or through another admin: the settings don't take it away."""


def invented_name(*real: Person | None) -> str:
    """A first name for an example of what to type, which none of *real* has."""
    first = {person.name.split()[0].casefold() for person in real if person and person.name.split()}
    return next(name for name in _INVENTED if name not in first)


_INVENTED = ("priya", "sam", "ana")


@dataclass(frozen=True, slots=True)
class Place:
    """A conversation of an installation, with its visibility."""

    workspace: WorkspaceId
    id: PlaceId
    installation: InstallationId
    external_id: str
    name: str
    kind: PlaceKind = PlaceKind.CHANNEL
    archived: bool = False
    bot_in: bool = True
    project: ProjectId | None = None
    """The project that has its home here."""
    checked_at: datetime | None = None
    """When the members of a private place were last looked up."""
    introduced: bool = False
    """Whether we said there what we do, once for good."""

    @property
    def private(self) -> bool:
        """Whether what is captured here stays here."""
        return self.kind is not PlaceKind.CHANNEL

    @property
    def closed(self) -> bool:
        """Whether we can't post here, as far as is known."""
        return self.archived or not self.bot_in


@dataclass(frozen=True, slots=True)
class Memory:
    """What we remember of an installation's standing, to be held against what is so now."""

    suspended: bool
    places: tuple[Place, ...]
    roles: tuple[tuple[str, str], ...] = ()
    """Those that something depends on, with their names."""


@dataclass(frozen=True, slots=True)
class Sender:
    """Who spoke and where, in the platform's own ids: what ``tenancy.py`` makes of a payload."""

    platform: str
    team: str
    user: str
    user_name: str = ""
    home_team: str = ""
    place: str | None = None
    place_name: str = ""
    place_kind: PlaceKind = PlaceKind.CHANNEL
    thread: str | None = None
    roles: tuple[str, ...] | None = None
    """The platform's ids of the roles that they have there; None where it did not say."""
    apart: bool = False
    """Whether the place is a conversation of its own inside a channel, such as a private thread."""

    @property
    def lane(self) -> str:
        """The conversation: whatever happens in one is taken up in its order."""
        return f"{self.platform}/{self.team}/{self.place or self.user}"


class PlaceNews(StrEnum):
    """What a platform tells of our being in a place."""

    CAME = "came"
    """We were invited."""
    WENT = "went"
    ARCHIVED = "archived"
    UNARCHIVED = "unarchived"
    DELETED = "deleted"


class Shut(StrEnum):
    """Why we can't post in a place; stored, so names never change."""

    OUT = "out"
    """We are not in it."""
    ARCHIVED = "archived"
    DELETED = "deleted"
    RESTRICTED = "restricted"
    """Only some people may post there."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What a platform knows of a person; used to create or refresh one."""

    external_id: str
    name: str
    handle: str
    zone: str | None = None
    locale: str | None = None
    role: Role = Role.MEMBER
    active: bool = True
    owner: bool = False
    """Slack's workspace owners, Discord's *Manage Server*: may make themselves admins."""
    home_team: str = ""
    roles: tuple[str, ...] | None = ()
    """The platform's ids of the roles that they have there; None where it did not say, and empty
    where it has none."""


@dataclass(frozen=True, slots=True)
class Spot:
    """What a platform says of a place, as far as it lets us look."""

    kind: PlaceKind | None = None
    name: str = ""
    here: bool = False
    """Whether we are in it."""
    archived: bool = False


@dataclass(frozen=True, slots=True)
class Looked:
    """What look-ups told of a sender at first contact; None where they told nothing in time."""

    profile: Profile | None = None
    spot: Spot | None = None
