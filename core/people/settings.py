"""What a person has chosen: zone, language, and how each kind of message reaches them."""

from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum

from core.kernel.values import dataclass


class Topic(StrEnum):
    """Kinds of messages, in groups that people understand; stored, so names never change."""

    GIVEN = "given"
    """A task was given to you."""
    CHECKS = "checks"
    """You are asked to check."""
    DATES = "dates"
    """A date comes near, or has passed."""
    QUIET = "quiet"
    """Nothing has happened for days."""
    HELP = "help"
    """Something is in the way, of yours or of somebody whom you can help."""
    DECISIONS = "decisions"
    """What a lead decides."""
    NEWS = "news"


class Way(StrEnum):
    """How a kind of message reaches its person; stored, so names never change."""

    NOW = "now"
    """As it comes: within working hours and the day's budget."""
    BRIEF = "brief"
    """As a line of the morning brief; what is urgent comes at once all the same."""
    OFF = "off"


class Incoming(StrEnum):
    """How tasks from others reach somebody; stored, so names never change."""

    USUAL = "usual"
    """Nothing chosen: direct in a team, offered among volunteers."""
    DIRECT = "direct"
    """They are the person's at once."""
    ASK = "ask"
    """They are offered: taken, or not."""
    OFF = "off"
    """None; whoever gives one is told before anything is saved."""

    def among(self, *, volunteers: bool) -> "Incoming":
        """What holds, where nothing was chosen too."""
        if self is not Incoming.USUAL:
            return self
        return Incoming.ASK if volunteers else Incoming.DIRECT


class Doors(StrEnum):
    """Whether messages reach somebody; stored, so names never change."""

    OPEN = ""
    SHUT = "shut"
    """The platform refused one, and they don't know it yet."""
    TOLD = "told"


NEVER_OFF = frozenset({Topic.GIVEN, Topic.CHECKS})
"""Others rely on them: nobody would know that they have a task, or that a check waits."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What somebody has chosen; what is empty follows the platform or the workspace."""

    zone: str = ""
    told_zone: str = ""
    """What the platform says, kept while another zone is chosen."""
    locale: str = ""
    told_locale: str = ""
    own_hours: bool = False
    """Whether the person's hours are their own; else the workspace's hold."""
    ways: tuple[tuple[Topic, Way], ...] = ()
    incoming: Incoming = Incoming.USUAL
    doors: Doors = Doors.OPEN
    shut_on: str = ""
    """Since which local date, in ISO, no message has reached them."""
    spoke_on: str = ""
    """Of somebody with accounts on several platforms: where they spoke last, and are reached."""
    refused_on: str = ""
    """Of such a person: the platform that took no message, until they speak there again."""

    def reached_elsewhere(self, platform: str) -> bool:
        """Whether what goes to the person would not go to *platform*, though they speak there."""
        return self.spoke_on not in {"", platform} or self.refused_on == platform

    def here(self, platform: str) -> "Settings":
        """They speak on *platform*: there they are reached from now on, if it takes messages."""
        refused = "" if self.refused_on == platform else self.refused_on
        return replace(self, spoke_on=platform, refused_on=refused)

    def way(self, topic: Topic) -> Way:
        """How *topic* reaches the person."""
        return dict(self.ways).get(topic, Way.NOW) if self.ways else Way.NOW

    def choosing(self, ways: Iterable[tuple[Topic, Way]]) -> "Settings":
        """The settings with these ways; what comes as usual is not kept."""
        chosen = {**dict(self.ways), **dict(ways)}
        kept = sorted((t, w) for t, w in chosen.items() if w is not Way.NOW)
        return replace(self, ways=tuple(kept))
