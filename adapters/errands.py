"""Work that goes on after an acknowledgement: tracked, so that a stop can wait for it."""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any, TypeVar

from core.kernel.incidents import incident

log = logging.getLogger(__name__)
T = TypeVar("T")


async def called_off(task: asyncio.Task[Any] | None) -> None:
    """*task* is cancelled, and has ended; what it raised is nobody's matter any more."""
    if task is not None:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


class Errands:
    """Keeps every task that was started until it is done."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()

    def start(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        """Begins *work*; what it raises is logged, unless somebody awaits it."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.error("an errand failed: %s", incident(error))

    async def settle(self) -> None:
        """Waits until nothing is under way any more."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def stop(self, seconds: float) -> None:
        """Waits *seconds* for what is under way, then cancels it."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)
        left = list(self._tasks)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
