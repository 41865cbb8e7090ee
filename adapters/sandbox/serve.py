"""Runs a sandbox on 127.0.0.1 inside the running event loop."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Iterator

import uvicorn

from adapters.sandbox.app import Sandbox

LOOPBACK = "127.0.0.1"


class _Server(uvicorn.Server):
    """A server that leaves the process's signals alone and says when it is ready."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = asyncio.Event()
        self.over = asyncio.Event()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals to whoever runs the loop."""
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and say so."""
        await super().startup(sockets)
        self.ready.set()

    async def main_loop(self) -> None:
        """Wait for the end instead of asking for it ten times a second."""
        await self.over.wait()


class Served:
    """A sandbox that is being served at `address`, such as `http://127.0.0.1:8931`."""

    def __init__(
        self, sandbox: Sandbox, server: _Server, task: asyncio.Task[None], port: int
    ) -> None:
        self._sandbox = sandbox
        self._server = server
        self._task = task
        self.port = port
        self.address = f"http://{LOOPBACK}:{port}"

    async def stop(self) -> None:
        """End streams and connections, then the server; returns when its socket is closed."""
        await self._sandbox.close()
        self._server.over.set()
        await self._task


async def serve(sandbox: Sandbox, port: int = 0) -> Served:
    """Serve a sandbox; port 0 takes a free one. OSError when the port is taken."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((LOOPBACK, port))
    except OSError:
        listener.close()
        raise
    server = _Server(_config(sandbox))
    task = asyncio.get_running_loop().create_task(server.serve(sockets=[listener]))
    ready = asyncio.create_task(server.ready.wait())
    await asyncio.wait((task, ready), return_when=asyncio.FIRST_COMPLETED)
    ready.cancel()
    if task.done():
        listener.close()
        task.result()
        raise RuntimeError("the sandbox's server did not start")
    return Served(sandbox, server, task, listener.getsockname()[1])


def _config(sandbox: Sandbox) -> uvicorn.Config:
    return uvicorn.Config(
        sandbox.asgi,
        lifespan="off",
        log_config=None,
        access_log=False,
        ws="websockets-sansio",
        server_header=False,
        date_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=5,
    )


@contextlib.asynccontextmanager
async def serving(sandbox: Sandbox, port: int = 0) -> AsyncIterator[Served]:
    """Serve a sandbox for the length of a `with` block."""
    served = await serve(sandbox, port)
    try:
        yield served
    finally:
        await served.stop()
