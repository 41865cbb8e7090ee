"""A project: why, for whom, who leads, where it lives, and how firmly it follows up."""

from datetime import datetime, time
from enum import StrEnum

from core.kernel.refs import PersonId, PlaceId, ProjectId, WorkspaceId
from core.kernel.values import dataclass
from core.tasks.model import Text

RuleValue = int | str
Tuning = tuple[tuple[str, RuleValue], ...]
"""What a project changes of its ladder: rules of ``firmness.RULES`` with their values."""


class LadderName(StrEnum):
    """How firmly a project follows up."""

    GENTLE = "gentle"
    STANDARD = "standard"
    FIRM = "firm"
    VOLUNTEER = "volunteer"
    """For people who give their free time: no step to a lead, nothing posted, a weekly digest."""


@dataclass(frozen=True, slots=True)
class Project:
    """A project of a workspace. ``key`` is the word after the #, lower case."""

    workspace: WorkspaceId
    id: ProjectId
    key: str
    name: str
    creator: PersonId
    created_at: datetime
    why: Text | None = None
    lead: PersonId | None = None
    home: PlaceId | None = None
    """Where it lives, or lived first."""
    others: tuple[PlaceId, ...] = ()
    """Its homes on other platforms: at most one on each."""
    ladder: LadderName = LadderName.STANDARD
    tuning: Tuning = ()
    speaks: bool = False
    """Whether it may post in its home place when help is needed."""
    answered: bool = True
    """False while it was opened by its first #word and no lead has answered."""
    strict: bool = False
    capture: str = ""
    """The emoji that makes a task of a message in its home; empty: none does."""
    numbers: bool = True
    """Whether a task's number in a message there is answered, to its writer alone."""
    digest_at: time | None = None
    digest_zone: str = "UTC"
    visible_in: PlaceId | None = None
    offered_to: PersonId | None = None
    """Who was asked to lead it and has not answered yet."""
    paused_at: datetime | None = None
    paused_until: datetime | None = None
    """The end of a pause; None: until somebody resumes it."""
    pause_reason: Text | None = None
    closed_at: datetime | None = None
    outcome: Text | None = None
    """What was delivered, in words, when it was closed."""
    usual_gap: int | None = None
    """Working days for which its tasks are usually quiet, once enough of them are closed."""
    gap_at: datetime | None = None
    """When that was looked at."""
    version: int = 0

    @property
    def homes(self) -> tuple[PlaceId, ...]:
        """Everywhere it lives, the first home first."""
        return (self.home, *self.others) if self.home is not None else self.others

    @property
    def tuned(self) -> str:
        """What it changes of its ladder, in one line; empty for nothing."""
        return " ".join(f"{rule}={value}" for rule, value in self.tuning)

    @property
    def digest_days(self) -> frozenset[int] | None:
        """The weekdays of its digest (0 is Monday); None: every one. Volunteers get one a week."""
        return frozenset({0}) if self.ladder is LadderName.VOLUNTEER else None

    @property
    def open(self) -> bool:
        """Whether work goes on in it, now or after a pause."""
        return self.closed_at is None

    def rests(self, now: datetime) -> bool:
        """Whether nothing is said about its tasks now: closed, or paused until later."""
        if self.closed_at is not None:
            return True
        return self.paused_at is not None and (self.paused_until is None or now < self.paused_until)

    @property
    def in_charge(self) -> PersonId:
        """The lead; without one, its creator."""
        return self.lead or self.creator
