"""The one web application: a platform's events in HTTP mode, whether we are well, and metrics."""

import asyncio
import logging

from aiohttp import web
from aiohttp.hdrs import CONTENT_TYPE, METH_ANY, SERVER

from bot.app import Chivvy
from bot.metrics import LATE_LANE, TEXT, Metrics
from core.screens.delivery import Backlog

log = logging.getLogger("chivvy.web")
PATIENCE = 2.0
"""Seconds that a look at metrics waits for the database."""


def web_app(bot: Chivvy, metrics: Metrics) -> web.Application:
    """Routes of a running Chivvy."""

    async def ready(_request: web.Request) -> web.Response:
        """Whether every promise can be kept: for whoever sends traffic, or wakes somebody."""
        state = bot.health()
        return web.json_response(state, status=200 if state["ready"] else 503)

    async def alive(_request: web.Request) -> web.Response:
        """Whether the process answers at all: for whoever would start it anew."""
        return web.json_response({"alive": True})

    async def measured(_request: web.Request) -> web.Response:
        """What Prometheus scrapes."""
        metrics.looked(bot.health(), bot.store.health())
        try:
            async with asyncio.timeout(PATIENCE):
                backlog = await bot.backlog(LATE_LANE)
        except Exception as error:
            log.warning("metrics without the database: %s", type(error).__name__)
            backlog = Backlog()
        metrics.waits(backlog, bot.clock.now())
        return web.Response(body=metrics.text(), headers={CONTENT_TYPE: TEXT})

    app = web.Application()
    app.on_response_prepare.append(_without_versions)
    app.add_routes([
        web.get("/healthz", alive), web.get("/readyz", ready), web.get("/health", ready),
        web.get("/metrics", measured),
    ])  # fmt: skip
    for name, platform in bot.platforms.items():
        if platform.door is not None and bot.role.answers:
            app.router.add_route(METH_ANY, f"/{name}/events", platform.door)
    return app


async def _without_versions(_request: web.Request, response: web.StreamResponse) -> None:
    """Nobody is told which server of which version answers."""
    response.headers.pop(SERVER, None)
