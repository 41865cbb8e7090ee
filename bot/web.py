"""The one ASGI application: Slack's events in HTTP mode, and whether we are well."""

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route

from bot.app import Chivvy


def web_app(bot: Chivvy) -> Starlette:
    """Routes of a running Chivvy."""

    async def health(_request: Request) -> JSONResponse:
        state = bot.health()
        return JSONResponse(state, status_code=200 if state["ready"] else 503)

    routes: list[BaseRoute] = [Route("/health", health)]
    if bot.slack.asgi is not None:
        # No Mount: it would send Slack on to "/slack/events/", and Slack follows no redirects.
        routes.append(Route("/slack/events", bot.slack.asgi))
    return Starlette(routes=routes)
