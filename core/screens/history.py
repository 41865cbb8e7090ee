"""What happened to a task, in words: bounded, newest first, one line for each event."""

from collections.abc import Mapping, Sequence

from core.kernel.events import Event, Value, Verb
from core.kernel.refs import PersonId, Ref, TaskId, TextId, task_ref
from core.kernel.text import Quote, Rich, When, Words, shorten
from core.screens.coming import history_facts, history_key
from core.screens.moments import due_fact, due_words
from core.screens.moves import move_facts, move_key
from core.screens.ports import ScreenUnit
from core.screens.scene import Scene, scene_for
from core.screens.views import HistoryLine, Reader, Said
from core.tasks.model import Due, Task, Text

HISTORY_SHOWN = 15
QUOTE_ROOM = 200
PAGE = 10
MOST = 500
"""Lines of one history that can be paged through."""
PRIVATE_TO_THE_ACTOR = frozenset({Verb.SNOOZED, Verb.SPOKE})
"""When somebody wants to be asked, and that somebody spoke, is nobody else's business."""


def history_lines(
    scene: Scene, subject: Ref, limit: int = HISTORY_SHOWN
) -> tuple[HistoryLine, ...]:
    """The newest events of *subject* that its audience may read."""
    events = scene.work.tasks(scene.audience).events(subject, 2 * limit)
    told = [event for event in events if event.verb not in PRIVATE_TO_THE_ACTOR][:limit]
    words = event_words(scene, told)
    return tuple(HistoryLine(e.at, said) for e, said in zip(told, words, strict=True))


def event_words(scene: Scene, events: Sequence[Event]) -> list[Rich]:
    """A line for each event."""
    scene.faces.know(event.actor for event in events)
    texts = scene.work.texts.many({event.text for event in events if event.text is not None})
    return [_words(scene, event, texts) for event in events]


def page(work: ScreenUnit, task: Task, number: int, reader: Reader, platform: str) -> Said:
    """One page of what happened to *task*, with the way to the others."""
    scene = scene_for(work, reader, platform)
    lines = history_lines(scene, task_ref(task.id), min((number + 1) * PAGE + 1, MOST))
    shown = lines[number * PAGE : (number + 1) * PAGE]
    said = [(When(line.at), Words(" · "), *line.words) for line in shown]
    press = scene.presser(task)
    ways = [press("history", "back", str(number - 1))] if number else []
    ways += [press("history", "next", str(number + 1))] if len(lines) > (number + 1) * PAGE else []
    title = scene.say("history.title", task=scene.named(task))
    return Said((title, *said), (*ways, press("show")))


def _words(scene: Scene, event: Event, texts: Mapping[TextId, Text]) -> Rich:
    line = scene.say(_key(event), who=_actor(scene, event), **_facts(scene, event))
    said = texts.get(event.text) if event.text is not None else None
    if said is None or not said.body:
        return line
    return (*line, Words(" "), Quote(shorten(said.body, QUOTE_ROOM)))


def _actor(scene: Scene, event: Event) -> str:
    if event.actor is None:
        return scene.plain("app.name")
    return scene.faces.name(event.actor)


def _key(event: Event) -> str:
    after = event.after
    if event.verb is Verb.ASSIGNED and after.get("owner") is None:
        return "history.left_open"
    if event.verb is Verb.DUE_CHANGED and after.get("due") is None:
        return "history.dateless"
    if event.verb is Verb.CLOSED and event.actor is not None:
        return "history.finished_closed"
    if event.verb is Verb.EDITED and set(after) == {"criteria"}:
        return "history.criteria"
    if event.verb is Verb.MOVED:
        return move_key(event)
    return history_key(event)


def _facts(scene: Scene, event: Event) -> dict[str, object]:
    """What the lines of some verbs name."""
    owner = event.after.get("owner", event.after.get("offered_to", event.after.get("verifier")))
    return {
        "name": scene.faces.name(PersonId(owner)) if isinstance(owner, int) else "",
        "due": _due(scene, event.after.get("due")),
        "priority": _priority(scene, event.after.get("priority")),
        "earlier": _handle(scene, event),
        **history_facts(scene, event),
        **move_facts(scene, event),
    }


def _due(scene: Scene, value: Value) -> str:
    if not isinstance(value, str) or not value:
        return ""
    return due_words(due_fact(Due.decode(value), scene.reader), scene.reader).partition(" (")[0]


def _priority(scene: Scene, value: Value) -> str:
    return scene.plain(f"priority.{value}") if isinstance(value, str) else ""


def _handle(scene: Scene, event: Event) -> str:
    number = event.after.get("waits_for", event.before.get("waits_for"))
    return scene.handle(TaskId(number)) if isinstance(number, int) else ""
