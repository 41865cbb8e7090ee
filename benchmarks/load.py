"""The load generator: a process of its own, so that it takes nothing from the server's loop.

Run by `benchmarks.processes` as `python -m benchmarks.load`. Reads one JSON order a line and
answers each with one JSON line. What is sent is signed before the clock starts.
"""

import asyncio
import gc
import json
import math
import sys
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from time import perf_counter

from benchmarks.slack_side import requests


@dataclass(frozen=True, slots=True)
class Order:
    """At most *count* requests in at most *seconds*: as fast as the answers come on each of
    *connections*, or *rate* a second, whether or not they are answered."""

    port: int
    first: int
    count: int
    seconds: float
    connections: int
    rate: float = 0.0
    must_contain: str = ""


@dataclass(slots=True)
class Tally:
    """What came back. Times are in milliseconds."""

    answered: int = 0
    bad: int = 0
    complaint: str = ""
    seconds: float = 0.0
    delays: list[float] = field(default_factory=list)

    def summary(self) -> dict[str, object]:
        """Without the single delays."""
        told = asdict(self) | {"p50": share(self.delays, 0.50), "p99": share(self.delays, 0.99)}
        del told["delays"]
        return told


def share(values: Sequence[float], part: float) -> float:
    """The value below which *part* of the values lie; 0 for none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, math.floor(len(ordered) * part))] if ordered else 0.0


class Connection(asyncio.Protocol):
    """One request at a time; *answered* is called with each whole response."""

    def __init__(self, answered: Callable[["Connection", bytes], None]) -> None:
        self._answered = answered
        self._received = b""
        self.began = 0.0
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keeps the way back."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def ask(self, request: bytes, began: float) -> None:
        """Sends a request; its delay counts from *began*."""
        assert self.transport is not None
        self.began = began
        self.transport.write(request)

    def data_received(self, data: bytes) -> None:
        """Hands the response over when it is whole."""
        self._received += data
        head, found, body = self._received.partition(b"\r\n\r\n")
        if found and len(body) >= _length(head):
            whole, self._received = self._received, b""
            self._answered(self, whole)

    def connection_lost(self, error: Exception | None) -> None:
        """A server that hangs up in the middle of a measurement counts as a bad answer."""
        if self.began:
            self._answered(self, b"connection lost")


def _length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line.split(b":")[1])
    return 0


class Phase:
    """One order, carried out."""

    def __init__(self, order: Order) -> None:
        self._order = order
        self._waiting = deque(requests(order.first, order.count, order.port))
        self._free: deque[Connection] = deque()
        self._late: deque[float] = deque()
        self._running = 0
        self._until = 0.0
        self._tally = Tally()
        self._done = asyncio.Event()

    async def run(self) -> Tally:
        """Opens the connections, sends, waits for the last answer, and hangs up."""
        loop = asyncio.get_running_loop()
        for _ in range(self._order.connections):
            made = loop.create_connection(
                lambda: Connection(self._answered), "127.0.0.1", self._order.port
            )
            self._free.append((await made)[1])
        everybody = list(self._free)
        gc.collect()
        began = perf_counter()
        self._until = began + self._order.seconds
        async with asyncio.timeout(self._order.seconds + 30):
            await (self._paced() if self._order.rate else self._flat_out())
        self._tally.seconds = perf_counter() - began
        for connection in everybody:
            connection.began = 0.0
            if connection.transport is not None:
                connection.transport.close()
        return self._tally

    async def _flat_out(self) -> None:
        for connection in list(self._free):
            self._next(connection)
        await self._done.wait()

    def _next(self, connection: Connection) -> None:
        now = perf_counter()
        if self._waiting and now < self._until:
            self._running += 1
            connection.ask(self._waiting.popleft(), now)
        elif not self._running:
            self._done.set()

    async def _paced(self) -> None:
        """A delay counts from when the request was due, also when no connection was free."""
        began, number = perf_counter(), 0
        while self._waiting and perf_counter() < self._until:
            due = began + number / self._order.rate
            await asyncio.sleep(max(0.0, due - perf_counter()))
            number += 1
            self._running += 1
            if self._free:
                self._free.popleft().ask(self._waiting.popleft(), due)
            else:
                self._late.append(due)
        self._until = 0.0
        if self._running:
            await self._done.wait()

    def _answered(self, connection: Connection, response: bytes) -> None:
        self._tally.delays.append((perf_counter() - connection.began) * 1000)
        self._running -= 1
        self._judge(response)
        if not self._order.rate:
            self._next(connection)
        elif self._late:
            connection.ask(self._waiting.popleft(), self._late.popleft())
        else:
            self._free.append(connection)
            if not self._running and not self._until:
                self._done.set()

    def _judge(self, response: bytes) -> None:
        good = response.startswith(b"HTTP/1.1 200")
        if good and self._order.must_contain.encode() in response:
            self._tally.answered += 1
            return
        self._tally.bad += 1
        self._tally.complaint = self._tally.complaint or response[-600:].decode(errors="replace")


async def carried_out(order: Order) -> Tally:
    """Sends what *order* says and counts what comes back."""
    return await Phase(order).run()


def main() -> None:
    """Carries out the orders of standard input."""
    gc.disable()
    for line in sys.stdin:
        tally = asyncio.run(carried_out(Order(**json.loads(line))))
        print(json.dumps(tally.summary()), flush=True)
        del tally
        gc.collect()


if __name__ == "__main__":
    main()
