"""Named points at which a fault test kills the process; nothing happens unless one is armed."""

import os
import signal

_ARMED: dict[str, int] = {}


def arm(point: str, visit: int = 1) -> None:
    """The process dies on the *visit*-th time that *point* is reached. For fault tests only."""
    _ARMED[point] = visit


def reach(point: str) -> None:
    """Dies here when the point is armed."""
    if point in _ARMED:
        _ARMED[point] -= 1
        if _ARMED[point] <= 0:
            os.kill(os.getpid(), signal.SIGKILL)
