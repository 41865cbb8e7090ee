"""Words and buttons become intents and queries of the asker."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from core.calendar.leave import Leave
from core.kernel.errors import BadInput, NotFound
from core.kernel.refs import ProjectId, project_ref, task_ref
from core.kernel.tokens import Token
from core.queries import Greeting, ListTasks
from core.reading.buttons import read_press
from core.reading.lines import read_add
from core.reading.mentions import read_mention
from core.tasks.commands_adding import AddTask
from core.tasks.commands_blocking import PromiseHelp
from core.unit import WorkUnit
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


@pytest.mark.parametrize("value", ["sometime", "P1"])
def test_a_priority_that_is_none_is_a_stale_button(world: World, value: str) -> None:
    """What no button of ours carries is said to be unknown, not an incident."""
    task = world.add()
    pressed = Token("priority", task_ref(task.id), value=value)
    with pytest.raises(BadInput, match="stale_button"):
        world.work(lambda work: read_press(work, pressed, world.context("jon")))


def test_a_typed_date_knows_the_leave_of_its_owner(world: World) -> None:
    """A date without an hour on which the owner is away ends at 18:00, like any day off."""
    _away(world, "maria", date(2026, 11, 26))
    line = "Renew the certificate @maria 26 nov"
    intent = world.work(lambda work: read_add(work, line, world.context("jon")))
    assert intent.draft.owner == world.people["maria"]
    assert intent.draft.due is not None
    assert intent.draft.due.at == datetime(2026, 11, 26, 18, tzinfo=UTC)


def test_tomorrow_is_a_day_of_work(world: World) -> None:
    """*Until tomorrow* promised before a day of leave means the working day after it."""
    task = world.add()
    _away(world, "tom", date(2026, 11, 24))
    pressed = Token("promise", task_ref(task.id), value="tomorrow")
    intent = world.work(lambda work: read_press(work, pressed, world.context("tom")))
    assert isinstance(intent, PromiseHelp)
    assert intent.until == datetime(2026, 11, 25, 12, tzinfo=UTC)


def _away(world: World, who: str, day: date) -> None:
    def run(work: WorkUnit) -> None:
        person = work.people.person(world.people[who])
        assert person is not None
        work.people.save_person(replace(person, leave=(Leave(day, day),)))

    world.work(run)
