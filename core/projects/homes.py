"""Where a project lives: one place on each platform, and a place is home to one project.

The place names its project; the project itself knows the home that it had first.
"""

from collections.abc import Iterable
from dataclasses import replace

from core.kernel.audience import System
from core.kernel.context import Context
from core.kernel.errors import BadInput, Conflict
from core.kernel.events import Event
from core.kernel.refs import PlaceId, ProjectId
from core.people.at_work import NAMED, at_work, chosen_for
from core.people.model import Place, PlaceKind
from core.people.ports import People
from core.projects.model import Project
from core.projects.ports import ProjectUnit

EVERYBODY = System("numbers")
"""Homes are unique whoever sees the project."""


def platform_of(people: People, place: Place) -> str:
    """The platform that a place is on."""
    found = people.installation(place.installation)
    return found.platform if found is not None else ""


def places_of(people: People, project: Project) -> list[Place]:
    """Its homes, the first one first."""
    found = (people.place(home) for home in project.homes)
    return [place for place in found if place is not None]


def home_on(people: People, project: Project, platform: str) -> Place | None:
    """Its home on *platform*."""
    homes = places_of(people, project)
    return next((place for place in homes if platform_of(people, place) == platform), None)


def nearest(people: People, project: Project, platform: str) -> Place | None:
    """Its home on *platform*, else the first that it has."""
    homes = places_of(people, project)
    return next(iter(sorted(homes, key=lambda p: platform_of(people, p) != platform)), None)


def free_home(
    work: ProjectUnit, home: PlaceId | None, project: Project | None, ctx: Context
) -> PlaceId | None:
    """*home* when no other open project lives there and it is no direct message."""
    if home is None:
        return None
    place = work.people.place(home)
    if place is None or place.kind is PlaceKind.DM:
        raise BadInput("no_home", field="home", example="#general")
    other = work.projects(EVERYBODY).at_home(home)
    if other is not None and other != project:
        visible = work.projects(ctx.audience).get(other.id) is not None
        raise Conflict("home_taken", place=home, key=other.key if visible else None)
    return home


def require_heard(
    work: ProjectUnit, home: PlaceId | None, project: Project | None, ctx: Context
) -> None:
    """BadInput where we are not at work, so that nothing would be heard: who may choose the
    channels is told how (``home_not_chosen_yet``), anybody else which there are
    (``home_not_chosen``)."""
    people, place = work.people, work.people.place(home) if home is not None else None
    if place is None or at_work(people, place):
        return
    there = platform_of(people, place)
    names = [f"#{each.name}" for each in chosen_for(people, ctx.actor, there) if each.name]
    asker = people.person(ctx.actor)
    named, free = f"#{place.name}", asker is not None and asker.admin and there == ctx.platform
    if free and place.name:
        example = " ".join(("/task settings workspace channels", *names, named))
        raise BadInput("home_not_chosen_yet", field="home", place=place.id, example=example)
    chosen = names[0] if names else "/project list"
    example = f"/project home #{project.key} {chosen}" if project and names else chosen
    raise BadInput(
        "home_not_chosen", field="home", place=place.id, places=", ".join(names[:NAMED]),
        example=example,
    )  # fmt: skip


def moved_in(work: ProjectUnit, home: PlaceId, project: Project, ctx: Context) -> Project:
    """It lives in *home* from now on, instead of where it lived on that platform.

    One that moves into a private place stays there: Conflict ``home_hides`` where it lives on
    another platform too, and ``home_unseen`` for a second home of one that stays in its first.
    """
    free_home(work, home, project, ctx)
    if home not in project.homes:
        require_heard(work, home, project, ctx)
    place = work.people.place(home)
    assert place is not None  # noqa: S101 - free_home has looked
    here = platform_of(work.people, place)
    rest = [p for p in places_of(work.people, project) if platform_of(work.people, p) != here]
    seen_in = home if place.private else project.visible_in
    if rest and seen_in is not None:
        code = "home_hides" if place.private else "home_unseen"
        example = f"/project home #{project.key} off"
        raise Conflict(code, key=project.key, kept=rest[0].id, example=example)
    before = home_on(work.people, project, here)
    homes = [home if each == (before.id if before else None) else each for each in project.homes]
    return replace(with_homes(project, (*homes, home)), visible_in=seen_in)


def moved_out(work: ProjectUnit, project: Project, ctx: Context) -> Project:
    """It has no home any more on the asker's platform; of a single one it moves out from anywhere.

    BadInput ``no_home_to_leave``.
    """
    found = home_on(work.people, project, ctx.platform)
    if found is None and len(project.homes) == 1:
        found = work.people.place(project.homes[0])
    if found is None:
        raise BadInput("no_home_to_leave", field="home", key=project.key)
    return with_homes(project, (home for home in project.homes if home != found.id))


def with_homes(project: Project, homes: Iterable[PlaceId]) -> Project:
    """The project with these homes, each once."""
    found = tuple(dict.fromkeys(homes))
    return replace(project, home=found[0] if found else None, others=found[1:])


def homes_before(event: Event) -> set[PlaceId]:
    """Where a project lived before *event*, as far as that changed it."""
    told = f"{event.before.get('home') or ''},{event.before.get('others') or ''}"
    return {PlaceId(int(home)) for home in told.split(",") if home}


def settle(work: ProjectUnit, old: Project | None, new: Project) -> None:
    """Each place knows which project lives there; one that another has meanwhile stays theirs."""
    had = old.homes if old is not None else ()
    for home in had:
        place = work.people.place(home)
        if home not in new.homes and place is not None and place.project == new.id:
            work.people.save_place(replace(place, project=None))
    for home in new.homes:
        if home not in had:
            _name(work, home, new.id)


def _name(work: ProjectUnit, home: PlaceId, project: ProjectId) -> None:
    place = work.people.place(home)
    if place is not None and place.project != project:
        work.people.save_place(replace(place, project=project))
