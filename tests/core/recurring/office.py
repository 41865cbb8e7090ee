"""A world in which tasks repeat: every act through the door, and time that goes on."""

from datetime import UTC, date, datetime, time, timedelta

from core import dispatch
from core.calendar.repeats import Pattern, pattern
from core.context import Outcome
from core.kernel.audience import System
from core.kernel.refs import SeriesId, TaskId
from core.recurring.model import Repeating, Series
from core.tasks.commands import Undo
from core.tasks.commands_adding import AddTask, Draft
from core.tasks.model import Task
from tests.support.worlds import World

FRIDAY = date(2026, 11, 27)
WEEKLY = "FREQ=WEEKLY;BYDAY=FR"


def every(rule: str = WEEKLY, start: date = FRIDAY, **more: object) -> Pattern:
    """A pattern in London, where everybody of the world is."""
    return pattern(rule, start=start, zone="Europe/London", **more)  # type: ignore[arg-type]


def act(world: World, who: str, intent: object, key: str = "") -> Outcome:
    """Carries an intent out with everything that follows from it."""
    ctx = world.context(who)
    if key:
        from dataclasses import replace

        ctx = replace(ctx, key=key)
    with world.unit() as unit:
        return dispatch.handle(unit, intent, ctx)  # type: ignore[arg-type]


def redo(world: World, who: str) -> None:
    """Presses the button of the last undo, which is its redo."""
    newest_first = world.work(lambda work: work.log.commands(world.people[who], world.now))
    [undone] = world.work(lambda work: work.log.undoing(newest_first[:1])).values()
    act(world, who, Undo(max(undone)))


def add(world: World, repeat: Pattern | None = None, who: str = "jon", **draft: object) -> Task:
    """A task that repeats: asked for by Jon, Maria's."""
    owner = world.people["maria"]
    made = Draft("Weekly report", **{"owner": owner, "repeat": repeat or every(), **draft})
    act(world, who, AddTask(made))
    return newest(world)


def newest(world: World) -> Task:
    """The task with the highest number."""
    number = 1
    while world.work(lambda w, n=number: w.tasks(System("dispatch")).get(TaskId(n + 1))):
        number += 1
    return world.task(TaskId(number))


def tasks(world: World) -> list[Task]:
    """All of them, by number."""
    return [world.task(TaskId(n)) for n in range(1, newest(world).id + 1)]


def until(world: World, day: date, hour: int = 9, *, outage: bool = False) -> None:
    """Time goes on, hour by hour; after an outage there is one look, at its end."""
    target = datetime.combine(day, time(hour), UTC)
    while world.now < target:
        world.now = target if outage else min(target, world.now + timedelta(hours=3))
        tick(world)


def tick(world: World) -> None:
    """What is due now is decided."""
    with world.unit() as unit:
        dispatch.tick(unit, world.workspace, world.now, 100)


def repeating(world: World, task: TaskId) -> Repeating | None:
    """How a task repeats."""
    return world.work(lambda work: work.recurrences.of([task]).get(task))


def series(world: World, number: int | None = None) -> Series:
    """The series of a task."""
    found = repeating(world, TaskId(number or 1))
    assert found is not None
    stored = world.work(lambda work: work.recurrences.get(SeriesId(found.series.id)))
    assert stored is not None
    return stored


def days(world: World) -> list[date]:
    """The due days of all tasks."""
    return [task.due.day for task in tasks(world) if task.due is not None]
