"""A platform that answers some of its conversations a byte at a time."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field

from aiohttp import web
from aiohttp.test_utils import TestServer

EVERY = 0.05
"""Seconds between two bytes: a twentieth of a second that stands for a second."""
Answer = Callable[[str, str], object]


@dataclass
class Slow:
    """*answer* is asked with the path and the body; where *dawdles* is in them, it trickles."""

    answer: Answer
    dawdles: str
    url: str = ""
    bytes_sent: int = 0
    begun: asyncio.Event = field(default_factory=asyncio.Event)

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """At once, or a byte at a time for as long as somebody reads."""
        asked = await request.text()
        answer = json.dumps(self.answer(request.path, asked)).encode()
        if self.dawdles not in f"{request.path} {asked}":
            return web.Response(body=answer, content_type="application/json")
        response = web.StreamResponse(headers={"Content-Type": "application/json"})
        response.content_length = 10_000
        await response.prepare(request)
        self.begun.set()
        with contextlib.suppress(ConnectionError):
            while True:
                await response.write(b" ")
                self.bytes_sent += 1
                await asyncio.sleep(EVERY)
        return response


@contextlib.asynccontextmanager
async def slow(answer: Answer, dawdles: str) -> AsyncIterator[Slow]:
    """On loopback, while the block runs."""
    far = Slow(answer, dawdles)
    app = web.Application()
    app.router.add_route("*", "/{anything:.*}", far.serve)
    async with TestServer(app) as server:
        far.url = str(server.make_url("/"))
        yield far
