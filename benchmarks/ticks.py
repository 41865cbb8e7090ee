"""Row 4: a turn of the follow-up with a million open tasks, beside one with a thousand."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from time import perf_counter
from typing import Final

from sqlalchemy import Engine, create_engine

from adapters.db.engines import parse
from adapters.db.store import SqlStore
from adapters.db.uow import Units, lock_workspace
from benchmarks.databases import KINDS, POSTGRES, SQLITE, Fresh
from benchmarks.figures import Figure, middle
from benchmarks.many_tasks import fill, make_due, owed
from core.unit import Unit
from scheduler.tick import tick

NOW: Final = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
DUE: Final = 100
TURNS: Final = 7
FEW: Final = 1_000
MANY: Final = 1_000_000
QUICK_MANY: Final = 100_000
_NAMES: Final = {SQLITE: "SQLite", POSTGRES: "PostgreSQL"}


@dataclass
class Stage:
    """One database with so many tasks, and how long its turns took, in milliseconds."""

    store: SqlStore[Unit]
    engine: Engine
    busy: list[float] = field(default_factory=list)
    idle: list[float] = field(default_factory=list)

    async def play(self) -> None:
        """One turn in which *DUE* tasks are due; RuntimeError unless each leads to a notice."""
        make_due(self.engine, DUE, NOW)
        self.busy.append(await _timed(lambda: tick(self.store, NOW)))
        if owed(self.engine) < DUE:
            raise RuntimeError(f"{owed(self.engine)} notices for {DUE} tasks that were due")

    async def rest(self) -> None:
        """One turn in which nothing is due."""
        self.idle.append(await _timed(lambda: tick(self.store, NOW)))


async def _timed(turn: Callable[[], Awaitable[object]]) -> float:
    began = perf_counter()
    await turn()
    return (perf_counter() - began) * 1000


def figures(fresh: Fresh, *, quick: bool) -> list[Figure]:
    """On both databases; a quick run has a tenth of the tasks, on SQLite alone."""
    kinds = (SQLITE,) if quick else KINDS
    many = QUICK_MANY if quick else MANY
    return [f for kind in kinds for f in asyncio.run(_measure(fresh, kind, many))]


async def _measure(fresh: Fresh, kind: str, many: int) -> list[Figure]:
    async with AsyncExitStack() as stack:
        stages = [await _stage(stack, fresh(kind), count) for count in (FEW, many)]
        for turn in range(TURNS):
            for stage in stages[:: 1 if turn % 2 else -1]:
                await stage.play()
        for _ in range(300):
            for stage in stages:
                await stage.rest()
    few, lots = stages
    return [
        _figure("tick with the same 100 due", kind, many, few.busy, lots.busy, (1.5, 1.2)),
        _figure("idle tick", kind, many, few.idle, lots.idle, (1.2, 1.1)),
    ]


async def _stage(stack: AsyncExitStack, url: str, count: int) -> Stage:
    await asyncio.to_thread(fill, url, count, NOW)
    store = SqlStore(url, Units(), lock_workspace=lock_workspace)
    engine = create_engine(parse(url))
    stack.callback(engine.dispose)
    stage = Stage(await stack.enter_async_context(store), engine)
    await stage.play()
    await stage.play()
    stage.busy.clear()
    return stage


def _figure(
    what: str, kind: str, many: int, few: list[float], lots: list[float],
    limits: tuple[float, float],
) -> Figure:  # fmt: skip
    name = f"{what}, {many:,} open tasks of {FEW:,}, {_NAMES[kind]}"
    told = f"{middle(lots):.2f} ms of {middle(few):.2f} ms"
    return Figure("4", name, middle(lots) / middle(few), *limits, more=False, measured=told)
