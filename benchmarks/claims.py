"""Row 6: claims through the store, beside the bare driver doing the same statement."""

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from time import perf_counter
from typing import Any, Final

import psycopg
from sqlalchemy import Connection, Engine, create_engine, event, func, insert, select, update

from adapters.db.engines import parse, sqlite_file
from adapters.db.mapping_delivery import post_values
from adapters.db.mapping_people import installation_values, workspace_values
from adapters.db.store import SqlStore
from adapters.db.tables import installations, posts, workspaces
from adapters.db.uow import Units, lock_workspace
from benchmarks.databases import KINDS, POSTGRES, Fresh, memory
from benchmarks.figures import Figure, middle
from core.kernel.refs import InstallationId, PersonId, PostId, WorkspaceId
from core.people.model import Installation, Workspace
from core.screens.delivery import Post, PostKind, PostState
from core.unit import Unit

BATCH: Final = 100
ROWS: Final = 2000
NOW: Final = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
_LIMITS: Final = {POSTGRES: (0.7, 0.85), "sqlite": (0.5, 0.55)}
_NAMES: Final = {POSTGRES: "PostgreSQL", "sqlite": "SQLite"}
_WORKSPACE: Final = WorkspaceId(1)
Claim = Callable[[], int]
"""Claims a batch and says how many that were."""


@dataclass
class Seconds:
    """How long each batch took."""

    ours: list[float] = field(default_factory=list)
    raw: list[float] = field(default_factory=list)

    def figure(self, kind: str) -> Figure:
        """Claims a second, by the median batch."""
        ours, raw = BATCH / middle(self.ours), BATCH / middle(self.raw)
        name = f"claims a second in batches of {BATCH}, of the raw driver, {_NAMES[kind]}"
        told = f"{ours:.0f}/s of {raw:.0f}/s"
        return Figure("6", name, ours / raw, *_LIMITS[kind], more=True, measured=told)


def figures(fresh: Fresh, *, quick: bool) -> list[Figure]:
    """Both claim from the same table, batch by batch in turn, until nothing waits.

    SQLite works in memory here: waiting for the disk would make both look alike.
    """
    turns = 2 if quick else 6
    with memory() as where:
        return [asyncio.run(_measure(kind, fresh(kind, where), turns)) for kind in KINDS]


async def _measure(kind: str, url: str, turns: int) -> Figure:
    engine = create_engine(parse(url))
    fill(engine, ROWS)
    sql, values = await _statement(url)
    seconds = Seconds()
    async with SqlStore(url, Units(), lock_workspace=lock_workspace) as store:
        with _driver(url, sql, values) as claim:
            for _ in range(turns):
                _reset(engine)
                await _claim_all(store, claim, seconds)
                _require_once(engine)
    engine.dispose()
    return seconds.figure(kind)


async def _claim_all(store: SqlStore[Unit], claim: Claim, seconds: Seconds) -> None:
    for _ in range(ROWS // BATCH // 2):
        began = perf_counter()
        claimed = claim()
        between = perf_counter()
        claimed += await store.write(_claim, workspace=None, background=True)
        ended = perf_counter()
        if claimed != 2 * BATCH:
            raise RuntimeError(f"{claimed} posts in two batches of {BATCH}")
        seconds.raw.append(between - began)
        seconds.ours.append(ended - between)


def fill(engine: Engine, rows: int) -> None:
    """Posts to as many people, so that each is the first of its lane."""
    workspace = workspace_values(Workspace(_WORKSPACE, "Bench"))
    slack = Installation(_WORKSPACE, InstallationId(1), "slack", "T0BENCH", "Bench")
    with engine.begin() as connection:
        connection.execute(insert(workspaces).values(id=_WORKSPACE, sequence=rows, **workspace))
        connection.execute(insert(installations).values(installation_values(slack)))
        connection.execute(insert(posts), [post_values(_post(n)) for n in range(1, rows + 1)])


def _post(number: int) -> Post:
    waiting_since = NOW - timedelta(days=1) + timedelta(seconds=number)
    return Post(
        workspace=_WORKSPACE,
        id=PostId(number),
        key=f"key{number}",
        kind=PostKind.NAG,
        installation=InstallationId(1),
        created_at=waiting_since,
        not_before=waiting_since,
        person=PersonId(number),
    )


def _require_once(engine: Engine) -> None:
    """RuntimeError when a post was claimed twice or not at all."""
    once = (posts.c.epoch == 1, posts.c.state == PostState.SENDING.value)
    with engine.connect() as connection:
        claimed = connection.scalar(select(func.count()).select_from(posts).where(*once))
    if claimed != ROWS:
        raise RuntimeError(f"{claimed} of {ROWS} posts were claimed once")


def _reset(engine: Engine) -> None:
    pending = {"state": PostState.PENDING.value, "lease": None, "sending_at": None, "epoch": 0}
    with engine.begin() as connection:
        connection.execute(update(posts).values(pending))
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE posts")


def _claim(unit: Unit) -> int:
    return len(unit.outbox.claim("bench", NOW, BATCH))


async def _statement(url: str) -> tuple[str, Any]:
    """What a claim sends to the driver, overheard once."""
    heard: list[tuple[str, Any]] = []

    def hear(
        _connection: Connection, _cursor: object, sql: str, values: object, *_: object
    ) -> None:
        if sql.startswith("WITH picked"):
            heard.append((sql, values))

    event.listen(Engine, "before_cursor_execute", hear)
    try:
        async with SqlStore(url, Units(), lock_workspace=lock_workspace) as store:
            await store.write(_claim, workspace=None, background=True)
    finally:
        event.remove(Engine, "before_cursor_execute", hear)
    return heard[0]


@contextmanager
def _driver(url: str, sql: str, values: Any) -> Iterator[Claim]:  # noqa: ANN401 - the driver's own
    """Executes and fetches, in a transaction as durable as the store's."""
    file = sqlite_file(parse(url))
    if file is None:
        with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as server:
            yield lambda: len(server.execute(sql.encode(), values).fetchall())
        return
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA synchronous=FULL")
    try:
        yield lambda: _in_transaction(connection, sql, values)
    finally:
        connection.close()


def _in_transaction(connection: sqlite3.Connection, sql: str, values: Any) -> int:  # noqa: ANN401
    connection.execute("BEGIN IMMEDIATE")
    claimed = len(connection.execute(sql, values).fetchall())
    connection.execute("COMMIT")
    return claimed
