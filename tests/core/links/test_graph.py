"""The dependency graph."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from core.kernel.refs import TaskId
from core.links.graph import Edges, would_cycle
from core.links.model import Dependency

Pair = tuple[int, int]


def edge(earlier: int, later: int) -> Dependency:
    return Dependency(TaskId(earlier), TaskId(later))


def before(pairs: Iterable[Pair]) -> Edges:
    edges = [edge(*pair) for pair in pairs]

    def look(tasks: Iterable[TaskId]) -> Sequence[Dependency]:
        wanted = set(tasks)
        return [e for e in edges if e.later in wanted]

    return look


def test_circle_is_shown_whole() -> None:
    """The circle is told from the later task round to itself."""
    assert would_cycle(edge(7, 3), before([(5, 7), (3, 5)])) == (3, 7, 5, 3)


def test_two_ways_are_no_circle() -> None:
    """A diamond is no circle."""
    assert would_cycle(edge(2, 4), before([(1, 2), (1, 3), (3, 4)])) == ()


def test_itself() -> None:
    """A task that waits for itself is the smallest circle."""
    assert would_cycle(edge(3, 3), before([])) == (3, 3)


@given(st.lists(st.tuples(st.integers(1, 8), st.integers(1, 8)), max_size=20))
def test_no_order_of_links_makes_a_circle(pairs: list[Pair]) -> None:
    """Whatever is linked in whatever order, the links that were let through can be sorted."""
    kept: list[Pair] = []
    for pair in pairs:
        path = would_cycle(edge(*pair), before(kept))
        if path:
            links = {*kept, pair}
            assert path[0] == path[-1]
            assert all((earlier, later) in links for later, earlier in pairwise(path))
        else:
            kept.append(pair)
    assert _sortable(kept)


def _sortable(pairs: list[Pair]) -> bool:
    left = {number for pair in pairs for number in pair}
    while left:
        free = {n for n in left if not any(p[1] == n and p[0] in left for p in pairs)}
        if not free:
            return False
        left -= free
    return True
