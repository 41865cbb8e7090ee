"""Followers and parts as the store keeps them, for those who may see the task."""

from core.kernel.audience import ForPerson
from core.people.model import PlaceKind
from core.tasks.ports import TaskFilter
from tests.storage.repositories.world import ALL, World


def test_followers_come_and_go(world: World) -> None:
    """Each once."""
    task = world.task()
    assert world.work.task_writer.follow(task.id, world.tom, on=True)
    assert not world.work.task_writer.follow(task.id, world.tom, on=True)
    assert world.work.tasks(ALL).followers(task.id) == {world.tom}
    assert world.work.task_writer.follow(task.id, world.tom, on=False)
    assert world.work.tasks(ALL).followers(task.id) == frozenset()


def test_parts_are_counted_for_those_who_see_them(world: World) -> None:
    """A private part is no number to others, and its followers are nobody."""
    club = world.place("club", PlaceKind.GROUP, (world.maria,))
    boss = world.person("Chief")
    whole = world.task()
    open_one = world.task(parent=whole.id)
    hidden = world.task(parent=whole.id, visible_in=club, requester=boss)
    world.work.task_writer.follow(hidden.id, boss, on=True)
    wanted = TaskFilter(parent=whole.id)
    tasks = world.work.tasks(ForPerson(world.tom))
    assert [task.id for task in tasks.find(wanted)] == [open_one.id]
    assert (tasks.count(wanted), tasks.followers(hidden.id)) == (1, frozenset())
    assert world.work.tasks(ForPerson(world.maria)).count(wanted) == 2
