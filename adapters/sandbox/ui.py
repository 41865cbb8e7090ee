"""The routes that the page uses. Everything is seen and done as one person."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from adapters.sandbox import forms, ui_read
from adapters.sandbox.acting import Stage
from adapters.sandbox.backend import Backend
from adapters.sandbox.clock_presets import preset
from adapters.sandbox.compose import message_text, rich_text
from adapters.sandbox.errors import RefusedError, SlackError
from adapters.sandbox.foresight import wish
from adapters.sandbox.jsontypes import Json
from adapters.sandbox.membership import archive, change_person, unarchive
from adapters.sandbox.posting import Content, edit, post, remove
from adapters.sandbox.sharing import file_of, forward, react
from adapters.sandbox.state import ChoiceError

PAGE = Path(__file__).parent / "page"

Act = Callable[[Json, str], Awaitable[Json]]
Look = Callable[[Request, str], Json]


class Page:
    """The page's view of the backend."""

    def __init__(self, backend: Backend) -> None:
        self._b = backend
        self._stage = Stage(backend)
        self._moving = False

    def routes(self) -> list[BaseRoute]:
        """List the routes of the page."""
        looks: dict[str, Look] = {
            "state": lambda request, user: ui_read.state(self._b, user, moving=self._moving),
            "messages": self._messages,
            "home": self._home,
            "waiting": lambda request, user: ui_read.waiting(self._b.ws),
            "views": lambda request, user: ui_read.view(self._b, self._b.views.top(user)),
        }
        acts: dict[str, Act] = {
            "message": self._message,
            "command": self._command,
            "action": self._action,
            "shortcut": self._shortcut,
            "submit": self._submit,
            "close": self._close,
            "edit": self._edit,
            "react": self._react,
            "forward": self._forward,
            "delete": self._delete,
            "options": self._options,
            "clock": self._clock,
            "person": self._person,
            "channel": self._channel,
            "foresee": self._foresee,
        }
        return [
            *(Route(f"/ui/{name}", self._looking(look)) for name, look in looks.items()),
            *(Route(f"/ui/{name}", self._acting(a), methods=["POST"]) for name, a in acts.items()),
            Route("/ui/log", self._log),
            Route("/ui/stream", self._stream),
            Route("/", _index),
            Route("/archives/{channel}/{message}", _index),
            Mount("/assets", StaticFiles(directory=PAGE, check_dir=False)),
        ]

    def _user(self, user: object) -> str:
        person = self._b.ws.person(str(user))
        if person.is_bot or person.deleted:
            raise SlackError("user_not_found")
        return person.id

    def _looking(self, look: Look) -> Callable[[Request], Awaitable[Response]]:
        async def route(request: Request) -> Response:
            try:
                return JSONResponse(look(request, self._user(request.query_params.get("as"))))
            except SlackError as error:
                return JSONResponse(error.body(), 404)

        return route

    def _acting(self, act: Act) -> Callable[[Request], Awaitable[Response]]:
        async def route(request: Request) -> Response:
            try:
                body = _object(request, await request.body())
                return JSONResponse({"ok": True, **await act(body, self._user(body.get("as")))})
            except SlackError as error:
                return JSONResponse(error.body())
            except (RefusedError, ChoiceError) as error:
                return JSONResponse({"ok": False, "error": str(error)})

        return route

    def _messages(self, request: Request, user: str) -> Json:
        ws = self._b.ws
        channel = ws.channel_for(user, request.query_params.get("channel", ""))
        return ui_read.messages(ws, channel, user, request.query_params.get("thread_ts"))

    def _home(self, request: Request, user: str) -> Json:
        shown = ui_read.view(self._b, self._b.views.home(user))
        # A page that fetches the home again because it was published says `quiet`: that is no
        # new opening, and page and app would otherwise keep each other busy for ever.
        if "quiet" not in request.query_params:
            self._open_home(user, shown)
        return shown

    def _open_home(self, user: str, shown: Json) -> None:
        ws = self._b.ws
        event = {
            "type": "app_home_opened",
            "user": user,
            "channel": ws.im_between(user, ws.bot).id,
            "tab": "home",
            "event_ts": ws.mint.ts(),
        }
        ws.emit("app_home_opened", event | (shown if shown["view"] else {}))

    async def _message(self, body: Json, user: str) -> Json:
        ws = self._b.ws
        channel = ws.channel_for(user, _string(body, "channel"))
        if user not in channel.members:
            raise RefusedError(f"you are not in #{channel.name}. Type /join to join it")
        content = self._content(body, user)
        if not content.text and not content.files:
            raise RefusedError("there is nothing to send: type a message first")
        thread_ts = body.get("thread_ts") or None
        client_id = ws.mint.id("client-")
        said = post(ws, channel, user, content, thread_ts=thread_ts, client_msg_id=client_id)
        return {"ts": said.ts}

    def _content(self, body: Json, user: str) -> Content:
        ws = self._b.ws
        text = message_text(ws, user, _string(body, "text").strip())
        files = (file_of(ws, user, str(body["file"])),) if body.get("file") else ()
        blocks = rich_text(text, ws.mint.id("b")) if text else None
        return Content(text, blocks, files=files)

    async def _react(self, body: Json, user: str) -> Json:
        ws = self._b.ws
        channel = ws.channel_for(user, _string(body, "channel"))
        message = ws.message(channel.id, _string(body, "ts"))
        return {"there": react(ws, channel, message, user, _string(body, "name"))}

    async def _forward(self, body: Json, user: str) -> Json:
        ws = self._b.ws
        channel = ws.channel_for(user, _string(body, "channel"))
        message = ws.message(channel.id, _string(body, "ts"))
        target = ws.channel_for(user, _string(body, "to"))
        content = self._content({"text": "", **body}, user)
        return {"ts": forward(ws, message, user, target, content).ts}

    async def _command(self, body: Json, user: str) -> Json:
        await self._stage.command(user, _string(body, "channel"), _string(body, "text"))
        return {}

    async def _action(self, body: Json, user: str) -> Json:
        spot = self._stage.spot(user, body.get("container") or {})
        if spot.view and isinstance(body.get("state"), dict):
            forms.entered(self._b, self._stage, spot.view, body["state"])
            spot = self._stage.spot(user, body["container"])
        ids = _string(body, "block_id"), _string(body, "action_id")
        await self._stage.act(user, spot, *ids, body.get("value"))
        return {}

    async def _options(self, body: Json, user: str) -> Json:
        container = body.get("container") or {"type": "view", "view_id": body.get("view_id")}
        spot = self._stage.spot(user, container)
        ids = _string(body, "block_id"), _string(body, "action_id")
        found = await self._stage.options(user, spot, *ids, str(body.get("query") or ""))
        return {"options": found}

    async def _shortcut(self, body: Json, user: str) -> Json:
        where = _string(body, "channel"), _string(body, "ts")
        await self._stage.shortcut(user, *where, _string(body, "callback_id"))
        return {}

    async def _submit(self, body: Json, user: str) -> Json:
        state = body.get("state") or {}
        errors = await forms.submit(self._b, self._stage, user, _string(body, "view_id"), state)
        return {"ok": False, "errors": errors} if errors else {}

    async def _close(self, body: Json, user: str) -> Json:
        cleared = bool(body.get("all"))
        await forms.close(self._b, user, _string(body, "view_id"), cleared=cleared)
        return {}

    async def _edit(self, body: Json, user: str) -> Json:
        ws = self._b.ws
        channel = ws.channel_for(user, _string(body, "channel"))
        old = ws.message(channel.id, _string(body, "ts"))
        if old.user != user:
            raise RefusedError("you can edit your own messages only")
        text = message_text(ws, user, _string(body, "text").strip())
        edit(ws, channel, old, Content(text, rich_text(text, ws.mint.id("b"))), user)
        return {}

    async def _delete(self, body: Json, user: str) -> Json:
        ws = self._b.ws
        channel = ws.channel_for(user, _string(body, "channel"))
        message = ws.seen_by(user, channel.id, _string(body, "ts"))
        if user not in (message.user, message.to):
            raise RefusedError("you can delete your own messages only")
        remove(ws, channel, message)
        return {}

    async def _person(self, body: Json, user: str) -> Json:
        """Switch somebody's account off, or on again, as an admin of the workspace does."""
        person = self._b.ws.person(_string(body, "person"))
        if person.id == user:
            raise RefusedError("you act as this person. Act as somebody else first")
        if person.is_bot:
            raise RefusedError(f"{person.real_name} is an app; only people leave")
        change_person(self._b.ws, replace(person, deleted=not body.get("active")))
        return {}

    async def _channel(self, body: Json, user: str) -> Json:
        """Archive a channel, or open it again."""
        ws = self._b.ws
        channel = ws.channel_for(user, _string(body, "channel"))
        if channel.is_im or user not in channel.members:
            raise RefusedError("only who is in a channel archives it or opens it again")
        (archive if body.get("archived") else unarchive)(ws, channel, user)
        return {}

    async def _clock(self, body: Json, user: str) -> Json:
        ws = self._b.ws
        if self._moving:
            raise RefusedError("the clock is moving already. Wait until it has arrived")
        now = ws.clock.now()
        target = _target(body, now, ws.people[user].tz)
        if target < now:
            raise RefusedError("the clock only moves forward. Try a later time, or +1 hour")
        self._moving = True
        ws.hub.tell("clock", {"now": now.isoformat()})
        try:
            await ws.clock.move_to(target)
        finally:
            self._moving = False
            ws.hub.tell("clock", {"now": ws.clock.now().isoformat()})
        return {"now": ws.clock.now().isoformat()}

    async def _foresee(self, body: Json, user: str) -> Json:
        channel = self._b.ws.channel_for(user, _string(body, "channel"))
        if self._b.foresee is None:
            raise RefusedError("this sandbox has nobody who foresees")
        return {"played": await self._b.foresee(wish(channel.id, body))}

    async def _log(self, request: Request) -> Response:
        after = request.query_params.get("after", "0")
        if not after.isdecimal():
            return JSONResponse({"ok": False, "error": "`after` is a number"}, 400)
        return JSONResponse({"entries": self._b.log.after(int(after))})

    async def _stream(self, request: Request) -> Response:
        try:
            user = self._user(request.query_params.get("as"))
        except SlackError as error:
            return JSONResponse(error.body(), 404)
        return StreamingResponse(self._b.ws.hub.listen(user), media_type="text/event-stream")


