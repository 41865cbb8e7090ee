"""The Web API: reads a call, meets it with a fault if one waits, and answers as Slack does."""

import asyncio
import json
from collections.abc import Callable, Mapping
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from adapters.sandbox import (
    methods_basic,
    methods_chat,
    methods_conversations,
    methods_views,
)
from adapters.sandbox.backend import Backend
from adapters.sandbox.call import Call
from adapters.sandbox.errors import SlackError
from adapters.sandbox.faults import Fault
from adapters.sandbox.jsontypes import Json
from adapters.sandbox.log import FROM_BOT
from adapters.sandbox.scopes import check_scope, granted

METHODS: Mapping[str, Callable[[Call], Json]] = {
    "auth.test": methods_basic.auth_test,
    "apps.connections.open": methods_basic.connections_open,
    "team.info": methods_basic.team_info,
    "dnd.teamInfo": methods_basic.dnd_team_info,
    "users.info": methods_basic.users_info,
    "users.list": methods_basic.users_list,
    "conversations.list": methods_conversations.list_all,
    "conversations.info": methods_conversations.info,
    "conversations.members": methods_conversations.members,
    "conversations.open": methods_conversations.open_im,
    "conversations.history": methods_conversations.history,
    "conversations.replies": methods_conversations.replies,
    "conversations.join": methods_conversations.join_channel,
    "chat.postMessage": methods_chat.post_message,
    "chat.update": methods_chat.update,
    "chat.delete": methods_chat.delete,
    "chat.postEphemeral": methods_chat.post_ephemeral,
    "chat.getPermalink": methods_chat.get_permalink,
    "views.open": methods_views.open_view,
    "views.update": methods_views.update,
    "views.push": methods_views.push,
    "views.publish": methods_views.publish,
}
"""Every method that the sandbox knows."""

APP_METHODS = ("apps.connections.open",)
"""Methods that take the app-level token instead of the bot's."""

MAX_BODY = 1_000_000


class DroppedResponse(Response):
    """Breaks the connection instead of answering."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Abort the transport that the server put into the scope, and wait until it is gone."""
        scope["sandbox.abort"]()
        while (await receive())["type"] != "http.disconnect":
            continue


class Api:
    """The route `/api/{method}`."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._late: set[asyncio.Task[Json]] = set()

    async def __call__(self, request: Request) -> Response:
        """Answer one call."""
        method = request.path_params["method"]
        try:
            args = await _arguments(request)
            token = _token(request, args)
        except SlackError as error:
            return JSONResponse(error.body())
        call = Call(self._backend, args)
        fault = self._backend.faults.next_for(method)
        if fault is not None:
            return await self._faulty(method, call, token, fault)
        return self._answer(call, self._run(method, call, token))

    def _answer(self, call: Call, body: Json) -> Response:
        scopes = ",".join(sorted(granted(call) or ()))
        return JSONResponse(body, headers={"x-oauth-scopes": scopes})

    def _run(self, method: str, call: Call, token: str | None) -> Json:
        try:
            self._authorise(method, token)
            if method not in METHODS:
                raise SlackError("unknown_method", req_method=method)
            check_scope(method, call)
            body = {"ok": True, **METHODS[method](call)}
        except SlackError as error:
            body = error.body()
        self._record(method, call, body)
        return body

    def _authorise(self, method: str, token: str | None) -> None:
        backend = self._backend
        if token is None:
            raise SlackError("not_authed")
        if token not in (backend.bot_token, backend.app_token):
            raise SlackError("invalid_auth")
        wanted = backend.app_token if method in APP_METHODS else backend.bot_token
        if backend.faults.revoked:
            raise SlackError(backend.faults.revoked)
        if token != wanted:
            raise SlackError("not_allowed_token_type")

    def _record(self, method: str, call: Call, body: Json) -> None:
        target = call.text("channel") or call.text("user_id") or call.text("users")
        people = self._backend.ws.people
        name = people[target].name if target in people else self._backend.place(target)
        preposition = "to" if method.startswith(("chat.post", "views.publish")) else "in"
        what = f"{method} {preposition} {name}" if target else method
        failed = "" if body["ok"] else f": {body['error']}"
        self._backend.log.add(FROM_BOT, what + failed, {"arguments": call.args, "answer": body})

    async def _faulty(self, method: str, call: Call, token: str | None, fault: Fault) -> Response:
        if fault.drop:
            if fault.applied:
                self._later(method, call, token, fault)
            return DroppedResponse()
        if fault.applied:
            # The effect comes even when the caller gives up while it waits.
            body = await asyncio.shield(self._later(method, call, token, fault))
            if fault.error is None:
                return self._answer(call, body)
        else:
            self._record(method, call, fault.answer())
        retry = fault.retry_after
        headers = {} if retry is None else {"Retry-After": str(retry)}
        return JSONResponse(fault.answer(), fault.status, headers)

    def _later(
        self, method: str, call: Call, token: str | None, fault: Fault
    ) -> asyncio.Task[Json]:
        task = asyncio.get_running_loop().create_task(self._apply(method, call, token, fault))
        self._late.add(task)
        task.add_done_callback(self._late.discard)
        return task

    async def _apply(self, method: str, call: Call, token: str | None, fault: Fault) -> Json:
        await asyncio.sleep(fault.delay)
        if fault.hold is not None:
            fault.hold.reached.set()
            await fault.hold.released.wait()
        return self._run(method, call, token)

    async def close(self) -> None:
        """Give up what was to be applied late."""
        late = list(self._late)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)


async def _arguments(request: Request) -> Json:
    """Read a JSON object or a form; query parameters count as well, as on Slack."""
    args: Json = dict(request.query_params)
    body = await request.body()
    if len(body) > MAX_BODY:
        raise SlackError("request_too_large")
    if request.headers.get("content-type", "").startswith("application/json"):
        args |= _object(body)
    else:
        args |= dict(parse_qsl(body.decode(errors="replace"), keep_blank_values=True))
    return args


def _object(body: bytes) -> Json:
    try:
        read = json.loads(body or b"{}")
    except (ValueError, RecursionError):
        raise SlackError("invalid_json") from None
    if not isinstance(read, dict):
        raise SlackError("json_not_object")
    return read


def _token(request: Request, args: Json) -> str | None:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    given = args.pop("token", None)
    return token if scheme.lower() == "bearer" and token else given
