"""One intent through the door: carried out, with everything that follows from it."""

from datetime import UTC, datetime

import pytest

from core import dispatch
from core.kernel.refs import Kind, Ref, TaskId
from core.projects.model import LadderName
from core.tasks.commands import AllFine
from core.tasks.commands_adding import AddMany, Draft
from tests.support.worlds import World


def test_every_line_of_a_long_list_is_followed_up(world: World) -> None:
    """Fifty pasted lines that wait for one task are all looked at again."""
    first = world.add(title="Order the disks")
    drafts = tuple(
        Draft(f"Step {n}", owner=world.people["maria"], after=(first.id,)) for n in range(50)
    )
    ctx = world.context("jon")
    with world.unit() as unit:
        dispatch.handle(unit, AddMany(drafts), ctx)
    added = {Ref(Kind.TASK, TaskId(number)) for number in range(first.id + 1, first.id + 51)}
    far = world.now.replace(year=world.now.year + 1)
    watched = world.work(lambda work: {watch.subject for watch in work.watches.due(far, 100)})
    assert added <= watched


@pytest.mark.parametrize(
    ("firmness", "day"),
    [(LadderName.FIRM, 25), (LadderName.STANDARD, 26), (LadderName.GENTLE, 30)],
)
def test_all_fine_is_quiet_for_the_span_of_its_ladder(
    world: World, firmness: LadderName, day: int
) -> None:
    """ "All fine" keeps the question away for as long as it took to be asked."""
    project = world.project(ladder=firmness)
    task = world.add(project=project)
    with world.unit() as unit:
        dispatch.handle(unit, AllFine(task.id), world.context("maria"))
    assert world.task(task.id).quiet_until == datetime(2026, 11, day, 9, tzinfo=UTC)
