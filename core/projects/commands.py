"""Intents about projects."""

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime, time
from enum import StrEnum

from core.kernel.refs import PersonId, PlaceId, ProjectId
from core.kernel.values import dataclass
from core.projects.model import LadderName


@dataclass(frozen=True, slots=True)
class OpenProject:
    """A project with its name, why, lead, ladder and home."""

    key: str
    name: str
    why: str = ""
    lead: PersonId | None = None
    ladder: LadderName | None = None
    """None: as the workspace has it."""
    home: PlaceId | None = None
    speaks: bool = False


@dataclass(frozen=True, slots=True)
class SetProject:
    """Change what is given; None leaves it."""

    project: ProjectId
    name: str | None = None
    why: str | None = None
    lead: PersonId | None = None
    ladder: LadderName | None = None
    home: PlaceId | None = None
    """Its home on the platform of that place."""
    homeless: bool = False
    """Whether it leaves its home on the asker's platform."""
    speaks: bool | None = None
    strict: bool | None = None
    capture: str | None = None
    """The name of an emoji; empty: off."""
    numbers: bool | None = None


@dataclass(frozen=True, slots=True)
class SetDigest:
    """When the digest comes; None: off."""

    project: ProjectId
    at: time | None
    zone: str = "UTC"


@dataclass(frozen=True, slots=True)
class PostDigest:
    """The digest, in the project's home place, now."""

    project: ProjectId


@dataclass(frozen=True, slots=True)
class PauseProject:
    """Nothing is said about it until then; ``until`` None: until somebody resumes it."""

    project: ProjectId
    until: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ResumeProject:
    """It goes on: what is due is decided anew."""

    project: ProjectId


class Leftover(StrEnum):
    """What becomes of the open tasks of a project that is closed."""

    KEEP = "keep"
    """They go on without a project."""
    DROP = "drop"


@dataclass(frozen=True, slots=True)
class CloseProject:
    """It is over; ``outcome`` says in words what was delivered."""

    project: ProjectId
    leftover: Leftover | None = None
    """None: only where nothing is open."""
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class ReopenProject:
    """It is not over after all."""

    project: ProjectId


@dataclass(frozen=True, slots=True)
class TakeLead:
    """I'll lead it, says who was asked."""

    project: ProjectId


@dataclass(frozen=True, slots=True)
class DeclineLead:
    """No thanks, says who was asked; no reason is wanted."""

    project: ProjectId


@dataclass(frozen=True, slots=True)
class TuneLadder:
    """How firmly it follows up: a ladder, and all *rules* of it that are the project's own."""

    project: ProjectId
    ladder: LadderName | None = None
    """None: as it is."""
    rules: Mapping[str, object] = field(default_factory=dict)
    """By the names of ``firmness.RULES``; not yet checked."""


@dataclass(frozen=True, slots=True)
class TakeBackProject:
    """As it was before that command."""

    project: ProjectId
    cause: str


ProjectIntent = (
    OpenProject | SetProject | SetDigest | PostDigest | PauseProject | ResumeProject
    | CloseProject | ReopenProject | TakeLead | DeclineLead | TuneLadder | TakeBackProject
)  # fmt: skip
