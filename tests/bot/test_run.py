"""``chivvy run`` in HTTP mode: a process of its own, real requests, a Slack on loopback."""

import asyncio
import contextlib
import hashlib
import hmac
import os
import signal
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlencode

import aiohttp
import pytest

from adapters.db.store import SqlStore
from adapters.db.uow import lock_workspace, make_uow
from adapters.sandbox.app import Sandbox, build_sandbox
from adapters.sandbox.serve import serving
from adapters.sandbox.story import default_story
from bot.clocks import RealClock
from bot.manifest import app_manifest
from core import dispatch
from core.unit import Unit
from tests.storage.filled import count
from tests.support.soak import counted, soak

CHIVVY = Path(sys.executable).with_name("chivvy")
STOPS = 25
"""On each database."""
SECRET = "8f742231b10e8888abcd99yyyzzz85a5"


class StillClock(RealClock):
    """The sandbox's clock where nobody moves it."""

    async def move_to(self, target: object) -> None:
        """Nobody does."""


@dataclass
class Running:
    """A running Chivvy and the workspace that it serves."""

    address: str
    process: asyncio.subprocess.Process
    sandbox: Sandbox
    session: aiohttp.ClientSession

    async def post(self, body: bytes, **headers: str) -> tuple[int, str]:
        """A request to /slack/events: status and text."""
        url = f"{self.address}/slack/events"
        async with self.session.post(url, data=body, headers=headers) as response:
            return response.status, await response.text()

    async def signed(self, body: bytes, kind: str = "application/x-www-form-urlencoded") -> str:
        """A request as Slack signs it; the text of its acknowledgement."""
        status, text = await self.post(body, **{"Content-Type": kind, **signature(body)})
        assert status == 200, text
        return text


def signature(body: bytes, secret: str = SECRET) -> dict[str, str]:
    """Slack's signature of a body, made now."""
    stamp = str(int(time.time()))
    base = b"v0:" + stamp.encode() + b":" + body
    digest = hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}"}


def command(text: str, trigger: str = "1.2.a", user: str = "ana") -> bytes:
    """A slash command's form, of somebody in #infra."""
    return urlencode({
        "command": "/task", "text": text, "team_id": "T0SANDBOX", "user_id": f"U0{user.upper()}",
        "user_name": user, "channel_id": "C0INFRA", "channel_name": "infra",
        "trigger_id": trigger, "response_url": "http://127.0.0.1:9/none", "api_app_id": "A0SANDBOX",
    }).encode()  # fmt: skip


