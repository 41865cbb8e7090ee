"""What somebody who reacted to a message reads, and nobody else."""

from core.screens.ports import ScreenUnit
from core.screens.scene import scene_for
from core.screens.views import Reader, Said
from core.screens.words import say
from core.tasks.model import Task


def too_many(most: int, reader: Reader) -> Said:
    """More reactions in a minute than make tasks."""
    return Said((say("reacted.too_many", reader.locale, n=most),))


def wordless(reader: Reader) -> Said:
    """A picture alone gives no title."""
    return Said((say("reacted.wordless", reader.locale),))


def stays(work: ScreenUnit, task: Task, reader: Reader, platform: str) -> Said:
    """The reaction is gone, the task is not."""
    scene = scene_for(work, reader, platform)
    press = scene.presser(task)
    return Said((scene.say("reacted.stays", task=scene.named(task)),), press.many("show", "drop"))
