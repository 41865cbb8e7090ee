"""Works off stored events, one unit per row; one that always fails is parked, others flow."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping

from core.kernel.errors import STORE
from core.kernel.incidents import incident
from core.kernel.meter import Meter, Unmeasured
from core.kernel.tracing import CAUSE
from core.screens.delivery import RetryAt, Suspended, Uncertain
from core.unit import Arrival
from scheduler.failpoints import reach
from scheduler.ports import Store

log = logging.getLogger("chivvy.inbox")
BATCH = 20
REST = 1.0
LONGEST_REST = 60.0
"""Seconds of real time between two tries of one event; each rest is twice the one before."""
PASSING = (*STORE, RetryAt, Uncertain, Suspended)
"""Not the event's fault: it waits, and is never parked for it."""
Handler = Callable[[Arrival], Awaitable[None]]


class InboxWorker:
    """Hands each arrival to its platform's handler."""

    def __init__(
        self, store: Store, handlers: Mapping[str, Handler], *, rest: float = REST,
        meter: Meter | None = None,
    ) -> None:  # fmt: skip
        self._meter = meter or Unmeasured()
        self._store = store
        self._handlers = handlers
        self._rest = rest
        self._resting: dict[str, tuple[float, int]] = {}
        """Key → when it is tried again, by the loop's clock; and how often it failed."""

    async def once(self) -> int:
        """Everything that waits, in the order of arrival; says how many were tried."""
        most = BATCH + len(self._resting)
        waiting = await self._store.read(lambda unit: list(unit.inbox.waiting(most)))
        self._forget({arrival.key for arrival in waiting})
        ready = [arrival for arrival in waiting if not self._rests(arrival.key)]
        for arrival in ready:
            before = CAUSE.set(arrival.key)
            await self._work_off(arrival)
            CAUSE.reset(before)
        return len(ready)

    def _rests(self, key: str) -> bool:
        until, _ = self._resting.get(key, (0.0, 0))
        return until > asyncio.get_running_loop().time()

    def _forget(self, waiting: set[str]) -> None:
        self._resting = {key: rest for key, rest in self._resting.items() if key in waiting}

    async def _work_off(self, arrival: Arrival) -> None:
        try:
            await self._handlers[arrival.platform](arrival)
        except PASSING as failure:
            log.warning("event %s must wait: %s", arrival.key, type(failure).__name__)
            self._put_off(arrival.key)
            self._meter.event("retried")
        except Exception as failure:
            self._meter.event("failed")
            log.error("event %s could not be worked off: %s", arrival.key, incident(failure))
            await self._failed(arrival.key, type(failure).__name__)
        else:
            reach("worked_off")
            self._meter.event("done")
            await self._store.write(
                lambda unit: unit.inbox.done(arrival.key), workspace=None, background=True
            )

    async def _failed(self, key: str, error: str) -> None:
        self._put_off(key)
        await self._store.write(
            lambda unit: unit.inbox.failed(key, error), workspace=None, background=True
        )

    def _put_off(self, key: str) -> None:
        _, times = self._resting.get(key, (0.0, 0))
        rest = min(LONGEST_REST, self._rest * 2**times)
        self._resting[key] = (asyncio.get_running_loop().time() + rest, times + 1)
