"""What one line may ask for beside the task itself."""

from dataclasses import replace

import pytest

from core.kernel.errors import NotFound
from core.kernel.events import Verb
from core.kernel.refs import TaskId
from core.people.model import PlaceKind
from core.people.service import see_place
from core.projects.adding import add, add_many, capture
from core.tasks.commands import Undo
from core.tasks.commands_adding import AddMany, AddTask, Capture, Draft
from core.tasks.model import Source, Status
from core.tasks.service import Changed
from tests.support.worlds import World


def added(world: World, draft: Draft) -> Changed:
    ctx = world.context("jon")
    return world.work(lambda work: add(work, AddTask(draft), ctx))


def test_first_word_opens_the_project(world: World) -> None:
    """The first #word opens a project, the second finds it."""
    first = added(world, Draft("One", project_word="#web"))
    assert [event.verb for event in first.events] == [Verb.PROJECT_OPENED, Verb.ADDED]
    second = added(world, Draft("Two", project_word="web"))
    assert first.task.project == second.task.project is not None
    assert [event.verb for event in second.events] == [Verb.ADDED]


def test_links_and_share(world: World) -> None:
    """A line that waits and is shared is one command: linked, shared, undone as one."""
    first = added(world, Draft("One")).task
    change = added(world, Draft("Two", after=(first.id,), share=True))
    assert [event.verb for event in change.events] == [Verb.ADDED, Verb.LINKED, Verb.SHARED]
    assert world.task(change.task.id) == change.task
    world.do("jon", Undo())
    assert world.task(change.task.id).status is Status.DROPPED
    assert not world.work(lambda work: list(work.dependencies.before([change.task.id])))


def test_all_or_nothing(world: World) -> None:
    """A line that waits for an unknown task leaves neither task nor project."""
    with pytest.raises(NotFound):
        added(world, Draft("One", project_word="web", after=(TaskId(99),)))
    assert added(world, Draft("One", project_word="web")).task.id == 1


def test_many_share_a_new_project(world: World) -> None:
    """Two lines with the same new #word open it once."""
    ctx = world.context("jon")
    drafts = (Draft("One", project_word="web"), Draft("Two", project_word="web"))
    made = world.work(lambda work: add_many(work, AddMany(drafts), ctx))
    assert len({change.task.project for change in made}) == 1


def test_captured_with_a_word(world: World) -> None:
    """A captured message takes a #word, too."""
    ctx = world.context("jon")
    source = Source(world.channel, "1.1", "1.1", "https://x.example/1")
    intent = Capture(Draft("One", project_word="web"), source)
    assert world.work(lambda work: capture(work, intent, ctx)).task.project is not None


def test_nothing_is_shared_in_direct_messages(world: World) -> None:
    """Typed to Chivvy alone, a card would be a second echo."""
    direct = world.work(
        lambda work: (
            see_place(work, work.people.installations()[0].id, "D1", "", PlaceKind.DM, world.now).id
        )
    )
    ctx = replace(world.context("jon"), place=direct)
    change = world.work(lambda work: add(work, AddTask(Draft("One", share=True)), ctx))
    assert [event.verb for event in change.events] == [Verb.ADDED]
