"""Whether every promise can be kept now: each thing that one rests on, looked at by itself."""

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from adapters.db.store import Health
from core.kernel.values import dataclass

STALE = 10.0
"""Seconds without a heartbeat in the database, or a turn of the scheduler, that put one at risk."""
ROOM = 64 * 1024 * 1024
"""Bytes that must be free where a SQLite database lies."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What readiness is read from; cheap enough to be asked at every probe."""

    store: Callable[[], Health]
    beaten: Callable[[], float]
    """Seconds since the database last took a heartbeat."""
    turned: Callable[[], float]
    """Seconds since the scheduler last came round."""
    platforms: Callable[[], Mapping[str, bool]]
    """Whether each chat platform reaches us."""
    file: Path | None
    takes: Callable[[], bool] = lambda: True
    """Whether the platforms take what they are sent."""
    stale: float = STALE
    room: int = ROOM


def checks(signs: Signs) -> dict[str, bool]:
    """Each check by name; all must hold."""
    store = signs.store()
    return {
        "store": store.alive,
        "queue": not store.full,
        "database": signs.beaten() <= signs.stale,
        "scheduler": signs.turned() <= signs.stale,
        **signs.platforms(),
        "delivery": signs.takes(),
        "disk": signs.file is None or _free(signs.file.parent) >= signs.room,
    }


def _free(folder: Path) -> int:
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return 0
