"""Which process listens to a platform, and which works off what came in: one at a time, and another
within seconds if it dies."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from typing import Protocol

from core.kernel.errors import STORE
from scheduler.ports import Store

log = logging.getLogger("chivvy.gateways")


class Listener(Protocol):
    """What only one process is to hold: a connection to a platform, or the events that came."""

    listening: bool

    async def listen(self) -> None: ...
    async def hang_up(self) -> None: ...


class Gateways:
    """This run's side. *silence*: seconds without a heartbeat after which a run holds nothing.

    *beaten* tells how long ago this run's own last heartbeat was: when that is too long, another
    may hold the connection by now, and this one lets go.
    """

    def __init__(
        self, store: Store, run: str, listeners: Callable[[], Mapping[str, Listener]],
        silence: float, beaten: Callable[[], float], dies_after: float,
    ) -> None:  # fmt: skip
        self._store = store
        self._run = run
        self._listeners = listeners
        self._silence = silence
        self._beaten = beaten
        self._dies_after = dies_after
        self._looking = asyncio.Lock()
        self._closed = False

    async def look(self) -> int:
        """Takes what nobody holds, lets go of what another has; says how many it holds.

        What one of them raises is raised when all had their turn.
        """
        held, fault = 0, None
        async with self._looking:
            for name, listener in self._listeners().items():
                try:
                    held += await self._look(name, listener)
                except Exception as error:
                    fault = fault or error
        if fault is not None:
            raise fault
        return held

    async def _look(self, name: str, listener: Listener) -> bool:
        holds = not self._closed and await self._holds(name, listener)
        if holds and not listener.listening:
            log.info("this process listens to %s", name)
            await listener.listen()
        elif not holds and listener.listening:
            log.warning("another process may listen to %s by now", name)
            await listener.hang_up()
        return holds

    def close(self) -> None:
        """Takes nothing any more."""
        self._closed = True

    async def _holds(self, name: str, listener: Listener) -> bool:
        if self._beaten() > self._dies_after:
            return False
        try:
            return await self._store.write(
                lambda unit: unit.gateways.hold(name, self._run, self._silence), workspace=None
            )
        except STORE:
            return listener.listening
