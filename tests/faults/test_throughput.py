"""Fifty commands a second together with twenty messages a second, on SQLite over HTTP."""

import asyncio
import json
import re
import resource
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import aiohttp
from aiohttp import web
from sqlalchemy import create_engine, text

from adapters.db.engines import parse
from adapters.db.migrate import upgrade
from adapters.db.store import SqlStore
from adapters.db.uow import lock_workspace, make_uow
from benchmarks.load import share
from benchmarks.processes import child
from benchmarks.servers import CHIVVY, NOW
from benchmarks.slack_side import (
    BOT,
    PATH,
    PEOPLE,
    SECRET,
    TEAM,
    TOKEN,
    command,
    handle,
    user,
)
from bot.setting_values import SecretStr
from bot.settings import Settings
from core import dispatch
from core.people.model import Sender
from tests.faults.office import make_patient
from tests.faults.willing_slack import WillingSlack, serving
from tests.slack_adapter.slack import signed
from tests.support.soak import SOAK, counted, soak

A_SECOND = 50
SECONDS = counted(3, 30 * 60)
CONNECTIONS = 64
SLOWEST = 1.0
"""Seconds, for 99 of a hundred."""
MEMORY = 300e6
PATIENCE = 60.0
"""Seconds until nothing is left to be said, however busy the machine is."""
FORM = "application/x-www-form-urlencoded"
LATE = "late-"
WARM = 20
"""Commands before those that count: nothing of a start is in them."""
TITLE = re.compile(r"Parcel \d+x")
LEFT = (
    "SELECT (SELECT count(*) FROM arrivals WHERE state = 'waiting')"
    " + (SELECT count(*) FROM posts WHERE state IN ('pending', 'sending') AND not_before <= :now)"
    " + (SELECT count(*) FROM notices WHERE state IN ('owed', 'claimed') AND manner <> 'brief'"
    " AND not_before <= :now)"
)


class Slack(WillingSlack):
    """What stands on the platform, and since when."""

    def __init__(self) -> None:
        super().__init__()
        self.keys = Counter[str]()
        self.titles: dict[str, float] = {}
        self.late: dict[int, str] = {}
        """What was said after "working on it", by the command's number."""

    async def serve(self, request: web.Request) -> web.Response:
        """One call of the Web API, or the rest of an answer."""
        method = request.match_info["method"]
        if not method.startswith(LATE):
            return await super().serve(request)
        self.late[int(method.removeprefix(LATE))] = await request.text()
        return web.Response(text="ok")

    def stands(self, asked: Mapping[str, Any]) -> None:
        """Its key, and when each title was first read in a message."""
        told = asked["metadata"]
        metadata = json.loads(told) if isinstance(told, str) else told
        self.keys[metadata["event_payload"]["k"]] += 1
        for title in TITLE.findall(str(asked)):
            self.titles.setdefault(title, time.perf_counter())


@dataclass
class Load:
    """Commands, each when it is due, whether those before it were answered or not."""

    address: str
    api: str
    answers: dict[int, str] = field(default_factory=dict)
    took: list[float] = field(default_factory=list)
    """Seconds from when each was due."""
    asked: dict[str, tuple[int, float]] = field(default_factory=dict)
    """Titles of tasks for others, with the command's number and when it was due."""

    async def run(self, first: int, most: int) -> None:
        """*most* commands; returns when the last one is answered."""
        connector = aiohttp.TCPConnector(limit=CONNECTIONS)
        async with aiohttp.ClientSession(connector=connector) as session, asyncio.TaskGroup() as go:
            began = time.perf_counter()
            for number in range(most):
                due = began + number / A_SECOND
                await asyncio.sleep(max(0.0, due - time.perf_counter()))
                go.create_task(self._one(session, first + number, due))

    async def _one(self, session: aiohttp.ClientSession, number: int, due: float) -> None:
        told = {"text": self._line(number, due), "response_url": f"{self.api}{LATE}{number}"}
        body = urlencode(command(number) | told).encode()
        headers = signed(body, FORM, secret=SECRET)
        async with session.post(self.address, data=body, headers=headers) as response:
            said = await response.text()
        self.took.append(time.perf_counter() - due)
        assert response.status == 200, said
        self.answers[number] = said

    def _line(self, number: int, due: float) -> str:
        """Two of five are tasks for others, one each for oneself, a list, and what comes next."""
        if number % 5 > 1:
            return (f"add Mine {number} tomorrow", "list", "next")[number % 5 - 2]
        owner = (number * 7 + 1) % PEOPLE
        self.asked[title := f"Parcel {number}x"] = (number, due)
        return f"add {title} <@{user(owner)}|{handle(owner)}> friday 17:00"


