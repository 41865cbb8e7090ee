"""A process that stores events and says so, one line each, and waits until it may go on."""

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path

from adapters.db import engines
from adapters.db.store import SqlStore
from adapters.db.uow import UnitRows, Units, lock_workspace
from bot.desk import StoreDesk
from core.people.model import Sender
from tests.machine.life import Clock

HERE = Sender("slack", "T0", "U0", place="C0")


async def main(file: Path, pragma: str, most: int) -> None:
    """Four at a time, so that several share a commit; now and then the log is emptied."""
    if pragma:
        engines._SQLITE_PRAGMAS = (*engines._SQLITE_PRAGMAS, pragma)  # type: ignore[misc]
    store: SqlStore[UnitRows] = SqlStore(
        f"sqlite:///{file}", Units(), lock_workspace=lock_workspace
    )
    desk = StoreDesk(store, Clock(datetime(2026, 11, 23, 9, 0, tzinfo=UTC)), lambda: None)
    async with store:
        for first in range(0, most, 4):
            keys = [f"event {number}" for number in range(first, first + 4)]
            await asyncio.gather(*(desk.receive(key, HERE, "{}" * 200) for key in keys))
            if first % 40 == 36:
                await store.checkpoint()
            print(first + 4, flush=True)
            await asyncio.to_thread(sys.stdin.readline)


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])))
