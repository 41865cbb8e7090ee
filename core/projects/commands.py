"""Intents about projects."""

from dataclasses import dataclass
from datetime import time

from core.kernel.refs import PersonId, PlaceId, ProjectId
from core.projects.model import LadderName


@dataclass(frozen=True, slots=True)
class OpenProject:
    """A project with its name, why, lead, ladder and home."""

    key: str
    name: str
    why: str = ""
    lead: PersonId | None = None
    ladder: LadderName = LadderName.STANDARD
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
    speaks: bool | None = None
    strict: bool | None = None


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


ProjectIntent = OpenProject | SetProject | SetDigest | PostDigest
