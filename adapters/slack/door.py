"""The door for Slack's HTTP requests: nothing is parsed, and nothing logged, before it is verified.

Bolt verifies too, but logs the whole body of a forgery, answers 500 to a malformed signature and
parses before it verifies; so what it would choke on is turned away here.
"""

import asyncio
import logging
import re
from collections.abc import Mapping

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_sdk.signature import SignatureVerifier

log = logging.getLogger(__name__)

BODY_LIMIT = 256 * 1024
BODY_SECONDS = 3.0
_SIGNATURE = re.compile(r"v0=[0-9a-f]{64}", re.ASCII)
_TIMESTAMP = re.compile(r"\d{1,12}", re.ASCII)


class TooLarge(Exception):
    """The body is longer than anything Slack sends."""


class Door:
    """What answers on ``/slack/events``."""

    def __init__(self, app: AsyncApp, signing_secret: str) -> None:
        self._app = app
        self._verifier = SignatureVerifier(signing_secret)

    async def answer(self, request: web.Request) -> web.Response:
        """One request's answer."""
        if request.method != "POST":
            return _refused(405, "method not allowed", Allow="POST")
        if not _well_formed(request.headers):
            return _refused(401, "invalid request")
        try:
            async with asyncio.timeout(BODY_SECONDS):
                body = await _read(request)
        except TooLarge:
            return _refused(413, "too large")
        except (TimeoutError, ConnectionError, web.RequestPayloadError):
            return _refused(400, "invalid request")  # Unreadable, or the sender went away.
        if not self._verified(request.headers, body):
            return _refused(401, "invalid request")
        return await self._dispatch(request, body)

    def _verified(self, headers: Mapping[str, str], body: bytes) -> bool:
        stamp, signature = headers["x-slack-request-timestamp"], headers["x-slack-signature"]
        try:
            return self._verifier.is_valid(body, stamp, signature)
        except UnicodeDecodeError:
            return False

    async def _dispatch(self, request: web.Request, body: bytes) -> web.Response:
        try:
            asked = AsyncBoltRequest(
                body=body.decode(), query=request.query_string, headers=dict(request.headers)
            )
            return await to_aiohttp_response(await self._app.async_dispatch(asked))
        except Exception as error:
            # Signed, but not what Slack sends: too deep, no object, not even text.
            log.warning("a signed request could not be read: %s", type(error).__name__)
            return _refused(400, "invalid request")


def _well_formed(headers: Mapping[str, str]) -> bool:
    signature = headers.get("x-slack-signature", "")
    stamp = headers.get("x-slack-request-timestamp", "")
    return bool(_SIGNATURE.fullmatch(signature) and _TIMESTAMP.fullmatch(stamp))


async def _read(request: web.Request) -> bytes:
    """The body; TooLarge beyond the limit."""
    if (request.content_length or 0) > BODY_LIMIT:
        raise TooLarge
    body = bytearray()
    async for part in request.content.iter_any():
        body += part
        if len(body) > BODY_LIMIT:
            raise TooLarge
    return bytes(body)


def _refused(status: int, text: str, **headers: str) -> web.Response:
    return web.Response(status=status, text=text, headers=headers)
