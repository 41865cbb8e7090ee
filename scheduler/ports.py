"""What the scheduler is handed by ``bot/app.py``."""

from collections.abc import Callable
from typing import Protocol, TypeVar

from core.unit import Unit

T = TypeVar("T")


class Store(Protocol):
    """Units of work on the database, from the event loop."""

    async def write(
        self,
        fn: Callable[[Unit], T],
        *,
        workspace: int | None,
        background: bool = False,
        begin_within: float | None = None,
    ) -> T: ...
    async def read(self, fn: Callable[[Unit], T]) -> T: ...
