"""Taking a command back: each field returns to what it was, where nobody has changed it since."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from core.kernel.context import Act
from core.kernel.events import Event, Value, Verb
from core.kernel.refs import TextId
from core.kernel.values import dataclass
from core.tasks.model import Status, Task, Text, changed, restore, snapshot, text_ids
from core.tasks.ports import Log
from core.tasks.transitions import Step

_CREATING = {Verb.ADDED, Verb.CAPTURED, Verb.RECURRED}
_COUNTS = {"declines"}
"""Bookkeeping: where it has moved on, it stays, and is no reason to refuse."""


@dataclass(frozen=True, slots=True)
class Past:
    """What one command did to one task, as plain values."""

    before: Mapping[str, Value]
    after: Mapping[str, Value]
    created: bool

    @property
    def texts(self) -> set[TextId]:
        """The texts that ``taken_back`` needs."""
        return text_ids(self.before)


def redoes(log: Log, cause: str) -> bool:
    """Whether the undo *cause* took an undo back, so that a command stands again."""
    undos = 0
    while cause := next((event.undoes for event in log.by_cause(cause) if event.undoes), ""):
        undos += 1
    return undos > 0 and undos % 2 == 0


def past(task: Task, events: Sequence[Event]) -> Past:
    """The events of one command about *task*, oldest first, as one."""
    before: dict[str, Value] = {}
    after: dict[str, Value] = {}
    for event in events:
        before = {**event.before, **before}
        after |= event.after
    created = any(event.verb in _CREATING for event in events)
    fields = ["status"] if created else [f for f in snapshot(task) if f in after and f in before]
    return Past(
        {f: before[f] for f in fields if f in before and before[f] != after[f]},
        {f: after[f] for f in fields if created or before[f] != after[f]},
        created,
    )


def changed_since(task: Task, done: Past) -> set[str]:
    """The fields that somebody changed after the command; none when it can be taken back."""
    now = snapshot(task)
    return {f for f, value in done.after.items() if now[f] != value} - _COUNTS


def taken_back(task: Task, done: Past, texts: Mapping[TextId, Text], cause: str, act: Act) -> Step:
    """*task* as it was before *cause*; a task that was created is dropped, and counted nowhere."""
    if done.created:
        old = replace(task, status=Status.DROPPED, closed_at=act.now, blocker=None)
    else:
        now = snapshot(task)
        values = {f: v for f, v in done.before.items() if now[f] == done.after[f]}
        old = restore(task, values, texts)
    new, event = changed(task, old, Verb.UNDONE, act)
    return new, replace(event, undoes=cause)
