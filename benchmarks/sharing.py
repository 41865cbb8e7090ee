"""Row 7: a thousand due together, several processes on one database; what is dropped or doubled.

Run by itself as `python -m benchmarks.sharing DUE POSTS` it is one of the processes: it waits for a
line, decides what is due in the database *DUE* and claims what waits in *POSTS* until nothing does.
"""

import asyncio
import json
import logging
import sys
import time
from collections import Counter
from contextlib import ExitStack
from datetime import UTC, datetime
from threading import Lock
from typing import Final

from apscheduler.events import EVENT_JOB_EXECUTED, EVENT_JOB_MISSED, JobExecutionEvent
from apscheduler.schedulers.background import BackgroundScheduler
from sqlalchemy import create_engine, func, select

from adapters.db.engines import parse
from adapters.db.store import SqlStore
from adapters.db.tables import notices
from adapters.db.uow import Units, lock_workspace
from benchmarks import claims
from benchmarks.databases import POSTGRES, Fresh
from benchmarks.figures import Figure
from benchmarks.many_tasks import fill, make_due
from benchmarks.processes import child
from core.unit import Unit
from scheduler.tick import tick

TOGETHER: Final = 1_000
BATCH: Final = 50
JOB_TAKES: Final = 0.05
PATIENCE: Final = 60.0


def figures(fresh: Fresh, *, quick: bool) -> list[Figure]:
    """Two, three and four processes; on PostgreSQL, for SQLite is for one."""
    beside = f"APScheduler as it comes, one process: {_jobs_missed():,} of {TOGETHER:,} dropped"
    found = []
    for processes in (2, 4) if quick else (2, 3, 4):
        dropped, doubled = shared(fresh(POSTGRES), fresh(POSTGRES), processes)
        for name, number in (("dropped", dropped), ("doubled", doubled)):
            name = f"{name} of {TOGETHER:,} due together, {processes} processes, PostgreSQL"
            found.append(Figure("7", name, number, 0, 0, more=False, measured=beside))
    return found


def shared(due: str, posts: str, processes: int) -> tuple[int, int]:
    """How many tasks and posts nobody took, and how many were taken twice."""
    fill(due, TOGETHER, claims.NOW)
    engine = create_engine(parse(due))
    make_due(engine, TOGETHER, claims.NOW)
    waiting = create_engine(parse(posts))
    claims.fill(waiting, TOGETHER)
    waiting.dispose()
    taken = Counter[int](number for each in _race(due, posts, processes) for number in each)
    with engine.connect() as connection:
        told = select(notices.c.subject_id, func.count()).group_by(notices.c.subject_id)
        owed = Counter[int]({number: count for number, count in connection.execute(told)})
    engine.dispose()
    dropped = sum(TOGETHER - len(found) for found in (taken, owed))
    return dropped, sum(found.total() - len(found) for found in (taken, owed))


def _race(due: str, posts: str, processes: int) -> list[list[int]]:
    """What each of them claimed."""
    with ExitStack() as stack:
        racers = [stack.enter_context(child("sharing", due, posts)) for _ in range(processes)]
        for racer in racers:
            assert racer.stdout
            racer.stdout.readline()
        for racer in racers:
            assert racer.stdin
            racer.stdin.write("go\n")
            racer.stdin.flush()
        return [json.loads(racer.stdout.readline()) for racer in racers if racer.stdout]


async def take_part(due: str, posts: str) -> None:
    """One of the processes."""
    async with (
        SqlStore(due, Units(), lock_workspace=lock_workspace) as tasks,
        SqlStore(posts, Units(), lock_workspace=lock_workspace) as outbox,
    ):
        print("ready", flush=True)
        await asyncio.to_thread(sys.stdin.readline)
        await tick(tasks, claims.NOW)
        print(json.dumps(await _claim_all(outbox)), flush=True)


async def _claim_all(outbox: SqlStore[Unit]) -> list[int]:
    run, found = f"run-{time.monotonic_ns()}", list[int]()
    while True:
        claimed = await outbox.write(
            lambda unit: [int(post.id) for post in unit.outbox.claim(run, claims.NOW, BATCH)],
            workspace=None,
            background=True,
        )
        found += claimed
        if not claimed:
            return found


def _jobs_missed() -> int:
    """How many of as many jobs that are due together a scheduler drops with its own settings."""
    seen, lock = Counter[int](), Lock()

    def hear(event: JobExecutionEvent) -> None:
        with lock:
            seen[event.code] += 1

    logging.getLogger("apscheduler").setLevel(logging.CRITICAL)
    scheduler = BackgroundScheduler(timezone="UTC")
    scheduler.add_listener(hear, EVENT_JOB_EXECUTED | EVENT_JOB_MISSED)
    at = datetime.now(UTC)
    scheduler.start(paused=True)
    for number in range(TOGETHER):
        scheduler.add_job(time.sleep, "date", run_date=at, args=[JOB_TAKES], id=str(number))
    scheduler.resume()
    until = time.monotonic() + PATIENCE
    while seen.total() < TOGETHER and time.monotonic() < until:
        time.sleep(0.1)
    scheduler.shutdown(wait=False)
    return seen[EVENT_JOB_MISSED]


if __name__ == "__main__":
    asyncio.run(take_part(*sys.argv[1:3]))
