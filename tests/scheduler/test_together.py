"""Nobody is told before all that has come due in their workspace is decided."""

from core.kernel.refs import WorkspaceId
from scheduler.tick import BATCH, TOGETHER, Together

BIG, SMALL = WorkspaceId(1), WorkspaceId(2)


def test_a_full_batch_keeps_its_workspace_waiting() -> None:
    """There may be more; another workspace is told meanwhile."""
    together = Together(lambda: 0.0)
    assert together.decided({BIG: BATCH, SMALL: 3})
    assert together.waits == {BIG}
    assert not together.decided({BIG: 1})
    assert together.waits == frozenset()


def test_it_waits_no_longer_than_two_seconds() -> None:
    """However much there is; the next time it waits as long again."""
    now = 0.0
    together = Together(lambda: now)
    together.decided({BIG: BATCH})
    now = TOGETHER
    assert together.decided({BIG: BATCH})
    assert together.waits == frozenset()
    together.decided({})
    together.decided({BIG: BATCH})
    assert together.waits == {BIG}
