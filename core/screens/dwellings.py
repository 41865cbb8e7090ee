"""The channels that a project lives in, one on each platform, as a reader may know them."""

from collections.abc import Sequence

from core.kernel.text import Rich
from core.people.model import InstallationState
from core.projects.homes import platform_of
from core.projects.model import Project
from core.screens.places import waits
from core.screens.scene import Scene
from core.screens.views import Where


def homes_seen(scene: Scene, project: Project) -> list[Where]:
    """Its homes whose names the reader may read, that of the reader's platform first."""
    found = [where for home in project.homes if (where := scene.faces.where(home)) is not None]
    return sorted(found, key=lambda where: where.account is None)


def homes_named(scene: Scene, project: Project) -> str:
    """``#infra and #infra-talk on Discord``; empty for none."""
    names = [_named(scene, where) for where in homes_seen(scene, project)]
    if len(names) < 2:
        return "".join(names)
    return scene.plain("place.two", first=", ".join(names[:-1]), second=names[-1])


def _named(scene: Scene, where: Where) -> str:
    place = scene.faces.place(where.id)
    if where.account is not None or place is None:
        return f"#{where.name}"
    platform = platform_of(scene.work.people, place).title()
    return scene.plain("place.on", place=f"#{where.name}", platform=platform)


def homes_waiting(scene: Scene, project: Project) -> list[Rich]:
    """Of each home that is closed to us: that what is to be posted there waits."""
    return [line for home in project.homes if (line := waits(scene, home))]


def nowhere_open(scene: Scene, project: Project | None) -> Rich:
    """Where all homes of one that speaks are closed to us: that what it would say there waits."""
    if project is None or not project.speaks:
        return ()
    closed = homes_waiting(scene, project)
    return closed[0] if closed and len(closed) == len(project.homes) else ()


def none_here(scene: Scene, project: Project) -> Rich:
    """How it gets a home on the reader's platform too, where it has one elsewhere alone."""
    people = scene.work.people
    places = [place for home in project.homes if (place := people.place(home)) is not None]
    platforms = _platforms(scene)
    lives_on = {platform_of(people, place) for place in places}
    if not lives_on or scene.platform in lives_on or scene.platform not in platforms:
        return ()
    if project.visible_in is not None or not project.open:
        return ()
    return scene.say("project.none_here", key=project.key, platform=scene.platform.title())


def _platforms(scene: Scene) -> Sequence[str]:
    every = scene.work.people.installations()
    return [each.platform for each in every if each.state is InstallationState.ACTIVE]
