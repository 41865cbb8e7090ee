"""Tasks whose numbers stand in a message: a line each, for who wrote it."""

from collections.abc import Sequence

from core.kernel.text import Rich, When, WhenStyle
from core.screens.ports import ScreenUnit
from core.screens.scene import Scene, scene_for
from core.screens.views import Button, Reader, Said
from core.tasks.model import Status, Task


def named(work: ScreenUnit, tasks: Sequence[Task], reader: Reader, platform: str) -> Said:
    """What each is and how it stands, with *Show it here*."""
    scene = scene_for(work, reader, platform)
    buttons: list[Button] = []
    for task in tasks:
        press = scene.presser(task)
        buttons += [press("share", "show_here"), press("show", "show_task")]
    return Said(tuple(named_line(scene, task) for task in tasks), tuple(buttons))


def named_line(scene: Scene, task: Task) -> Rich:
    """What a task is and how it stands, in one line."""
    who = scene.faces.name(task.owner) if task.owner is not None else scene.plain("list.nobody")
    unchecked = task.status is Status.DONE and not task.checked
    status = scene.plain("status.done_unchecked" if unchecked else f"status.{task.status}")
    if task.due is None:
        return scene.say("named.plain", task=scene.named(task), status=status, owner=who)
    until = When(task.due.at, WhenStyle.DATE)
    return scene.say("named.due", task=scene.named(task), status=status, owner=who, due=until)
