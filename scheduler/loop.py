"""The engine: APScheduler's interval jobs wake runners over rows that hold the truth."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime

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
CHORE_SECONDS = 5


class Runner:
    """One piece of work that runs whenever it is woken, never twice at once.

    A fault in it is logged, and it runs again all the same.
    """

    def __init__(self, name: str, work: Work) -> None:
        self._name = name
        self._work = work
        self._woken = asyncio.Event()
        self._busy = asyncio.Lock()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begins to listen for being woken."""
        self._task = asyncio.create_task(self._listen())

    async def wake(self) -> None:
        """What an interval job does: it never runs the work itself, so nothing can be cut off."""
        self._woken.set()

    def nudge(self) -> None:
        """Something changed: do not wait for the next interval."""
        self._woken.set()

    async def once(self) -> object:
        """Runs the work now; None when it failed."""
        async with self._busy:
            try:
                return await self._work()
            except Exception:
                log.exception("%s failed; it will be tried again", self._name)
                return None

    async def stop(self) -> None:
        """Lets what runs end, and listens no more."""
        async with self._busy:
            if self._task is not None:
                self._task.cancel()
        if self._task is not None:
            await asyncio.gather(self._task, return_exceptions=True)

    async def _listen(self) -> None:
        while True:
            await self._woken.wait()
            self._woken.clear()
            await self.once()


class Engine:
    """Inbox, tick, compose and deliver in turns; heartbeat and recovery beside them."""

    def __init__(
        self, store: Store, clock: Clock, deliverer: Deliverer, work_inbox: Work, *,
        seconds: float = 1.0,
    ) -> None:  # fmt: skip
        self._store = store
        self._clock = clock
        self._deliverer = deliverer
        self._work_inbox = work_inbox
        self._seconds = seconds
        self._turn = Runner("a turn of the scheduler", self._turn_once)
        self._beat = Runner("the heartbeat", deliverer.beat)
        self._recovery = Runner("recovery", deliverer.recover)
        self._jobs: AsyncIOScheduler | None = None

    async def start(self) -> None:
        """Starts the interval jobs; they hold no task state."""
        jobs = AsyncIOScheduler(
            jobstores={"default": MemoryJobStore()},
            executors={"default": AsyncIOExecutor()},
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": 3600},
            timezone="UTC",
        )
        await self._deliverer.beat()
        chore = min(CHORE_SECONDS, 10 * self._seconds)
        for runner, seconds in (
            (self._turn, self._seconds), (self._beat, chore), (self._recovery, chore),
        ):  # fmt: skip
            runner.start()
            jobs.add_job(runner.wake, "interval", seconds=seconds)
        jobs.start()
        self._jobs = jobs
        self._recovery.nudge()

    async def stop(self) -> None:
        """Finishes the turn that runs, and begins no other."""
        if self._jobs is not None:
            self._jobs.shutdown(wait=False)
        for runner in (self._turn, self._recovery, self._beat):
            await runner.stop()
        await self._deliverer.settle()

    def wake(self) -> None:
        """Something changed: do not wait for the next second."""
        self._turn.nudge()

    async def until_idle(self) -> None:
        """Turns until nothing is due at the present moment."""
        while await self._turn.once():
            pass

    async def earliest(self) -> datetime | None:
        """When the next thing is due."""
        return await self._store.read(dispatch.earliest)

    async def _turn_once(self) -> int:
        done = int(bool(await self._work_inbox()))
        done += await ticking.tick(self._store, self._clock.now())
        done += await ticking.compose(self._store, self._clock.now())
        return done + await self._deliverer.once()
