"""Words and buttons become intents and queries of the asker."""

import pytest

from core.kernel.errors import BadInput, NotFound
from core.kernel.refs import ProjectId, project_ref, task_ref
from core.kernel.tokens import Token
from core.queries import Greeting, ListTasks
from core.reading.buttons import read_press
from core.reading.verbs import read_mention
from core.tasks.commands import AddTask
from tests.support.worlds import World


def test_a_task_may_be_a_question(world: World) -> None:
    """ "add ...?" is a task whose title is a question; nothing that was said is lost."""
    asked = "add Who renews the certificate?"
    intent = world.work(lambda work: read_mention(work, asked, world.context("jon")))
    assert isinstance(intent, AddTask)
    assert intent.draft.title == "Who renews the certificate?"


def test_a_question_is_greeted(world: World) -> None:
    """Words that end in "?" and give no order are answered with what can be typed."""
    for asked in ("can you help me?", "done?", "?"):
        said = world.work(lambda work, asked=asked: read_mention(work, asked, world.context("jon")))
        assert isinstance(said, Greeting)


def test_all_tasks_of_a_project_that_is_gone_are_not_all_tasks(world: World) -> None:
    """*Show all* of a project that the asker does not see shows nothing else instead."""
    world.add()
    pressed = Token("show_all", project_ref(ProjectId(999)))
    with pytest.raises(NotFound):
        world.work(lambda work: read_press(work, pressed, world.context("jon")))
    infra = world.project()
    seen = Token("show_all", project_ref(infra))
    listed = world.work(lambda work: read_press(work, seen, world.context("jon")))
    assert isinstance(listed, ListTasks)
    assert listed.wanted.project == infra


@pytest.mark.parametrize("value", ["sometime", ""])
def test_a_priority_that_is_none_is_a_stale_button(world: World, value: str) -> None:
    """What no button of ours carries is said to be unknown, not an incident."""
    task = world.add()
    pressed = Token("priority", task_ref(task.id), value=value)
    with pytest.raises(BadInput, match="stale_button"):
        world.work(lambda work: read_press(work, pressed, world.context("jon")))
