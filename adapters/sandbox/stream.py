"""Tells the open pages what changed, so that they fetch it again."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Collection
from typing import TypeAlias

from adapters.sandbox.jsontypes import Json

BACKLOG = 1_000

Events: TypeAlias = asyncio.Queue[tuple[str, Json] | None]
"""What one page has still to hear; None ends its stream."""


class Hub:
    """The open pages. A page hears of what its person may see, and of nothing else."""

    def __init__(self) -> None:
        self._pages: dict[Events, str] = {}
        self._closed = False

    def tell(self, name: str, data: Json, people: Collection[str] | None = None) -> None:
        """Send an event to the pages of `people`, or to all pages."""
        for queue, person in list(self._pages.items()):
            if people is None or person in people:
                if queue.full():
                    # It comes back, and then fetches everything.
                    _end(queue)
                else:
                    queue.put_nowait((name, data))

    def to(self, name: str) -> Callable[[int], None]:
        """Return a function that tells all pages a number, such as the log's newest."""
        return lambda number: self.tell(name, {"n": number})

    async def listen(self, person: str) -> AsyncIterator[str]:
        """Yield server-sent events for one page until the hub is closed."""
        queue: Events = asyncio.Queue(BACKLOG)
        self._pages[queue] = person
        try:
            yield "retry: 1000\n\n"
            while not self._closed and (item := await queue.get()) is not None:
                yield f"event: {item[0]}\ndata: {json.dumps(item[1])}\n\n"
        finally:
            self._pages.pop(queue, None)

    def close(self) -> None:
        """End every stream."""
        self._closed = True
        for queue in list(self._pages):
            _end(queue)


def _end(queue: Events) -> None:
    while not queue.empty():
        queue.get_nowait()
    queue.put_nowait(None)
