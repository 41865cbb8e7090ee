"""What repeats: a series, and its occurrences, which are tasks of their own."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time

from core.calendar.repeats import Pattern
from core.kernel.events import Value
from core.kernel.refs import (
    Kind,
    ProjectId,
    Ref,
    SeriesId,
    TaskId,
    WorkspaceId,
)
from core.kernel.values import dataclass
from core.tasks.model import Status, Task, snapshot

TEMPLATE = (
    "title", "notes", "owner", "offered_to", "verifier", "project", "priority", "estimate",
    "criteria", "labels",
)  # fmt: skip
"""What every occurrence begins with, as ``snapshot`` names it; ``due`` is said by the pattern."""
MOST_OPEN = 2
"""Occurrences that may be open at once: one that is late, and the one whose day has come."""


@dataclass(frozen=True, slots=True)
class Series:
    """How a task repeats, and what its occurrences begin with."""

    workspace: WorkspaceId
    id: SeriesId
    pattern: Pattern
    template: Mapping[str, Value]
    """Values of ``snapshot``."""
    on: bool = True
    paused_until: date | None = None
    """None of its days before that brings a task."""
    passed: date | None = None
    """Its days up to this one are settled, whether they brought a task or not."""
    next_at: datetime | None = None
    """When to look at it next, if nothing happens before."""

    @property
    def subject(self) -> Ref:
        """What the log names it by."""
        return Ref(Kind.SERIES, self.id)

    @property
    def project(self) -> ProjectId | None:
        """Where its next occurrence will be."""
        found = self.template.get("project")
        return ProjectId(found) if isinstance(found, int) else None


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A task as the one that a series brought for a day."""

    series: SeriesId
    slot: date
    task: TaskId


@dataclass(frozen=True, slots=True)
class Repeating:
    """How a task repeats: its series, and the day that it stands for."""

    series: Series
    slot: date


def template_of(task: Task) -> dict[str, Value]:
    """What the next occurrences take over from *task*; no criterion is met beforehand."""
    values = {name: value for name, value in snapshot(task).items() if name in TEMPLATE}
    values["criteria"] = ",".join(f"{criterion.text.id}:0" for criterion in task.criteria)
    return values


def ended(task: Task) -> bool:
    """Whether its owner has nothing more to do: what waits for a check counts as done."""
    return not task.status.open or task.status is Status.IN_REVIEW


def encode(series: Series) -> str:
    """What people set of a series, as one value of an event; ``decode`` reads it."""
    pattern = series.pattern
    return json.dumps(
        {
            "rule": pattern.rule, "zone": pattern.zone, "start": pattern.start.isoformat(),
            "wall": pattern.wall.isoformat() if pattern.wall else None,
            "from_completion": pattern.from_completion, "on": series.on,
            "paused_until": series.paused_until.isoformat() if series.paused_until else None,
            "template": dict(series.template),
        }, sort_keys=True,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Setup:
    """What people have set of a series, as an event keeps it."""

    pattern: Pattern
    template: Mapping[str, Value]
    on: bool
    paused_until: date | None


def decode(line: str) -> Setup:
    """The inverse of ``encode``."""
    kept = json.loads(line)
    wall, paused = kept["wall"], kept["paused_until"]
    pattern = Pattern(
        kept["rule"], kept["zone"], date.fromisoformat(kept["start"]),
        time.fromisoformat(wall) if wall else None, kept["from_completion"],
    )  # fmt: skip
    until = date.fromisoformat(paused) if paused else None
    return Setup(pattern, kept["template"], kept["on"], until)


def as_set(series: Series, setup: Setup) -> Series:
    """*series* as people had set it."""
    return replace(
        series, pattern=setup.pattern, template=setup.template, on=setup.on,
        paused_until=setup.paused_until,
    )  # fmt: skip
