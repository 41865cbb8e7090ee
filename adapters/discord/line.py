"""The line to Discord's gateway: one client with all the shards that Discord recommends.

discord.py resumes, identifies anew and spaces the shards by itself (`max_concurrency`). What it
gives up is begun anew here, with pauses that grow: each beginning counts, a thousand a day.
"""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Sequence

import discord

from adapters.discord import pulse
from adapters.discord.client import Client
from adapters.discord.refusals import failure
from adapters.errands import called_off

log = logging.getLogger(__name__)
READY_WITHIN = 10.0
"""Seconds that a start waits for every shard. A run counts as dead after fifteen."""
HANG_UP_WITHIN = 3.0
AGAIN, LONGEST = 10.0, 600.0
"""Seconds until what was given up is begun anew, doubled each time."""
LogIn = Callable[[discord.Client], Awaitable[None]]
"""Makes a client known to Discord; raises a DeliveryFailure."""


class Line:
    """One connection at a time, watched. ``alive`` is for readiness."""

    def __init__(self, make: Callable[[], Client], log_in: LogIn) -> None:
        self._make = make
        self._log_in = log_in
        self._client: Client | None = None
        self._running: asyncio.Task[None] | None = None
        self._watch: asyncio.Task[None] | None = None
        self._pulse: pulse.Pulse | None = None
        self._feeling: asyncio.Task[None] | None = None

    @property
    def alive(self) -> bool:
        """Whether every shard is connected, and answers."""
        client, felt = self._client, self._pulse
        return client is not None and client.reached and not (felt is not None and felt.silent)

    @property
    def guilds(self) -> Sequence[discord.Guild]:
        """Those that we were told of."""
        return self._client.guilds if self._client is not None else ()

    def guild(self, number: int) -> discord.Guild | None:
        """A guild that we were told of."""
        return self._client.get_guild(number) if self._client is not None else None

    async def start(self) -> None:
        """Connects, and goes on trying until ``stop``. Raises what the first try was refused for:
        Suspended for the token, another DeliveryFailure for the rest."""
        try:
            await self._open()
        finally:
            self._watch = asyncio.create_task(self._watching())
            self._feeling = asyncio.create_task(self._feels())

    async def stop(self) -> None:
        """Hangs up; nothing comes any more."""
        watch, self._watch = self._watch, None
        feeling, self._feeling = self._feeling, None
        await called_off(watch)
        await called_off(feeling)
        await self._close()

    async def _open(self) -> None:
        client = self._client = self._make()
        await self._log_in(client)
        self._pulse = pulse.Pulse(client.http.ws_connect)
        running = self._running = asyncio.create_task(client.connect(reconnect=True))
        ready = asyncio.create_task(client.ready.wait())
        await asyncio.wait(
            {ready, running}, timeout=READY_WITHIN, return_when=asyncio.FIRST_COMPLETED
        )
        ready.cancel()
        if running.done() and not running.cancelled() and (error := running.exception()):
            raise failure(error) if isinstance(error, Exception) else error

    async def _close(self) -> None:
        client, self._client = self._client, None
        running, self._running = self._running, None
        if client is not None:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(HANG_UP_WITHIN):
                    await client.close()
            await client.http.close()  # Also where the socket was not closed in time.
        await called_off(running)

    def _why(self) -> str:
        """What the client ended with, where that is known."""
        running = self._running
        ended = running is not None and running.done() and not running.cancelled()
        error = running.exception() if running is not None and ended else None
        return f": {failure(error)}" if isinstance(error, Exception) else ""

    async def _feels(self) -> None:
        """Looks whether each shard still answers, by the time that its own pauses go by."""
        loop = asyncio.get_running_loop()
        while True:
            before = loop.time()
            await asyncio.sleep(pulse.LOOK_EVERY)
            client, felt = self._client, self._pulse
            if client is None or felt is None:
                continue
            try:
                await felt.look(client.lines, loop.time() - before)
            except Exception as error:
                log.error("whether Discord answers is not known: %s", type(error).__name__)

    async def _watching(self) -> None:
        """Waits for the client to give up, and begins another."""
        pause = AGAIN
        while True:
            if self._running is not None:
                await asyncio.wait({self._running})
            if self._client is not None and self._client.ready.is_set():
                pause = AGAIN
            log.error("the gateway was given up%s; it is tried again in %d s", self._why(), pause)
            await self._close()
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST)
            try:
                await self._open()
            except Exception as error:
                log.error("no line to Discord: %s", failure(error))
