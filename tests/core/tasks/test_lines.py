"""Everything that a line says of a new task is stored with it."""

from datetime import date

import pytest

from core.kernel.errors import BadInput
from core.reading.lines import read_add
from core.tasks.commands import Edit, Undo
from core.tasks.model import Status, Task
from tests.support.worlds import World

LINE = "Get the quote @maria #infra waiting for ACME, check friday"


def _typed(world: World, line: str) -> Task:
    ctx = world.context("jon")
    intent = world.work(lambda work: read_add(work, line, ctx))
    task: Task = world.do("jon", intent).task
    return world.task(task.id)


def test_labels_stay_with_the_task(world: World) -> None:
    """The last #word is the project, those before it are labels."""
    task = _typed(world, "Renew the certificate @maria friday #dns #client-a #infra")
    assert task.labels == ("dns", "client-a")
    assert task.title.body == "Renew the certificate"


def test_a_new_task_may_wait_for_somebody_outside(world: World) -> None:
    """It begins blocked, with the day on which its owner looks again."""
    task = _typed(world, LINE)
    assert (task.status, task.title.body) == (Status.BLOCKED, "Get the quote")
    assert task.blocker is not None
    assert (task.blocker.outside, task.blocker.check_on) == ("ACME", date(2026, 11, 27))
    assert task.blocker.helper is None


def test_a_day_to_look_again_lies_ahead(world: World) -> None:
    """A day that is over is refused, and no number is used up."""
    with pytest.raises(BadInput, match="past_date"):
        world.add(outside="ACME", check_on=date(2026, 11, 20))
    assert world.add().id == 1


def test_labels_are_edited_and_taken_back(world: World) -> None:
    """Each once, whatever its case; undo brings the old ones back."""
    task = world.add(labels=("dns",))
    world.do("jon", Edit(task.id, 0, labels=("DNS", "#dns", "mail", "")))
    assert world.task(task.id).labels == ("dns", "mail")
    world.do("jon", Undo())
    assert world.task(task.id).labels == ("dns",)
