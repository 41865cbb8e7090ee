"""Intents about dependencies."""

from core.kernel.refs import TaskId
from core.kernel.values import dataclass


@dataclass(frozen=True, slots=True)
class WaitFor:
    """*task* comes after *earlier*; a cycle is refused."""

    task: TaskId
    earlier: tuple[TaskId, ...]


@dataclass(frozen=True, slots=True)
class WaitNoMore:
    """*task* does not wait for *earlier* any more."""

    task: TaskId
    earlier: TaskId


LinkIntent = WaitFor | WaitNoMore
