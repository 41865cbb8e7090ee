"""The door of the REST interface: authorisation, faults, budgets, records; then a route's handler.

Source: docs.discord.com/developers/reference and /topics/rate-limits.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from aiohttp import web

from tests.discord_adapter.discord_server.budget import Budget
from tests.discord_adapter.discord_server.errors import Refused, refusal
from tests.discord_adapter.discord_server.faults import Fault, Faults
from tests.discord_adapter.discord_server.model import Json
from tests.discord_adapter.discord_server.state import State

BASE: Final = "/api/v10"


@dataclass(frozen=True, slots=True)
class Call:
    """One request as a handler gets it."""

    state: State
    path: Mapping[str, str]
    query: Mapping[str, str]
    body: Json

    @property
    def list(self) -> list[Json]:
        """A body that is a list."""
        found: list[Json] = self.body["_list"]
        return found


@dataclass(slots=True)
class Recorded:
    """One request that came in, and its answer's status once there was one."""

    method: str
    template: str
    path: Mapping[str, str]
    body: object
    at: float
    query: Mapping[str, str]
    status: int | None = None
    answer: object = None

    @property
    def name(self) -> str:
        """Method and template, as faults name it."""
        return f"{self.method} {self.template}"


Answer = tuple[int, object]
Handler = Callable[[Call], Answer]
Routes = Mapping[str, Handler]

OPEN: Final = ("/interactions/", "/webhooks/")
"""Where the token stands in the address."""


@dataclass
class Rest:
    """Serves routes given as "METHOD /template"; knows what was asked of it."""

    state: State
    faults: Faults
    budget: Budget
    routes: Routes
    requests: list[Recorded] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def serve(self, application: web.Application) -> None:
        """Serve all routes."""
        for name, handler in self.routes.items():
            method, template = name.split(" ", 1)
            application.router.add_route(method, BASE + template, self._served(template, handler))

    def serve_unknown(self, application: web.Application) -> None:
        """Note what is asked for and not there."""
        application.router.add_route("*", "/{rest:.*}", self._nowhere)

    async def _nowhere(self, request: web.Request) -> web.StreamResponse:
        self.complaints.append(f"unknown address: {request.method} {request.path}")
        return _json(404, {"message": "404: Not Found", "code": 0}, {})

    def _served(
        self, template: str, handler: Handler
    ) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        async def serve(request: web.Request) -> web.StreamResponse:
            try:
                body = await _body(request)
            except ValueError:
                body = None
            given = body.get("_list", body) if body is not None else None
            recorded = Recorded(
                request.method, template, dict(request.match_info), given,
                self.state.elapsed(), dict(request.query),
            )  # fmt: skip
            self.requests.append(recorded)
            answer = await self._answer(request, recorded, body, handler)
            recorded.status = answer.status
            self.budget.answered(answer.status, answer.headers.get("X-RateLimit-Scope"))
            self.state.bell.ring()
            return answer

        return serve

    async def _answer(
        self, request: web.Request, recorded: Recorded, body: Json | None, handler: Handler
    ) -> web.StreamResponse:
        if not self._authorized(request, recorded.template):
            return _json(401, {"message": "401: Unauthorized", "code": 0}, {})
        limited = self.budget.taken(recorded.name, recorded.path)
        if limited is not None:
            return _json(429, limited.body, limited.headers)
        fault = self.faults.next_for(recorded.name)
        if fault is not None:
            await _before(fault)
        if fault is None or fault.applied:
            status, answer = self._handle(request, body, handler)
        else:
            status, answer = 500, {}
        recorded.answer = answer
        headers = self.budget.headers(recorded.name, recorded.path)
        if fault is not None and fault.drop:
            if request.transport is not None:
                request.transport.abort()
            return web.Response(status=499)
        if fault is not None and fault.status is not None:
            return _json(fault.status, fault.body, {**headers, **fault.headers})
        return _json(status, answer, headers)

    def _handle(self, request: web.Request, body: Json | None, handler: Handler) -> Answer:
        try:
            if body is None:
                raise refusal(50109)
            call = Call(self.state, request.match_info, request.query, body)
            return handler(call)
        except Refused as refused:
            return refused.status, refused.body()
        except Exception as problem:
            self.complaints.append(f"{request.method} {request.path}: {problem!r} of {body}")
            return 501, {"message": "501: not on the loopback", "code": 0}

    def _authorized(self, request: web.Request, template: str) -> bool:
        if template.startswith(OPEN):
            return True
        return request.headers.get("Authorization") == f"Bot {self.state.app.token}"


async def _before(fault: Fault) -> None:
    if fault.hold is not None:
        fault.hold.reached.set()
        await fault.hold.released.wait()
    if fault.delay:
        await asyncio.sleep(fault.delay)


async def _body(request: web.Request) -> Json:
    """The body's JSON; of a form its `payload_json`, the files left aside."""
    if request.content_type.startswith("multipart/"):
        form = await request.post()
        text = str(form.get("payload_json", "{}"))
    else:
        text = await request.text()
    found = json.loads(text) if text else {}
    if isinstance(found, list):
        return {"_list": found}
    if not isinstance(found, dict):
        raise ValueError("neither object nor list")
    return found


def _json(status: int, answer: object, headers: Mapping[str, str]) -> web.Response:
    """An answer; its content type is exactly what Discord sends, which clients compare."""
    if status == 204:
        return web.Response(status=204, headers=headers)
    known = {**headers, "Content-Type": "application/json", "Via": "1.1 loopback"}
    return web.Response(status=status, body=json.dumps(answer).encode(), headers=known)
