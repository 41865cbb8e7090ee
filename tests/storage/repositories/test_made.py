"""What one person made: their tasks, since a moment."""

from dataclasses import replace
from datetime import timedelta

from core.kernel.events import Event, Verb
from core.kernel.refs import task_ref
from core.people.model import Bounds, Granted, Right
from core.tasks.model import Status
from core.tasks.ports import TaskFilter
from tests.storage.repositories.world import ALL, NOW, World

AN_HOUR = timedelta(hours=1)


def test_what_somebody_made_is_found(world: World) -> None:
    """Added or captured by them, whoever asked for it; what they only finished is not theirs."""
    added, captured, other, done = (world.task() for _ in range(4))
    made = [
        Event(task_ref(added.id), Verb.ADDED, world.tom, NOW, cause="a"),
        Event(task_ref(captured.id), Verb.CAPTURED, world.tom, NOW + AN_HOUR, cause="b"),
        Event(task_ref(other.id), Verb.ADDED, world.maria, NOW, cause="c"),
        Event(task_ref(done.id), Verb.FINISHED, world.tom, NOW, cause="d"),
    ]
    world.work.log.append(made)

    def find(wanted: TaskFilter) -> set[int]:
        return {task.id for task in world.work.tasks(ALL).find(wanted)}

    assert find(TaskFilter(made_by=world.tom)) == {added.id, captured.id}
    assert find(TaskFilter(made_by=world.tom, made_since=NOW + AN_HOUR)) == {captured.id}
    assert not find(TaskFilter(made_by=world.tom, statuses=(Status.DONE,)))


def test_what_somebody_made_is_counted(world: World) -> None:
    """Since a moment, and no further than it matters."""
    made = [Event(task_ref(world.task().id), Verb.ADDED, world.tom, NOW, cause="a")] * 3
    early = Event(task_ref(world.task().id), Verb.ADDED, world.tom, NOW - AN_HOUR, cause="b")
    undone = Event(task_ref(world.task().id), Verb.UNDONE, world.tom, NOW, cause="c")
    world.work.log.append([early, *made, undone])
    assert world.work.log.made(world.tom, NOW, 10) == 3
    assert world.work.log.made(world.tom, NOW, 2) == 2
    assert world.work.log.made(world.maria, NOW, 10) == 0


def test_bounds_are_kept(world: World) -> None:
    """Who may, how many a day, and where; nothing is bounded before."""
    people = world.work.people
    assert people.workspace().bounds == Bounds()
    new = Granted("78", "Newcomers", Right.GUEST, "G1")
    bounds = Bounds("77", "Organisers", 20, (world.general,), (new,))
    people.save_workspace(replace(people.workspace(), bounds=bounds))
    world.again()
    assert world.work.people.workspace().bounds == bounds
