"""Intents about dependencies."""

from dataclasses import dataclass

from core.kernel.refs import TaskId


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
