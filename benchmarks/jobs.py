"""Row 5: what a due task costs, claim to notice, beside an APScheduler job on the same store."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from time import perf_counter
from typing import Any, Final

from apscheduler.executors.base import BaseExecutor
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.base import BaseScheduler
from sqlalchemy import Engine, create_engine

from adapters.db.engines import parse, writer_engine
from adapters.db.store import SqlStore
from adapters.db.uow import Units, lock_workspace
from benchmarks.databases import KINDS, POSTGRES, SQLITE, Fresh
from benchmarks.figures import Figure, middle
from benchmarks.many_tasks import fill, make_due, owed
from core.unit import Unit
from scheduler.tick import tick

NOW: Final = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
DUE: Final = 100
TASKS: Final = 1_000
_NAMES: Final = {SQLITE: "SQLite", POSTGRES: "PostgreSQL"}


class NoExecutor(BaseExecutor):  # type: ignore[misc] - the package has no types
    """Runs nothing: what is measured is what finding and settling a job costs."""

    submitted = 0

    def _do_submit_job(self, job: Any, run_times: list[datetime]) -> None:  # noqa: ANN401
        self.submitted += 1
        self._run_job_success(job.id, [])


class Unhurried(BaseScheduler):  # type: ignore[misc] - as above
    """Has no thread: it looks when it is told to."""

    def wakeup(self) -> None:
        """Not by itself."""

    def shutdown(self, *, wait: bool = False) -> None:
        """Lets its store go."""
        super().shutdown(wait)


def job(_number: int) -> None:
    """What each of the jobs would do."""


def figures(fresh: Fresh, *, quick: bool) -> list[Figure]:
    """Turn by turn, both on an open database of their own with the product's settings."""
    turns = 3 if quick else 9
    return [asyncio.run(_measure(kind, fresh(kind), fresh(kind), turns)) for kind in KINDS]


async def _measure(kind: str, url: str, beside: str, turns: int) -> Figure:
    mine, other = await compared(url, beside, turns)
    name = f"a due task, claim, decision and notice, of an APScheduler job, {_NAMES[kind]}"
    told = f"{mine * 1000:.2f} of {other * 1000:.2f} ms"
    return Figure("5", name, mine / other, 0.1, 0.05, more=False, measured=told)


async def compared(url: str, beside: str, turns: int) -> tuple[float, float]:
    """Seconds a due task and a job take, median of *turns*; *beside* is the jobs' database."""
    fill(url, TASKS, NOW)
    engine = create_engine(parse(url))
    ours, theirs = list[float](), list[float]()
    async with SqlStore(url, Units(), lock_workspace=lock_workspace) as store:
        with _scheduler(beside) as (scheduler, executor):
            for turn in range(turns + 1):
                mine = await _play(store, engine)
                other = _run_jobs(scheduler, executor)
                if turn:  # The first one only compiles statements.
                    ours.append(mine / DUE)
                    theirs.append(other / DUE)
    engine.dispose()
    return middle(ours), middle(theirs)


async def _play(store: SqlStore[Unit], engine: Engine) -> float:
    """Seconds that *DUE* tasks take; RuntimeError unless each leads to a notice."""
    make_due(engine, DUE, NOW)
    began = perf_counter()
    await tick(store, NOW)
    taken = perf_counter() - began
    if (told := owed(engine)) < DUE:
        raise RuntimeError(f"{told} notices for {DUE} tasks that were due")
    return taken


@contextmanager
def _scheduler(url: str) -> Iterator[tuple[Any, NoExecutor]]:
    """One with a job store in *url*, which never wakes by itself."""
    engine = writer_engine(parse(url), threads=1)
    executor = NoExecutor()
    scheduler = Unhurried(
        jobstores={"default": SQLAlchemyJobStore(engine=engine)},
        executors={"default": executor},
        timezone="UTC",
    )
    scheduler.start()
    try:
        yield scheduler, executor
    finally:
        scheduler.shutdown()
        engine.dispose()


def _run_jobs(scheduler: Any, executor: NoExecutor) -> float:  # noqa: ANN401
    """Seconds that *DUE* jobs which are due take; RuntimeError unless each is submitted."""
    before, at = executor.submitted, datetime.now(UTC) - timedelta(seconds=1)
    for number in range(DUE):
        scheduler.add_job(
            job, "date", run_date=at, args=[number], id=str(number), misfire_grace_time=None
        )
    began = perf_counter()
    scheduler._process_jobs()
    taken = perf_counter() - began
    if executor.submitted - before != DUE:
        raise RuntimeError(f"{executor.submitted - before} of {DUE} jobs were submitted")
    return taken
