"""What the late and blocked tasks of a project hold up, near or far, read from them on.

Each round asks what waits for what the one before has found, so that a digest costs what is late,
not what is open. Where rounds do not come to an end, as in a long chain, the rest is read at once:
all dependencies of the project, which may be more than are needed.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from core.digest.chain import Edge, reached
from core.kernel.refs import ProjectId, TaskId
from core.tasks.ports import Tasks
from core.tasks.standing import Standing

SHARE: Final = 4
"""Of what is open one in so many may be late; of more, all dependencies of the project are read."""
SHRINKS: Final = 1.5
"""A round may always begin that the one before had so many times as many tasks as."""
FEW: Final = 100
"""So may some rounds of few tasks."""
ROUNDS: Final = 16


def held_up(
    tasks: Tasks, project: ProjectId, late: Sequence[TaskId], among: int
) -> tuple[list[Edge], list[Standing]]:
    """The dependencies that lead on from *late*, of *among* open tasks, and what they lead to."""
    edges, known = list[Edge](), dict[TaskId, Standing]()
    seen, front, before, rounds = set(late), list(late), 0, 0
    if len(late) * SHARE > among > FEW:
        return _at_once(tasks, project, late, known)
    while front:
        if len(front) * SHRINKS > before > 0:
            rounds += 1
            if rounds > ROUNDS or len(front) > FEW:
                return _at_once(tasks, project, late, known)
        found = tasks.later_than(project, front)
        edges += [(earlier, task.id) for earlier, task in found]
        known |= {task.id: task for _, task in found}
        before, front = len(front), [n for n in {t.id for _, t in found} if n not in seen]
        seen.update(front)
    return edges, list(known.values())


def _at_once(
    tasks: Tasks, project: ProjectId, late: Iterable[TaskId], known: dict[TaskId, Standing]
) -> tuple[list[Edge], list[Standing]]:
    edges = reached(late, tasks.holding_up(project))
    missing = {later for _, later in edges} - known.keys() - set(late)
    return edges, [*known.values(), *tasks.standings(missing)]
