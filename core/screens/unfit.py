"""*Something doesn't fit* under a brief: which task, and what shall change about it."""

from core.digest import service as digests
from core.kernel.refs import PersonId
from core.kernel.text import shorten
from core.screens.ports import ScreenUnit
from core.screens.presses import plain_press
from core.screens.scene import scene_for
from core.screens.views import Reader, Said
from core.tasks.model import Task

SHOWN = 10


def which(work: ScreenUnit, person: PersonId, reader: Reader, platform: str) -> Said:
    """A button for each task that stands in the reader's brief now."""
    scene = scene_for(work, reader, platform)
    facts = digests.brief_facts(work, person, (), scene.now, apart=False)
    tasks = [task for task in facts.today if scene.is_reader(task.owner)] if facts else []
    if not tasks:
        return Said((scene.say("unfit.nothing"),), (plain_press("my_list"),))
    buttons = tuple(
        scene.presser(task)("unfit", "unfit_task", title=shorten(task.title.body, 12))
        for task in tasks[:SHOWN]
    )
    return Said((scene.say("unfit.which"),), buttons)


def what(work: ScreenUnit, task: Task, reader: Reader, platform: str) -> Said:
    """What can change about one task."""
    scene = scene_for(work, reader, platform)
    press = scene.presser(task)
    ways = press.many("due", "block", "assign", "decline")
    return Said((scene.say("unfit.what", task=scene.named(task)),), ways)
