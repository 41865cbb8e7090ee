"""Sessions of the gateway and the sockets that they speak through."""

import asyncio
import contextlib
import json
import zlib
from dataclasses import dataclass, field

from aiohttp import web

from tests.discord_adapter.discord_server.model import Guild, Json

DISPATCH, HEARTBEAT, IDENTIFY, PRESENCE, RESUME = 0, 1, 2, 3, 6
RECONNECT, REQUEST_MEMBERS, INVALID_SESSION, HELLO, HEARTBEAT_ACK = 7, 8, 9, 10, 11
"""Source: docs.discord.com/developers/topics/opcodes-and-status-codes, "Gateway Opcodes"."""


class Socket:
    """One connection: what is sent leaves in order, compressed when the client asked for it."""

    def __init__(
        self, ws: web.WebSocketResponse, transport: asyncio.Transport | None, *, compress: bool
    ) -> None:
        self.ws = ws
        self._transport = transport
        self._held: list[Json | int] | None = None
        """What waits for a network that is away, though the connection stands."""
        self._zlib = zlib.compressobj() if compress else None
        self._waiting: asyncio.Queue[Json | int] = asyncio.Queue()
        self._writing = asyncio.get_running_loop().create_task(self._write())

    def send(self, payload: Json) -> None:
        """Send a payload, after those that wait."""
        self._put(payload)

    def close(self, code: int) -> None:
        """Close with a code, after what waits."""
        self._put(code)

    def hush(self) -> None:
        """Let nothing leave any more."""
        self._held = self._held or []

    def speak(self) -> None:
        """Let what was held leave, and the rest."""
        held, self._held = self._held or [], None
        for each in held:
            self._put(each)

    def _put(self, what: Json | int) -> None:
        if self._held is None:
            self._waiting.put_nowait(what)
        else:
            self._held.append(what)

    def cut(self) -> None:
        """Break the connection without a word."""
        self._writing.cancel()
        if self._transport is not None:
            self._transport.abort()

    async def _write(self) -> None:
        with contextlib.suppress(ConnectionError):
            while True:
                payload = await self._waiting.get()
                if isinstance(payload, int):
                    await self.ws.close(code=payload)
                    return
                text = json.dumps(payload)
                if self._zlib is None:
                    await self.ws.send_str(text)
                else:
                    packed = self._zlib.compress(text.encode())
                    await self.ws.send_bytes(packed + self._zlib.flush(zlib.Z_SYNC_FLUSH))

    async def end(self) -> None:
        """Give up what waits."""
        self._writing.cancel()
        await asyncio.gather(self._writing, return_exceptions=True)


@dataclass(eq=False, slots=True)
class Session:
    """What a client identified as; it outlives its socket, and remembers what it sent."""

    id: str
    intents: int
    shard: tuple[int, int]
    seq: int = 0
    sent: list[Json] = field(default_factory=list)
    socket: Socket | None = None

    def has(self, guild: Guild | None) -> bool:
        """Whether a server's events come through this shard; direct messages come through 0.

        Source: docs.discord.com/developers/events/gateway, "Sharding".
        """
        number, count = self.shard
        return number == ((int(guild.id) >> 22) % count if guild else 0)

    def dispatch(self, name: str, data: Json) -> None:
        """Send an event, or keep it for when the client resumes."""
        self.seq += 1
        payload = {"op": DISPATCH, "s": self.seq, "t": name, "d": data}
        self.sent.append(payload)
        if self.socket is not None:
            self.socket.send(payload)

    def replay(self, after: int) -> None:
        """Send again what came after a sequence number, then say that it's all."""
        for payload in self.sent:
            if payload["s"] > after and self.socket is not None:
                self.socket.send(payload)
        self.dispatch("RESUMED", {"_trace": []})
