"""How soon another process answers on Discord when the one that holds the gateway is killed.

    python -m benchmarks.takeover [COUNT]

Processes as they are set up, on PostgreSQL and a loopback Discord. Of two the holder is killed
(SIGKILL); measured is from there to the answer of the other to a command, and the same for a holder
that is stopped in order.
"""

import asyncio
import os
import random
import signal
import statistics
import sys
import time
from pathlib import Path
from typing import Final

from benchmarks.databases import POSTGRES, databases, folder
from tests.faults.guild import GuildOffice, guild_office
from tests.faults.office import Bot

COUNT: Final = 10


async def measured(url: str, where: Path, count: int, how: signal.Signals) -> list[float]:
    """Seconds of each takeover."""
    async with guild_office(where, url) as guild:
        guild.as_set_up = True
        holder, found = await guild.hire(), []
        await guild.world.connected()
        for _ in range(count):
            heir = await guild.hire()
            # Heartbeats and looks come each five seconds: at any moment of them.
            await asyncio.sleep(random.uniform(6, 11))
            found.append(await one(guild, holder, how))
            holder = heir
    return sorted(found)


async def one(guild: GuildOffice, holder: Bot, how: signal.Signals) -> float:
    """The holder ends, and the other answers."""
    guild.world.gateway.forget_sessions()
    began = time.perf_counter()
    os.kill(holder.pid, how)
    await guild.world.until(lambda: guild.world.gateway.sessions, 120.0)
    answer = await guild.world.slash(guild.ana, guild.infra, "task list")
    assert answer.failed is None, answer
    return time.perf_counter() - began


def main() -> None:
    """Measures both and prints a line each."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    with folder() as where, databases(where) as fresh:
        for name, how in (("killed", signal.SIGKILL), ("stopped", signal.SIGTERM)):
            (where / name).mkdir()
            found = asyncio.run(measured(fresh(POSTGRES), where / name, count, how))
            middle = statistics.median(found)
            print(f"{name}: median {middle:.1f} s, worst {found[-1]:.1f} s", flush=True)


if __name__ == "__main__":
    main()
