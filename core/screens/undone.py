"""What was taken back, in words: each field that went back, and how the task stands now."""

from collections.abc import Callable, Mapping, Sequence

from core.kernel.context import cause_of
from core.kernel.events import Event, Value, Verb
from core.kernel.refs import Kind, PersonId, ProjectId, TaskId, task_ref
from core.kernel.text import Rich
from core.screens.moments import day_words, due_fact, due_words, local_day, time_words
from core.screens.moves import into_words
from core.screens.scene import Scene
from core.tasks.model import Due, Task


def undone_lines(scene: Scene, task: Task, cause: str) -> tuple[Rich, ...]:
    """What the undo *cause* put back of *task*, how it stands now, and how many more went back."""
    events = scene.work.log.by_cause(cause_of(cause)) if cause else ()
    mine = [event for event in events if event.subject == task_ref(task.id)]
    more = len({event.subject for event in events}) - 1
    named, state = scene.named(task), _state(scene, task)
    changes = _changes(scene, mine)
    if not changes or (len(changes) == 1 and not task.status.open):
        lines = [scene.say("said.undo", task=named, state=state)]
    else:
        lines = [
            scene.say("said.undone", task=named, changes="; ".join(changes)),
            scene.say("said.undone_now", state=state),
        ]
    if more > 0:
        lines.append(scene.say("said.undone_more", n=more))
    return (*lines, *_left(scene, events))


def _left(scene: Scene, undone: Sequence[Event]) -> tuple[Rich, ...]:
    """Tasks of the command that did not go back, by number and who changed them since."""
    cause = next((event.undoes for event in undone if event.undoes), "")
    went = {event.subject for event in undone}
    stay = dict.fromkeys(e.subject for e in scene.work.log.by_cause(cause)) if cause else {}
    ids = [TaskId(ref.id) for ref in stay if ref.kind is Kind.TASK and ref not in went]
    tasks = scene.work.tasks(scene.audience)
    named = [_since(scene, tasks.events(task_ref(task), limit=1), task) for task in tasks.many(ids)]
    if not named:
        return ()
    return (scene.say("said.undone_left", n=len(named), tasks=", ".join(named)),)


def _since(scene: Scene, newest: Sequence[Event], task: TaskId) -> str:
    who = newest[0].actor if newest else None
    name = f" ({scene.faces.name(who)})" if who is not None else ""
    return f"{scene.handle(task)}{name}"


def _state(scene: Scene, task: Task) -> str:
    parts = [scene.plain(f"status.{task.status}")]
    if task.status.open:
        parts += [scene.faces.name(task.owner)] if task.owner is not None else []
        dateless = "fact.dateless" if task.dateless else "fact.no_date"
        parts.append(_day(scene, task.due) if task.due is not None else scene.plain(dateless))
    return " · ".join(parts)


def _day(scene: Scene, due: Due) -> str:
    return due_words(due_fact(due, scene.reader), scene.reader)


def _changes(scene: Scene, events: Sequence[Event]) -> list[str]:
    after: dict[str, Value] = {}
    said = []
    for event in events:
        if event.verb is Verb.UNDONE:
            after |= event.after
        elif event.verb in {Verb.LINKED, Verb.UNLINKED}:
            said.append(_link(scene, event))
    return [told(scene, after) for name, told in _TOLD.items() if name in after] + said


def _link(scene: Scene, event: Event) -> str:
    number = event.after.get("waits_for", event.before.get("waits_for"))
    return scene.plain(f"undone.{event.verb}", earlier=scene.handle(TaskId(int(number or 0))))


def _due(scene: Scene, after: Mapping[str, Value]) -> str:
    due = after["due"]
    if not isinstance(due, str) or not due:
        return scene.plain("undone.no_date")
    fact = due_fact(Due.decode(due), scene.reader)
    day = day_words(fact.day, local_day(scene.now, scene.reader))
    time = f" {time_words(fact.at, scene.reader)}" if fact.has_time else ""
    return scene.plain("undone.due", due=f"{day}{time}")


def _owner(scene: Scene, after: Mapping[str, Value]) -> str:
    owner = after["owner"]
    if not isinstance(owner, int):
        return scene.plain("undone.no_owner")
    return scene.plain("undone.owner", name=scene.faces.name(PersonId(owner)))


def _priority(scene: Scene, after: Mapping[str, Value]) -> str:
    return scene.plain("undone.priority", priority=scene.plain(f"priority.{after['priority']}"))


def _project(scene: Scene, after: Mapping[str, Value]) -> str:
    number = after["project"]
    project = ProjectId(number) if isinstance(number, int) else None
    return scene.plain("undone.project", project=into_words(scene, project))


def _status(scene: Scene, after: Mapping[str, Value]) -> str:
    return scene.plain("undone.status", status=scene.plain(f"status.{after['status']}"))


def _as_before(key: str) -> Callable[[Scene, Mapping[str, Value]], str]:
    return lambda scene, after: scene.plain(key)


_TOLD: Mapping[str, Callable[[Scene, Mapping[str, Value]], str]] = {
    "title": _as_before("undone.title"),
    "status": _status,
    "owner": _owner,
    "due": _due,
    "priority": _priority,
    "project": _project,
    "start_on": _as_before("undone.start_on"),
    "criteria": _as_before("undone.criteria"),
    "notes": _as_before("undone.notes"),
    "blocker": _as_before("undone.blocker"),
    "repeat": _as_before("undone.repeat"),
}
"""The fields that are named, in their order; bookkeeping is not."""
