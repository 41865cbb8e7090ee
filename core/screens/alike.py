"""A task that looks the same as the one about to be made: open it, or add another all the same."""

from core.kernel.text import Rich, When, WhenStyle, shorten
from core.screens.ports import ScreenUnit
from core.screens.presses import plain_press
from core.screens.scene import Scene, scene_for, title_of
from core.screens.views import Button, Problem, Reader
from core.tasks.model import Task


def looks_same(
    work: ScreenUnit, task: Task, kept: str, typed: str, reader: Reader, platform: str
) -> Problem:
    """Instead of a second task; *kept* is where the line waits, and *typed* what it was."""
    scene = scene_for(work, reader, platform)
    handle = scene.handle(task.id)
    press = scene.presser(task)
    buttons = (press.main("open_same", "alike_open", kept), add_anyway(kept, handle))
    lines = (same_line(scene, task), scene.say("alike.nothing_added"))
    return Problem(lines, typed=shorten(typed, 1200), code="looks_same", buttons=buttons)


def add_anyway(kept: str, handle: str) -> Button:
    """The line that waits under *kept* becomes a task although *handle* is there."""
    return plain_press("add_same", "capture_anyway", kept, task=handle)


def same_line(scene: Scene, task: Task) -> Rich:
    """Which one it is, whose, and until when."""
    owner = scene.faces.name(task.owner) if task.owner is not None else scene.plain("list.nobody")
    if task.due is None:
        return scene.say("alike.same", task=scene.named(task), owner=owner)
    until = When(task.due.at, WhenStyle.DATE)
    return scene.say("alike.same_due", task=scene.named(task), owner=owner, due=until)


def same_words(scene: Scene, task: Task, room: int) -> str:
    """The same in a few plain words, for a row of a form."""
    facts = {"handle": scene.handle(task.id), "title": title_of(task, scene.reader)}
    return shorten(scene.plain("alike.row", **facts), room)
