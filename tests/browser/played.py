"""The sandbox as a newcomer meets it: the real bot, the story played, served from a thread."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from bot.sandbox import start_sandbox


@contextmanager
def played() -> Iterator[str]:
    """The address of a sandbox with the story played."""
    loop, ready = asyncio.new_event_loop(), threading.Event()
    found: dict[str, Any] = {}

    async def live() -> None:
        over = found["over"] = asyncio.Event()
        try:
            running = await start_sandbox(played=True)
        except BaseException as problem:
            found["problem"] = problem
            ready.set()
            raise
        found["address"] = running.address
        ready.set()
        await over.wait()
        await running.stop()

    def run() -> None:
        with asyncio.Runner(loop_factory=lambda: loop) as runner:
            runner.run(live())

    thread = threading.Thread(target=run, name="played", daemon=True)
    thread.start()
    ready.wait()
    if "problem" in found:
        raise found["problem"]
    try:
        yield str(found["address"])
    finally:
        loop.call_soon_threadsafe(found["over"].set)
        thread.join()
