"""What one person made: their tasks, since a moment."""

from datetime import timedelta

from core.kernel.events import Event, Verb
from core.kernel.refs import task_ref
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
