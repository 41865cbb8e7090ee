"""An installation that answers again is tried by one post, and keeps none of the others waiting."""

from collections.abc import Callable
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from core.kernel.refs import InstallationId, PostId, WorkspaceId
from core.screens.delivery import Door, Post, PostKind, Turn
from core.screens.messenger import Suspended
from scheduler.courier import Pace
from scheduler.deliver import BATCH, Deliverer
from scheduler.outcomes import End, found_out

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
HERE: Door = (WorkspaceId(1), InstallationId(7))


class Clock:
    """Stands still."""

    def now(self) -> datetime:
        """Business time."""
        return NOW

    def elapsed(self) -> float:
        """Real seconds."""
        return 0.0


class Store:
    """Remembers what was claimed; nothing is due."""

    def __init__(self) -> None:
        self.claims: list[tuple[int, bool]] = []
        """How many at most, and whether of the one that is tried too."""

    async def write(self, fn: Callable[[object], object], **_: object) -> object:
        """One unit."""
        return fn(SimpleNamespace(outbox=SimpleNamespace(claim=self._claim)))

    def _claim(self, run: str, now: datetime, limit: int, turn: Turn) -> list[Post]:
        self.claims.append((limit, HERE not in turn.shut))
        return []


async def test_one_that_is_tried_keeps_nobody_else_waiting() -> None:
    """One post of it at a time; of all the others as many as there is room for."""
    store = Store()
    deliverer = Deliverer(store, {}, Clock(), "run")
    await deliverer.once()
    assert store.claims == [(BATCH, True)]
    breakers = deliverer._courier.breakers
    breakers.failed(HERE, "slack", "T1", Suspended("revoked"))
    breakers.answers(HERE)
    await deliverer.once()
    assert store.claims[1:] == [(BATCH, False), (1, True)]
    under_way = Post(HERE[0], PostId(3), "key", PostKind.NAG, HERE[1], NOW, NOW)
    deliverer._sending[object()] = under_way  # type: ignore[index]
    await deliverer.once()
    assert store.claims[3:] == [(BATCH - 1, False)]


async def test_what_cannot_be_found_out_is_asked_ever_more_seldom(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Up to six times the gap between two looks: its conversation waits for it."""
    deliverer = Deliverer(Store(), {}, Clock(), "run", Pace(look_gap=2.0))
    post = Post(HERE[0], PostId(3), "key", PostKind.NAG, HERE[1], NOW, NOW)
    ends = iter([None] * 5)
    pauses: list[float] = []

    async def find_out(post: Post) -> End | None:
        return next(ends, found_out(post))

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)

    monkeypatch.setattr(deliverer._courier, "find_out", find_out)
    monkeypatch.setattr("scheduler.deliver.asyncio.sleep", sleep)
    await deliverer._resolve(post)
    assert pauses == [2.0, 4.0, 8.0, 12.0, 12.0]
