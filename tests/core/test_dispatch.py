"""One intent through the door: carried out, with everything that follows from it."""

from core import dispatch
from core.kernel.refs import Kind, Ref, TaskId
from core.tasks.commands import AddMany, Draft
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
