"""Socket Mode: the line to Slack, rebuilt when it falls silent."""

import asyncio
import logging
from typing import Any

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from adapters.errands import called_off
from adapters.slack.refusals import failure
from core.kernel.clock import Clock
from core.screens.messenger import Suspended

log = logging.getLogger(__name__)

PING_EVERY = 10.0
UNANSWERED = 13.0
"""Seconds without a pong or event after which a ping is unanswered, and nobody shall rely on it."""
SILENCE = 60.0
"""Seconds after which it is built anew, unless the SDK has done so by itself before."""
LOOK_EVERY, TRY_EVERY = 1.0, 5.0
CONNECT_WITHIN = 15.0
AT_ONCE = 64
"""Envelopes that are worked on at the same time."""


class _Handler(AsyncSocketModeHandler):
    """Bolt's handler, which knows what is under way and takes only so much at once."""

    def __init__(self, app: AsyncApp, app_token: str, client: AsyncWebClient) -> None:
        super().__init__(
            app, app_token, logger=_quiet(), web_client=client, ping_interval=PING_EVERY
        )
        self.busy: set[asyncio.Task[Any]] = set()
        self._room = asyncio.Semaphore(AT_ONCE)

    async def handle(self, client: Any, req: Any) -> None:  # noqa: ANN401  (Bolt's signature)
        task = asyncio.current_task()
        assert task is not None  # noqa: S101  (a coroutine runs in a task)
        self.busy.add(task)
        try:
            async with self._room:
                await super().handle(client, req)
        finally:
            self.busy.discard(task)


def _quiet() -> logging.Logger:
    """Bolt's client writes whole envelopes at DEBUG and every reconnect at INFO."""
    logger = logging.getLogger(f"{__name__}.socket")
    logger.setLevel(logging.WARNING)
    return logger


class Line:
    """One connection to Slack, watched. ``alive`` is for readiness."""

    def __init__(
        self,
        app: AsyncApp,
        app_token: str,
        client: AsyncWebClient,
        clock: Clock,
        silence: float = SILENCE,
    ) -> None:
        self._app = app
        self._token = app_token
        self._client = client
        self._clock = clock
        self._silence = silence
        self._handler: _Handler | None = None
        self._watch: asyncio.Task[None] | None = None
        self._heard = 0.0
        self._pulse: float | None = None

    @property
    def alive(self) -> bool:
        """Whether Slack was heard lately: no ping is unanswered, or an event has come since."""
        return self._handler is not None and self._silence_so_far() <= UNANSWERED

    async def start(self) -> None:
        """Connects; raises Suspended when the token is refused, else keeps trying."""
        try:
            await self._rebuild()
        except Suspended:
            raise
        except Exception as error:
            log.warning("no line to Slack yet: %s", type(error).__name__)
        self._watch = asyncio.create_task(self._watching())

    async def stop(self) -> None:
        """Lets what is under way finish, then hangs up."""
        watch, self._watch = self._watch, None
        await called_off(watch)
        handler, self._handler = self._handler, None
        if handler is not None:
            await _hang_up(handler)

    async def look(self) -> None:
        """One look: a line that is gone or was silent for too long is built anew."""
        handler = self._handler
        if handler is not None:
            pulse = handler.client.last_ping_pong_time
            if pulse is not None and pulse != self._pulse:
                self._pulse, self._heard = pulse, self._clock.elapsed()
            if self._silence_so_far() <= self._silence:
                return
            log.warning("Slack was silent for %d s: connecting anew", self._silence)
        await self._rebuild()

    def _silence_so_far(self) -> float:
        return self._clock.elapsed() - self._heard

    async def _watching(self) -> None:
        pause = LOOK_EVERY
        while True:
            await asyncio.sleep(pause)
            try:
                await self.look()
                pause = LOOK_EVERY
            except Exception as error:
                log.warning("no line to Slack: %s", type(error).__name__)
                pause = TRY_EVERY

    async def _rebuild(self) -> None:
        """The new line stands before the old one is hung up, so that nothing falls between."""
        fresh = _Handler(self._app, self._token, self._client)
        fresh.client.proxy = self._client.proxy
        fresh.client.on_message_listeners.append(self._hears)
        try:
            await self._connect(fresh)
        except BaseException:
            await _hang_up(fresh)
            raise
        old, self._handler = self._handler, fresh
        self._pulse, self._heard = None, self._clock.elapsed()
        if old is not None:
            await _hang_up(old)

    async def _connect(self, handler: _Handler) -> None:
        try:
            response = await self._client.apps_connections_open(app_token=self._token)
        except Exception as error:
            raise failure(error) from error
        handler.client.wss_uri = str(response["url"])
        async with asyncio.timeout(CONNECT_WITHIN):
            await handler.client.connect()  # type: ignore[no-untyped-call]  # the SDK is untyped here

    async def _hears(self, _message: object) -> None:
        self._heard = self._clock.elapsed()


async def _hang_up(handler: _Handler) -> None:
    if handler.busy:
        await asyncio.wait(set(handler.busy), timeout=3.0)
    client = handler.client
    tasks = [client.message_processor, client.current_session_monitor, client.message_receiver]
    await client.close()  # type: ignore[no-untyped-call]
    await asyncio.gather(*(t for t in tasks if t is not None), return_exceptions=True)
