"""A project's page, and what was done to a project."""

from core.kernel.context import cause_of
from core.kernel.refs import ProjectId
from core.kernel.text import Rich, Words, shorten
from core.projects.model import Project
from core.screens.dwellings import homes_named, homes_waiting, none_here
from core.screens.ladders import ladder_buttons, own_rules
from core.screens.ports import ScreenUnit
from core.screens.presses import Presser, of_project
from core.screens.project_lists import pause_words
from core.screens.rights import may_set
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
        _standing(scene, project),
        _why(scene, project),
        _lead(scene, project),
        _home(scene, project),
        none_here(scene, project),
        scene.say(f"ladder.{project.ladder}"),
        own_rules(scene, project),
        scene.say(f"project.{'digest' if project.digest_at else 'no_digest'}", **_digest(project)),
        _counts(scene, project),
        _checks_all(scene, project),
        *_listening(scene, project),
    )
    buttons = (press("show_all"), *_changes(scene, project, press))
    return ProjectPage(project.key, project.name, tuple(line for line in lines if line), buttons)


def _standing(scene: Scene, project: Project) -> Rich:
    """Whether it rests, and what it brought once it is over."""
    if project.closed_at is not None:
        outcome = project.outcome.body if project.outcome else ""
        key = "project.closed_with" if outcome else "project.closed"
        return scene.say(key, when=scene.moment(project.closed_at), outcome=shorten(outcome, 300))
    return pause_words(scene, project) if project.rests(scene.now) else ()


def _changes(scene: Scene, project: Project, press: Presser) -> tuple[Button, ...]:
    if not may_set(scene, project):
        return () if project.open else (press("show_done"),)
    if not project.open:
        return (press("show_done"), press("project_reopen"))
    change = (press("project_answer", "project_edit"), press("ladder_tune", "fine_tune"))
    going_on = (press.main("project_resume"),) if project.rests(scene.now) else ()
    return (*going_on, *change, *_speaking(project, press), press("project_close"))


def _why(scene: Scene, project: Project) -> Rich:
    if project.why is None or not project.why.body:
        return scene.say("project.no_why", key=project.key)
    return scene.say("project.why", why=shorten(project.why.body, 300))


def _lead(scene: Scene, project: Project) -> Rich:
    name, person = scene.faces.name(project.in_charge), scene.faces.person(project.in_charge)
    key = "project.lead" if project.lead is not None else "project.no_lead"
    key = key if person is not None and person.active else "project.lead_gone"
    led = scene.say(key, name=name, key=project.key)
    if project.offered_to is None:
        return led
    asked = scene.faces.name(project.offered_to)
    return (*led, Words(" "), *scene.say("project.offered", name=asked))


def _home(scene: Scene, project: Project) -> Rich:
    places = homes_named(scene, project)
    if not places:
        return scene.say("project.no_home", key=project.key)
    key = "project.speaks" if project.speaks else "project.silent"
    return scene.say(key, place=places)


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
    if not project.homes:
        return ()
    if project.speaks:
        return (press("project_speaks", "project_silent", "no"),)
    return (press("project_speaks", "project_speaks", "yes"),)


def project_said(
    work: ScreenUnit, key: str, project: ProjectId, reader: Reader, platform: str, cause: str = ""
) -> Said:
    """The confirmation of an act on a project: ``project_new``, ``project_set``,
    ``project_digest``. *cause*: the command, for who takes it back."""
    scene = scene_for(work, reader, platform)
    found = work.projects(scene.audience).get(project)
    if found is None:
        return Said((say("said.nothing", reader.locale),))
    name = Words(f"{found.name} (#{found.key})", bold=True)
    press = of_project(found.id, found.key)
    lines = [scene.say(f"said.{_key(key, found)}", project=name, **_digest(found))]
    if key in _SET:
        lines += [_why(scene, found), _lead(scene, found)]
    lines += _followed(scene, key, found)
    if key in {"project_new", *_SET, _TUNED}:
        lines += [scene.say(f"ladder.{found.ladder}"), own_rules(scene, found)]
    if key in {"project_new", *_SET}:
        lines += [_home(scene, found), none_here(scene, found)]
    if key == _TUNED:
        lines.append(scene.say("said.ladder_from_now"))
        return Said(tuple(line for line in lines if line), ladder_buttons(press, cause_of(cause)))
    if key in _SET:
        lines += [_checks_all(scene, found), *_listening(scene, found)]
    lines += homes_waiting(scene, found)
    return Said(tuple(line for line in lines if line), _going_on(scene, found, press))


_SET = {"project_set", "project_back"}
_TUNED = "project_tuned"


def _checks_all(scene: Scene, project: Project) -> Rich:
    """Said only where everything is checked."""
    return scene.say("project.strict") if project.strict else ()


def _listening(scene: Scene, project: Project) -> list[Rich]:
    """What is heard in its channel beside words to us."""
    place = homes_named(scene, project)
    if not project.capture:
        reacting: Rich = ()
    elif not place:
        reacting = scene.say("project.capture_homeless", emoji=f":{project.capture}:")
    else:
        reacting = scene.say("project.capture", emoji=f":{project.capture}:", place=place)
    return [reacting, () if project.numbers else scene.say("project.numbers_off")]


def _going_on(scene: Scene, project: Project, press: Presser) -> tuple[Button, ...]:
    """What who reads it may do next to a project that was just changed."""
    if not may_set(scene, project):
        return ()
    if not project.open:
        return (press("project_reopen"),)
    if project.rests(scene.now):
        return (press.main("project_resume"),)
    return (press("project_answer", "project_edit"), *_speaking(project, press))


def _followed(scene: Scene, key: str, project: Project) -> list[Rich]:
    """What follows from pausing, closing, or being asked to lead."""
    if key == "project_pause":
        return [pause_words(scene, project), scene.say("said.project_paused_means")]
    if key == "project_close":
        places = homes_named(scene, project)
        return [scene.say("said.project_closing", place=places)] if places else []
    if key == "project_reopen" and not project.homes:
        return [scene.say("project.no_home", key=project.key)]
    return []


def _key(key: str, project: Project) -> str:
    if key == "project_digest" and project.digest_at is None:
        return "project_digest_off"
    return key
