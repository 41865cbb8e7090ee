"""The dependency graph: cycles, and what a late task holds up; pure and bounded.

Edges come through functions, so that only what is needed of the graph is ever read.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.kernel.refs import TaskId
from core.links.model import Dependency

LIMIT = 1000
"""Tasks that a search looks at, at most; a longer chain is shown as far as that."""

Edges = Callable[[Iterable[TaskId]], Sequence[Dependency]]


def find_path(start: TaskId, goal: TaskId, before: Edges) -> tuple[TaskId, ...]:
    """The shortest way from *start* to *goal* along "waits for"; empty when there is none."""
    came_from: dict[TaskId, TaskId] = {}
    layer = [start]
    while layer:
        following: list[TaskId] = []
        for edge in sorted(before(layer)):
            if edge.earlier in came_from or edge.earlier == start:
                continue
            came_from[edge.earlier] = edge.later
            if edge.earlier == goal:
                return _path(start, goal, came_from)
            following.append(edge.earlier)
        layer = following
    return ()


def would_cycle(new: Dependency, before: Edges) -> tuple[TaskId, ...]:
    """The circle that *new* would close, from its later task and back to it; empty: none.

    Complete, however large the graph: a cycle that is not found would never be found again.
    """
    if new.earlier == new.later:
        return (new.later, new.later)
    way = find_path(new.earlier, new.later, before)
    return (new.later, *way) if way else ()


def chain(late: TaskId, after: Edges, limit: int = LIMIT) -> tuple[TaskId, ...]:
    """All that waits for *late*, nearest first, at most *limit*."""
    found: dict[TaskId, None] = {}
    layer = [late]
    while layer and len(found) < limit:
        new = sorted({edge.later for edge in after(layer)} - found.keys() - {late})
        layer = new[: limit - len(found)]
        found |= dict.fromkeys(layer)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class AtStake:
    """What a late task puts at risk: the task that suffers most, and by how much."""

    task: TaskId
    by: timedelta


def at_stake(
    expected: datetime, waiting: Iterable[TaskId], dues: Mapping[TaskId, datetime]
) -> AtStake | None:
    """The tasks of a chain are due too early for an end at *expected*: which one by most?

    None when all of them can still wait. Working time is not considered: this is a lower bound.
    """
    late = [AtStake(t, expected - dues[t]) for t in waiting if t in dues and dues[t] < expected]
    return max(late, key=lambda stake: (stake.by, -stake.task), default=None)


def _path(start: TaskId, goal: TaskId, came_from: Mapping[TaskId, TaskId]) -> tuple[TaskId, ...]:
    way = [goal]
    while way[-1] != start:
        way.append(came_from[way[-1]])
    return tuple(reversed(way))
