"""The morning brief of a person: today, what waits, what is waited for, news, and questions."""

from collections.abc import Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from core.digest.model import BriefFacts
from core.followup.model import Notice
from core.kernel.refs import PostId
from core.kernel.text import Part, Rich, Words
from core.screens.asks import asks_of, matters_of, why_button
from core.screens.facts import lines_of
from core.screens.ports import ScreenUnit
from core.screens.presses import plain_press
from core.screens.questions import QUESTIONS
from core.screens.scene import Scene, scene_for
from core.screens.views import Brief, Reader, TaskLine
from core.tasks.model import Status, Task

SHOWN = 7
"""Lines in a part; nine lines in all are what a phone shows at once."""


def brief(
    work: ScreenUnit, facts: BriefFacts, reader: Reader, platform: str, post: PostId | None = None
) -> Brief:
    """A person's morning, for that person's eyes."""
    scene = scene_for(work, replace(reader, person=facts.person), platform)
    return Brief(
        greeting=_greeting(scene, facts),
        today=lines_of(scene, facts.today),
        waiting_for_you=_waiting(scene, facts),
        you_wait_for=lines_of(scene, facts.you_wait_for),
        told=(*_still(scene, facts.still), *_news(scene, facts.told, post)),
        later=facts.later,
        buttons=(
            plain_press("my_list"),
            plain_press("unfit"),
            plain_press("settings", "my_settings"),
            why_button(post),
        ),
        asks=asks_of(scene, facts.asks, post),
        back=facts.back,
        done=lines_of(scene, facts.done),
    )


def _greeting(scene: Scene, facts: BriefFacts) -> Rich:
    name, count = scene.faces.first_name(facts.person), len(facts.today)
    if facts.back:
        return scene.say("brief.greeting_back", name=name)
    hello = scene.plain(_hello(scene.now.astimezone(ZoneInfo(scene.reader.zone)).hour))
    key = "brief.greeting" if count else "brief.greeting_free"
    if facts.beside:
        key = "brief.greeting_beside" if count else "brief.greeting_free_beside"
    return scene.say(key, hello=hello, name=name, n=count)


def _hello(hour: int) -> str:
    """How people greet at that hour of theirs: the working day of some begins in the evening."""
    for until, key in ((5, "hello"), (12, "hello.morning"), (18, "hello.afternoon")):
        if hour < until:
            return key
    return "hello.evening"


def _waiting(scene: Scene, facts: BriefFacts) -> tuple[TaskLine, ...]:
    remarks = {task.id: scene.say(_remark(scene, task)) for task in facts.waiting}
    return lines_of(scene, facts.waiting, remarks)


def _remark(scene: Scene, task: Task) -> str:
    if task.status is Status.IN_REVIEW:
        return "remark.check"
    if task.blocker is not None and scene.is_reader(task.owner):
        return "remark.can_go_on"
    return "remark.help" if scene.is_reader(task.helper) else "remark.decide"


def _still(scene: Scene, tasks: Sequence[Task]) -> tuple[Rich, ...]:
    """What somebody who had left finds when they are here again."""
    if not tasks:
        return ()
    named: list[object] = []
    for task in tasks[:SHOWN]:
        named += [", " if named else "", scene.named(task)]
    more = len(tasks) - SHOWN
    rest = scene.say("left.still_more", n=more) if more > 0 else ()
    return ((*scene.say("left.still", tasks=tuple(named)), *rest),)


def _news(scene: Scene, notices: Sequence[Notice], post: PostId | None) -> tuple[Rich, ...]:
    """Each piece of news in one line."""
    told = (QUESTIONS[it.kind][1](it).words[:2] for it in matters_of(scene, notices, post))
    return tuple(_one_line([line for line in lines if line]) for lines in told)


def _one_line(lines: Sequence[Rich]) -> Rich:
    joined: list[Part] = []
    for line in lines:
        joined += [Words(" "), *line] if joined else line
    return tuple(joined)
