"""The engine: APScheduler's interval jobs wake runners over rows that hold the truth."""

import asyncio
import contextlib
import logging
import math
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from core import dispatch
from core.kernel.clock import Clock
from core.kernel.incidents import incident
from scheduler import tick as ticking
from scheduler.deliver import Deliverer
from scheduler.inbox import Events
from scheduler.ports import Store

if TYPE_CHECKING:
    from apscheduler.schedulers.asyncio import AsyncIOScheduler

log = logging.getLogger("chivvy.scheduler")
Work = Callable[[], Awaitable[object]]
CHORE_SECONDS = 5.0
INSIDERS_SECONDS = 60
TIDY_SECONDS = 300.0
STOP_WITHIN = 4.0
"""Seconds that a stop waits for what runs; it has ten for everything."""
GAP = 0.05
"""Real seconds between two runs: whoever wakes a runner meanwhile is served by the next one."""
ROUNDS = 1000
"""Turns at one moment; more means that something comes due by being worked off."""


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

    def wake(self) -> None:
        """Something changed: do not wait for the next interval."""
        self._woken.set()

    async def interval(self) -> None:
        """What an interval job does: it never runs the work itself, so nothing can be cut off.

        A coroutine: what is none APScheduler runs in a thread, where nothing may be woken.
        """
        self.wake()

    async def once(self) -> object:
        """Runs the work now; None when it failed."""
        async with self._busy:
            try:
                return await self._work()
            except Exception as error:
                log.error("%s failed; it will be tried again: %s", self._name, incident(error))
                return None

    async def stop(self, within: float = STOP_WITHIN) -> None:
        """Lets what runs end, for so long, and listens no more. A unit that began is finished."""
        if self._task is None:
            return
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(within), self._busy:
                self._task.cancel()
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    async def _listen(self) -> None:
        while True:
            await self._woken.wait()
            self._woken.clear()
            await self.once()
            await asyncio.sleep(GAP)


