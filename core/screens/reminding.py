"""Words to send to somebody outside; who copies them sends them."""

from core.kernel.text import Quote, shorten
from core.screens.moments import day_words, local_day
from core.screens.ports import ScreenUnit
from core.screens.scene import scene_for
from core.screens.views import Reader, Said
from core.tasks.model import Task

REASON_ROOM = 300


def reminder(work: ScreenUnit, task: Task, reader: Reader, platform: str) -> Said:
    """For the asker alone: what is waited for, in words that may be copied as they are."""
    scene = scene_for(work, reader, platform)
    blocker = task.blocker
    press = scene.presser(task)
    if blocker is None or blocker.outside is None:
        return Said((scene.say("remind.nothing", task=scene.named(task)),), (press("show"),))
    name = scene.faces.name(reader.person) if reader.person is not None else ""
    words = scene.plain(
        "remind.words", outside=blocker.outside, reason=shorten(blocker.reason.body, REASON_ROOM),
        since=day_words(local_day(blocker.since, scene.reader)), name=name,
    )  # fmt: skip
    lines = (scene.say("remind.copy", task=scene.named(task)), (Quote(words),))
    return Said(lines, (press("check_again"), press("unblock", "can_go_on")))
