"""The platform's side: signed slash commands as Slack sends them, and a Web API on loopback."""

import hashlib
import hmac
import time
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlencode

from aiohttp import web

SECRET: Final = "a-signing-secret-of-the-benchmark"  # noqa: S105 - of nobody
TOKEN: Final = "xoxb-benchmark"  # noqa: S105 - of nobody
TEAM: Final = "T0BENCH"
BOT: Final = "U0BOT"
PATH: Final = "/slack/events"
PEOPLE: Final = 200
MEANS_DONE: Final = '"text": "T-'
"""What an answer contains when a task was added: its handle. Refusals only repeat the words."""


def requests(first: int, count: int, port: int) -> Iterator[bytes]:
    """Whole HTTP requests from number *first* on; no two have the same trigger."""
    stamp = str(int(time.time()))
    for number in range(first, first + count):
        body = urlencode(command(number)).encode()
        signed = hmac.digest(SECRET.encode(), f"v0:{stamp}:".encode() + body, "sha256").hex()
        yield _head(port, stamp, signed, len(body)) + body


def command(number: int) -> dict[str, str]:
    """`/task add` with an owner, a date with a time and a priority."""
    owner = (number * 7 + 1) % PEOPLE
    text = f"add Fix the build {number} <@{user(owner)}|{handle(owner)}> friday 17:00 high"
    return {
        "token": "unused",
        "team_id": TEAM,
        "team_domain": "bench",
        "channel_id": "C0BENCH",
        "channel_name": "bench",
        "user_id": user(number % PEOPLE),
        "user_name": handle(number % PEOPLE),
        "command": "/task",
        "text": text,
        "api_app_id": "A0BENCH",
        "is_enterprise_install": "false",
        "response_url": "http://127.0.0.1:9/commands/1",
        "trigger_id": f"{number}.{int(hashlib.md5(text.encode()).hexdigest()[:8], 16)}.bench",  # noqa: S324
    }


def _head(port: int, stamp: str, signature: str, length: int) -> bytes:
    lines = (
        f"POST {PATH} HTTP/1.1",
        f"Host: 127.0.0.1:{port}",
        "Accept: application/json,*/*",
        "User-Agent: Slackbot 1.0 (+https://api.slack.com/robots)",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {length}",
        f"X-Slack-Request-Timestamp: {stamp}",
        f"X-Slack-Signature: v0={signature}",
    )
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def user(number: int) -> str:
    """Slack's id of a person."""
    return f"U{number:07}"


def handle(number: int) -> str:
    """The display name of a person."""
    return f"person{number}"


def web_api() -> web.Application:
    """A Web API that takes everything: who we are, who is there, and messages."""
    application = web.Application()
    application.router.add_route("*", "/api/{method}", _answer)
    return application


def known(method: str) -> dict[str, object] | None:
    """Who we are, and who is there; None: something else was asked."""
    if method == "users.list":
        return {"members": [_member(number) for number in range(PEOPLE)]}
    return dict(_AUTH) if method == "auth.test" else None


async def _answer(request: web.Request) -> web.Response:
    method = request.match_info["method"]
    said: dict[str, object] = {"channel": {"id": "D0BENCH"}}
    if method != "conversations.open":
        said = dict(_SAID)
    if method == "chat.postMessage":
        said["ts"] = f"{time.time():.6f}"
    return web.json_response({"ok": True, **(known(method) or said)})


_SAID: Final = {"channel": "D0BENCH", "ts": "1.000001"}
_AUTH: Final = {
    "url": "https://bench.slack.com/",
    "team": "Bench",
    "team_id": TEAM,
    "user": "chivvy",
    "user_id": BOT,
    "bot_id": "B0BOT",
}


def _member(number: int) -> dict[str, object]:
    name = handle(number)
    profile = {"real_name": f"Person Number{number}", "display_name": name}
    return {
        "id": user(number),
        "team_id": TEAM,
        "name": name,
        "tz": "Europe/Berlin",
        "locale": "en-US",
        "profile": profile,
    }
