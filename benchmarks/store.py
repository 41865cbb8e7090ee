"""Units a second through the store: what group commit gains, and what each database takes.

    python -m benchmarks.store                             SQLite in a temporary folder
    python -m benchmarks.store postgresql://user@host/db  an empty database, which is filled

Prints one JSON object a line. Compare ratios and runs of one machine only. The unit is the one that
a command costs: inbox key, counter, task, event and notice, in five statements.
"""

import asyncio
import json
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, create_engine, text

from adapters.db import writer
from adapters.db.engines import parse
from adapters.db.store import SqlStore

WORKSPACES: Final = 20
TABLES: Final = ("inbox", "tasks", "events", "notices")


@dataclass(frozen=True)
class Result:
    case: str
    clients: int
    units: int
    units_per_second: float
    p50_ms: float
    p99_ms: float


def create_tables(url: str) -> None:
    """Four tables with a text key, and workspaces with a counter."""
    engine = create_engine(parse(url))
    with engine.begin() as connection:
        for table in TABLES:
            connection.exec_driver_sql(
                f"CREATE TABLE {table} (workspace_id INTEGER, key VARCHAR(40), body TEXT,"
                " PRIMARY KEY (workspace_id, key))"
            )
        connection.exec_driver_sql(
            "CREATE TABLE workspaces (id INTEGER PRIMARY KEY, counter INTEGER NOT NULL DEFAULT 0)"
        )
        rows = [{"id": n} for n in range(WORKSPACES)]
        connection.execute(text("INSERT INTO workspaces (id) VALUES (:id)"), rows)
    engine.dispose()


INSERTS: Final = {
    table: text(f"INSERT INTO {table} (workspace_id, key, body) VALUES (:w, :key, :body)")  # noqa: S608
    for table in TABLES
}
COUNT: Final = text("UPDATE workspaces SET counter = counter + 1 WHERE id = :w RETURNING counter")
LOCK: Final = text("SELECT id FROM workspaces WHERE id = :w FOR NO KEY UPDATE")


def lock_workspace(connection: Connection, workspace: int) -> None:
    connection.execute(LOCK, {"w": workspace})


def command(connection: Connection, workspace: int, key: str) -> int:
    """The unit that is measured."""
    row = {"w": workspace, "key": key, "body": "a line of text as people type it"}
    connection.execute(INSERTS["inbox"], row)
    number = connection.execute(COUNT, {"w": workspace}).scalar_one()
    for table in TABLES[1:]:
        connection.execute(INSERTS[table], row)
    return int(number)


async def measure(url: str, case: str, *, clients: int, units: int, keys: "count[int]") -> Result:
    """`clients` at once, each awaiting its unit before it sends the next."""
    delays: list[float] = []
    async with SqlStore(url, lambda c: c, lock_workspace=lock_workspace) as store:

        async def client() -> None:
            for _ in range(units // clients):
                number = next(keys)
                workspace, key = number % WORKSPACES, f"{number:012}"
                begun = time.perf_counter()
                await store.write(
                    lambda c, w=workspace, k=key: command(c, w, k), workspace=workspace
                )
                delays.append(time.perf_counter() - begun)

        begun = time.perf_counter()
        await asyncio.gather(*(client() for _ in range(clients)))
        seconds = time.perf_counter() - begun
    hundredths = statistics.quantiles(delays, n=100)
    return Result(
        case=case,
        clients=clients,
        units=len(delays),
        units_per_second=round(len(delays) / seconds, 1),
        p50_ms=round(hundredths[49] * 1000, 2),
        p99_ms=round(hundredths[98] * 1000, 2),
    )


def run(url: str, *, units: int = 1600) -> None:
    """Each kind of commit in turn; on SQLite the gain of sharing one comes last."""
    create_tables(url)
    keys = count()
    sqlite = url.startswith("sqlite")
    together = writer.GroupCommit.batch
    rates: dict[str, list[float]] = {"each": [], "group": []}
    for _ in range(3):
        for case, batch in (("each", 1), ("group", together)) if sqlite else (("each", 1),):
            writer.GroupCommit.batch = batch
            result = asyncio.run(measure(url, case, clients=32, units=units, keys=keys))
            rates[case].append(result.units_per_second)
            print(json.dumps(vars(result)), flush=True)
    writer.GroupCommit.batch = together
    alone = asyncio.run(measure(url, "alone", clients=1, units=units // 4, keys=keys))
    print(json.dumps(vars(alone)), flush=True)
    if sqlite:
        gain = statistics.median(rates["group"]) / statistics.median(rates["each"])
        print(json.dumps({"case": "gain", "group_to_each": round(gain, 2)}), flush=True)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        run(sys.argv[1])
    else:
        # Not in memory: what is measured is the wait for a disk.
        with tempfile.TemporaryDirectory(dir=Path.cwd(), prefix=".bench-") as folder:
            run(f"sqlite:///{Path(folder) / 'bench.db'}")
