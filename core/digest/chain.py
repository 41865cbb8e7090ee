"""How far tasks may slip because of what they wait for; pure.

Time that a task had left when it was blocked must still be worked, and so must what lies between
its date and the date of the task before it, or its estimate where that is shorter.

Ends are positions on the ruler, so that each link of a chain is a sum; a moment in a gap, before
the next working instant, stands before that by how much it is earlier.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from core.calendar.ruler import Ruler
from core.digest.model import Slip
from core.kernel.refs import TaskId
from core.tasks.model import Status
from core.tasks.standing import Standing

_NONE = timedelta(0)
_IN_REVIEW = Status.IN_REVIEW.value
LONGEST = 60
"""Working days that a slip is counted up to."""
Edge = tuple[TaskId, TaskId]
"""An earlier task, and a later one that waits for it."""
Outlook = tuple[timedelta, timedelta, TaskId]
"""When a task may end (position, and what to add to its instant: none, or less), and which task
before it made it so."""


@dataclass(slots=True)
class Chain:
    """The open tasks of a project with what waits for each."""

    tasks: Mapping[TaskId, Standing]
    after: Mapping[TaskId, Sequence[TaskId]]
    ruler: Ruler
    now: datetime
    _at_now: tuple[timedelta, timedelta] | None = None

    def outlooks(self) -> dict[TaskId, Outlook]:
        """When each task may end at the earliest that is late, or waits for one that is."""
        late = [task.id for task in self.tasks.values() if delays(task, self.now)]
        missing, begins = self._reached(late), set(late)
        found: dict[TaskId, Outlook] = {}
        ready = [number for number, many in missing.items() if not many]
        while ready:
            number = ready.pop()
            best = found.get(number)
            if number in begins and (own := self._own(self.tasks[number])) is not None:
                best = own if best is None or own[:2] >= best[:2] else best
                found[number] = best
            for later in self.after.get(number, ()):
                if best is not None:
                    self._hold_up(found, number, later, best)
                missing[later] -= 1
                if not missing[later]:
                    ready.append(later)
        return found

    def ends(self, outlook: Outlook) -> datetime:
        """The moment of an outlook."""
        position, early, _ = outlook
        return self.ruler.moment(position) + early

    def date_of(self, task: Standing) -> timedelta | None:
        """Where its date lies."""
        return None if task.due_at is None else self.ruler.worked(task.due_at)

    def _reached(self, late: Iterable[TaskId]) -> dict[TaskId, int]:
        """What is late and what waits for it, near or far: for how many of these each waits."""
        waits = dict.fromkeys(late, 0)
        stack = list(waits)
        while stack:
            for later in self.after.get(stack.pop(), ()):
                if later not in waits:
                    waits[later] = 0
                    stack.append(later)
                waits[later] += 1
        return waits

    def _hold_up(
        self, found: dict[TaskId, Outlook], number: TaskId, later: TaskId, outlook: Outlook
    ) -> None:
        """*later* ends no sooner than *number* lets it."""
        position, early, root = outlook
        if span := self._span(self.tasks[number], self.tasks[later]):
            position, early = position + span, _NONE
        best = found.get(later)
        if best is None or not _sooner(position, early, root, best):
            found[later] = position, early, root

    def _own(self, task: Standing) -> Outlook | None:
        """What its own state says that is late or blocked; nothing of what waits for its check."""
        if task.status == _IN_REVIEW:
            return None
        since = task.blocked_since
        if since is None:
            return self._at(self.now, task.id)
        start = max(self.now, task.promised_until or self.now)
        date = self.date_of(task)
        left = date - self.ruler.worked(since) if date is not None else _NONE
        span = max(left, _NONE) or _minutes(task.estimate or 0)
        if not span:
            return self._at(start, task.id)
        return self.ruler.worked(start) + span, _NONE, task.id

    def _at(self, moment: datetime, root: TaskId) -> Outlook:
        if moment is self.now and self._at_now is not None:
            return (*self._at_now, root)
        position = self.ruler.worked(moment)
        early = moment - self.ruler.moment(position)
        if moment is self.now:
            self._at_now = position, early
        return position, early, root

    def _span(self, earlier: Standing, task: Standing) -> timedelta:
        """The working time that *task* takes once *earlier* is done."""
        begin, end = self.date_of(earlier), self.date_of(task)
        if begin is None or end is None:
            return _minutes(task.estimate or 0)
        planned = end - begin if end > begin else _NONE
        return min(planned, _minutes(task.estimate)) if task.estimate else planned


def _sooner(position: timedelta, early: timedelta, root: TaskId, best: Outlook) -> bool:
    """Whether that is not later than *best*; of two at the same moment, not of a smaller number."""
    if position != best[0]:
        return position < best[0]
    return (early, -root) <= (best[1], -best[2])


@lru_cache(maxsize=1024)
def _minutes(number: int) -> timedelta:
    return timedelta(minutes=number)


def slips(
    tasks: Iterable[Standing], edges: Iterable[Edge], ruler: Ruler, now: datetime
) -> tuple[Slip, ...]:
    """Tasks that may end after their date because of one before them, the longest slip first."""
    known = {task.id: task for task in tasks}
    after: dict[TaskId, list[TaskId]] = {}
    for earlier, later in edges:
        if earlier in known and later in known:
            after.setdefault(earlier, []).append(later)
    chain = Chain(known, after, ruler, now)
    outlooks = chain.outlooks().items()
    found = (_slip(chain, known[number], each) for number, each in outlooks if each[2] != number)
    return tuple(sorted((s for s in found if s is not None), key=lambda s: (-s.days, s.task.id)))


def reached(late: Iterable[TaskId], edges: Iterable[Edge]) -> list[Edge]:
    """Those of *edges* that lead on from *late*, near or far."""
    after: dict[TaskId, list[Edge]] = {}
    for edge in edges:
        after.setdefault(edge[0], []).append(edge)
    stack, seen, found = list(late), set(late), list[Edge]()
    while stack:
        leading = after.get(stack.pop(), ())
        found += leading
        for _, later in leading:
            if later not in seen:
                seen.add(later)
                stack.append(later)
    return found


def delays(task: Standing, now: datetime) -> bool:
    """Whether what waits for *task* may slip because of it."""
    return task.blocked_since is not None or (task.due_at is not None and task.due_at < now)


def _slip(chain: Chain, task: Standing, outlook: Outlook) -> Slip | None:
    date = chain.date_of(task)
    if date is None or task.due_at is None or outlook[0] < date:
        return None
    days = working_days_between(chain.ruler, task.due_at, chain.ends(outlook))
    because = chain.tasks[outlook[2]]
    return Slip(task, days, because, because.blocked_since is not None) if days > 0 else None


def working_days_between(ruler: Ruler, start: datetime, end: datetime) -> int:
    """Working days after the date of *start* up to the date of *end*; at most ``LONGEST``."""
    return max(0, min(ruler.days_to(end) - ruler.days_to(start), LONGEST))
