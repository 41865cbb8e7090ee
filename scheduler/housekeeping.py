"""What nobody waits for: the write-ahead log is emptied, what is no longer needed is forgotten."""

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from core import dispatch
from scheduler.ports import Store

log = logging.getLogger("chivvy.housekeeping")
KEPT = timedelta(days=30)
"""How long keys of requests, typed text that waits for a button, and old events are kept."""
BATCH = 100
ROUNDS = 100
"""Units of one run: a backlog is worked off over several, and writers in between."""


async def tidy(store: Store, now: datetime, checkpoint: Callable[[], Awaitable[bool]]) -> int:
    """Forgets what is older than 30 days and empties SQLite's log; says how much was forgotten."""
    forgotten = 0
    for _ in range(ROUNDS):
        count = await store.write(
            lambda unit: dispatch.forget(unit, now - KEPT, BATCH), workspace=None, background=True
        )
        forgotten += count
        if count < BATCH:
            break
    if not await checkpoint():
        log.info("the write-ahead log is in use; it is emptied next time")
    return forgotten