@soak
async def test_commands_and_messages_together(tmp_path: Path) -> None:
    """Each command is answered, each message stands once, nothing is left, in 300 MB; in a soak
    99 of 100 within a second, from the command to its answer and to the message."""
    url = f"sqlite:///{tmp_path / 'chivvy.db'}"
    await founded(url, tmp_path)
    most = A_SECOND * SECONDS
    slack = Slack()
    async with serving(slack) as api:
        with child("servers", CHIVVY, api, url, log=tmp_path / "log") as server:
            assert server.stdout is not None
            port = int(await asyncio.to_thread(server.stdout.readline))
            warm, load = (Load(f"http://127.0.0.1:{port}{PATH}", api) for _ in range(2))
            await warm.run(0, WARM)
            await until_said(url)
            await load.run(WARM, most)
            at_the_end = left(url)
            await until_said(url)
            await until_told(slack, load)
            memory = resident(server.pid)
    refused = {title for title, (number, _) in load.asked.items() if not saved(slack, load, number)}
    saved_ = load.asked.keys() - refused
    asked = (title for title in load.asked if title in saved_)
    late = [slack.titles.get(title, 1e9) - load.asked[title][1] for title in asked]
    tenths = [late[n * len(late) // 10 : (n + 1) * len(late) // 10] for n in range(10)]
    print("messages, p99 of each tenth:", *(f"{share(tenth, 0.99):.2f}" for tenth in tenths))
    print(
        f"{most} commands in {SECONDS} s, {len(refused)} refused, p99 {share(load.took, 0.99):.3f}"
        f" s, worst {max(load.took):.3f} s; {len(slack.keys)} messages, p99 {share(late, 0.99):.3f}"
        f" s, worst {max(late):.3f} s; {at_the_end} due at the end; {memory / 1e6:.0f} MB"
    )
    assert len(load.answers) == most
    assert max(slack.keys.values()) == 1
    assert stored(url) == set(slack.titles) == saved_ | warm.asked.keys()
    assert memory <= MEMORY
    if SOAK:
        assert not refused
        assert share(load.took, 0.99) <= SLOWEST
        assert share(late, 0.99) <= SLOWEST


async def until_told(slack: Slack, load: Load) -> None:
    """Who was told "working on it" hears the end; whoever was refused at once hears no more."""
    for _ in range(50):
        if all(saved(slack, load, number) for number, _ in load.asked.values()):
            return
        await asyncio.sleep(0.1)


def saved(slack: Slack, load: Load, number: int) -> bool:
    """Whether the last answer to a command says that its task is there."""
    return '"text": "T-' in slack.late.get(number, load.answers[number])


async def founded(url: str, folder: Path) -> None:
    """A workspace in which nobody's day is full, and nothing waits for an Undo."""
    upgrade(url, backup=False)
    async with SqlStore(url, make_uow, lock_workspace=lock_workspace) as store:
        bot = Sender("slack", TEAM, BOT)
        await store.write(lambda unit: dispatch.learn(unit, bot, (), NOW), workspace=None)
    token = SecretStr(TOKEN)
    await make_patient(Settings(slack_bot_token=token, database_url=url, data_dir=folder))


def left(url: str) -> int:
    """How much is due and not done."""
    now = (NOW + timedelta(seconds=SECONDS + PATIENCE)).replace(tzinfo=None)
    engine = create_engine(parse(url))
    with engine.connect() as connection:
        found: int = connection.scalar(text(LEFT), {"now": now.isoformat(timespec="microseconds")})
    engine.dispose()
    return found


async def until_said(url: str) -> None:
    """Until nothing is due any more."""
    until = time.monotonic() + PATIENCE
    while still := left(url):
        assert time.monotonic() < until, f"{still} are left"
        await asyncio.sleep(0.1)


def stored(url: str) -> set[str]:
    """The titles of what was asked for others, each there once."""
    engine = create_engine(parse(url))
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT body FROM texts WHERE body LIKE 'Parcel %x'"))
        found = Counter(row[0] for row in rows)
    engine.dispose()
    assert set(found.values()) == {1}
    return set(found)


def resident(pid: int) -> float:
    """Bytes of a process in memory; 0 where nobody tells."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return 0.0
    return float(pages * resource.getpagesize())
