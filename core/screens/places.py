"""Where we can't post: said to who wants something posted there, and to who leads it."""

from core.followup.model import Notice
from core.kernel.context import cause_of
from core.kernel.events import Verb
from core.kernel.refs import PlaceId, PostId, ProjectId
from core.kernel.text import Rich
from core.people.model import PlaceKind, Shut
from core.projects.homes import home_on, platform_of
from core.projects.model import Project
from core.screens.presses import of_project
from core.screens.scene import Scene
from core.screens.views import Notes


def waits(scene: Scene, place: PlaceId | None) -> Rich:
    """What is to be posted there waits, and how to let us in; nothing where we may post."""
    found = scene.faces.place(place)
    if found is None or not found.closed:
        return ()
    if found.archived:
        return scene.say("place.waits_archived", place=name_of(scene, found.id))
    if found.kind is PlaceKind.DM:
        return scene.say("place.waits_dm")
    return scene.say("place.waits_out", place=name_of(scene, found.id))


def waits_as_shared(scene: Scene, cause: str) -> Rich:
    """As ``waits``, for the place that a command shared a card in."""
    events = scene.work.log.by_cause(cause_of(cause)) if cause else ()
    places = [event.after.get("shared_in") for event in events if event.verb is Verb.SHARED]
    place = places[-1] if places else None
    return waits(scene, PlaceId(place)) if isinstance(place, int) else ()


def closed_note(scene: Scene, notice: Notice, post: PostId | None) -> Notes | None:
    """To whom it matters that we can't post there; one line once that is over.

    Why, and which project lived there, stand in the notice's slot.
    """
    place = scene.faces.place(PlaceId(notice.wanted.subject.id))
    if place is None:
        return None
    why, project = _told(notice.wanted.slot)
    led = scene.faces.project(project) if project is not None else None
    if led is not None and place.id not in led.homes:
        people = scene.work.people
        beside = home_on(people, led, platform_of(people, place))
        home = scene.faces.where(beside.id if beside is not None else None)
        moved = "place.moved" if home else "place.moved_off"
        return Notes((scene.say(moved, key=led.key, place=f"#{home.name}" if home else ""),))
    name = name_of(scene, place.id)
    if not place.closed and why is not Shut.RESTRICTED:
        return Notes((scene.say("place.open_again", place=name),))
    lines = [scene.say(f"place.closed_{why}", place=name)]
    lines.append(scene.say("place.waits_project", key=led.key) if led else scene.say("place.waits"))
    if why is Shut.OUT and place.kind is not PlaceKind.DM:
        lines.append(scene.say("place.invite"))
    if led is None:
        return Notes(tuple(lines))
    if (other := _open_home(scene, led)) is not None:
        lines.append(scene.say("place.meanwhile", key=led.key, place=name_of(scene, other)))
    lines.append(scene.say("place.elsewhere", key=led.key))
    return Notes(tuple(lines), (of_project(led.id, led.key, post).main("project_home"),))


def _open_home(scene: Scene, project: Project) -> PlaceId | None:
    """A home of the project where we may post all the same."""
    if not project.speaks:
        return None
    homes = ((home, scene.faces.place(home)) for home in project.homes)
    return next((home for home, place in homes if place is not None and not place.closed), None)


def name_of(scene: Scene, place: PlaceId) -> str:
    """A name that the reader may read; we may have been the last to tell who is in there."""
    where = scene.faces.where(place)
    return f"#{where.name}" if where and where.name else scene.plain("place.that")


def _told(slot: str) -> tuple[Shut, ProjectId | None]:
    """``archived|2026-11-25T08:00:00+00:00|7`` → why, and the project that lived there."""
    why, _, project = slot.split("|") if slot.count("|") > 1 else (*slot.split("|"), "")
    return Shut(why), ProjectId(int(project)) if project else None
