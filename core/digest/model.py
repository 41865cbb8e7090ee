"""What is worth saying: the health of a project, and the morning of a person; facts, no words."""

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from core.followup.model import Notice
from core.kernel.refs import InstallationId, PersonId, PlaceId, TaskId
from core.kernel.values import dataclass
from core.projects.model import Project
from core.tasks.model import Task
from core.tasks.standing import Standing


class HealthWord(StrEnum):
    """The state of a project in one word."""

    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    LATE = "late"
    QUIET = "quiet"


class ReasonKind(StrEnum):
    """What made the word."""

    LATE = "late"
    """A task that matters to others is past its date."""
    SLIP = "slip"
    """A task may slip because of one before it."""
    BLOCKED = "blocked"
    OVERDUE = "overdue"
    QUIET = "quiet"
    """Nothing has happened for days."""


class Aged(NamedTuple):
    """A task with how long it has been so, in working days of the project. Plain values, as
    ``Slip``, for there are as many as are late."""

    task: Standing
    since: datetime
    days: int


class Slip(NamedTuple):
    """*task* may end *days* working days after its date, because of *because*, before it."""

    task: Standing
    days: int
    because: Standing
    blocked: bool
    """Whether *because* is blocked; else it is past its own date."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A date that was moved to later, with the reason that was given."""

    task: Task
    at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why the word is what it is: the weightiest fact."""

    kind: ReasonKind
    task: Standing | None = None
    days: int = 0
    slip: Slip | None = None


@dataclass(frozen=True, slots=True)
class ProjectHealth:
    """How a project stands, in facts that its audience may see. Sequences: weightiest first.

    The words of what is open are read when they are shown: of thousands a digest names a few.
    """

    word: HealthWord
    reason: Reason | None
    since: datetime
    """Since when *finished* and *moved* count: the digest before."""
    finished: tuple[Task, ...] = ()
    """Closed and checked."""
    unchecked: tuple[Task, ...] = ()
    """Closed as "done, not checked"."""
    slips: tuple[Slip, ...] = ()
    blocked: tuple[Aged, ...] = ()
    overdue: tuple[Aged, ...] = ()
    quiet: tuple[Aged, ...] = ()
    """Begun and silent for twice the span after which its owner is asked."""
    to_check: tuple[Standing, ...] = ()
    unowned: tuple[Standing, ...] = ()
    soon: tuple[Standing, ...] = ()
    """Due within the next three working days."""
    moved: tuple[Moved, ...] = ()
    reopened: tuple[Task, ...] = ()
    """Open again since then: done or dropped was too early, or a check found something missing."""
    dateless: int = 0
    """Open, with no date and none on purpose."""
    open: int = 0
    fingerprint: str = ""
    """Hash of the state that it tells of; the same state, the same hash."""

    @property
    def news(self) -> bool:
        """Whether something happened since the digest before that it tells of once."""
        return bool(self.finished or self.unchecked or self.moved or self.reopened)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to say at all."""
        return self.open == 0 and not self.news


@dataclass(frozen=True, slots=True)
class DigestNews:
    """A digest that has something new to say, and where it goes."""

    project: Project
    place: PlaceId
    installation: InstallationId
    health: ProjectHealth
    fingerprint: str


@dataclass(frozen=True, slots=True)
class BriefFacts:
    """A person's morning."""

    person: PersonId
    today: tuple[Task, ...] = ()
    """Theirs: due today or before, to begin today, or high without a date."""
    beside: int = 0
    """What else is for today, and is asked about in a message of its own."""
    waiting: tuple[Task, ...] = ()
    """For their answer: to check, to unblock, or to go on with; not those in *asks*."""
    you_wait_for: tuple[Task, ...] = ()
    """Of others: asked for, or before a task of theirs; due by the next working day, or stuck."""
    asks: tuple[Notice, ...] = ()
    """Questions that ride in the brief."""
    told: tuple[Notice, ...] = ()
    """News."""
    tasks: Mapping[TaskId, Task] = field(default_factory=dict)
    """The tasks of *asks* and *told*, as the person may see them."""
    waited_by: Mapping[TaskId, tuple[TaskId, ...]] = field(default_factory=dict)
    """Open tasks that wait for one of *today*."""
    later: int = 0
    """Theirs, due after today and within the week."""
    back: bool = False
    """The first day after a leave."""
    done: tuple[Task, ...] = ()
    """Closed while they were away: theirs, or asked for by them."""
    still: tuple[Task, ...] = ()
    """Of somebody who had left and is here again: what else is still theirs."""
