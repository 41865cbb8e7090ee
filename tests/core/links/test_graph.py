"""The dependency graph."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from core.kernel.refs import TaskId
from core.links.graph import AtStake, Edges, at_stake, chain, would_cycle
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


def after(pairs: Iterable[Pair]) -> Edges:
    edges = [edge(*pair) for pair in pairs]

    def look(tasks: Iterable[TaskId]) -> Sequence[Dependency]:
        wanted = set(tasks)
        return [e for e in edges if e.earlier in wanted]

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


def test_chain_is_nearest_first() -> None:
    """What waits directly comes before what waits for that."""
    assert chain(TaskId(1), after([(1, 3), (3, 2), (1, 4), (2, 4)])) == (3, 4, 2)


def test_chain_is_bounded() -> None:
    """A long chain is followed as far as the limit."""
    assert len(chain(TaskId(1), after([(n, n + 1) for n in range(1, 50)]), limit=10)) == 10


def test_chain_survives_a_circle() -> None:
    """Were there a circle all the same, the search would end."""
    assert chain(TaskId(1), after([(1, 2), (2, 1)])) == (2,)


NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def test_days_at_stake() -> None:
    """The task that is due earliest before the expected end suffers most."""
    dues = {TaskId(2): NOON - timedelta(days=1), TaskId(3): NOON - timedelta(days=4)}
    waiting = (TaskId(2), TaskId(3), TaskId(4))
    assert at_stake(NOON, waiting, dues) == AtStake(TaskId(3), timedelta(days=4))


def test_nothing_at_stake() -> None:
    """Who is due later can still wait."""
    assert at_stake(NOON, (TaskId(2),), {TaskId(2): NOON + timedelta(days=1)}) is None