class Engine:
    """Inbox; tick, compose and deliver in turns; heartbeat, recovery and chores beside them."""

    def __init__(
        self, store: Store, clock: Clock, deliverer: Deliverer, events: Events, *,
        seconds: float = 1.0, tidy: Work | None = None, insiders: Work | None = None,
        away: Work | None = None, gateways: Work | None = None, quiet: Work | None = None,
        leavers: Work | None = None, first: Work | None = None, works: bool = True,
    ) -> None:  # fmt: skip
        self._store = store
        self._clock = clock
        self._deliverer = deliverer
        self._events = events
        self._inbox = Runner("the inbox", events.once)
        self._turn = Runner("a turn of the scheduler", self._turn_once)
        self._steps = tuple(
            Runner(name, step)
            for name, step in (
                ("tick", self._tick), ("compose", self._compose), ("deliver", deliverer.once),
            )
        )  # fmt: skip
        self._first = Runner("what is asked before anything is sent", first) if first else None
        self._turned = clock.elapsed()
        self._together = ticking.Together(clock.elapsed)
        self._ahead = timedelta(seconds=seconds)
        self._alarm: asyncio.TimerHandle | None = None
        """Set for what comes due before the next interval."""
        self._chore = chore = min(CHORE_SECONDS, 10 * seconds)
        self._recovery = Runner("recovery", deliverer.recover)
        self._works = works
        self._intervals: list[tuple[Runner, float]] = [
            (Runner("the heartbeat", deliverer.beat), chore),
        ]
        if gateways is not None:
            self._intervals.append((Runner("who listens", gateways), chore))
        if works:
            self._intervals += [
                (self._inbox, seconds),
                (self._turn, seconds),
                (self._recovery, chore),
                (Runner("asking what was away", deliverer.ask), chore),
            ]
        if tidy is not None and works:
            self._intervals.append((Runner("housekeeping", tidy), TIDY_SECONDS))
        self._away = Runner("what was said while we were away", away) if away else None
        if self._away is not None:
            self._intervals.append((self._away, chore))
        if insiders is not None and works:
            self._intervals.append((Runner("private channels", insiders), INSIDERS_SECONDS))
        if quiet is not None and works:
            self._intervals.append((Runner("do-not-disturb", quiet), INSIDERS_SECONDS))
        if leavers is not None and works:
            self._intervals.append((Runner("who has left", leavers), INSIDERS_SECONDS))
        self._seconds = seconds
        self._beginning: asyncio.Task[None] | None = None
        self._jobs: AsyncIOScheduler | None = None
        self._absent = False
        """The interval jobs could not begin: most of what is here is woken by nothing."""

    async def start(self) -> None:
        """Whatever is woken works from now on; the interval jobs, which hold no task state, begin
        when the first interval is over."""
        await self._deliverer.beat()
        self._deliverer.listen(self._turn.wake)
        self._events.when_free(self._inbox.wake)
        for runner, _ in self._intervals:
            runner.start()
        self._beginning = asyncio.create_task(self._begin())
        self._recovery.wake()
        if self._away is not None:
            self._away.wake()

    async def _begin(self) -> None:
        await asyncio.sleep(self._seconds)
        self.came()
        while self._jobs is None:
            try:
                await self._begin_jobs()
            except Exception as error:
                self._absent = True
                log.error("no interval jobs; it will be tried again: %s", incident(error))
                await asyncio.sleep(self._chore)
        self._absent = False

    async def _begin_jobs(self) -> None:
        jobs = await asyncio.to_thread(_scheduler)
        for runner, seconds in self._intervals:
            jobs.add_job(runner.interval, "interval", seconds=seconds)
        jobs.start()
        self._jobs = jobs

    async def stop(self) -> None:
        """Finishes what runs, lets what is on its way arrive, and begins nothing else."""
        if self._beginning is not None:
            self._beginning.cancel()
            await asyncio.gather(self._beginning, return_exceptions=True)
        if self._jobs is not None:
            self._jobs.shutdown(wait=False)
            self._jobs = None
        runners = (runner for runner, _ in self._intervals)
        await asyncio.gather(self._events.hang_up(), *(runner.stop() for runner in runners))
        self._wake_in(None)  # Only now: a turn that was ending may have set it anew.
        await self._deliverer.stop()

    def came(self) -> None:
        """Something came, or changed in another process: the inbox is looked through, and there is
        a turn, before the next second."""
        self._inbox.wake()
        self.changed()

    def changed(self) -> None:
        """People did something here: there is a turn; nothing came by it that the inbox holds."""
        self._turn.wake()

    async def until_idle(self) -> None:
        """Turns until nothing is due at the present moment, and all of it has arrived."""
        for _ in range(ROUNDS):
            await self._deliverer.ask()
            worked = [await self._inbox.once(), await self._events.rest(), await self._turn.once()]
            arrived = await self._deliverer.rest()
            if not any(worked) and not arrived:
                return
        log.error("something is due again and again; time goes on all the same")

    async def earliest(self) -> datetime | None:
        """When the next thing is due."""
        return await self._store.read(dispatch.earliest)

    async def _turn_once(self) -> int:
        """A fault in one step keeps none of the others from being taken."""
        self._turned = self._clock.elapsed()
        if not await self._is_due():
            return 0
        if self._first is not None:
            first, self._first = self._first, None
            await first.once()
        worked = 0
        for step in self._steps:
            worked += bool(await step.once())
            self._turned = self._clock.elapsed()
        return worked

    def turned(self) -> float:
        """Seconds since the scheduler last came round; endless without its interval jobs."""
        if self._absent:
            return math.inf
        return self._clock.elapsed() - self._turned if self._works else 0.0

    async def _is_due(self) -> bool:
        """One question to a reader: the writer is left alone while there is nothing to do. What
        comes due before the next interval has its turn at its moment."""
        now = self._clock.now()
        try:
            due, comes = await self._store.read(
                lambda unit: dispatch.outlook(unit, now, now + self._ahead)
            )
        except Exception:
            return True  # Each step says for itself what is wrong.
        self._wake_in(comes - now if comes is not None else None)
        return due

    def _wake_in(self, span: timedelta | None) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
        loop = asyncio.get_running_loop()
        wait = span.total_seconds() if span is not None else None
        self._alarm = loop.call_later(wait, self._turn.wake) if wait is not None else None

    async def _tick(self) -> int:
        counts = await ticking.some(self._store, self._clock.now())
        if self._together.decided(counts):
            self._turn.wake()
        return sum(counts.values())

    async def _compose(self) -> int:
        return await ticking.compose(self._store, self._clock.now(), self._together.waits)


def _scheduler() -> "AsyncIOScheduler":
    """Loaded here, for a start is over before the first interval is."""
    from apscheduler.executors.asyncio import AsyncIOExecutor
    from apscheduler.jobstores.memory import MemoryJobStore
    from apscheduler.schedulers.asyncio import AsyncIOScheduler

    return AsyncIOScheduler(
        jobstores={"default": MemoryJobStore()},
        executors={"default": AsyncIOExecutor()},
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": 3600},
        timezone="UTC",
    )
