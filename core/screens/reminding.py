"""Words to send to somebody outside; who copies them sends them."""

import re

from core.kernel.text import Quote, shorten
from core.screens.moments import day_words, local_day
from core.screens.ports import ScreenUnit
from core.screens.scene import scene_for
from core.screens.views import Reader, Said
from core.tasks.model import Blocker, Task

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
        "remind.words", outside=blocker.outside, reason=_what(task, blocker, blocker.outside),
        since=day_words(local_day(blocker.since, scene.reader)), name=name,
    )  # fmt: skip
    lines = (scene.say("remind.copy", task=scene.named(task)), (Quote(words),))
    return Said(lines, (press("check_again"), press("unblock", "can_go_on")))


def _what(task: Task, blocker: Blocker, outside: str) -> str:
    """What is missing; where the words only say who is waited for and until when, the title."""
    only = rf"wait\w*(?:\s+(?:for|on))?\s+{re.escape(outside)}\W*(?:\b(?:check|ask|look)\b.*)?"
    alone = re.fullmatch(only, blocker.reason.body.strip(), re.IGNORECASE)
    return shorten(task.title.body if alone else blocker.reason.body, REASON_ROOM)
