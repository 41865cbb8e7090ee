"""*About me*: what others can read of somebody, what is kept, and who could see it; for them."""

from collections.abc import Sequence

from core.calendar.zones import local_date
from core.kernel.refs import PersonId
from core.kernel.text import Rich, Words
from core.people.model import Person
from core.screens.leave import back
from core.screens.moments import day_words
from core.screens.ports import ScreenUnit
from core.screens.presses import plain_press
from core.screens.scene import Scene, scene_for
from core.screens.views import Reader, Said
from core.tasks.model import OPEN, Task
from core.tasks.ports import TaskFilter

SHOWN = 7
"""Tasks that are named in each part; the rest is counted."""
PROJECTS = 500


def about_me(work: ScreenUnit, person: PersonId, reader: Reader, platform: str) -> Said:
    """All that others can read of the reader, first; then what is kept that nobody is shown."""
    scene = scene_for(work, reader, platform)
    found = scene.faces.person(person)
    if found is None:
        return Said((scene.say("about.nobody"),))
    lines = (
        scene.say("about.title", name=found.name or found.handle),
        scene.say("about.read_head"),
        *_tasks(scene, "owned", TaskFilter(owner=person, statuses=OPEN)),
        *_tasks(scene, "asked", TaskFilter(requester=person, not_owner=person, statuses=OPEN)),
        *_tasks(scene, "waiting", TaskFilter(waiting_for=person, statuses=OPEN)),
        scene.say("about.acts"),
        _roles(scene, found),
        _leave(scene, found),
        scene.say("about.lead"),
        scene.say("about.load"),
        scene.say("about.kept_head"),
        scene.say("about.kept_profile", zone=found.zone, habit=found.locale),
        scene.say("about.kept_settings"),
        scene.say("about.kept_texts"),
        scene.say("about.kept_told"),
        scene.say("about.never"),
        scene.say("about.could_head"),
        scene.say("about.could"),
        scene.say("about.export"),
    )
    buttons = (plain_press("my_list"), plain_press("settings", "my_settings"))
    return Said(tuple(line for line in lines if line), buttons)


def _tasks(scene: Scene, part: str, wanted: TaskFilter) -> tuple[Rich, ...]:
    """A part's tasks by name, each with who else sees it where that is not everybody."""
    tasks = scene.work.tasks(scene.audience)
    shown = tasks.find(wanted, SHOWN)
    total = tasks.count(wanted) if len(shown) == SHOWN else len(shown)
    if not shown:
        return (scene.say(f"about.none_{part}"),)
    return (
        scene.say(f"about.{part}", n=total),
        *_named(scene, shown),
        *_rest(scene, total - len(shown)),
    )


def _named(scene: Scene, tasks: Sequence[Task]) -> list[Rich]:
    return [(Words("• "), scene.named(task), *_narrow(scene, task)) for task in tasks]


def _narrow(scene: Scene, task: Task) -> Rich:
    if task.visible_in is None:
        return ()
    place = scene.faces.where(task.visible_in)
    name = f"#{place.name}" if place is not None and place.name else scene.plain("place.that")
    return scene.say("about.narrow", place=name)


def _rest(scene: Scene, hidden: int) -> tuple[Rich, ...]:
    return (scene.say("list.more", n=hidden),) if hidden > 0 else ()


def _roles(scene: Scene, person: Person) -> Rich:
    """What they are here, as help, refusals and projects name it."""
    projects = scene.work.projects(scene.audience).all(PROJECTS)
    led = [f"#{p.key}" for p in projects if p.in_charge == person.id and p.closed_at is None]
    roles = [scene.plain(f"about.role_{'admin' if person.admin else person.role}")]
    roles += [scene.plain("about.role_lead", projects=", ".join(led))] if led else []
    return scene.say("about.roles", roles="; ".join(roles))


def _leave(scene: Scene, person: Person) -> Rich:
    today = local_date(scene.now, person.zone)
    leave = next((leave for leave in person.leave if today in leave), None)
    day = back(scene, person, leave) if leave is not None else None
    if day is None:
        return scene.say("about.leave_none")
    return scene.say("about.leave", day=day_words(day, today))
