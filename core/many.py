"""One act on several tasks, in one unit: each for itself, so that one that can't be is left alone.

What would happen is told by the very services that do it, on a unit that keeps nothing.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from core.authority import ACTS, authorise_task
from core.followup.ports import FollowupUnit
from core.kernel.audience import Audience
from core.kernel.context import Context
from core.kernel.errors import BadInput, ChivvyError, Conflict, NotAllowed
from core.kernel.events import Event
from core.kernel.refs import PersonId, PlaceId, TaskId, TextId, WorkspaceId
from core.kernel.values import dataclass
from core.people.access import ActName
from core.people.ports import People
from core.tasks.changes import Changed, handle
from core.tasks.commands import SetDue
from core.tasks.model import Task, Text
from core.tasks.persons import anchored
from core.tasks.ports import Log, ProjectLookup, Tasks, TaskUnit
from core.tasks.service import SERVICES
from core.tasks.several import ActOnMany, OneAct, mark


@dataclass(frozen=True, slots=True)
class Left:
    """A task that is left alone, and why; None for one that the asker doesn't see."""

    number: TaskId
    task: Task | None
    why: ChivvyError


@dataclass(frozen=True, slots=True)
class Many:
    """What came of it, or would come: the tasks as they are then, and those left alone."""

    changed: tuple[Changed, ...]
    left: tuple[Left, ...]
    before: Mapping[TaskId, Task]
    """As each stood before."""


def act_on_many(work: FollowupUnit, intent: ActOnMany, ctx: Context) -> Many:
    """Does it to each task that it can be done to."""
    return _each(work, work, intent, ctx)


def foresee(work: FollowupUnit, intent: ActOnMany, ctx: Context) -> Many:
    """What ``act_on_many`` would do now. Keeps nothing."""
    return _each(work, _Supposed(work), intent, ctx)


def marked(intent: ActOnMany, would: Many) -> ActOnMany:
    """*intent*, knowing how each task stands that it would change."""
    return replace(intent, marks={c.task.id: mark(would.before[c.task.id]) for c in would.changed})


def _each(work: FollowupUnit, keeping: TaskUnit, intent: ActOnMany, ctx: Context) -> Many:
    seen = work.tasks(ctx.audience).foresee(intent.tasks)
    work.notices.foresee(intent.tasks)
    changed, left = [], []
    for number in intent.tasks:
        task = seen.get(number)
        try:
            changed.append(_one(work, keeping, intent, number, task, ctx))
        except ChivvyError as why:
            left.append(Left(number, task, why))
    if not changed and left and (_about_the_words(left) or _none_allowed(intent, left)):
        raise left[0].why
    return Many(tuple(changed), tuple(left), seen)


def _about_the_words(left: Sequence[Left]) -> bool:
    """Whether what was asked for is refused for every task, such as a date that is over."""
    codes = {each.why.code for each in left}
    return len(codes) == 1 and all(isinstance(each.why, BadInput) for each in left)


def _none_allowed(intent: ActOnMany, left: Sequence[Left]) -> bool:
    """Whether the asker may drop nothing of what somebody made."""
    return intent.by is not None and all(isinstance(each.why, NotAllowed) for each in left)


def _one(
    work: FollowupUnit, keeping: TaskUnit, intent: ActOnMany, number: TaskId, task: Task | None,
    ctx: Context,
) -> Changed:  # fmt: skip
    act = _fitted(work, intent.on(number), task, ctx)
    name = ActName.DROP_ALL if intent.by is not None else ACTS[type(act)]
    authorise_task(work, name, number, ctx)
    service: Callable[[TaskUnit, Any, Context], Changed] = SERVICES[type(act)]
    moved = task is not None and number in intent.marks and intent.marks[number] != mark(task)
    if moved:
        service(_Supposed(work), act, ctx)  # What can't be done any more says why by itself.
        raise Conflict("moved_on", task=handle(work, number))
    done = service(keeping, act, ctx)
    if not done.events:
        raise Conflict("so_already", task=handle(work, number))
    return done


def _fitted(work: FollowupUnit, act: OneAct, task: Task | None, ctx: Context) -> OneAct:
    """A date without an hour means the end of the day of whoever has this very task."""
    if not isinstance(act, SetDue):
        return act
    owner = work.people.person((task.owner if task is not None else None) or ctx.actor)
    return replace(act, due=anchored(work, act.due, owner)) if owner is not None else act


class _Nowhere:
    """Takes what would be saved, and forgets it."""

    def next_number(self) -> TaskId:
        return TaskId(0)

    def add(self, task: Task) -> None: ...
    def save(self, task: Task) -> None: ...
    def follow(self, task: TaskId, person: PersonId, *, on: bool) -> bool:
        return on

    def keep_in(self, place: PlaceId) -> tuple[TaskId, ...]:
        return ()


class _Unwritten:
    """Texts that are read as they are; new ones have no number, and are kept nowhere."""

    def __init__(self, work: TaskUnit) -> None:
        self.many = work.texts.many

    def new(self, body: str, author: PersonId | None) -> Text:
        return Text(TextId(0), body, author)


class _Unsaid:
    """A log that can be read, and that nothing is added to."""

    def __init__(self, log: Log) -> None:
        self.by_cause, self.commands, self.undoing = log.by_cause, log.commands, log.undoing
        self.made = log.made

    def append(self, events: Iterable[Event]) -> None: ...


class _Supposed:
    """A unit on which services only say what they would do."""

    def __init__(self, work: TaskUnit) -> None:
        self._work = work
        self.task_writer, self.texts, self.log = _Nowhere(), _Unwritten(work), _Unsaid(work.log)

    @property
    def workspace(self) -> WorkspaceId:
        return self._work.workspace

    @property
    def people(self) -> People:
        return self._work.people

    def new_id(self) -> int:
        return 0

    def projects(self, audience: Audience) -> ProjectLookup:
        return self._work.projects(audience)

    def tasks(self, audience: Audience) -> Tasks:
        return self._work.tasks(audience)
