"""LISTEN and NOTIFY: what one process changed wakes the others at once.

Only a hint: whoever hears nothing finds the same rows when it looks again a second later. So a ring
follows the commit instead of being part of it: NOTIFY in a transaction makes commits wait for each
other.
"""

import asyncio
import logging
import select
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from threading import Event, Thread
from typing import Final

import psycopg
from sqlalchemy import URL

from adapters.db.engines import POSTGRES_NETWORK
from core.kernel.incidents import incident

CHANNEL: Final = "chivvy"
GAP: Final = 0.05
"""Seconds between two rings; whatever changes in between is one."""
AGAIN: Final = 0.5
"""Seconds between two tries to connect."""
CHECKED: Final = 10.0
"""Seconds of silence after which the connection is tried: a server may be gone without a word."""
LEFT_WITHIN: Final = 2.0
RECOVERING: Final = "SELECT pg_is_in_recovery()"

log = logging.getLogger(__name__)
Line = psycopg.Connection[tuple[object, ...]]


class Demoted(psycopg.OperationalError):
    """The server takes no writes any more, so nobody rings there."""


class Bell:
    """One connection of a process, on a thread of its own. *me* names whose rings are not heard."""

    def __init__(self, url: URL, me: str, heard: Callable[[], None]) -> None:
        _, self._where = url.get_dialect()().create_connect_args(url)
        self._me = me
        self._heard = heard
        self._pulled, self._rope = socket.socketpair()
        self._pulled.setblocking(False)
        self._rope.setblocking(False)
        self._closed = Event()
        self._rung = 0.0
        self._thread = Thread(target=self._serve, name="store-bell", daemon=True)

    def start(self) -> None:
        """Begins to listen; whoever is heard wakes the running loop."""
        self._loop = asyncio.get_running_loop()
        self._thread.start()

    def ring(self) -> None:
        """Something was committed: the others need not wait for their next look."""
        with suppress(OSError):  # Full, for nobody is there to ring at; or closed.
            self._rope.send(b"!")

    async def close(self) -> None:
        """Listens no more. A thread that waits for a server is left to itself."""
        self._closed.set()
        self.ring()
        if self._thread.ident is not None:
            await asyncio.to_thread(self._thread.join, LEFT_WITHIN)
        self._rope.close()

    def _serve(self) -> None:
        lost = False
        while not self._closed.is_set():
            try:
                with self._connected() as line:
                    if lost:
                        log.info("other processes are heard again")
                    lost = False
                    self._stay(line)
            except (psycopg.Error, OSError) as error:
                if not lost:
                    log.warning("other processes are not heard for now: %s", incident(error))
                lost = True
            self._closed.wait(AGAIN)
        self._pulled.close()

    def _connected(self) -> Line:
        return psycopg.connect(**{**self._where, **POSTGRES_NETWORK}, autocommit=True)

    def _stay(self, line: Line) -> None:
        """Hears and rings until it is closed, or the line breaks."""
        line.execute(f"LISTEN {CHANNEL}")
        self._wake()  # Whatever was rung while nobody listened.
        while not self._closed.is_set():
            rest = self._rung + GAP - time.monotonic()
            watched = [line.fileno(), *([self._pulled.fileno()] if rest <= 0 else [])]
            found, _, _ = select.select(watched, [], [], rest if rest > 0 else CHECKED)
            if self._pulled.fileno() in found:
                self._pull(line)
            elif not found and rest <= 0:
                _check(line)
            if any(note.payload != self._me for note in line.notifies(timeout=0)):
                self._wake()

    def _pull(self, line: Line) -> None:
        self._pulled.recv(4096)
        try:
            line.execute("SELECT pg_notify(%s, %s)", (CHANNEL, self._me))
        except psycopg.Error:
            self.ring()  # It is still to be told, on the next line.
            raise
        self._rung = time.monotonic()

    def _wake(self) -> None:
        with suppress(RuntimeError):  # The loop has ended.
            self._loop.call_soon_threadsafe(self._heard)


def _check(line: Line) -> None:
    row = line.execute(RECOVERING).fetchone()
    if row is None or row[0]:
        raise Demoted
