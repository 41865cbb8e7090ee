"""What an answer says of a task that repeats: what comes next, and what that is still good for."""

from collections.abc import Mapping
from datetime import date

from core.kernel.context import cause_of
from core.kernel.events import Event, Value, Verb
from core.kernel.refs import Kind, TaskId
from core.kernel.text import Rich
from core.kernel.values import dataclass
from core.recurring.model import Repeating, Setup, decode, ended
from core.recurring.policy import next_day
from core.screens.moments import day_words, due_fact, due_words
from core.screens.presses import Presser
from core.screens.repeats import how_it_goes_on, how_often
from core.screens.scene import Scene
from core.screens.views import Button
from core.tasks.model import Task

SHARED = frozenset({"edit", "assign", "due", "move", "priority"})
"""Answers to a change that may hold for all that come."""
ENDING = frozenset({"done", "accept", "drop", "skip"})
SETTING = frozenset({"repeat", "repeat_off", "repeat_pause", "repeat_all"})


@dataclass(frozen=True, slots=True)
class Coming:
    """Lines and buttons that follow an answer."""

    lines: tuple[Rich, ...] = ()
    buttons: tuple[Button, ...] = ()


def coming(scene: Scene, task: Task, key: str, cause: str, press: Presser) -> Coming:
    """What is to be said after the answer *key* to the command *cause*."""
    known = scene.work.recurrences.of([task.id]).get(task.id)
    if known is None or not known.series.on:
        return Coming()
    if key in SHARED and cause:
        return Coming(buttons=(press("repeat_all", value=cause_of(cause)),))
    if key in ENDING and ended(task):
        return Coming((_next(scene, known, cause),), (press("repeat_off"),))
    return Coming(buttons=(press("repeat_off"),)) if key in {"repeat", "repeat_pause"} else Coming()


def _next(scene: Scene, known: Repeating, cause: str) -> Rich:
    """The task that has come, as it is named now; else when one will."""
    events = scene.work.log.by_cause(cause_of(cause)) if cause else ()
    came = [event for event in events if event.verb is Verb.RECURRED]
    found = _seen(scene, came[-1]) if came else None
    if found is not None and found.due is not None:
        due = due_words(due_fact(found.due, scene.reader), scene.reader)
        return scene.say("said.comes", next=scene.named(found), due=due)
    newest = scene.work.recurrences.newest(known.series.id, 12)
    tasks = scene.work.tasks(scene.audience).many([each.task for each in newest])
    if any(not ended(task) for task in tasks.values()):
        return scene.say("said.still_open")
    day = next_day(known, scene.now)
    if day is None:
        return scene.say("said.comes_no_more")
    return scene.say("said.comes_later", day=day_words(day))


def _seen(scene: Scene, event: Event) -> Task | None:
    if event.subject.kind is not Kind.TASK:
        return None
    return scene.work.tasks(scene.audience).get(TaskId(event.subject.id))


def set_anew(scene: Scene, task: Task, key: str) -> Rich:
    """The first line of an answer to how it shall repeat."""
    known = scene.work.recurrences.of([task.id]).get(task.id)
    named = scene.named(task)
    if known is None or key == "repeat_off":
        return scene.say("said.repeat_off", task=named)
    if key == "repeat_pause" and known.series.paused_until is None:
        key = "repeat_go_on"
    return scene.say(f"said.{key}", task=named, how=how_it_goes_on(known, scene.reader))


def history_facts(scene: Scene, event: Event) -> dict[str, object]:
    """What the lines of a series' events name."""
    after = event.after
    facts: dict[str, object] = {"days": _left_out(scene, event), "how": "", "day": ""}
    if isinstance(number := after.get("left_out"), int):
        facts["n"] = number
    follows = after.get("follows")
    if isinstance(follows, int):
        facts["earlier"] = scene.handle(TaskId(follows))
    return facts | _setup(scene, event)


def _left_out(scene: Scene, event: Event) -> str:
    """The days that brought none: the one, or the first and the last."""
    first, last = (_day(event.after.get(f"left_out_{end}")) for end in ("first", "last"))
    return first if first == last else scene.plain("repeat.span", first=first, last=last)


def _setup(scene: Scene, event: Event) -> dict[str, object]:
    found = _set(event.after)
    if found is None:
        return {}
    day = found.paused_until
    return {
        "how": how_often(found.pattern, scene.reader),
        "day": day_words(day) if day is not None else "",
    }


def history_key(event: Event) -> str:
    """Which line tells of *event*."""
    if event.verb is Verb.RECURRED:
        return "history.recurred_left" if "left_out" in event.after else "history.recurred"
    if event.verb is not Verb.REPEATED:
        return f"history.{event.verb}"
    was, now = _set(event.before), _set(event.after)
    if now is None:
        return "history.repeated"
    if not now.on:
        return "history.repeated_off"
    if was is not None and was.template != now.template:
        return "history.repeated_all"
    if now.paused_until is not None:
        return "history.repeated_paused"
    return "history.repeated_how"


def _set(values: Mapping[str, Value]) -> Setup | None:
    kept = values.get("repeat")
    return decode(kept) if isinstance(kept, str) else None


def _day(value: object) -> str:
    return day_words(date.fromisoformat(value)) if isinstance(value, str) else ""
