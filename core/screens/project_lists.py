"""All projects, a line each: how it stands and why, what comes next, and what nobody has said."""

from collections.abc import Sequence

from core.digest import service as digests
from core.kernel.text import Rich, Words
from core.projects.model import Project
from core.screens.moments import due_fact, due_words
from core.screens.ports import ScreenUnit
from core.screens.presses import of_project, plain_press
from core.screens.scene import Scene, scene_for
from core.screens.views import Button, Reader, Said
from core.tasks.model import OPEN
from core.tasks.ports import TaskFilter

PAGE = 10
MOST = 1000
"""Projects that are looked through."""


def project_list(work: ScreenUnit, words: str, page: int, reader: Reader, platform: str) -> Said:
    """Open ones first, then those that are closed; ten on a page."""
    scene = scene_for(work, reader, platform)
    found = [p for p in work.projects(scene.audience).all(MOST) if _fits(p, words)]
    found.sort(key=lambda project: (not project.open, project.key))
    if not found:
        key = "projects.no_match" if words else "projects.none"
        return Said((scene.say(key, words=words[:80]),), _others(words))
    page = min(page, (len(found) - 1) // PAGE)
    shown = found[page * PAGE : (page + 1) * PAGE]
    lines = (scene.say("projects.title", n=len(found)), *(_line(work, scene, p) for p in shown))
    return Said(lines, (*_shown(shown), *_turning(page, len(found), words)))


def _fits(project: Project, words: str) -> bool:
    folded = words.casefold()
    return folded in project.key or folded in project.name.casefold()


def _line(work: ScreenUnit, scene: Scene, project: Project) -> Rich:
    """``#infra Infra migration · at risk: ... · next: T-4, tomorrow · no lead · no why``."""
    name = Words(f"#{project.key}", bold=True)
    parts: list[Rich] = [(name, Words(f" {project.name}"))]
    parts += [state] if (state := _state(work, scene, project)) else []
    if project.open:
        parts += [part for part in (_next(scene, project), *_unsaid(scene, project)) if part]
    joined = [part for rich in parts for part in (Words(" · "), *rich)]
    return tuple(joined[1:])


def _state(work: ScreenUnit, scene: Scene, project: Project) -> Rich:
    if project.closed_at is not None:
        return scene.say("projects.closed", when=scene.moment(project.closed_at))
    if project.rests(scene.now):
        return pause_words(scene, project)
    health = digests.health_for(work, project, scene.audience, scene.now)
    return scene.say(f"health.{health.word}")


def pause_words(scene: Scene, project: Project) -> Rich:
    """Until when it rests, and why."""
    reason = project.pause_reason.body if project.pause_reason else ""
    key = "projects.paused" if project.paused_until is None else "projects.paused_until"
    until = scene.moment(project.paused_until) if project.paused_until else ""
    return (*scene.say(key, until=until), *((Words(f": {reason}"),) if reason else ()))


def _next(scene: Scene, project: Project) -> Rich:
    """The next task with a date; milestones will stand before it."""
    wanted = TaskFilter(project=project.id, statuses=OPEN)
    first = next(iter(scene.work.tasks(scene.audience).find(wanted, 1)), None)
    if first is None or first.due is None:
        return ()
    due = due_words(due_fact(first.due, scene.reader), scene.reader)
    return scene.say("projects.next", task=scene.handle(first.id), due=due)


def _unsaid(scene: Scene, project: Project) -> Sequence[Rich]:
    unled = () if project.lead is not None else scene.say("projects.no_lead")
    return (unled, () if project.why is not None else scene.say("projects.no_why"))


def _shown(projects: Sequence[Project]) -> tuple[Button, ...]:
    return tuple(of_project(p.id, p.key)("project_show", "project_named") for p in projects)


def _turning(page: int, count: int, words: str) -> tuple[Button, ...]:
    back = (plain_press("projects", "earlier", _at(page - 1, words)),) if page else ()
    more = (page + 1) * PAGE < count
    return (*back, *((plain_press("projects", "further", _at(page + 1, words)),) if more else ()))


def _others(words: str) -> tuple[Button, ...]:
    return (plain_press("projects", "projects_all", "0:"),) if words else ()


def _at(page: int, words: str) -> str:
    return f"{page}:{words[:40]}"
