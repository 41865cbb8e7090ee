"""The closing words of a project: what was asked for, what came of it, and thanks."""

from collections.abc import Sequence

from core.kernel.audience import Audience
from core.kernel.text import Part, Rich, Words, shorten
from core.projects.model import Project
from core.screens.ports import ScreenUnit
from core.screens.presses import of_project
from core.screens.scene import Scene, scene_of
from core.screens.views import Notes, Reader
from core.tasks.model import Status, Task
from core.tasks.ports import TaskFilter

LOOKED_AT = 500
"""Tasks of each kind that are read, at most; counts are of all."""
NAMED = 5
THANKED = 20
REASON_ROOM = 300


def closing(
    work: ScreenUnit, project: Project, audience: Audience, reader: Reader, platform: str
) -> Notes:
    """One post in the project's home, as *audience* may see it; nobody is mentioned."""
    scene = scene_of(work, audience, reader, platform)
    done = _tasks(scene, project, Status.DONE)
    lines = (
        scene.say("closing.headline", project=_named(project)),
        _worded(scene, "closing.asked", project.why.body if project.why else ""),
        _worded(scene, "closing.outcome", project.outcome.body if project.outcome else ""),
        _counted(scene, "closing.done", project, Status.DONE, done),
        _unchecked(scene, done),
        _counted(scene, "closing.dropped", project, Status.DROPPED),
        _thanks(scene, done),
    )
    press = of_project(project.id, project.key)
    return Notes(tuple(line for line in lines if line), (press("show_done"),))


def _named(project: Project) -> Words:
    return Words(f"{project.name} (#{project.key})", bold=True)


def _worded(scene: Scene, key: str, words: str) -> Rich:
    return scene.say(key, words=shorten(words, REASON_ROOM)) if words else ()


def _tasks(scene: Scene, project: Project, status: Status) -> Sequence[Task]:
    wanted = TaskFilter(project=project.id, statuses=(status,))
    return scene.work.tasks(scene.audience).find(wanted, LOOKED_AT)


def _counted(
    scene: Scene, key: str, project: Project, status: Status, found: Sequence[Task] | None = None
) -> Rich:
    wanted = TaskFilter(project=project.id, statuses=(status,))
    count = scene.work.tasks(scene.audience).count(wanted)
    if not count:
        return ()
    shown = (found if found is not None else _tasks(scene, project, status))[:NAMED]
    return scene.say(key, n=count, tasks=_listed(scene, shown, count))


def _listed(scene: Scene, tasks: Sequence[Task], count: int) -> Rich:
    parts: list[Part] = []
    for task in tasks:
        parts += [Words(", ")] if parts else []
        parts.append(scene.named(task))
    over = count - len(tasks)
    return (*parts, *(scene.say("closing.more", n=over) if over else ()))


def _unchecked(scene: Scene, done: Sequence[Task]) -> Rich:
    count = sum(task.needs_check and not task.checked for task in done)
    return scene.say("closing.unchecked", n=count) if count else ()


def _thanks(scene: Scene, done: Sequence[Task]) -> Rich:
    """Everybody who did or checked something, in the order of the alphabet."""
    people = {p for task in done for p in (task.finished_by, task.verifier) if p is not None}
    scene.faces.know(people)
    names = sorted({scene.faces.name(person) for person in people}, key=str.casefold)
    if not names:
        return ()
    over = len(names) - THANKED
    more = scene.say("closing.more", n=over) if over > 0 else ()
    return scene.say("closing.thanks", names=(Words(", ".join(names[:THANKED])), *more))