async def _index(request: Request) -> Response:
    page = PAGE / "index.html"
    if not page.exists():
        return JSONResponse({"ok": False, "error": "the page is not installed"}, 404)
    return FileResponse(page)


def _object(request: Request, body: bytes) -> Json:
    """Read a JSON body; other types could come from a form on a foreign page."""
    if not request.headers.get("content-type", "").startswith("application/json"):
        raise RefusedError("send application/json")
    try:
        read = json.loads(body)
    except (ValueError, RecursionError):
        raise RefusedError("the body is not JSON") from None
    if not isinstance(read, dict):
        raise RefusedError("the body is not a JSON object")
    return read


def _string(body: Json, name: str) -> str:
    value = body.get(name)
    if not isinstance(value, str):
        raise RefusedError(f"`{name}` is missing")
    return value


def _target(body: Json, now: datetime, zone: str) -> datetime:
    try:
        if "to" in body:
            target = datetime.fromisoformat(str(body["to"]))
            if target.tzinfo is None:
                raise RefusedError("`to` needs an offset, such as 2026-11-23T09:00:00+01:00")
            return target
        if "by" in body:
            return now + timedelta(seconds=float(body["by"]))
        return preset(str(body.get("preset")), now, zone)
    except (ValueError, OverflowError):
        raise RefusedError("give `to` (ISO 8601), `by` (seconds) or a `preset`") from None
