"""The engine: APScheduler's interval jobs over rows that hold the truth."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from apscheduler.executors.asyncio import AsyncIOExecutor
from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from core import dispatch
from core.kernel.clock import Clock
from scheduler import tick as ticking
from scheduler.deliver import Deliverer
from scheduler.ports import Store

log = logging.getLogger("chivvy.scheduler")
Work = Callable[[], Awaitable[object]]


class Engine:
    """Tick, compose, deliver, inbox: each alone, woken by changes and at least every second."""

    def __init__(
        self, store: Store, clock: Clock, deliverer: Deliverer, work_inbox: Work, *,
        seconds: float = 1.0,
    ) -> None:  # fmt: skip
        self._store = store
        self._clock = clock
        self._deliverer = deliverer
        self._work_inbox = work_inbox
        self._seconds = seconds
        self._turn = asyncio.Lock()
        self._woken = asyncio.Event()
        self._jobs: AsyncIOScheduler | None = None
        self._waker: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Starts the interval jobs; they hold no task state."""
        jobs = AsyncIOScheduler(
            jobstores={"default": MemoryJobStore()},
            executors={"default": AsyncIOExecutor()},
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": 3600},
            timezone="UTC",
        )
        await self._deliverer.beat()
        jobs.add_job(self.turn, "interval", seconds=self._seconds, id="turn")
        jobs.add_job(self._guarded(self._deliverer.beat), "interval", seconds=5, id="beat")
        jobs.add_job(self._guarded(self._deliverer.recover), "interval", seconds=5, id="recover")
        jobs.start()
        self._jobs = jobs
        self._waker = asyncio.create_task(self._on_wake())

    async def stop(self) -> None:
        """Finishes the turn that runs, and begins no other."""
        if self._waker is not None:
            self._waker.cancel()
            await asyncio.gather(self._waker, return_exceptions=True)
        if self._jobs is not None:
            self._jobs.shutdown(wait=False)
        async with self._turn:
            await self._deliverer.settle()

    def wake(self) -> None:
        """Something changed: do not wait for the next second."""
        self._woken.set()

    async def turn(self) -> int:
        """One turn of everything; a fault in it is logged and the next turn comes all the same."""
        async with self._turn:
            try:
                return await self._turn_once()
            except Exception:
                log.exception("a turn of the scheduler failed")
                return 0

    async def _turn_once(self) -> int:
        await self._work_inbox()
        done = await ticking.tick(self._store, self._clock.now())
        done += await ticking.compose(self._store, self._clock.now())
        return done + await self._deliverer.once()

    async def until_idle(self) -> None:
        """Turns until nothing is due at the present moment."""
        while await self.turn():
            pass

    async def earliest(self) -> object:
        """When the next thing is due."""
        return await self._store.read(dispatch.earliest)

    async def _on_wake(self) -> None:
        while True:
            await self._woken.wait()
            self._woken.clear()
            await self.turn()

    def _guarded(self, work: Work) -> Work:
        async def run() -> None:
            try:
                await work()
            except Exception:
                log.exception("%s failed", getattr(work, "__name__", "a job"))

        return run
