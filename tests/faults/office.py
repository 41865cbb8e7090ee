"""An office that outlives its bots: the sandbox runs here, the bots are killed elsewhere."""

import asyncio
import contextlib
import json
import os
import signal
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Coroutine, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import aiohttp
from sqlalchemy import create_engine, text

from adapters.db.engines import parse
from adapters.db.store import SqlStore
from adapters.db.uow import lock_workspace, make_uow
from adapters.sandbox.app import Sandbox, build_sandbox
from adapters.sandbox.courier import Timing
from adapters.sandbox.serve import serving
from adapters.sandbox.story import default_story
from bot.clocks import MovableClock
from bot.manifest import app_manifest
from bot.sandbox import ClockHand
from bot.setting_values import SecretStr
from bot.settings import Settings
from bot.story import Page, filled_state, open_view
from core.unit import Unit
from tests.support.soak import SOAK
from tests.support.tables import lay_tables

ROOT = Path(__file__).parents[2]
MONDAY = datetime(2026, 11, 23, 14, 15, tzinfo=UTC)
"""Berlin and New York are both at work."""
PATIENCE = 120.0 + 600 * SOAK
"""Seconds after which a process that does not do what it must fails the test."""


@dataclass
class Bot:
    """One process with a bot in it."""

    ready: asyncio.Future[bool]
    """False: it died before."""
    dead: asyncio.Event = field(default_factory=asyncio.Event)
    pid: int = 0
    last_words: str = ""

    def kill(self) -> None:
        """As a power cut would."""
        if not self.dead.is_set():
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)

    def end(self) -> None:
        """In order."""
        os.kill(self.pid, signal.SIGTERM)


class Nursery:
    """The process that gives birth to bots."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._unborn: dict[int, Bot] = {}
        self._bots: dict[int, Bot] = {}
        self._numbers = count(1)
        self._listening = asyncio.create_task(self._listen())

    async def bear(self, order: Mapping[str, object]) -> Bot:
        """A new bot; await its ``ready``."""
        assert not self._listening.done(), "the nursery has died; bots.log says why"
        number = next(self._numbers)
        bot = Bot(asyncio.get_running_loop().create_future())
        self._unborn[number] = bot
        assert self._process.stdin is not None
        line = json.dumps({**order, "number": number}) + "\n"
        self._process.stdin.write(line.encode())
        await self._process.stdin.drain()
        return bot

    async def _listen(self) -> None:
        assert self._process.stdout is not None
        early: dict[int, str] = {}
        async for line in self._process.stdout:
            what, pid, *rest = line.decode().split(maxsplit=2)
            if what == "born":
                bot = self._unborn.pop(int(rest[0]))
                bot.pid = int(pid)
                self._bots[bot.pid] = bot
                if bot.pid in early:
                    self._hear(early.pop(bot.pid), bot, "")
            elif (known := self._bots.get(int(pid))) is not None:
                self._hear(what, known, " ".join(rest))
            else:
                early[int(pid)] = what
        # Nobody is borne any more, and nobody is left: whoever waits must hear of it.
        for bot in (*self._unborn.values(), *self._bots.values()):
            self._hear("dead", bot, "")

    def _hear(self, what: str, bot: Bot, rest: str) -> None:
        if what == "failed":
            bot.last_words = rest
        if not bot.ready.done():
            bot.ready.set_result(what == "ready")
        if what == "dead":
            bot.dead.set()

    async def close(self) -> None:
        """Ends it, and whatever it has borne."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        await self._process.wait()
        await self._listening


@contextlib.asynccontextmanager
async def nursery(log: Path, *, many: bool = False) -> AsyncIterator[Nursery]:
    """A nursery for the length of the block; what its bots log goes to *log*. *many*: there will be
    so many that a rehearsal pays."""
    with log.open("ab") as errors:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.faults.nursery", *(["--rehearsed"] if many else []),
            cwd=ROOT, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=errors,
        )  # fmt: skip
        found = Nursery(process)
        try:
            yield found
        finally:
            await found.close()


