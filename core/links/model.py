"""Dependencies: ``later`` waits for ``earlier``."""

from dataclasses import dataclass

from core.kernel.refs import TaskId


@dataclass(frozen=True, slots=True, order=True)
class Dependency:
    """*later* cannot go on before *earlier* is done."""

    earlier: TaskId
    later: TaskId
