"""Identifiers: small integers, dense inside a workspace, typed so that they cannot be mixed up."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

WorkspaceId = NewType("WorkspaceId", int)
InstallationId = NewType("InstallationId", int)
PersonId = NewType("PersonId", int)
PlaceId = NewType("PlaceId", int)
ProjectId = NewType("ProjectId", int)
TaskId = NewType("TaskId", int)
"""The task's number: the 42 of ``T-42``. Dense, never reused."""
TextId = NewType("TextId", int)
SeriesId = NewType("SeriesId", int)
"""What repeats: its occurrences are tasks of their own."""
NoticeId = NewType("NoticeId", int)
PostId = NewType("PostId", int)


class Kind(StrEnum):
    """What a reference points to."""

    TASK = "task"
    PROJECT = "project"
    PERSON = "person"
    PLACE = "place"
    WORKSPACE = "workspace"
    SERIES = "series"


@dataclass(frozen=True, slots=True, order=True)
class Ref:
    """A subject inside a workspace, as events, watches and notices name it."""

    kind: Kind
    id: int

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"

    @classmethod
    def parse(cls, text: str) -> "Ref":
        """The inverse of ``str``; ValueError when *text* is not a reference."""
        kind, _, number = text.partition(":")
        return cls(Kind(kind), int(number))


def task_ref(task: TaskId) -> Ref:
    """The reference of a task."""
    return Ref(Kind.TASK, task)


def project_ref(project: ProjectId) -> Ref:
    """The reference of a project."""
    return Ref(Kind.PROJECT, project)


def place_ref(place: PlaceId) -> Ref:
    """The reference of a place."""
    return Ref(Kind.PLACE, place)
