"""A Slack on loopback that takes everything, and knows its people and channels."""

import contextlib
from collections.abc import AsyncIterator, Mapping
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

from benchmarks.slack_side import known


class WillingSlack:
    """The Web API as the far end of another process; made to be told apart by what it notes."""

    def __init__(self) -> None:
        self._messages = 0

    async def serve(self, request: web.Request) -> web.Response:
        """One call."""
        body = await (request.json() if "json" in request.content_type else request.post())
        asked = {**request.query, **body}
        return web.json_response({"ok": True, **self._answer(request.match_info["method"], asked)})

    def stands(self, asked: Mapping[str, Any]) -> None:
        """A message was taken."""

    def _answer(self, method: str, asked: Mapping[str, Any]) -> Mapping[str, object]:
        if method == "conversations.open":
            return {"channel": {"id": f"D{asked['users']}"}}
        if method == "conversations.info":
            where = str(asked["channel"])
            return {"channel": {"id": where, "name": where.lower(), "is_channel": True}}
        if method == "chat.postMessage":
            self._messages += 1
            self.stands(asked)
            return {"channel": asked["channel"], "ts": f"1795000000.{self._messages:06}"}
        return known(method) or {}


@contextlib.asynccontextmanager
async def serving(slack: WillingSlack) -> AsyncIterator[str]:
    """The address of its Web API."""
    app = web.Application()
    app.router.add_route("*", "/api/{method}", slack.serve)
    async with TestServer(app) as server:
        yield str(server.make_url("/api/"))
