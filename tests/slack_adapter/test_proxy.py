"""Behind a proxy of the house: Web API and Socket Mode go through it, loopback does not."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from adapters.sandbox.app import build_sandbox
from adapters.sandbox.serve import serve
from adapters.sandbox.story import default_story
from adapters.slack.app import SlackConfig, web_client
from bot.app import Chivvy, Tuning
from bot.clocks import MovableClock
from bot.manifest import app_manifest
from bot.sandbox import ClockHand
from bot.setting_values import SecretStr
from bot.settings import Settings
from scheduler.courier import Pace
from tests.scenario.cast import MONDAY
from tests.support.tables import lay_tables

NAMES = ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "NO_PROXY", "no_proxy")


@asynccontextmanager
async def proxy_to(port: int) -> AsyncIterator[tuple[str, list[str]]]:
    """A proxy for everything, which leads to *port* of this machine; what it was asked for."""
    asked: list[str] = []
    tasks: set[asyncio.Task[None]] = set()

    async def pipe(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while data := await reader.read(65536):
                writer.write(data)
                await writer.drain()
        except OSError:
            pass
        writer.close()

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        line, _, head = (await reader.readuntil(b"\r\n\r\n")).partition(b"\r\n")
        method, target, version = line.split()
        asked.append(target.decode())
        path = b"/" + target.split(b"//", 1)[1].partition(b"/")[2]
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", port)
        host = f"Host: 127.0.0.1:{port}".encode()
        lines = [each for each in head.split(b"\r\n") if not each.lower().startswith(b"host:")]
        if b"upgrade" not in head.lower():
            lines.insert(0, b"Connection: close")
        far_writer.write(b"\r\n".join([b" ".join((method, path, version)), host, *lines]))
        await asyncio.gather(pipe(reader, far_writer), pipe(far_reader, writer))

    def begin(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(handle(reader, writer))
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    server = await asyncio.start_server(begin, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", asked
    finally:
        server.close()
        for task in list(tasks):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


@pytest.fixture(autouse=True)
def no_proxy_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever this machine is set to."""
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


async def test_web_api_and_socket_mode_go_through_the_proxy(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A host that nothing resolves is reached, and the line to Slack stands."""
    clock = MovableClock(MONDAY)
    sandbox = build_sandbox(default_story(MONDAY), app_manifest(), ClockHand(clock))
    served = await serve(sandbox, 0)
    port = int(served.address.rpartition(":")[2])
    async with proxy_to(port) as (address, asked):
        monkeypatch.setenv("HTTPS_PROXY", address)
        settings = Settings(
            slack_bot_token=SecretStr(sandbox.bot_token),
            slack_app_token=SecretStr(sandbox.app_token),
            slack_api_base_url="http://slack.invalid/api/",
            data_dir=tmp_path,
        )
        lay_tables(settings.database)
        bot = Chivvy(settings, clock, Tuning(0.5, Pace(settle=0.1, look_gap=0.1), 0.0))
        await bot.start()
        try:
            await sandbox.connected()
            assert bot.platforms["slack"].alive
        finally:
            await bot.stop()
            await served.stop()
    assert [url for url in asked if url.startswith("http://slack.invalid/api/auth.test")]
    assert [url for url in asked if "/api/" not in url], asked


@pytest.mark.parametrize(
    ("base", "no_proxy", "used"),
    [
        ("https://slack.com/api/", "", True),
        ("https://slack.com/api/", "slack.com", False),
        ("https://slack.com/api/", "example.org", True),
        ("http://127.0.0.1:8300/api/", "", False),
        ("http://localhost:8300/api/", "", False),
    ],
)
def test_what_goes_past_the_proxy(
    base: str, no_proxy: str, used: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Loopback, and what NO_PROXY names."""
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example:3128")
    monkeypatch.setenv("NO_PROXY", no_proxy)
    client = web_client(SlackConfig(bot_token="xoxb-1", api_base_url=base))
    assert (client.proxy is not None) is used
