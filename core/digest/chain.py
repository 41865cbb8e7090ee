"""How far tasks may slip because of what they wait for; pure.

Time that a task had left when it was blocked must still be worked, and so must what lies between
its date and the date of the task before it, or its estimate where that is shorter.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from datetime import datetime, timedelta

from core.calendar.ruler import Ruler
from core.calendar.zones import local_date
from core.digest.model import Slip
from core.kernel.refs import TaskId
from core.kernel.values import dataclass
from core.links.model import Dependency
from core.tasks.model import Status, Task

_NONE = timedelta(0)
LONGEST = 60
"""Working days that a slip is counted up to."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """When a task may end, and which task before it made it so."""

    ends: datetime
    root: TaskId


@dataclass(slots=True)
class Chain:
    """The open tasks of a project with what each waits for."""

    tasks: Mapping[TaskId, Task]
    before: Mapping[TaskId, Sequence[TaskId]]
    ruler: Ruler
    now: datetime
    _known: dict[TaskId, Outlook | None] = field(default_factory=dict)

    def outlook(self, task: Task) -> Outlook | None:
        """When *task* may end at the earliest; None when nothing says that it will be late."""
        for number in self._in_order(task.id):
            self._known[number] = self._judge(self.tasks[number])
        return self._known[task.id]

    def _in_order(self, last: TaskId) -> list[TaskId]:
        """What *last* waits for, near and far, the first things first; then *last*."""
        order: list[TaskId] = []
        seen, stack = set[TaskId](), [(last, False)]
        while stack:
            number, ready = stack.pop()
            if ready:
                order.append(number)
            elif number not in seen and number not in self._known:
                seen.add(number)
                stack.append((number, True))
                stack += [(earlier, False) for earlier in self.before.get(number, ())]
        return order

    def _judge(self, task: Task) -> Outlook | None:
        own = self._own(task)
        found = [own] if own is not None else []
        for number in self.before.get(task.id, ()):
            earlier = self._known.get(number)
            if earlier is not None:
                found.append(Outlook(self._after(self.tasks[number], task, earlier), earlier.root))
        return max(found, key=lambda outlook: outlook.ends, default=None)

    def _own(self, task: Task) -> Outlook | None:
        """What its own state says: the blocker, or the date that has passed."""
        if task.status is Status.IN_REVIEW:
            return None
        blocker, due = task.blocker, task.due.at if task.due else None
        if blocker is not None:
            start = max(self.now, blocker.promised_until or self.now)
            left = self.ruler.between(blocker.since, due) if due else _NONE
            estimated = timedelta(minutes=task.estimate or 0)
            return Outlook(self._add(start, max(left, _NONE) or estimated), task.id)
        return Outlook(self.now, task.id) if due is not None and due < self.now else None

    def _after(self, earlier: Task, task: Task, outlook: Outlook) -> datetime:
        return self._add(outlook.ends, self._span(earlier, task))

    def _span(self, earlier: Task, task: Task) -> timedelta:
        """The working time that *task* takes once *earlier* is done."""
        planned = None
        if earlier.due is not None and task.due is not None:
            planned = max(self.ruler.between(earlier.due.at, task.due.at), _NONE)
        estimated = timedelta(minutes=task.estimate) if task.estimate else None
        return min((span for span in (planned, estimated) if span is not None), default=_NONE)

    def _add(self, moment: datetime, span: timedelta) -> datetime:
        return self.ruler.add(moment, span) if span else moment


def slips(
    tasks: Iterable[Task], dependencies: Iterable[Dependency], ruler: Ruler, now: datetime
) -> tuple[Slip, ...]:
    """Tasks that may end after their date because of one before them, the longest slip first."""
    known = {task.id: task for task in tasks if task.status.open}
    before: dict[TaskId, list[TaskId]] = {}
    for edge in dependencies:
        if edge.earlier in known and edge.later in known:
            before.setdefault(edge.later, []).append(edge.earlier)
    chain = Chain(known, before, ruler, now)
    found = (_slip(chain, known[number]) for number in sorted(before))
    return tuple(sorted((s for s in found if s is not None), key=lambda s: (-s.days, s.task.id)))


def _slip(chain: Chain, task: Task) -> Slip | None:
    outlook = chain.outlook(task)
    if outlook is None or task.due is None or outlook.root == task.id:
        return None
    days = working_days_between(chain.ruler, task.due.at, outlook.ends)
    because = chain.tasks[outlook.root]
    return Slip(task, days, because, because.blocker is not None) if days > 0 else None


def working_days_between(ruler: Ruler, start: datetime, end: datetime) -> int:
    """Working days after the date of *start* up to the date of *end*; at most ``LONGEST``."""
    first, last = local_date(start, ruler.cal.zone), local_date(end, ruler.cal.zone)
    return ruler.count_days(first, last, LONGEST)
