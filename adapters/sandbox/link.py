"""Socket Mode's far end: the open connections of the app, and envelopes that wait for an ack."""

import asyncio
import json
import secrets
from dataclasses import dataclass, field
from itertools import count

from starlette.websockets import WebSocket, WebSocketDisconnect

from adapters.sandbox.jsontypes import Json

MAX_CONNECTIONS = 10
"""Source: docs.slack.dev/apis/events-api/using-socket-mode"""


class NoAnswerError(Exception):
    """No acknowledgement came in time."""


@dataclass(eq=False, slots=True)
class Connection:
    """One web socket of the app; a `retiring` one gets no new envelopes."""

    socket: WebSocket
    number: int
    retiring: bool = False
    gate: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def send(self, message: Json) -> None:
        """Send one message, whole."""
        async with self.gate:
            await self.socket.send_text(json.dumps(message))


class Link:
    """Every connection may get any envelope, in turn; an ack may come back on any of them."""

    def __init__(self, app_id: str, ack_seconds: float) -> None:
        self._app_id = app_id
        self._ack_seconds = ack_seconds
        self._tickets: set[str] = set()
        self._connections: list[Connection] = []
        self._waiting: dict[str, asyncio.Future[Json]] = {}
        self._numbers = count(1)
        self._turn = 0
        self._changed = asyncio.Condition()

    def ticket(self) -> str:
        """Return a ticket that opens one connection."""
        ticket = secrets.token_urlsafe(24)
        self._tickets.add(ticket)
        return ticket

    @property
    def open(self) -> list[Connection]:
        """List the connections that take envelopes."""
        return [connection for connection in self._connections if not connection.retiring]

    async def serve(self, socket: WebSocket) -> None:
        """Hold one connection until it ends."""
        ticket = socket.query_params.get("ticket", "")
        if ticket not in self._tickets:
            await socket.close(4401)
            return
        self._tickets.discard(ticket)
        await socket.accept()
        connection = Connection(socket, next(self._numbers))
        if len(self._connections) >= MAX_CONNECTIONS:
            await connection.send({"type": "disconnect", "reason": "too_many_websockets"})
            await socket.close(1000)
            return
        await connection.send(self._hello(connection))
        await self._hold(connection)

    def _hello(self, connection: Connection) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self._connections) + 1,
            "debug_info": {"host": f"sandbox-{connection.number}", "build_number": 1},
            "connection_info": {"app_id": self._app_id},
        }

    async def _hold(self, connection: Connection) -> None:
        await self._set(connection, present=True)
        try:
            while True:
                self._receive(await connection.socket.receive_text())
        except (WebSocketDisconnect, RuntimeError):
            return
        finally:
            await self._set(connection, present=False)

    async def _set(self, connection: Connection, *, present: bool) -> None:
        if present:
            self._connections.append(connection)
        elif connection in self._connections:
            self._connections.remove(connection)
        async with self._changed:
            self._changed.notify_all()

    def _receive(self, raw: str) -> None:
        try:
            message = json.loads(raw)
        except (ValueError, RecursionError):
            return
        if not isinstance(message, dict):
            return
        waiting = self._waiting.get(str(message.get("envelope_id")))
        if waiting is not None and not waiting.done():
            payload = message.get("payload")
            waiting.set_result(payload if isinstance(payload, dict) else {})

    async def wait_for(self, connections: int) -> None:
        """Return when at least so many connections take envelopes."""
        async with self._changed:
            await self._changed.wait_for(lambda: len(self.open) >= connections)

    async def ask(
        self, kind: str, payload: Json, *, accepts: bool, retry: Json | None = None
    ) -> Json:
        """Send an envelope and return the ack's payload; NoAnswerError when none came in time."""
        envelope_id = secrets.token_hex(16)
        body = {"envelope_id": envelope_id, "type": kind, "payload": payload}
        future: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        self._waiting[envelope_id] = future
        try:
            async with asyncio.timeout(self._ack_seconds):
                await self._send({**body, "accepts_response_payload": accepts, **(retry or {})})
                return await future
        except TimeoutError:
            raise NoAnswerError from None
        finally:
            del self._waiting[envelope_id]

    async def _send(self, envelope: Json) -> None:
        await self.wait_for(1)
        self._turn += 1
        connection = self.open[self._turn % len(self.open)]
        try:
            await connection.send(envelope)
        except (WebSocketDisconnect, RuntimeError):
            # The peer has gone without a word; nobody will answer this envelope.
            await self._set(connection, present=False)

    async def refresh(self, reason: str = "refresh_requested") -> None:
        """Ask the app to open a new connection in place of each that is open."""
        for connection in self.open:
            connection.retiring = True
            await connection.send({"type": "disconnect", "reason": reason})

    async def close(self) -> None:
        """Close every connection, as a server does that goes away."""
        for connection in list(self._connections):
            try:
                await connection.socket.close(1001)
            except RuntimeError:
                continue
