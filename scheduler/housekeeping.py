"""What nobody waits for: the write-ahead log is emptied, what is no longer needed is forgotten.

A workspace in which that is not possible keeps none of the others from it.
"""

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from core import dispatch
from core.keeping import Keeping
from core.kernel.errors import STORE
from core.kernel.incidents import incident
from core.kernel.refs import WorkspaceId
from core.unit import Unit
from scheduler.ports import Store

log = logging.getLogger("chivvy.housekeeping")
DEFAULTS = Keeping()
KEPT = timedelta(days=DEFAULTS.requests)
"""How long keys of requests, typed text that waits for a button, and old events are kept."""
BATCH = 100
ROUNDS = 100
"""Units of one run: a backlog is worked off over several, and writers in between."""


async def tidy(
    store: Store, now: datetime, checkpoint: Callable[[], Awaitable[bool]],
    keeping: Keeping = DEFAULTS,
) -> int:  # fmt: skip
    """Forgets what is older than it is kept and empties SQLite's log; says how much went."""
    forgotten = await _round(
        store, lambda unit: dispatch.forgettable(unit, keeping, now),
        lambda unit: dispatch.forget(unit, keeping, now, BATCH), None,
    )  # fmt: skip
    for workspace in await store.read(lambda unit: list(unit.directory.workspaces())):
        await _round(store, *_sweeping(workspace, keeping, now), workspace)
    if not await checkpoint():
        log.info("the write-ahead log is in use; it is emptied next time")
    return forgotten


async def _round(
    store: Store, is_due: Callable[[Unit], bool], step: Callable[[Unit], int],
    workspace: int | None,
) -> int:  # fmt: skip
    """As many units as it takes, up to a bound: a backlog is worked off over several runs. None
    where a look says that there is nothing."""
    total = 0
    for _ in range(ROUNDS):
        try:
            if not total and not await store.read(is_due):
                break
            count = await store.write(step, workspace=workspace, background=True)
        except STORE:
            raise  # Nobody else would fare better: all is tried again at the next interval.
        except Exception as error:
            of = "requests and events" if workspace is None else f"workspace {workspace}"
            log.error("nothing of %s is forgotten for now: %s", of, incident(error))
            break
        total += count
        if count < BATCH:
            break
    return total


def _sweeping(
    workspace: WorkspaceId, keeping: Keeping, now: datetime
) -> tuple[Callable[[Unit], bool], Callable[[Unit], int]]:
    return (
        lambda unit: dispatch.sweepable(unit, workspace, keeping, now),
        lambda unit: dispatch.sweep(unit, workspace, keeping, now, BATCH),
    )
