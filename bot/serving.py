"""The web server of a run: bound before it is announced, stopped by whoever runs the loop."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Iterator

import uvicorn
from starlette.types import ASGIApp

HOST = "127.0.0.1"
GRACE = 3
"""Seconds that a stop waits for answers that are under way."""


class _Server(uvicorn.Server):
    """A server that leaves the process's signals alone."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals belong to the command line."""
        yield


def listening(port: int) -> socket.socket:
    """A socket on *port* of this machine alone; OSError when it is taken."""
    listener = socket.create_server((HOST, port))
    # What is accepted inherits it. asyncio sets it by itself only where the socket names its
    # protocol, which this one does not: each answer but the first would wait 40 ms for Nagle.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


@contextlib.asynccontextmanager
async def served(app: ASGIApp, port: int) -> AsyncIterator[str]:
    """Serves *app* for the length of the block; its address. OSError when the port is taken."""
    with contextlib.closing(listening(port)) as listener:
        config = uvicorn.Config(
            app, log_level="warning", lifespan="off", server_header=False, ws="none",
            timeout_graceful_shutdown=GRACE,
        )  # fmt: skip
        server = _Server(config)
        task = asyncio.create_task(server.serve(sockets=[listener]))
        try:
            yield f"http://{HOST}:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            await task
