"""The dependency graph: the shortest way, and the circle that a new edge would close; pure.

Edges come through functions, so that only what is needed of the graph is ever read.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from core.kernel.refs import TaskId
from core.links.model import Dependency

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


def _path(start: TaskId, goal: TaskId, came_from: Mapping[TaskId, TaskId]) -> tuple[TaskId, ...]:
    way = [goal]
    while way[-1] != start:
        way.append(came_from[way[-1]])
    return tuple(reversed(way))
