"""What first, and why: a few tasks in an order that a colleague would give, a reason for each."""

from collections.abc import Sequence
from enum import IntEnum

from core.kernel.refs import PersonId, TaskId
from core.kernel.text import Rich
from core.kernel.values import dataclass
from core.screens.facts import lines_of
from core.screens.lists import answers_for, answers_of
from core.screens.moments import day_words, due_fact, due_words, local_day
from core.screens.ports import ScreenUnit
from core.screens.presses import plain_press
from core.screens.scene import Scene, scene_for
from core.screens.views import Button, Reader, Section, TaskLine, TaskList
from core.tasks.model import Priority, Status, Task
from core.tasks.ports import TaskFilter

SHOWN = 5
LOOKED_AT = 100
"""Of one's open tasks those with the nearest dates; what has none comes after them anyway."""
SOON = 3
"""Days that a date counts as near."""
WORKABLE = (Status.TRIAGE, Status.TODO, Status.IN_PROGRESS)


class Weight(IntEnum):
    """Why one task comes before another, the weightiest first."""

    ANSWER = 0
    """Somebody else can't go on without a short answer."""
    LATE = 1
    HOLDS_UP = 2
    TODAY = 3
    URGENT = 4
    HIGH = 5
    SOON = 6
    BEGUN = 7
    OLDEST = 8


@dataclass(frozen=True, slots=True)
class First:
    """A task with the reason for its place."""

    task: Task
    weight: Weight


def first_tasks(work: ScreenUnit, person: PersonId, reader: Reader, platform: str) -> TaskList:
    """What *person* does best first, one sentence of reason for each."""
    scene = scene_for(work, reader, platform)
    tasks = work.tasks(scene.audience)
    mine = tasks.find(TaskFilter(owner=person, statuses=WORKABLE), LOOKED_AT)
    asked = tasks.find(TaskFilter(waiting_for=person), SHOWN)
    lines = {line.task: line for line in lines_of(scene, [*mine, *asked])}
    order = ranked(scene, mine, asked, lines)[:SHOWN]
    shown = [first.task for first in order]
    remarks = {f.task.id: _reason(scene, f, lines[f.task.id]) for f in order}
    answers = (
        answers_for(scene, f.task, person)
        if f.weight is Weight.ANSWER
        else answers_of(scene, f.task)
        for f in order
    )
    section = Section((), lines_of(scene, shown, remarks), 0, tuple(answers))
    return TaskList(
        title=scene.say("next.title"),
        sections=(section,) if shown else (),
        empty=scene.say("next.free"),
        buttons=(plain_press("my_list"),),
    )


def _buttons(scene: Scene, first: First, person: PersonId) -> tuple[Button, ...]:
    if first.weight is Weight.ANSWER:
        return answers_for(scene, first.task, person)
    return answers_of(scene, first.task)


def ranked(
    scene: Scene, mine: Sequence[Task], asked: Sequence[Task], lines: dict[TaskId, TaskLine]
) -> list[First]:
    """*mine* and what others wait for, in order; what is to begin later is left out."""
    today = local_day(scene.now, scene.reader)
    begun = [task for task in mine if task.start_on is None or task.start_on <= today]
    found = [First(task, Weight.ANSWER) for task in asked]
    found += [First(task, _weight(scene, task, lines[task.id])) for task in begun]
    return sorted(found, key=lambda first: _place(first, lines[first.task.id]))


def _place(first: First, line: TaskLine) -> tuple[object, ...]:
    """Within one reason: what more wait for, what is due before, what matters more, the older."""
    due = first.task.due.at.timestamp() if first.task.due else float("inf")
    rank = list(Priority).index(first.task.priority)
    return (first.weight, -len(line.waiting), due, rank, first.task.created_at, first.task.id)


def _weight(scene: Scene, task: Task, line: TaskLine) -> Weight:
    due = due_fact(task.due, scene.reader) if task.due else None
    reasons = (
        (due is not None and due.late, Weight.LATE),
        (bool(line.waiting), Weight.HOLDS_UP),
        (due is not None and due.days <= 0, Weight.TODAY),
        (task.priority is Priority.URGENT, Weight.URGENT),
        (task.priority is Priority.HIGH, Weight.HIGH),
        (due is not None and due.days <= SOON, Weight.SOON),
        (task.status is Status.IN_PROGRESS, Weight.BEGUN),
    )
    return next((weight for holds, weight in reasons if holds), Weight.OLDEST)


def _reason(scene: Scene, first: First, line: TaskLine) -> Rich:
    task = first.task
    if first.weight is Weight.ANSWER:
        return scene.say("next.check" if task.status is Status.IN_REVIEW else "next.help")
    due = due_words(due_fact(task.due, scene.reader), scene.reader) if task.due else ""
    return scene.say(
        f"next.why_{first.weight.name.lower()}",
        due=due,
        handles=", ".join(line.waiting[:3]),
        day=day_words(local_day(task.created_at, scene.reader)),
    )
