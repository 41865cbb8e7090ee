"""How soon a worker sends what another process committed: woken by NOTIFY, and by looking alone.

    python -m benchmarks.waking [COUNT]

Two processes on PostgreSQL, `--role web` and `--role worker`. A signed `/task add` for somebody is
answered by the one; measured is from that answer to the message in the workspace.
"""

import asyncio
import random
import statistics
import sys
from pathlib import Path
from typing import Final

from benchmarks.databases import POSTGRES, databases, folder
from tests.bot.test_run import command
from tests.support.roles import Site, at_once, site

COUNT: Final = 40
GAP: Final = 1.1
"""Seconds at least between two, for one a second goes to a conversation."""


async def measured(url: str, where: Path, count: int, *, deaf: bool) -> list[float]:
    """Milliseconds of each message."""
    async with site(url, where, deaf=deaf) as at:
        web = await at.run("web")
        await at_once(url)
        await at.run("worker")
        found = [await one(at, web, number) for number in range(count + 1)]
    return sorted(found[1:])


async def one(at: Site, web: str, number: int) -> float:
    """One command and its message."""
    await asyncio.sleep(GAP + random.random())
    title = f"Parcel number {number}."
    answer = await at.post(web, command(f"add {title} @maria tomorrow", f"1.{number}.w"))
    assert f"T-{number + 1}" in answer, answer
    return 1000 * await at.hears("D0MARIA", title)


def main() -> None:
    """Measures both and prints a line each."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    with folder() as where, databases(where) as fresh:
        for name, deaf in (("woken", False), ("looking", True)):
            (where / name).mkdir()
            found = asyncio.run(measured(fresh(POSTGRES), where / name, count, deaf=deaf))
            middle, high = statistics.median(found), found[int(0.95 * len(found))]
            print(f"{name}: median {middle:.0f} ms, p95 {high:.0f} ms, worst {found[-1]:.0f} ms")


if __name__ == "__main__":
    main()
