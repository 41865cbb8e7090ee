"""A project's page, and what was done to a project."""

from core.kernel.refs import ProjectId
from core.kernel.text import Rich, Words, shorten
from core.projects.model import Project
from core.screens.places import waits
from core.screens.ports import ScreenUnit
from core.screens.presses import Presser, of_project
from core.screens.scene import Scene, scene_for
from core.screens.views import Button, ProjectPage, Reader, Said
from core.screens.words import say
from core.tasks.model import OPEN
from core.tasks.ports import TaskFilter


def project_page(work: ScreenUnit, project: Project, reader: Reader, platform: str) -> ProjectPage:
    """Why it exists, who leads it, where it lives, how firmly it follows up, what is open."""
    scene = scene_for(work, reader, platform)
    press = of_project(project.id, project.key)
    lines = (
        _why(scene, project),
        _lead(scene, project),
        _home(scene, project),
        scene.say(f"ladder.{project.ladder}"),
        scene.say(f"project.{'digest' if project.digest_at else 'no_digest'}", **_digest(project)),
        _counts(scene, project),
    )
    change = press("project_answer", "project_edit")
    buttons = (press("show_all"), change, *_speaking(project, press))
    return ProjectPage(project.key, project.name, tuple(line for line in lines if line), buttons)


def _why(scene: Scene, project: Project) -> Rich:
    if project.why is None or not project.why.body:
        return scene.say("project.no_why", key=project.key)
    return scene.say("project.why", why=shorten(project.why.body, 300))


def _lead(scene: Scene, project: Project) -> Rich:
    name = scene.faces.name(project.in_charge)
    return scene.say("project.lead" if project.lead is not None else "project.no_lead", name=name)


def _home(scene: Scene, project: Project) -> Rich:
    place = scene.faces.where(project.home)
    if place is None:
        return scene.say("project.no_home", key=project.key)
    key = "project.speaks" if project.speaks else "project.silent"
    return scene.say(key, place=f"#{place.name}")


def _digest(project: Project) -> dict[str, str]:
    if project.digest_at is None:
        return {"key": project.key}
    return {"key": project.key, "time": f"{project.digest_at:%H:%M}", "zone": project.digest_zone}


def _counts(scene: Scene, project: Project) -> Rich:
    tasks = scene.work.tasks(scene.audience)
    count = tasks.count(TaskFilter(project=project.id, statuses=OPEN))
    late = tasks.count(TaskFilter(project=project.id, statuses=OPEN, due_before=scene.now))
    if late:
        return scene.say("project.open_late", n=count, late=late)
    return scene.say("project.open", n=count)


def _speaking(project: Project, press: Presser) -> tuple[Button, ...]:
    if project.home is None:
        return ()
    if project.speaks:
        return (press("project_speaks", "project_silent", "no"),)
    return (press("project_speaks", "project_speaks", "yes"),)


def project_said(
    work: ScreenUnit, key: str, project: ProjectId, reader: Reader, platform: str
) -> Said:
    """The confirmation of an act on a project: ``project_new``, ``project_set``,
    ``project_digest``."""
    scene = scene_for(work, reader, platform)
    found = work.projects(scene.audience).get(project)
    if found is None:
        return Said((say("said.nothing", reader.locale),))
    name = Words(f"{found.name} (#{found.key})", bold=True)
    press = of_project(found.id, found.key)
    lines = [scene.say(f"said.{_key(key, found)}", project=name, **_digest(found))]
    if key == "project_set":
        lines += [_why(scene, found), _lead(scene, found)]
    if key in {"project_new", "project_set"}:
        lines.append(scene.say(f"ladder.{found.ladder}"))
        lines.append(_home(scene, found))
    if found.home is not None and (closed := waits(scene, found.home)):
        lines.append(closed)
    return Said(tuple(lines), (press("project_answer", "project_edit"), *_speaking(found, press)))


def _key(key: str, project: Project) -> str:
    if key == "project_digest" and project.digest_at is None:
        return "project_digest_off"
    return key
