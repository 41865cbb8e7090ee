"""A task goes into another project on either database, with parts that its mover doesn't see."""

from collections.abc import Callable

from core import dispatch
from core.kernel.context import Context
from core.kernel.refs import PersonId, ProjectId, TaskId
from core.people.model import PlaceKind
from core.tasks.commands import Undo
from core.tasks.commands_apart import Move
from tests.storage.repositories.world import ALL, NOW, World


def _act(world: World, who: PersonId, key: str) -> Callable[[object], object]:
    ctx = Context(workspace=world.id, actor=who, platform="slack", now=NOW, key=key)
    return lambda intent: dispatch.handle(world.unit, intent, ctx)  # type: ignore[arg-type]


def _stands(world: World, task: TaskId) -> tuple[ProjectId | None, object]:
    found = world.work.tasks(ALL).get(task)
    assert found is not None
    return found.project, found.visible_in


def test_parts_go_along_and_come_back(world: World) -> None:
    """An unseen private part changes its project and stays private; Undo takes the whole back."""
    web = world.project("web").id
    room = world.place("room", PlaceKind.GROUP, (world.tom,))
    whole = world.task()
    private = world.task("Quetzal", parent=whole.id, requester=world.tom, visible_in=room)
    plain = world.task("Order disks", parent=whole.id)
    _act(world, world.maria, "move")(Move(whole.id, web))
    world.again()
    assert _stands(world, whole.id) == (web, None)
    assert _stands(world, plain.id) == (web, None)
    assert _stands(world, private.id) == (web, room)
    _act(world, world.maria, "undo")(Undo("move"))
    world.again()
    assert _stands(world, whole.id) == (None, None)
    assert _stands(world, plain.id) == (None, None)
    assert _stands(world, private.id) == (None, room)
