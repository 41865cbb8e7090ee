"""What may be said of tasks: lines for lists, everything for cards and detail screens."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from core.kernel.refs import PersonId, TaskId
from core.kernel.text import Rich
from core.people.access import checkers
from core.recurring.model import Repeating
from core.screens.dwellings import homes_seen
from core.screens.moments import due_fact
from core.screens.repeats import follows, how_in_line, how_it_goes_on
from core.screens.scene import Faces, Scene, title_of
from core.screens.views import BlockerFacts, TaskFacts, TaskLine, Where, Who
from core.tasks.model import SourceState, Status, Task
from core.tasks.ports import TaskFilter

__all__ = ["Faces", "due_fact", "facts_of", "lines_of", "who_checks"]

PARTS = 50
"""Parts of one task that are shown and counted."""
QUIET_AFTER = timedelta(days=3)
"""A task in progress is called quiet after it; earlier, quiet is ordinary."""


def lines_of(
    scene: Scene, tasks: Sequence[Task], remarks: Mapping[TaskId, Rich] | None = None, *,
    repeating: bool = True,
) -> tuple[TaskLine, ...]:  # fmt: skip
    """Tasks in a line each, with a remark on some; a fixed number of look-ups however many.

    *repeating*: whether the lines say how often each comes.
    """
    scene.faces.know(task.owner for task in tasks)
    waiting = _waiting(scene, [task.id for task in tasks])
    said = remarks or {}
    wanted = [task.id for task in tasks] if repeating else []
    again = scene.work.recurrences.of(wanted) if wanted else {}
    return tuple(
        _line(scene, task, waiting[task.id], said.get(task.id, ()), again.get(task.id))
        for task in tasks
    )


def _line(
    scene: Scene, task: Task, waiting: Sequence[Task], remark: Rich, again: Repeating | None
) -> TaskLine:
    project = scene.faces.project(task.project)
    silent = scene.now - task.touched_at
    quiet = task.status is Status.IN_PROGRESS and silent >= QUIET_AFTER
    return TaskLine(
        task=task.id,
        handle=scene.handle(task.id),
        title=title_of(task, scene.reader),
        status=task.status,
        owner=scene.faces.who(task.owner) if task.owner is not None else None,
        due=due_fact(task.due, scene.reader) if task.due else None,
        priority=task.priority,
        project=project.key if project else None,
        checked=task.checked,
        dateless=task.dateless,
        waiting=tuple(scene.handle(later.id) for later in waiting),
        silent=silent if quiet else None,
        remark=remark or _offered(scene, task),
        repeats=how_in_line(again, scene.reader) if again is not None else "",
    )


def _offered(scene: Scene, task: Task) -> Rich:
    """Who is asked whether they take it."""
    if task.offered_to is None or not task.status.open:
        return ()
    return scene.say("remark.offered_to", name=scene.faces.name(task.offered_to))


def _waiting(scene: Scene, tasks: Sequence[TaskId]) -> Mapping[TaskId, list[Task]]:
    """Open tasks that wait for each of *tasks*."""
    edges = scene.work.dependencies.after(tasks) if tasks else ()
    found = _open(scene, (edge.later for edge in edges))
    waiting: dict[TaskId, list[Task]] = defaultdict(list)
    for edge in sorted(edges):
        if edge.later in found:
            waiting[edge.earlier].append(found[edge.later])
    return waiting


def _open(scene: Scene, ids: Iterable[TaskId]) -> dict[TaskId, Task]:
    wanted = sorted(set(ids))
    found = scene.work.tasks(scene.audience).many(wanted) if wanted else {}
    return {number: task for number, task in found.items() if task.status.open}


def facts_of(
    scene: Scene, task: Task, *, linked: bool = True, repeating: bool = True, parted: bool = True
) -> TaskFacts:
    """Everything that the scene's audience may read of a task. *linked*: whether it may wait for
    others, or others for it; *repeating*: whether it may come again; *parted*: whether its parts,
    or its whole, are wanted."""
    faces, source = scene.faces, task.source
    faces.know((task.owner, task.requester, who_checks(scene, task), task.helper))
    later = _waiting(scene, (task.id,))[task.id] if linked else []
    before = scene.work.dependencies.before((task.id,)) if linked else ()
    earlier = _open(scene, (edge.earlier for edge in before))
    parts, whole = _parts(scene, task, linked=linked) if parted else ((), None)
    project = faces.project(task.project)
    place = faces.where(source.place) if source else None
    again = scene.work.recurrences.of([task.id]).get(task.id) if repeating else None
    return TaskFacts(
        line=_line(scene, task, later, (), again),
        requester=faces.reached(task.requester),
        verifier=_verifier(scene, task),
        named_verifier=task.verifier is not None,
        notes=task.notes.body if task.notes else "",
        criteria=tuple((c.text.body, c.met) for c in task.criteria),
        parts=(sum(part.status is Status.DONE for part in parts), len(parts)),
        part_lines=lines_of(scene, parts) if parts else (),
        part_of=whole,
        labels=task.labels,
        estimate=task.estimate,
        blocker=_blocker(scene, task),
        waits_for=lines_of(scene, list(earlier.values()), repeating=repeating),
        waited_by=lines_of(scene, later, repeating=repeating),
        permalink=source.permalink if source and place else None,
        source_author=faces.who(source.author) if source and source.author is not None else None,
        source_state=source.state if source is not None else SourceState.SAME,
        source_place=place,
        home=next(iter(homes_seen(scene, project)), None) if project else None,
        visible_in=_stays_in(scene, task),
        started_at=task.started_at,
        closed_at=task.closed_at,
        repeats=how_it_goes_on(again, scene.reader) if again is not None else "",
        follows=follows(scene, task.id, again) if again is not None else "",
    )


def _parts(scene: Scene, task: Task, *, linked: bool) -> tuple[Sequence[Task], TaskLine | None]:
    """The parts that are not dropped, and the task that it is a part of, where they are seen."""
    tasks = scene.work.tasks(scene.audience)
    if task.parent is not None:
        whole = tasks.get(task.parent)
        return (), _line(scene, whole, (), (), None) if whole is not None else None
    if not linked:
        return (), None
    found = tasks.find(TaskFilter(parent=task.id), PARTS)
    return [part for part in found if part.status is not Status.DROPPED], None


def _stays_in(scene: Scene, task: Task) -> Where | None:
    """The private place that it stays in; without its name for who is not there."""
    place = scene.faces.place(task.visible_in)
    if place is None:
        return None
    return scene.faces.where(place.id) or Where(place.id, "", None, private=True)


def who_checks(scene: Scene, task: Task) -> PersonId | None:
    """Who looks at it when its owner says done; None when it just closes."""
    if not task.needs_check:
        return None
    order = checkers(task, scene.faces.project(task.project))
    return next((person for person in order if person != task.owner), None)


def _verifier(scene: Scene, task: Task) -> Who | None:
    person = who_checks(scene, task)
    return scene.faces.reached(person) if person is not None else None


def _blocker(scene: Scene, task: Task) -> BlockerFacts | None:
    blocker = task.blocker
    if blocker is None:
        return None
    helper = scene.faces.reached(blocker.helper) if blocker.helper is not None else None
    return BlockerFacts(
        reason=blocker.reason.body,
        since=blocker.since,
        helper=helper,
        promised_until=blocker.promised_until,
        freed=blocker.freed_at is not None,
        outside=blocker.outside,
        check_on=blocker.check_on,
    )
