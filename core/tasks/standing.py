"""How open tasks stand, without their words: what the health of a project is made of."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from core.kernel.refs import PersonId, TaskId
from core.tasks.model import Due, Task


class Standing(NamedTuple):
    """An open task. Plain values, for there are as many as a project has."""

    id: TaskId
    status: str
    """A ``Status``, by its value; *priority* likewise."""
    priority: str
    owner: PersonId | None
    due_at: datetime | None
    due_zone: str | None
    due_has_time: bool
    dateless: bool
    estimate: int | None
    blocked_since: datetime | None
    promised_until: datetime | None
    stirred: bool
    """Whether somebody touched it lately, or it is silent for long: worth to be read whole."""

    @property
    def due(self) -> Due | None:
        """Its date."""
        if self.due_at is None:
            return None
        return Due(self.due_at, self.due_zone or "UTC", bool(self.due_has_time))


class Notable(NamedTuple):
    """Which open tasks a digest may name or must judge by themselves: what is blocked, in review or
    unowned, and these."""

    due_before: datetime
    """Due before then."""
    since: datetime
    """Touched from then on."""
    untouched_since: datetime
    """In progress, and nothing heard since then."""


class Outline(NamedTuple):
    """The open tasks of a project, as one audience may see them."""

    tasks: Sequence[Standing]
    """Those that are notable; the others are only counted."""
    open: int
    dateless: int
    """With no date and none on purpose."""
    touched_at: datetime | None
    """The last activity by a person."""


def standing(task: Task, *, stirred: bool = False) -> Standing:
    """How *task* stands."""
    due, blocker = task.due, task.blocker
    return Standing(
        task.id, task.status.value, task.priority.value, task.owner,
        due.at if due else None, due.zone if due else None, due.has_time if due else False,
        task.dateless, task.estimate,
        blocker.since if blocker else None, blocker.promised_until if blocker else None, stirred,
    )  # fmt: skip
