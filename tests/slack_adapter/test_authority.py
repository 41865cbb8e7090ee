"""Where a proxy of the house opens TLS: its authority is believed by every connection.

That is when it is named; and when it is not, the error says what to set.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path

import aiohttp
import pytest
from attrs import evolve

from adapters.discord.app import DiscordAdapter
from adapters.sandbox.app import Sandbox, build_sandbox
from adapters.sandbox.backend import Backend
from adapters.sandbox.story import default_story
from bot.app import Chivvy, Tuning
from bot.clocks import MovableClock
from bot.manifest import app_manifest
from bot.platforms import discord_config
from bot.sandbox import ClockHand
from bot.setting_values import SecretStr
from bot.settings import Settings
from bot.story import Page
from bot.trust import told, trust
from core.screens.messenger import RetryAt, Suspended
from scheduler.deliver import Pace
from tests.bot.test_cli import chivvy
from tests.scenario.cast import ANA, INFRA, MONDAY
from tests.slack_adapter.desk import RealClock, RecordingDesk
from tests.support.authority import Authority, authority, vouched
from tests.support.tables import lay_tables


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """An authority that only this test knows."""
    return authority(tmp_path_factory.mktemp("house"))


@dataclass
class Behind:
    """A workspace behind TLS, and what a bot is told to reach it."""

    sandbox: Sandbox
    clock: MovableClock
    settings: Settings
    address: str

    def bot(self, **more: object) -> Chivvy:
        """A bot that is told this, and *more*."""
        settings = evolve(self.settings, **more)
        lay_tables(settings.database)
        return Chivvy(settings, self.clock, Tuning(0.5, Pace(settle=0.1, look_gap=0.1), 0.0))


@pytest.fixture
async def behind(
    house: Authority, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Behind]:
    """Web API, Socket Mode and the addresses for answers: all of them are https and wss."""
    plain = Backend.__dict__["origin"]
    secure = property(lambda self: f"https{plain.__get__(self)[4:]}", plain.__set__)
    monkeypatch.setattr(Backend, "origin", secure)
    clock = MovableClock(MONDAY)
    sandbox = build_sandbox(default_story(MONDAY), app_manifest(), ClockHand(clock))
    async with vouched(sandbox.asgi, house) as port:
        address = f"https://127.0.0.1:{port}"
        settings = Settings(
            slack_bot_token=SecretStr(sandbox.bot_token),
            slack_app_token=SecretStr(sandbox.app_token),
            slack_api_base_url=f"{address}/api/", data_dir=tmp_path,
        )  # fmt: skip
        yield Behind(sandbox, clock, settings, address)
        await sandbox.close()


async def test_every_connection_believes_the_house(behind: Behind, house: Authority) -> None:
    """With CHIVVY_CA_FILE: signed in, on the line, and a button is answered by its address."""
    bot = behind.bot(ca_file=house.certificate)
    await bot.start()
    try:
        await behind.sandbox.connected()
        connector = aiohttp.TCPConnector(ssl=trust(house.certificate))
        async with aiohttp.ClientSession(connector=connector) as session:
            page = Page(session, behind.address)
            line = {"as": ANA, "channel": INFRA, "text": "/task add Order disks @ana"}
            await page.post("command", **line)
            answer = (await page.get("messages", **{"as": ANA, "channel": INFRA}))["messages"][-1]
            undo = _button(answer["blocks"], "Undo")
            where = {"type": "message", "channel": INFRA, "ts": answer["ts"]}
            await page.post("action", **{"as": ANA, "container": where, **undo})
            await bot.platforms["slack"].settle()
            after = (await page.get("messages", **{"as": ANA, "channel": INFRA}))["messages"][-1]
        assert "Order disks" in json.dumps(answer)
        assert "Redo" in json.dumps(after)
        assert bot.platforms["slack"].alive
    finally:
        await bot.stop()


def _button(blocks: list[dict[str, object]], label: str) -> dict[str, object]:
    for block in blocks:
        for element in block.get("elements", []):  # type: ignore[attr-defined]
            for one in element.get("options", [element]):
                if (one.get("text") or {}) and label in json.dumps(one["text"]):
                    found = {"block_id": block["block_id"], "action_id": element["action_id"]}
                    return found | ({"value": one["value"]} if one is not element else {})
    raise AssertionError(f"no button {label}")


async def test_without_it_the_error_says_what_to_set(behind: Behind) -> None:
    """Nobody is signed in, no letter counts as sent, and the hint names the variable."""
    bot = behind.bot()
    with pytest.raises(RetryAt) as refused:
        await bot.start()
    await bot.stop()
    assert "CHIVVY_CA_FILE" in told(refused.value)


@pytest.mark.parametrize("variable", ["", "SSL_CERT_FILE", "CHIVVY_CA_FILE"])
async def test_on_the_command_line(
    behind: Behind, house: Authority, tmp_path: Path, variable: str
) -> None:
    """`chivvy doctor` is signed in with either variable; without both it says which to set."""
    environment = {
        "SLACK_BOT_TOKEN": behind.sandbox.bot_token,
        "SLACK_APP_TOKEN": behind.sandbox.app_token,
        "SLACK_API_BASE_URL": behind.settings.slack_api_base_url,
    } | ({variable: str(house.certificate)} if variable else {})
    done = await asyncio.to_thread(chivvy, "doctor", data=tmp_path, **environment)
    assert ("signed in as" in done.stdout) is bool(variable), done.stdout + done.stderr
    assert ("CHIVVY_CA_FILE" in done.stdout) is not bool(variable)
    assert "Traceback" not in done.stderr


async def refusing(scope: dict[str, object], _receive: object, send: object) -> None:
    """A Discord that knows no token."""
    await send({"type": "http.response.start", "status": 401,  # type: ignore[operator]
                "headers": [(b"content-type", b"application/json")]})  # fmt: skip
    await send({"type": "http.response.body", "body": b'{"message":"401","code":0}'})  # type: ignore[operator]


@pytest.mark.parametrize(("believed", "error"), [(True, Suspended), (False, RetryAt)])
async def test_discord_believes_it_too(
    house: Authority, believed: bool, error: type[Exception]
) -> None:
    """With it Discord answers for itself; without it nothing was asked."""
    async with vouched(refusing, house) as port:
        authority_of = house.certificate if believed else None
        config = discord_config(Settings(ca_file=authority_of))
        told_so = replace(config, token="x", api_base_url=f"https://127.0.0.1:{port}/api/v10")
        adapter = DiscordAdapter(told_so, RecordingDesk(), RealClock())
        with pytest.raises(error):
            await adapter.start()
