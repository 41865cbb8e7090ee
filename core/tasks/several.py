"""One act on several tasks: what is asked for, and how it waits for *Apply*."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field, fields, replace
from datetime import datetime
from typing import Any

from core.kernel.errors import BadInput
from core.kernel.refs import PersonId, TaskId
from core.kernel.values import dataclass
from core.tasks.commands import (
    Accept,
    Assign,
    Claim,
    Drop,
    Finish,
    Reopen,
    SetDue,
    SetPriority,
    Start,
)
from core.tasks.commands_apart import Move
from core.tasks.commands_blocking import Unblock
from core.tasks.model import Due, Priority, Task

MOST = 50
"""Tasks that one act takes."""
MOST_BY = 200
"""Tasks of one person that are dropped together."""
SHOWN_FIRST = 4
"""From so many tasks on it is shown first what would happen."""

OneAct = (
    Accept | Assign | Claim | Drop | Finish | Move | Reopen | SetDue | SetPriority | Start | Unblock
)  # fmt: skip
ACTS: Mapping[str, type[OneAct]] = {
    "accept": Accept,
    "assign": Assign,
    "claim": Claim,
    "done": Finish,
    "drop": Drop,
    "due": SetDue,
    "move": Move,
    "priority": SetPriority,
    "reopen": Reopen,
    "start": Start,
    "unblock": Unblock,
}
"""What can be done to several tasks at once, by its verb."""
_VERBS = {act: verb for verb, act in ACTS.items()}


@dataclass(frozen=True, slots=True)
class ActOnMany:
    """*act* on each of *tasks*; the one that it names is only the first of them.

    *marks*: how each stood when it was shown what would happen; one that changed is left alone.
    *by*: the person all of whose open tasks, made *since* then, are to be dropped.
    """

    act: OneAct
    tasks: tuple[TaskId, ...]
    marks: Mapping[TaskId, str] = field(default_factory=dict)
    by: PersonId | None = None
    since: datetime | None = None

    @property
    def verb(self) -> str:
        """The verb of the act."""
        return _VERBS[type(self.act)]

    def on(self, task: TaskId) -> OneAct:
        """The act on one of them."""
        return replace(self.act, task=task)


def mark(task: Task) -> str:
    """What of *task* somebody looks at before acting on many: changed meanwhile, it tells."""
    return f"{task.status}|{task.owner or 0}|{task.due.encode() if task.due else ''}"


def encode(asked: ActOnMany) -> str:
    """One line of JSON; ``decode`` reads it."""
    held = {f.name: getattr(asked.act, f.name) for f in fields(asked.act) if f.name != "task"}
    told = {name: _plain(value) for name, value in held.items()}
    marks = {str(task): told for task, told in asked.marks.items()}
    line: dict[str, object] = {
        "verb": asked.verb, "act": told, "tasks": asked.tasks, "marks": marks,
    }  # fmt: skip
    if asked.by is not None:
        line |= {"by": asked.by, "since": asked.since.isoformat() if asked.since else None}
    return json.dumps(line)


def _plain(value: object) -> object:
    if isinstance(value, Due):
        return value.encode()
    return value.isoformat() if isinstance(value, datetime) else value


_READ: Mapping[str, Callable[[str], object]] = {"due": Due.decode, "priority": Priority}


def decode(line: str) -> ActOnMany:
    """The inverse of ``encode``; BadInput("stale_button") for anything else."""
    try:
        held = json.loads(line)
        by, since = held.get("by"), held.get("since")
        tasks = numbers(held["tasks"], MOST if by is None else MOST_BY)
        told: dict[str, Any] = {
            name: _READ[name](value) if name in _READ and value is not None else value
            for name, value in held["act"].items()
        }
        act = ACTS[held["verb"]](tasks[0], **told)
        marks = {TaskId(int(task)): str(seen) for task, seen in held["marks"].items()}
        begun = datetime.fromisoformat(since) if since else None
        made_by = PersonId(int(by)) if by is not None else None
    except (ValueError, KeyError, TypeError, IndexError, AttributeError):
        raise BadInput("stale_button") from None
    return ActOnMany(act, tasks, marks, made_by, begun)


def numbers(given: Sequence[object], most: int = MOST) -> tuple[TaskId, ...]:
    """Task numbers, each once, in their order; BadInput ``too_many_tasks`` beyond *most*."""
    found = tuple(dict.fromkeys(TaskId(int(str(number))) for number in given))
    if len(found) > most:
        raise BadInput("too_many_tasks", field="tasks", n=most, example="/task list @maria overdue")
    return found
