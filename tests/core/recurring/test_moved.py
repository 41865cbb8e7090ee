"""What repeats goes into another project: this one, or all that come; and where they are seen."""

import pytest

from core.kernel.refs import ProjectId
from core.projects.commands import OpenProject
from core.recurring.commands import ApplyToComing
from core.tasks.commands import Finish
from core.tasks.commands_apart import AS_NOW, Move
from core.tasks.model import Task
from tests.core.recurring.office import act, add, newest
from tests.support.worlds import World


def opened(world: World, key: str, *, private: bool = False) -> ProjectId:
    """A project of Jon's; a private one is of Maria and Jon."""
    where = world.private if private else None
    number: ProjectId = world.do("jon", OpenProject(key, key.title()), where).project.id
    return number


def follows(world: World, task: Task) -> Task:
    """The one that comes after *task*."""
    act(world, "maria", Finish(task.id))
    return newest(world)


def test_one_is_moved_alone(world: World) -> None:
    """The next one is where the others are."""
    infra, web = opened(world, "infra"), opened(world, "web")
    task = add(world, project=infra)
    act(world, "jon", Move(task.id, web))
    assert follows(world, task).project == infra


def test_those_that_come_go_along_when_asked(world: World) -> None:
    """*Apply to all that come* holds for the project as well."""
    infra, web = opened(world, "infra"), opened(world, "web")
    task = add(world, project=infra)
    act(world, "jon", Move(task.id, web), "moved")
    act(world, "jon", ApplyToComing(task.id, "moved"))
    assert follows(world, task).project == web


def test_one_that_was_shown_shows_no_other(world: World) -> None:
    """What comes next is of the private project again, and seen there only."""
    secret, web = opened(world, "secret", private=True), opened(world, "web")
    task = add(world, project=secret)
    act(world, "jon", Move(task.id, web, "0"))
    coming = follows(world, task)
    assert (coming.project, coming.visible_in) == (secret, world.private)
    assert not world.sees("tom", coming.id)


def test_one_that_was_hidden_hides_no_other(world: World) -> None:
    """What comes next in the open project is open, from its second occurrence on."""
    infra, secret = opened(world, "infra"), opened(world, "secret", private=True)
    first = add(world, project=infra)
    second = follows(world, first)
    act(world, "jon", Move(second.id, secret))
    coming = follows(world, second)
    assert (coming.project, coming.visible_in) == (infra, None)


@pytest.mark.parametrize("agreed", ["0", AS_NOW])
def test_all_that_come_are_seen_as_the_one_that_was_moved(world: World, agreed: str) -> None:
    """Shown, or seen as before: those that come with it are, too."""
    secret, web = opened(world, "secret", private=True), opened(world, "web")
    task = add(world, project=secret)
    act(world, "jon", Move(task.id, web, agreed), "moved")
    act(world, "jon", ApplyToComing(task.id, "moved"))
    coming = follows(world, task)
    assert coming.project == web
    assert coming.visible_in == (world.private if agreed == AS_NOW else None)


def test_a_part_that_comes_again_is_where_the_whole_is(world: World) -> None:
    """The whole was moved: so is what comes of its parts."""
    infra, web = opened(world, "infra"), opened(world, "web")
    whole = world.add("jon", "jon", project=infra)
    part = add(world, parent=whole.id)
    act(world, "jon", Move(whole.id, web))
    assert follows(world, part).project == web
