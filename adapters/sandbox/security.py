"""Lets in only what comes from this machine's own page or app."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from adapters.sandbox.backend import Backend

NAMES = ("127.0.0.1", "localhost")

PRIVATE = ("/ui/", "/api/", "/response/", "/link")

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
        "object-src 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class Guard:
    """Checks Host and Origin, sets the page's security headers, and learns the bound address."""

    def __init__(self, app: ASGIApp, backend: Backend) -> None:
        self._app = app
        self._backend = backend

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it with 403."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        port = (scope.get("server") or ("", 0))[1]
        self._backend.origin = f"http://127.0.0.1:{port}"
        headers = Headers(scope=scope)
        if not allowed(headers, port) or (scope["path"].startswith(PRIVATE) and foreign(headers)):
            await _refuse(scope, receive, send)
            return
        # Faults break connections; only the server's transport can do that.
        transport = getattr(getattr(send, "__self__", None), "transport", None)
        if transport is not None:
            scope["sandbox.abort"] = transport.abort
        await self._app(scope, receive, _with_headers(send))


def allowed(headers: Headers, port: int) -> bool:
    """Tell whether Host, and Origin when there is one, are this server on loopback."""
    hosts = {f"{name}:{port}" for name in NAMES}
    origin = headers.get("origin")
    own = origin is None or (urlsplit(origin).scheme == "http" and urlsplit(origin).netloc in hosts)
    return headers.get("host") in hosts and own


def foreign(headers: Headers) -> bool:
    """Tell whether a browser says that another site's page asks; links to our page may."""
    return headers.get("sec-fetch-site") in ("cross-site", "same-site")


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 4403})
        return
    body = {"ok": False, "error": "forbidden: open the sandbox at its own 127.0.0.1 address"}
    await JSONResponse(body, 403)(scope, receive, send)


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return sending
