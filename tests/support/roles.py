"""Several real ``chivvy run --role`` on one PostgreSQL database, on a Monday morning."""

import asyncio
import os
import sys
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import aiohttp

from adapters.db.store import SqlStore
from adapters.db.uow import lock_workspace, make_uow
from adapters.sandbox.app import Sandbox, build_sandbox
from adapters.sandbox.serve import serving
from adapters.sandbox.story import default_story
from bot.app import prepare
from bot.clocks import RealClock
from bot.manifest import app_manifest
from bot.setting_values import SecretStr
from bot.settings import Settings
from core.unit import Unit
from tests.bot.test_run import SECRET, address_of, signature

ROOT = Path(__file__).resolve().parents[2]
MONDAY = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
"""In the working hours of everybody in the story."""
AHEAD = MONDAY - datetime.now(UTC)
PATIENCE = 120.0
PROGRAM = """
import sys
from datetime import timedelta
from bot import cli_run
from bot.clocks import RealClock

class Ahead(RealClock):
    def now(self):
        return super().now() + timedelta(seconds=ahead)

ahead = float(sys.argv.pop(1))
if sys.argv.pop(1) == "deaf":
    from adapters.db.bell import Bell
    Bell.ring = lambda self: None
cli_run.RealClock = Ahead
cli_run.main(sys.argv[2:])
"""


class Ahead(RealClock):
    """The machine's clock, put forward or back to a Monday."""

    def now(self) -> datetime:
        """That Monday, going on."""
        return super().now() + AHEAD

    async def move_to(self, target: object) -> None:
        """Nobody does."""


@dataclass
class Site:
    """A workspace, its database, and who runs for it."""

    sandbox: Sandbox
    session: aiohttp.ClientSession
    environment: dict[str, str]
    data: Path
    stack: AsyncExitStack
    deaf: bool = False
    """Whether processes tell each other nothing."""

    async def run(self, role: str) -> str:
        """Starts one more; its address."""
        started = _process(self, role)
        return await address_of(await self.stack.enter_async_context(started))

    async def post(self, address: str, body: bytes) -> str:
        """A request as Slack signs it; the text of its acknowledgement."""
        headers = {"Content-Type": "application/x-www-form-urlencoded", **signature(body)}
        url = f"{address}/slack/events"
        async with self.session.post(url, data=body, headers=headers) as response:
            return await response.text()

    def told(self, channel: str, words: str) -> bool:
        """Whether a message there says *words*."""
        shelf = self.sandbox.workspace.messages.get(channel, {})
        return any(words in f"{m.text} {m.blocks}" for m in shelf.values())

    async def hears(self, channel: str, words: str) -> float:
        """Seconds until a message there says *words*."""
        began = time.perf_counter()
        while not self.told(channel, words):
            assert time.perf_counter() - began < PATIENCE, f"nothing says {words!r}"
            await asyncio.sleep(0.001)
        return time.perf_counter() - began


@asynccontextmanager
async def site(url: str, data: Path, *, deaf: bool = False) -> AsyncIterator[Site]:
    """A workspace whose people hear at once what others do; nobody runs yet."""
    clock = Ahead()
    sandbox = build_sandbox(default_story(clock.now()), app_manifest(), clock)
    prepare(
        Settings(
            slack_bot_token=SecretStr(sandbox.bot_token), database_url=url, data_dir=data / "data"
        )
    )
    async with (
        serving(sandbox) as served, aiohttp.ClientSession() as session, AsyncExitStack() as stack
    ):  # fmt: skip
        environment = {
            "PATH": os.environ["PATH"], "HOME": str(data), "CHIVVY_DATA_DIR": str(data / "data"),
            "SLACK_BOT_TOKEN": sandbox.bot_token, "SLACK_SIGNING_SECRET": SECRET,
            "SLACK_API_BASE_URL": f"{served.address}/api/", "CHIVVY_PORT": "0",
            "DATABASE_URL": url, "CHIVVY_COMMANDS_PER_MINUTE": "0",
        }  # fmt: skip
        yield Site(sandbox, session, environment, data, stack, deaf)


@asynccontextmanager
async def _process(site: Site, role: str) -> AsyncIterator[asyncio.subprocess.Process]:
    hearing = "deaf" if site.deaf else "hears"
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", PROGRAM, str(AHEAD.total_seconds()), hearing, "run", "--role", role,
        env=site.environment, cwd=ROOT,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def at_once(url: str) -> None:
    """What others hear waits for nobody's Undo, and for no limit of a day."""
    async with SqlStore(url, make_uow, lock_workspace=lock_workspace) as store:
        await store.write(_patient, workspace=1)


def _patient(unit: Unit) -> None:
    for number in unit.directory.workspaces():
        people = unit.of(number).people
        people.save_workspace(replace(people.workspace(), interruptions=100_000, hold=0))
