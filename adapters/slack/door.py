"""The door for Slack's HTTP requests: nothing is parsed, and nothing logged, before it is verified.

Bolt verifies too, but logs the whole body of a forgery, answers 500 to a malformed signature and
parses before it verifies; so what it would choke on is turned away here.
"""

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_sdk.signature import SignatureVerifier
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

log = logging.getLogger(__name__)

BODY_LIMIT = 256 * 1024
BODY_SECONDS = 3.0
_SIGNATURE = re.compile(r"v0=[0-9a-f]{64}", re.ASCII)
_TIMESTAMP = re.compile(r"\d{1,12}", re.ASCII)

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


class TooLarge(Exception):
    """The body is longer than anything Slack sends."""


class Door:
    """An ASGI application for ``/slack/events``."""

    def __init__(self, handler: AsyncSlackRequestHandler, signing_secret: str) -> None:
        self._handler = handler
        self._verifier = SignatureVerifier(signing_secret)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        if scope["type"] != "http":
            return
        response = await self._answer(scope, receive)
        await response(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive) -> Response:
        if scope["method"] != "POST":
            return PlainTextResponse("method not allowed", 405, {"Allow": "POST"})
        headers = Headers(scope=scope)
        if not _well_formed(headers):
            return _refused(401, "invalid request")
        try:
            async with asyncio.timeout(BODY_SECONDS):
                body = await _read(headers, receive)
        except TooLarge:
            return _refused(413, "too large")
        except (TimeoutError, ValueError):
            return _refused(400, "invalid request")
        if not self._verified(headers, body):
            return _refused(401, "invalid request")
        return await self._dispatch(scope, body)

    def _verified(self, headers: Headers, body: bytes) -> bool:
        stamp, signature = headers["x-slack-request-timestamp"], headers["x-slack-signature"]
        try:
            return self._verifier.is_valid(body, stamp, signature)
        except UnicodeDecodeError:
            return False

    async def _dispatch(self, scope: Scope, body: bytes) -> Response:
        async def replay() -> MutableMapping[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        try:
            return await self._handler.handle(Request(scope, replay))
        except Exception as error:
            # Signed, but not what Slack sends: too deep, no object, not even text.
            log.warning("a signed request could not be read: %s", type(error).__name__)
            return _refused(400, "invalid request")


def _well_formed(headers: Headers) -> bool:
    signature = headers.get("x-slack-signature", "")
    stamp = headers.get("x-slack-request-timestamp", "")
    return bool(_SIGNATURE.fullmatch(signature) and _TIMESTAMP.fullmatch(stamp))


async def _read(headers: Headers, receive: Receive) -> bytes:
    """The body; TooLarge beyond the limit, ValueError when the sender goes away."""
    if int(headers.get("content-length") or 0) > BODY_LIMIT:
        raise TooLarge
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] != "http.request":
            raise ValueError("the sender went away")
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > BODY_LIMIT:
            raise TooLarge
        if not message.get("more_body"):
            return b"".join(parts)


def _refused(status: int, text: str) -> Response:
    return PlainTextResponse(text, status)
