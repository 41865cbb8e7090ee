"""Works off stored events, one unit per row; one that always fails is parked, others flow."""

import logging
from collections.abc import Awaitable, Callable, Mapping

from core.unit import Arrival
from scheduler.ports import Store

log = logging.getLogger("chivvy.inbox")
BATCH = 20
Handler = Callable[[Arrival], Awaitable[None]]


class InboxWorker:
    """Hands each arrival to its platform's handler."""

    def __init__(self, store: Store, handlers: Mapping[str, Handler]) -> None:
        self._store = store
        self._handlers = handlers

    async def once(self) -> int:
        """Everything that waits, in the order of arrival."""
        waiting = await self._store.read(lambda unit: list(unit.inbox.waiting(BATCH)))
        for arrival in waiting:
            await self._work_off(arrival)
        return len(waiting)

    async def _work_off(self, arrival: Arrival) -> None:
        try:
            await self._handlers[arrival.platform](arrival)
        except Exception as failure:
            error = type(failure).__name__
            log.exception("event %s could not be worked off", arrival.key)
            await self._store.write(
                lambda unit: unit.inbox.failed(arrival.key, error), workspace=None, background=True
            )
            return
        await self._store.write(
            lambda unit: unit.inbox.done(arrival.key), workspace=None, background=True
        )
