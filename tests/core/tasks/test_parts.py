"""Parts of a task, and who follows one."""

import pytest

from core.kernel.errors import BadInput, NotFound
from core.kernel.refs import TaskId
from core.reading.verbs import read_task
from core.tasks.commands import Drop, Follow, Undo
from core.tasks.commands_adding import AddMany, AddTask
from core.tasks.model import Status
from tests.support.worlds import World


def _read(world: World, words: str, who: str = "jon") -> object:
    ctx = world.context(who)
    return world.work(lambda work: read_task(work, words, ctx))


def test_a_part_is_of_the_project_of_the_whole(world: World) -> None:
    """Whatever the line says else."""
    whole = world.add(project=world.project())
    made = _read(world, "sub T-1 order the disks @tom friday")
    assert isinstance(made, AddTask)
    part = world.do("jon", made).task
    assert (part.parent, part.project, part.owner) == (whole.id, whole.project, world.people["tom"])


def test_several_lines_are_several_parts_with_one_undo(world: World) -> None:
    """All or nothing."""
    world.add()
    made = _read(world, "sub T-1 - first\n- second")
    assert isinstance(made, AddMany)
    parts = [change.task.id for change in world.do("jon", made)]
    assert [world.task(part).title.body for part in parts] == ["first", "second"]
    world.do("jon", Undo())
    assert {world.task(part).status for part in parts} == {Status.DROPPED}


def test_a_part_has_no_parts(world: World) -> None:
    """One level is what a card can show."""
    whole = world.add()
    part = world.add(parent=whole.id)
    with pytest.raises(BadInput, match="part_of_part"):
        world.add(parent=part.id)


def test_a_part_stays_where_its_whole_stays(world: World) -> None:
    """The narrower of the two; to who does not see the whole it does not exist."""
    whole = world.add(place=world.private)
    part = world.add("jon", "maria", parent=whole.id)
    assert part.visible_in == world.private
    assert not world.sees("tom", part.id)
    for number in (whole.id, TaskId(99)):
        with pytest.raises(NotFound):
            world.add("tom", "tom", parent=number)


def test_following_changes_nothing_of_the_task(world: World) -> None:
    """No version, no activity, and twice is once."""
    task = world.add()
    for _ in range(2):
        assert world.do("tom", Follow(task.id)).events == ()
    assert world.task(task.id) == task
    world.do("tom", Follow(task.id, on=False))
    world.do("jon", Drop(task.id))
    assert world.task(task.id).status is Status.DROPPED


def test_what_one_does_not_see_is_not_followed(world: World) -> None:
    """As what does not exist."""
    task = world.add(place=world.private)
    for number in (task.id, TaskId(99)):
        with pytest.raises(NotFound, match="not_found"):
            world.do("tom", Follow(number))
