"""Asking after a task: what is known of it first, and then whether its owner hears of it."""

from collections.abc import Callable, Mapping

from core.followup import service as followup
from core.followup.ahead import asks_next
from core.followup.model import Notice, NoticeKind, to_person
from core.followup.nudging import Bar, Chance, chance
from core.kernel.events import Event
from core.kernel.refs import PersonId, task_ref
from core.kernel.text import Rich
from core.screens.confirming import Answer, Told
from core.screens.history import PRIVATE_TO_THE_ACTOR, event_words
from core.screens.moments import day_words
from core.screens.named import named_line
from core.screens.ports import ScreenUnit
from core.screens.presses import Presser
from core.screens.scene import Scene, scene_for
from core.screens.views import Button, Reader, Said
from core.tasks.model import Task

EVENTS_READ = 50
ASKED = frozenset({
    NoticeKind.DUE_SOON, NoticeKind.OVERDUE, NoticeKind.OVERDUE_AGAIN, NoticeKind.STALLED,
    NoticeKind.UNTOUCHED, NoticeKind.SHORT_OF_TIME,
})  # fmt: skip
"""Questions to an owner how it is."""


def standing(work: ScreenUnit, task: Task, reader: Reader, platform: str) -> Said:
    """How *task* stood when it was last heard of, what was asked, what comes next, and a nudge.

    That a question has no answer is said nowhere: a question without one stands alone.
    """
    scene = scene_for(work, reader, platform)
    asker = reader.person or PersonId(0)
    found = chance(work, task, asker, scene.now)
    lines = (
        named_line(scene, task), _heard(scene, task), *_asked(scene, task), _next(scene, task),
        _bar(scene, task, found),
    )  # fmt: skip
    press = scene.presser(task)
    main = () if found.bar else (press.main("nudge", "nudge_anyway"),)
    buttons = (*main, *_instead(press, found), press("show"))
    return Said(tuple(line for line in lines if line), buttons)


def _events(scene: Scene, task: Task) -> list[Event]:
    """Newest first, without what is nobody else's business."""
    events = scene.work.tasks(scene.audience).events(task_ref(task.id), EVENTS_READ)
    return [event for event in events if event.verb not in PRIVATE_TO_THE_ACTOR]


def _heard(scene: Scene, task: Task) -> Rich:
    people = [event for event in _events(scene, task) if event.actor is not None]
    if not people:
        return ()
    words = event_words(scene, people[:1])[0]
    return scene.say("nudge.heard", at=scene.moment(people[0].at), what=words)


def _asked(scene: Scene, task: Task) -> tuple[Rich, ...]:
    """The last question to its owner, and what its owner has done since."""
    notice = _last_asked(scene, task)
    if notice is None or notice.said_at is None or task.owner is None:
        return ()
    name = scene.faces.name(task.owner)
    asked = scene.say("nudge.asked", at=scene.moment(notice.said_at), name=name)
    since = [
        event for event in _events(scene, task)
        if event.actor == task.owner and event.at >= notice.said_at
    ]  # fmt: skip
    if not since:
        return (asked,)
    words = event_words(scene, since[-1:])[0]
    return (asked, scene.say("nudge.answered", at=scene.moment(since[-1].at), what=words))


def _last_asked(scene: Scene, task: Task) -> Notice | None:
    if task.owner is None:
        return None
    to = to_person(task.owner)
    said = [
        n for n in scene.work.notices.of(task_ref(task.id))
        if n.wanted.kind in ASKED and n.wanted.recipient == to and n.said_at is not None
    ]  # fmt: skip
    return max(said, key=lambda n: (n.said_at, n.id), default=None)


def _next(scene: Scene, task: Task) -> Rich:
    if not task.status.open:
        return ()
    at = asks_next(task, followup.around(scene.work, task, scene.now), scene.now)
    return scene.say("nudge.next", at=scene.moment(at)) if at is not None else ()


# Whether anybody hears, and why not


def _bar(scene: Scene, task: Task, found: Chance) -> Rich:
    name = scene.faces.name(task.owner) if task.owner is not None else ""
    if found.bar is None:
        return scene.say("nudge.offer", name=name)
    day = day_words(found.day) if found.day is not None else ""
    key = "away_open" if found.bar is Bar.AWAY and not day else str(found.bar)
    at = (scene.moment(found.at),) if found.at is not None else ""
    return scene.say(f"nudge.bar_{key}", name=name, day=day, at=at)


def _instead(press: Presser, found: Chance) -> tuple[Button, ...]:
    buttons = _INSTEAD.get(found.bar)
    return buttons(press) if buttons is not None else ()


_INSTEAD: Mapping[Bar | None, Callable[[Presser], tuple[Button, ...]]] = {
    Bar.UNOWNED: lambda press: (press.main("claim"), press("assign")),
    Bar.GONE: lambda press: (press.main("assign"),),
    Bar.AWAY: lambda press: (press("assign"), press("due")),
    Bar.OWN: lambda press: (press.main("done"), press("block", "in_the_way"), press("due")),
}


def nudged(it: Told) -> Answer:
    """One line goes along with the next message; the same words whatever its owner has set."""
    reader = it.scene.reader.person or PersonId(0)
    found = chance(it.scene.work, it.task, reader, it.scene.now)
    line = _bar(it.scene, it.task, found)
    if found.bar is Bar.WAITING and found.by == reader and found.at is not None:
        line = it.say("nudge", name=it.name(it.task.owner), when=it.when(found.at))
    return Answer((line,), (it.press("show"),), undoable=False)