@asynccontextmanager
async def running(data: Path, **more: str) -> AsyncIterator[Running]:
    """`chivvy run` on a free port, until the block ends."""
    clock = StillClock()
    sandbox = build_sandbox(default_story(clock.now()), app_manifest(), clock)
    async with serving(sandbox) as served, aiohttp.ClientSession() as session:
        environment = {
            "PATH": os.environ["PATH"], "HOME": str(data), "CHIVVY_DATA_DIR": str(data / "data"),
            "SLACK_BOT_TOKEN": sandbox.bot_token, "SLACK_SIGNING_SECRET": SECRET,
            "SLACK_API_BASE_URL": f"{served.address}/api/", "CHIVVY_PORT": "0", **more,
        }  # fmt: skip
        process = await asyncio.create_subprocess_exec(
            CHIVVY, "run", env=environment, cwd=data,
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        try:
            yield Running(await address_of(process), process, sandbox, session)
        finally:
            if process.returncode is None:
                process.kill()
            await process.communicate()


async def address_of(process: asyncio.subprocess.Process) -> str:
    """Where a process that was started answers."""
    assert process.stdout is not None
    async with asyncio.timeout(120):
        line = (await process.stdout.readline()).decode()
    if "http://" not in line:
        assert process.stderr is not None
        raise AssertionError((line, (await process.stderr.read()).decode()))
    return line.split("Health: ")[1].strip().removesuffix("/readyz")


async def test_a_signed_command_is_answered_and_kept(tmp_path: Path) -> None:
    """A task added over HTTP is in the list of the next request."""
    async with running(tmp_path) as run:
        added = await run.signed(command("add Renew the certificate friday @ana"))
        listed = await run.signed(command("", "1.2.b"))
    assert "T-1" in added
    assert "Renew the certificate" in listed


async def test_the_same_request_twice_is_one_task(tmp_path: Path) -> None:
    """A replayed request has no second effect and gets the first one's answer."""
    async with running(tmp_path) as run:
        body = command("add Renew the certificate friday @ana")
        first, second = await run.signed(body), await run.signed(body)
        listed = await run.signed(command("show T-2", "1.2.c"))
    assert "T-1" in first
    assert "T-1" in second
    assert "can't find T-2" in listed


FORGED = (
    {},
    {"X-Slack-Request-Timestamp": "abc", "X-Slack-Signature": "v0=00"},
    {"X-Slack-Request-Timestamp": "1", "X-Slack-Signature": "v0=00"},
    signature(b"another body"),
)


async def test_a_forged_request_is_401(tmp_path: Path) -> None:
    """What is not signed by Slack is refused, and its words reach no log."""
    async with running(tmp_path, CHIVVY_LOG_LEVEL="DEBUG") as run:
        body = command("add canary-7f3")
        answers = [await run.post(body, **headers) for headers in FORGED]
        run.process.send_signal(signal.SIGTERM)
        out, err = await run.process.communicate()
    assert [status for status, _ in answers] == [401] * len(FORGED)
    assert "canary-7f3" not in str(answers) + (out + err).decode()


async def test_health_says_ready(tmp_path: Path) -> None:
    """The health page answers 200 while every promise can be kept."""
    async with running(tmp_path) as run, run.session.get(f"{run.address}/health") as response:
        assert (response.status, (await response.json())["ready"]) == (200, True)


async def test_sigterm_ends_it_in_order(tmp_path: Path) -> None:
    """SIGTERM stops within ten seconds, without a traceback."""
    async with running(tmp_path) as run:
        run.process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(10):
            _, err = await run.process.communicate()
        assert run.process.returncode == 0
    assert "Traceback" not in err.decode()


async def test_a_revoked_token_is_one_line(tmp_path: Path) -> None:
    """A token that Slack refuses ends the start with a word on what to do."""
    with pytest.raises(AssertionError) as failed:
        async with running(tmp_path, SLACK_BOT_TOKEN="xoxb-wrong"):
            pass
    said = failed.value.args[0][1]
    assert "SLACK_BOT_TOKEN" in said
    assert "Traceback" not in said


@soak
async def test_sigterm_under_load_loses_nothing(tmp_path: Path, database_url: str) -> None:
    """It stops taking, finishes what it took, and leaves nothing leased: all within ten seconds.
    What is left to be sent the next process sends, and nothing stands twice."""
    accepted, seen, took = set[int](), Counter[str](), list[float]()
    for number in range(counted(1, STOPS)):
        took.append(await stop_under_load(tmp_path, database_url, 60 * number, accepted, seen))
        assert count(database_url, "tasks") >= len(accepted)
        assert count(database_url, "runs") == 0
        assert count(database_url, "posts WHERE lease IS NOT NULL") == 0
        await hurry(database_url)
    print(f"{len(took)} stops, the slowest {max(took):.1f} s, {len(accepted)} accepted")
    assert max(took) <= 10
    assert set(seen.values()) <= {1}
    assert count(database_url, "posts WHERE state = 'sent'") == len(seen)


async def stop_under_load(
    folder: Path, database: str, first: int, accepted: set[int], seen: Counter[str]
) -> float:
    """One process that is stopped while sixty commands are under way; the seconds that took."""
    begun = len(accepted)

    async def add(run: Running, n: int) -> None:
        body = command(f"add Nr {n} @maria tomorrow !urgent", trigger=f"1.{n}.a")
        with contextlib.suppress(aiohttp.ClientError):
            text = await run.signed(body)
            accepted.update([n] if f"Nr {n}" in text else [])

    async with running(folder, DATABASE_URL=database) as run:
        await add(run, first)
        asked = [asyncio.create_task(add(run, first + n)) for n in range(1, 60)]
        left = set(asked)
        while left and len(accepted) < begun + 10:  # A busy machine may answer fewer in time.
            _, left = await asyncio.wait(left, return_when=asyncio.FIRST_COMPLETED)
        began = time.monotonic()
        run.process.send_signal(signal.SIGTERM)
        _, err = await run.process.communicate()
        took = time.monotonic() - began
        await asyncio.gather(*asked, return_exceptions=True)
        assert (run.process.returncode, "Traceback" in err.decode()) == (0, False)
        shelves = run.sandbox.workspace.messages.values()
        told = (m.metadata for shelf in shelves for m in shelf.values() if m.metadata)
        seen.update(each["event_payload"]["k"] for each in told)
    return took


async def hurry(database: str) -> None:
    """From now on nothing waits, for an Undo or for the morning: there are messages to send."""
    async with SqlStore(database, make_uow, lock_workspace=lock_workspace) as store:
        await store.write(_hurried, workspace=None)


def _hurried(unit: Unit) -> None:
    dispatch.set_hold(unit, 0)
    for number in unit.directory.workspaces():
        people = unit.of(number).people
        unbound = replace(people.workspace().bounds, daily=0)
        people.save_workspace(replace(people.workspace(), urgent_anytime=True, bounds=unbound))
