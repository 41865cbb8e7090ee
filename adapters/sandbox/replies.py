"""What the app says by acknowledgement or response URL."""

import json
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from adapters.sandbox.backend import Backend
from adapters.sandbox.errors import SlackError
from adapters.sandbox.grants import Reply
from adapters.sandbox.jsontypes import Json
from adapters.sandbox.log import FROM_BOT
from adapters.sandbox.posting import Content, checked, edit, post, remove, whisper


async def response_url(request: Request, backend: Backend) -> Response:
    """Answer the route `/response/{id}`: 200 `ok`, or the error with 404 or 400."""
    spoken = _spoken(await request.body())
    if spoken is None:
        return JSONResponse({"ok": False, "error": "invalid_payload"}, 400)
    try:
        reply = backend.urls.use(request.path_params["reply"])
    except SlackError as error:
        backend.log.add(FROM_BOT, f"response_url: {error.code}", {"arguments": spoken})
        return JSONResponse(error.body(), 404)
    return _post(backend, reply, spoken)


def _spoken(body: bytes) -> Json | None:
    try:
        read = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return read if isinstance(read, dict) else None


def _post(backend: Backend, reply: Reply, spoken: Json) -> Response:
    what = f"response_url to {backend.place(reply.channel)}"
    try:
        speak(backend, reply, spoken)
    except SlackError as error:
        backend.log.add(FROM_BOT, f"{what}: {error.code}", {"arguments": spoken, **error.body()})
        return JSONResponse(error.body(), 404 if error.code == "message_not_found" else 400)
    backend.log.add(FROM_BOT, what, {"arguments": spoken})
    return PlainTextResponse("ok")


def speak(backend: Backend, reply: Reply, spoken: Json) -> None:
    """Post, replace or delete as the body asks; privately unless it says `in_channel`."""
    ws = backend.ws
    channel = ws.channels[reply.channel]
    if spoken.get("delete_original") or spoken.get("replace_original"):
        if reply.original is None:
            raise SlackError("message_not_found")
        original = ws.seen_by(reply.user, channel.id, reply.original)
        if original.user != ws.bot:
            raise SlackError("cant_update_message")
        if spoken.get("delete_original"):
            remove(ws, channel, original)
        else:
            content = _content(backend, spoken)
            # What replaces a message replaces all of it; chat.update alone keeps blocks.
            edit(ws, channel, original, replace(content, blocks=content.blocks or []), ws.bot)
        return
    # Without a thread_ts the answer stands in the channel, even to a button inside a thread.
    thread_ts = spoken.get("thread_ts")
    if spoken.get("response_type") == "in_channel":
        post(ws, channel, ws.bot, _content(backend, spoken), thread_ts=thread_ts)
    else:
        whisper(ws, channel, reply.user, _content(backend, spoken), thread_ts)


def _content(backend: Backend, spoken: Json) -> Content:
    content = Content(str(spoken.get("text") or ""), spoken.get("blocks"), spoken.get("metadata"))
    return checked(content, lambda: backend.ws.mint.id("b"))
