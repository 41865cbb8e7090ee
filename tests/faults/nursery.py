"""Child processes with the real bot in them, born ready: everything is imported before the fork.

Orders come as lines of JSON on standard input; what happens is told as lines on standard output:
``ready PID``, ``dead PID``. Only this script arms failpoints; the product has no way to.
"""

import asyncio
import gc
import json
import os
import signal
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import FrameType
from typing import Any

from adapters.discord import client
from bot.app import Chivvy, Tuning
from bot.roles import Role
from bot.setting_values import SecretStr
from bot.settings import Settings
from scheduler import failpoints
from scheduler.courier import Pace

PACE = Pace(settle=0.05, look_gap=0.05, run_dies_after=2.0, ask_after=0.2)
TUNING = Tuning(0.03, PACE, 0.0, hold=0)
AS_SET_UP = Tuning()
CHILDREN: set[int] = set()


class SharedClock:
    """Business time as the parent has it: both count on from one instant of the machine's clock."""

    def __init__(self, start: datetime, since: float) -> None:
        self._start = start
        self._since = since

    def now(self) -> datetime:
        return self._start + timedelta(seconds=time.monotonic() - self._since)

    def elapsed(self) -> float:
        return time.monotonic()


def _on_slack(order: dict[str, Any]) -> dict[str, Any]:
    return {
        "slack_bot_token": SecretStr(order["bot_token"]),
        "slack_app_token": SecretStr(order["app_token"]),
        "slack_api_base_url": order["api"],
    }


def _on_discord(order: dict[str, Any]) -> dict[str, Any]:
    client.GUILDS_PAUSE = 0.02
    return {
        "discord_token": SecretStr(order["discord_token"]),
        "discord_api_base_url": order["discord_api"],
        "discord_gateway_url": order["discord_gateway"],
    }


async def live(order: dict[str, Any]) -> None:
    """Runs the bot until it is killed, or told to end in order."""
    settings = Settings(
        **(_on_discord(order) if "discord_token" in order else {}),
        **(_on_slack(order) if "bot_token" in order else {}),
        database_url=order["database"],
        commands_per_minute=0,
        data_dir=Path(order["data"]),
    )
    clock = SharedClock(datetime.fromisoformat(order["now"]), order["since"])
    tuning = AS_SET_UP if order.get("as_set_up") else TUNING
    bot = Chivvy(settings, clock, tuning, role=Role(order["role"]))
    told = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, told.set)
    await bot.start()
    os.write(1, f"ready {os.getpid()}\n".encode())
    await told.wait()
    await bot.stop()


def born(order: dict[str, Any]) -> None:
    """The child's whole life."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    for point, visit in order["failpoints"].items():
        failpoints.arm(point, visit)
    try:
        asyncio.run(live(order))
    except BaseException as error:
        os.write(1, f"failed {os.getpid()} {type(error).__name__} {error}\n".encode())
    os._exit(1)


def reap(_signal: int, _frame: FrameType | None) -> None:
    """Tells of every child that has died."""
    while True:
        try:
            pid, _ = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if pid == 0:
            return
        CHILDREN.discard(pid)
        os.write(1, f"dead {pid}\n".encode())


async def rehearse() -> None:
    """One bot lives through what is to come: what it loads and compiles its children are born
    with."""
    from tests.support import compiled  # noqa: F401 - what one engine compiled serves the others
    from tests.support.team import team_at_work

    async with team_at_work(start=datetime(2026, 11, 23, 14, 15, tzinfo=UTC)) as team:
        await team.types("U0ANA", "C0INFRA", "/task add Parcel @maria tomorrow 17:00")
        await team.says("U0ANA", "C0INFRA", "@Chivvy add Letter @maria friday")
        await team.later(days=1)


def main() -> None:
    """Gives birth to order until standard input closes; no child outlives that."""
    if "--rehearsed" in sys.argv:
        asyncio.run(rehearse())
    # No child's garbage collector looks through what it was born with, and so copies it.
    gc.freeze()
    signal.signal(signal.SIGCHLD, reap)
    os.write(1, b"open 0\n")
    for line in sys.stdin:
        order = json.loads(line)
        pid = os.fork()
        if pid == 0:
            born(order)
        CHILDREN.add(pid)
        os.write(1, f"born {pid} {order['number']}\n".encode())
    for pid in list(CHILDREN):
        os.kill(pid, signal.SIGKILL)


if __name__ == "__main__":
    main()
