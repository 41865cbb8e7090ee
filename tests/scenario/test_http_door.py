"""The product behind HTTP: signed requests are answered, everything else leaves no trace."""

import asyncio
import contextlib
import json
import logging
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import aiohttp
import pytest

from bot.app import Chivvy, prepare
from bot.clocks import RealClock
from bot.metrics import Metrics
from bot.serving import served
from bot.setting_values import SecretStr
from bot.settings import Settings
from bot.web import web_app
from tests.scenario.cast import ANA, INFRA, MONDAY
from tests.slack_adapter.slack import SECRET, signed
from tests.support.team import QUICK, team_at_work

CANARY = "canary-in-the-body"
FORM = "application/x-www-form-urlencoded"


@dataclass
class Door:
    """The address of a run in HTTP mode."""

    http: aiohttp.ClientSession
    url: str

    async def post(self, body: bytes, headers: dict[str, str]) -> tuple[int, str]:
        """One raw request: status and answer."""
        async with self.http.post(self.url, data=body, headers=headers) as response:
            return response.status, await response.text()


@contextlib.asynccontextmanager
async def door(tmp_path: Path) -> AsyncIterator[Door]:
    """A run with a signing secret and no app token; the sandbox is its Web API."""
    async with team_at_work(start=MONDAY) as team, aiohttp.ClientSession() as http:
        settings = Settings(
            slack_bot_token=SecretStr(team.run.sandbox.bot_token),
            slack_signing_secret=SecretStr(SECRET),
            slack_api_base_url=f"{team.run.address}/api/",
            database_url="",
            data_dir=tmp_path,
        )
        prepare(settings)
        bot = Chivvy(settings, RealClock(), QUICK)
        await bot.start()
        try:
            async with served(web_app(bot, Metrics()), 0) as address:
                yield Door(http, f"{address}/slack/events")
        finally:
            await bot.stop()


def command(text: str, number: str = "1.2.3") -> bytes:
    """The body of a slash command, as Slack sends it."""
    fields = {
        "team_id": "T0SANDBOX", "channel_id": INFRA, "channel_name": "infra", "user_id": ANA,
        "user_name": "ana", "command": "/task", "text": text, "trigger_id": number,
        "response_url": "http://127.0.0.1:9/never", "api_app_id": "A0SANDBOX",
    }  # fmt: skip
    return urlencode(fields).encode()


async def test_a_signed_command_makes_one_task_however_often_it_is_sent(tmp_path: Path) -> None:
    """Fifty times, one after another and at once: each is answered, and one task is there."""
    async with door(tmp_path) as at:
        body = command("add Order disks @ana")
        headers = signed(body, FORM)
        answers = [await at.post(body, headers) for _ in range(10)]
        answers += await asyncio.gather(*(at.post(body, headers) for _ in range(40)))
        for status, answer in answers:
            assert status == 200 and "T-1" in answer and "Order disks" in answer
            assert json.loads(answer)["response_type"] == "ephemeral"
        listed = command("list @ana", "4.5.6")
        _, answer = await at.post(listed, signed(listed, FORM))
        assert "T-1" in answer and "T-2" not in answer


FORGED = {
    "no signature": lambda body: {"content-type": FORM},
    "another secret": lambda body: signed(body, FORM, secret="f" * 32),
    "too old": lambda body: signed(body, FORM, at=time.time() - 3600),
    "malformed": lambda body: signed(body, FORM) | {"x-slack-signature": "v0=\u00e4\u00f6"},
    "no number": lambda body: signed(body, FORM) | {"x-slack-request-timestamp": "now"},
}


@pytest.mark.parametrize("case", FORGED)
async def test_a_forgery_is_refused_and_not_logged(
    tmp_path: Path, case: str, caplog: pytest.LogCaptureFixture
) -> None:
    """401, nothing is carried out, and no word of the body reaches the log."""
    caplog.set_level(logging.DEBUG)
    async with door(tmp_path) as at:
        body = command(f"add {CANARY}")
        status, answer = await at.post(body, FORGED[case](body))
        assert status == 401 and CANARY not in answer
        asked = command("list @ana", "7.8.9")
        _, listed = await at.post(asked, signed(asked, FORM))
        assert CANARY not in listed
    assert CANARY not in caplog.text


async def test_what_slack_never_sends_is_turned_away(tmp_path: Path) -> None:
    """Signed, but too deep, too large or no object: a 4xx at once, and the door stays open."""
    async with door(tmp_path) as at:
        bodies = [
            b"[" * 100_000, b'{"a":' * 30_000 + b"1" + b"}" * 30_000, b'"text"', b"\xff\xfe",
            b"x" * 300_000,
        ]  # fmt: skip
        for body in bodies:
            status, _ = await at.post(body, signed(body, "application/json"))
            assert 400 <= status < 500
        body = command("help")
        assert (await at.post(body, signed(body, FORM)))[0] == 200


async def test_what_is_signed_is_not_logged_either(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """At DEBUG, carried out, refused or unreadable: no word of it, no signature, no secret."""
    caplog.set_level(logging.DEBUG)
    signatures = []
    async with door(tmp_path) as at:
        texts = ("add {} @ana", "frobnicate {}", "done T-99 {}", "add {} @nobody", "note T-1 {}")
        for number, text in enumerate(texts):
            body = command(text.format(CANARY), f"9.{number}")
            headers = signed(body, FORM)
            signatures.append(headers["x-slack-signature"])
            assert (await at.post(body, headers))[0] == 200
        body = b"[" * 50_000 + CANARY.encode()
        await at.post(body, signed(body, "application/json"))
    for secret in (CANARY, SECRET, "xoxb-", *signatures):
        assert secret not in caplog.text


async def test_no_way_in_by_oauth(tmp_path: Path) -> None:
    """A token comes from the settings alone: whatever state and code somebody brings, nothing of
    it is taken, once or twice, at any address where Slack's libraries would look."""
    async with door(tmp_path) as at:
        base = at.url.removesuffix("/slack/events")
        answers = []
        for path in ("install", "oauth_redirect", "oauth", "authorize"):
            for _ in range(2):
                query = urlencode({"state": "a" * 36, "code": "1.2.3"})
                async with at.http.get(f"{base}/slack/{path}?{query}") as response:
                    answers.append((response.status, response.cookies))
        assert all(status == 404 and not cookies for status, cookies in answers)
        async with at.http.get(at.url, params={"state": "a", "code": "1"}) as response:
            assert response.status in {404, 405}
