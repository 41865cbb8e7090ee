"""The web server of a run: bound before it is announced, stopped by whoever runs the loop.

It is aiohttp's, which comes with Bolt in any case and reads HTTP in C.
"""

import contextlib
import logging
import socket
from collections.abc import AsyncIterator

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

HOST = "127.0.0.1"
BACKLOG = 1024
"""Connections that the system holds while we are busy."""
GRACE = 3.0
"""Seconds that a stop waits for answers that are under way."""
LINGER = 2.0
"""Seconds in which somebody may finish sending what was refused already."""


def listening(port: int) -> socket.socket:
    """A socket on *port* of this machine alone; OSError when it is taken."""
    listener = socket.create_server((HOST, port))
    # What is accepted inherits it. asyncio sets it by itself only where the socket names its
    # protocol, which this one does not: each answer but the first would wait 40 ms for Nagle.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


@contextlib.asynccontextmanager
async def served(app: web.Application, port: int) -> AsyncIterator[str]:
    """Serves *app* for the length of the block; its address. OSError when the port is taken."""
    with contextlib.closing(listening(port)) as listener:
        async with serving(app, listener):
            yield f"http://{HOST}:{listener.getsockname()[1]}"


@contextlib.asynccontextmanager
async def serving(app: web.Application, on: socket.socket) -> AsyncIterator[None]:
    """Serves *app* on a socket for the length of the block."""
    runner = web.AppRunner(
        app, access_log=None, logger=_faults(), auto_decompress=False,
        lingering_time=LINGER, shutdown_timeout=GRACE,
    )  # fmt: skip
    await runner.setup()
    try:
        await web.SockSite(runner, on, backlog=BACKLOG).start()
        yield
    finally:
        await runner.cleanup()


def _faults() -> logging.Logger:
    """Tells of what we did wrong; what is no HTTP gets its 400, and is not quoted in a log."""
    logger = logging.getLogger("chivvy.web.server")
    logger.addFilter(_is_ours)
    return logger


def _is_ours(record: logging.LogRecord) -> bool:
    error = record.exc_info[1] if record.exc_info else None
    return not isinstance(error, HttpProcessingError)