class Office:
    """The workspace, the database and the clock, which every bot finds as the last one left them.

    ``accepted`` are the titles whose command was answered: those must never be lost.
    """

    def __init__(
        self, sandbox: Sandbox, page: Page, children: Nursery, database: str, data: Path
    ) -> None:
        self.sandbox = sandbox
        self.page = page
        self.clock = MovableClock(MONDAY)
        self.accepted: set[str] = set()
        self._children = children
        self._database = database
        self._data = data
        self._asking: set[asyncio.Task[None]] = set()
        self._engine = create_engine(parse(database))

    async def hire(self, role: str = "all", **failpoints: int) -> Bot:
        """A new process with the bot; it dies when it reaches a failpoint for the n-th time."""
        now, since = self.clock.now(), time.monotonic()
        return await self._children.bear(
            {
                "database": self._database,
                "data": str(self._data),
                **self.tokens,
                "now": now.isoformat(),
                "since": since,
                "failpoints": failpoints,
                "role": role,
            }
        )

    @property
    def tokens(self) -> dict[str, str]:
        """What a bot needs to reach the workspace."""
        return {
            "api": f"{self.page.address}/api/",
            "bot_token": self.sandbox.bot_token,
            "app_token": self.sandbox.app_token,
        }

    def jump(self, **span: float) -> None:
        """Time goes on while no bot runs."""
        self.clock.hold(self.clock.now() + timedelta(**span))
        self.clock.release()

    def ask(self, who: str, where: str, line: str, title: str = "") -> None:
        """Types a command, and does not wait for the answer."""

        async def asking() -> None:
            with contextlib.suppress(RuntimeError, aiohttp.ClientError):
                await self.page.post("command", **{"as": who, "channel": where, "text": line})
                # An answer that comes is a promise.
                if title and title in json.dumps(self._newest_answer(where)):
                    self.accepted.add(title)

        self._begin(asking())

    def mention(self, who: str, where: str, line: str) -> None:
        """Says something to the bot in a channel; the workspace brings it until it is taken."""

        async def saying() -> None:
            await self.page.post("message", **{"as": who, "channel": where, "text": line})

        self._begin(saying())

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._asking.add(task)
        task.add_done_callback(self._asking.discard)

    async def answered(self) -> None:
        """Until every command was answered or given up."""
        while self._asking:
            await asyncio.wait(set(self._asking))

    def _newest_answer(self, where: str) -> list[object]:
        return [m.blocks for m in list(self.sandbox.workspace.ephemeral[where].values())[-8:]]

    def rows(self, statement: str, **values: object) -> list[Any]:
        """What the database holds now."""
        with self._engine.connect() as connection:
            return list(connection.execute(text(statement), values))

    def unfinished(self) -> dict[str, int]:
        """What is still on its way at the present moment."""
        now = self.clock.now()
        counts = {
            "posts": "SELECT count(*) FROM posts WHERE state = 'sending' OR lease IS NOT NULL"
            " OR (state = 'pending' AND not_before <= :now)"
            " OR (state = 'sent' AND dirty AND not_before <= :now)",
            "notices": "SELECT count(*) FROM notices WHERE state = 'claimed'"
            " OR (state = 'owed' AND manner <> 'brief' AND not_before <= :now)",
            "events": "SELECT count(*) FROM arrivals WHERE state = 'waiting'",
            "watches": "SELECT count(*) FROM watches WHERE check_at <= :now",
        }
        stamp: object = now if "postgres" in self._database else _stored(now)
        found = {name: self.rows(q, **_only(q, now=stamp))[0][0] for name, q in counts.items()}
        return {name: number for name, number in found.items() if number}

    async def quiet(self) -> None:
        """Polls until nothing is on its way."""
        until = time.monotonic() + PATIENCE
        while left := self.unfinished():
            assert time.monotonic() < until, f"still on its way after {PATIENCE} s: {left}"
            await asyncio.sleep(0.02)

    def keyed(self) -> Counter[str]:
        """How often each key of ours is visible in the workspace."""
        shelves = self.sandbox.workspace.messages.values()
        return Counter(
            message.metadata["event_payload"]["k"]
            for shelf in shelves
            for message in shelf.values()
            if message.metadata and not message.tombstone
        )

    def close(self) -> None:
        """Lets the database go."""
        self._engine.dispose()


def _stored(moment: datetime) -> str:
    """As SQLite has it."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds")


def _only(statement: str, **values: object) -> dict[str, object]:
    return {name: value for name, value in values.items() if f":{name}" in statement}


@contextlib.asynccontextmanager
async def office(
    database: str, folder: Path, *, furnished: bool = True, many: bool = False
) -> AsyncIterator[Office]:
    """Opens an office whose people may be told as often as there is something to tell."""
    clock = MovableClock(MONDAY)
    timing = Timing(ack_seconds=1.0, retry_delays=(0.3, 0.6, 0.9, 2.0))
    sandbox = build_sandbox(default_story(MONDAY), app_manifest(), ClockHand(clock), timing=timing)
    settings = Settings(
        slack_bot_token=SecretStr(sandbox.bot_token), database_url=database, data_dir=folder
    )
    lay_tables(settings.database)
    async with (
        serving(sandbox) as served,
        aiohttp.ClientSession() as session,
        nursery(folder / "bots.log", many=many) as children,
    ):
        at = Office(sandbox, Page(session, served.address), children, settings.database, folder)
        at.clock = clock
        if furnished:
            await _furnish(at, settings)
        try:
            yield at
        finally:
            at.close()


async def _furnish(at: Office, settings: Settings) -> None:
    """A project that speaks in its channel, and nobody's patience to be spared."""
    bot = await at.hire()
    assert await bot.ready, bot.last_words
    infra, ana = "C0INFRA", "U0ANA"
    await at.page.post(
        "command", **{"as": ana, "channel": infra, "text": "/project new Infra migration"}
    )
    view = await open_view(at.page, ana)
    state = filled_state(view, {"why": "The old data centre closes.", "speaks": "yes"})
    await at.page.post("submit", **{"as": ana, "view_id": view["id"], "state": state})
    bot.kill()
    await bot.dead.wait()
    await make_patient(settings)


async def make_patient(settings: Settings) -> None:
    """Nobody's day is full, whoever adds tasks or hears of them, and nothing waits for an Undo; no
    bot runs meanwhile."""
    async with SqlStore(settings.database, make_uow, lock_workspace=lock_workspace) as store:
        await store.write(_patient, workspace=1)


def _patient(unit: Unit) -> None:
    for number in unit.directory.workspaces():
        people = unit.of(number).people
        home = people.workspace()
        unbound = replace(home.bounds, daily=0)
        people.save_workspace(replace(home, interruptions=100_000, hold=0, bounds=unbound))
