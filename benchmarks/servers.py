"""One server a process: Bolt as it comes, Bolt answering itself, Chivvy, or the Web API.

Run by `benchmarks.processes` as `python -m benchmarks.servers VARIANT API DATABASE [NOW]`. Prints
its port on loopback when it is ready and ends when its standard input closes.
"""

import asyncio
import gc
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from aiohttp import web
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from benchmarks.slack_side import PATH, SECRET, TOKEN, web_api

STOCK: Final = "stock"
PBR: Final = "pbr"
CHIVVY: Final = "chivvy"
WEB_API: Final = "web-api"
NOW: Final = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
"""A Tuesday morning at work, whenever the benchmark runs: what is owed does not depend on it."""


def listening() -> socket.socket:
    """A socket on a free port of this machine alone."""
    listener = socket.create_server(("127.0.0.1", 0), backlog=256)
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # As bot/serving.py does it.
    listener.setblocking(False)
    return listener


@asynccontextmanager
async def serving_aiohttp(application: web.Application, on: socket.socket) -> AsyncIterator[None]:
    """As Bolt's own server does it."""
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    await web.SockSite(runner, on).start()
    try:
        yield
    finally:
        await runner.cleanup()


@asynccontextmanager
async def no_op(variant: str, api: str, on: socket.socket) -> AsyncIterator[None]:
    """An app whose command acknowledges, on the server that Bolt brings."""
    app = AsyncApp(
        client=AsyncWebClient(token=TOKEN, base_url=api),
        signing_secret=SECRET,
        process_before_response=variant == PBR,
    )

    @app.command("/task")
    async def command(ack: AsyncAck) -> None:
        await ack("ok")

    async with serving_aiohttp(app.web_app(path=PATH), on):
        yield


@asynccontextmanager
async def chivvy(api: str, database: str, now: datetime, on: socket.socket) -> AsyncIterator[None]:
    """The product, as `chivvy run` starts it; only its clock shows *now* at first."""
    gc.disable()  # As bot/entry.py does it.
    from bot.app import Chivvy  # What another server does not need, it does not import.
    from bot.clocks import MovableClock
    from bot.metrics import Metrics
    from bot.serving import serving
    from bot.settings import Settings
    from bot.web import web_app

    gc.freeze()
    gc.enable()
    settings = Settings(
        slack_bot_token=TOKEN,
        slack_signing_secret=SECRET,
        slack_api_base_url=api,
        database_url=database,
        commands_per_minute=0,
        data_dir=Path(database.removeprefix("sqlite:///")).parent,
    )
    bot = Chivvy(settings, MovableClock(now))
    await bot.start()
    try:
        async with serving(web_app(bot, Metrics()), on):
            yield
    finally:
        await bot.stop()


async def main(variant: str, api: str, database: str, now: str = NOW.isoformat()) -> None:
    """Serves until nobody is left who wants it."""
    on = listening()
    if variant == WEB_API:
        server = serving_aiohttp(web_api(), on)
    elif variant == CHIVVY:
        server = chivvy(api, database, datetime.fromisoformat(now), on)
    else:
        server = no_op(variant, api, on)
    async with server:
        gc.freeze()
        print(on.getsockname()[1], flush=True)
        await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
