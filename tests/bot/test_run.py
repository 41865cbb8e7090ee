"""``chivvy run`` in HTTP mode: a process of its own, real requests, a Slack on loopback."""

import asyncio
import contextlib
import hashlib
import hmac
import os
import signal
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import aiohttp
import pytest

from adapters.sandbox.app import Sandbox, build_sandbox
from adapters.sandbox.serve import serving
from adapters.sandbox.story import default_story
from bot.clocks import RealClock
from bot.manifest import app_manifest
from tests.storage.filled import count

CHIVVY = Path(sys.executable).with_name("chivvy")
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


async def test_sigterm_under_load_loses_nothing(tmp_path: Path, database_url: str) -> None:
    """It stops taking, finishes what it took, and leaves nothing leased: all within ten seconds."""
    accepted: list[int] = []

    async def add(run: Running, n: int) -> None:
        body = command(f"add Nr {n} @maria tomorrow", trigger=f"1.{n}.a")
        with contextlib.suppress(aiohttp.ClientError):
            text = await run.signed(body)
            accepted.extend([n] if f"Nr {n}" in text else [])

    async with running(tmp_path, DATABASE_URL=database_url) as run:
        await add(run, 0)
        asked = [asyncio.create_task(add(run, n)) for n in range(1, 60)]
        while len(accepted) < 10:
            await asyncio.wait(asked, timeout=0.01, return_when=asyncio.FIRST_COMPLETED)
        began = time.monotonic()
        run.process.send_signal(signal.SIGTERM)
        _, err = await run.process.communicate()
        assert time.monotonic() - began <= 10
        await asyncio.gather(*asked, return_exceptions=True)
        assert (run.process.returncode, "Traceback" in err.decode()) == (0, False)
    assert count(database_url, "tasks") >= len(accepted) >= 10
    assert count(database_url, "runs") == 0
    assert count(database_url, "posts WHERE lease IS NOT NULL") == 0
