"""A task in another project: the question before it, the answer, the field of forms."""

from collections.abc import Sequence

from core.kernel.context import cause_of
from core.kernel.errors import ChivvyError
from core.kernel.events import Event, Verb
from core.kernel.refs import ProjectId, TaskId, task_ref
from core.kernel.text import Rich, shorten
from core.projects.model import Project
from core.screens.confirming import Answer, Told
from core.screens.presses import of_task
from core.screens.scene import Scene
from core.screens.telling import soon
from core.screens.views import Button, Field, FieldKind, Option
from core.tasks.commands_apart import Move
from core.tasks.model import Task

OFFERED = 24
"""Projects that a form lists; with none at all as many as one select of Discord's takes. Of more
one is typed."""
NONE, STAYS = "0", "~"
"""What comes back of a list: no project, or whatever it is in."""


def ways_on(error: ChivvyError) -> tuple[Button, ...]:
    """Shown as it would be there, or seen as now."""
    number, facts = error.fields.get("id"), error.fields
    if not isinstance(number, int):
        return ()
    press = of_task(TaskId(number), str(facts["task"]))
    key = str(facts["key"])
    keep = press("move", "move_unseen", str(facts["keep"]), name=key)
    if error.code == "not_allowed_show":
        return (keep,)
    if error.code in {"move_hides", "move_alone"}:
        return (press("move", "move_anyway", str(facts["move"]), name=key),)
    return (press("move", "move_shown", str(facts["move"]), name=key), keep)


def moved(it: Told) -> Answer:
    """Where it is now, who sees it there, and what went along."""
    project = it.scene.faces.project(it.task.project)
    events = it.scene.work.log.by_cause(cause_of(it.cause)) if it.cause else ()
    into = into_words(it.scene, it.task.project)
    if not events:
        return Answer((it.say("move_there", project=into),))
    said = "move" if it.task.project is not None else "move_out"
    owner = it.task.owner
    told = owner is not None and not it.scene.is_reader(owner) and it.task.project is not None
    hears = soon(it.scene, owner, it.task) if owner is not None and told else ()
    rests = project is not None and project.rests(it.scene.now)
    lines = (
        it.say(said, project=into),
        it.say("move_rests", project=into) if rests else (),
        _seen(it, events[0]),
        _along(it, events),
        hears,
    )
    return Answer(tuple(line for line in lines if line))


def _seen(it: Told, event: Event) -> Rich:
    """Who sees it, where that is otherwise than before, or than others of the project."""
    if "visible_in" in event.after:
        return it.say("move_seen_all" if it.task.visible_in is None else "move_seen_some")
    project = it.scene.faces.project(it.task.project)
    kept = project is not None and it.task.visible_in not in {None, project.visible_in}
    return it.say("move_seen_as_before") if kept else ()


def _along(it: Told, events: Sequence[Event]) -> Rich:
    mine = task_ref(it.task.id)
    ids = [TaskId(e.subject.id) for e in events if e.verb is Verb.MOVED and e.subject != mine]
    parts = it.scene.work.tasks(it.scene.audience).many(ids)
    return it.say("move_parts", n=len(parts)) if parts else ()


def into_words(scene: Scene, project: ProjectId | None) -> str:
    """The project as the audience may know it: #infra, another one, or none."""
    if project is None:
        return scene.plain("move.none")
    found = scene.faces.project(project)
    return f"#{found.key}" if found is not None else scene.plain("move.another")


def project_field(scene: Scene, task: Task, *, need: bool = False) -> Field:
    """The projects that the reader sees and that are open; one out of sight just stays."""
    now = scene.faces.project(task.project)
    stays = task.project is not None and now is None
    found = [p for p in scene.work.projects(scene.audience).all() if p.open or p == now]
    if len(found) > OFFERED - stays:
        return _typed(f"#{now.key}" if now is not None else "", "project")
    options = _options(scene, found)
    if stays:
        options.insert(0, Option(STAYS, scene.plain("option.project_stays")))
    initial = STAYS if stays else str(task.project or NONE)
    return Field(
        "project", FieldKind.CHOICE, "project", "project", initial=initial, optional=not need,
        options=tuple(options),
    )  # fmt: skip


def target_field(scene: Scene, act: Move | None) -> Field:
    """Where several tasks go; nothing is chosen at first, or what *act* says."""
    found = [p for p in scene.work.projects(scene.audience).all() if p.open]
    if len(found) > OFFERED:
        return _typed(into_words(scene, act.to) if act is not None else "", "many_project_typed")
    initial = str(act.to or NONE) if act is not None else None
    return Field(
        "project", FieldKind.CHOICE, "project", "many_project", initial=initial, optional=True,
        options=tuple(_options(scene, found)),
    )  # fmt: skip


def _typed(initial: str, hint: str) -> Field:
    return Field(
        "project", FieldKind.TEXT, "project", hint, initial=initial, optional=True, limit=80
    )


def _options(scene: Scene, found: Sequence[Project]) -> list[Option]:
    none = Option(NONE, scene.plain("option.no_project"))
    return [none, *(Option(str(p.id), shorten(f"#{p.key} · {p.name}", 70)) for p in found)]


def move_facts(scene: Scene, event: Event) -> dict[str, object]:
    """From where to where, as the reader may know it."""
    if event.verb is not Verb.MOVED:
        return {}
    was, now = event.before.get("project"), event.after.get("project")
    return {"project": into_words(scene, _number(now)), "was": into_words(scene, _number(was))}


def move_key(event: Event) -> str:
    """The line that tells of it: into one, out of one, or from one into another."""
    if event.after.get("project") is None:
        return "history.moved_out"
    return "history.moved" if event.before.get("project") is not None else "history.moved_in"


def _number(value: object) -> ProjectId | None:
    return ProjectId(value) if isinstance(value, int) else None
