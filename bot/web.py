"""The one ASGI application: a platform's events in HTTP mode, whether we are well, and metrics."""

import asyncio
import logging

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bot.app import Chivvy
from bot.metrics import CONTENT_TYPE, LATE_LANE, Metrics
from core.screens.delivery import Backlog

log = logging.getLogger("chivvy.web")
PATIENCE = 2.0
"""Seconds that a look at metrics waits for the database."""


def web_app(bot: Chivvy, metrics: Metrics) -> Starlette:
    """Routes of a running Chivvy."""

    async def ready(_request: Request) -> JSONResponse:
        """Whether every promise can be kept: for whoever sends traffic, or wakes somebody."""
        state = bot.health()
        return JSONResponse(state, status_code=200 if state["ready"] else 503)

    async def alive(_request: Request) -> JSONResponse:
        """Whether the process answers at all: for whoever would start it anew."""
        return JSONResponse({"alive": True})

    async def measured(_request: Request) -> Response:
        """What Prometheus scrapes."""
        metrics.looked(bot.health(), bot.store.health())
        try:
            async with asyncio.timeout(PATIENCE):
                backlog = await bot.backlog(LATE_LANE)
        except Exception as error:
            log.warning("metrics without the database: %s", type(error).__name__)
            backlog = Backlog()
        metrics.waits(backlog, bot.clock.now())
        return Response(metrics.text(), media_type=CONTENT_TYPE)

    routes: list[BaseRoute] = [
        Route("/healthz", alive), Route("/readyz", ready), Route("/health", ready),
        Route("/metrics", measured),
    ]  # fmt: skip
    for name, platform in bot.platforms.items():
        if platform.asgi is not None and bot.role.answers:
            # No Mount: it would send Slack on to "/slack/events/", and Slack follows no redirects.
            routes.append(Route(f"/{name}/events", platform.asgi))
    return Starlette(routes=routes)
