"""Where projects live, which roles count, whom a name means; by the database."""

import re
from collections.abc import Mapping

from adapters.db.beside import peek
from bot.settings import Settings
from core.kernel.audience import System
from core.kernel.errors import ChivvyError
from core.kernel.values import dataclass
from core.people.model import Place
from core.people.ports import People
from core.people.standing import RIGHTS
from core.projects.homes import home_on
from core.unit import Unit

IDS: Mapping[str, re.Pattern[str]] = {
    "slack": re.compile(r"[CGDUW][A-Z0-9]{5,}"),
    "discord": re.compile(r"\d{15,20}"),
}
"""What is an id by its looks."""


@dataclass(frozen=True, slots=True)
class Home:
    """A channel that a project lives in."""

    team: str
    place: str
    name: str


def homes(settings: Settings, platform: str) -> tuple[Home, ...]:
    """Of every open project on *platform*; none where the database can't be read."""
    try:
        return peek(settings.database, lambda unit: _homes(unit, platform))
    except ChivvyError:
        return ()


def _homes(unit: Unit, platform: str) -> tuple[Home, ...]:
    found = []
    for number in unit.directory.workspaces():
        work = unit.of(number)
        for project in work.projects(System("delivery")).all(1000):
            place = home_on(work.people, project, platform) if project.open else None
            if place is not None and (team := _team(work.people, place, platform)):
                name = f"#{place.name}" if place.name else place.external_id
                found.append(Home(team, place.external_id, name))
    return tuple(found)


def roles_asked_for(settings: Settings) -> dict[str, tuple[str, str]]:
    """The roles that something depends on, by their ids: what they are called, and the setting."""
    try:
        return peek(settings.database, _roles)
    except ChivvyError:
        return {}


_SETTINGS = {right: name for name, right in RIGHTS.items()}


def _roles(unit: Unit) -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for number in unit.directory.workspaces():
        bounds = unit.of(number).people.workspace().bounds
        found |= {each.role: (each.name, _SETTINGS[each.right]) for each in bounds.roles}
        if bounds.role:
            found.setdefault(bounds.role, (bounds.role_name, "several"))
    return found


def _team(people: People, place: Place, platform: str) -> str:
    """The installation that a place belongs to; empty when that is on another platform."""
    there = people.installation(place.installation)
    return there.external_id if there is not None and there.platform == platform else ""


def address_of(settings: Settings, to: str, platform: str = "slack") -> str | None:
    """The platform's id of @somebody or a #channel; an id is itself."""
    name = to.strip()
    if IDS[platform].fullmatch(name):
        return name
    try:
        return peek(settings.database, lambda unit: _address(unit, name, platform))
    except ChivvyError:
        return None


def _address(unit: Unit, name: str, platform: str) -> str | None:
    for number in unit.directory.workspaces():
        people = unit.of(number).people
        if name.startswith("#"):
            place = people.place_named(name)
            if place is not None and _team(people, place, platform):
                return place.external_id
            continue
        found = people.by_name(name.removeprefix("@"))
        account = people.account(found[0].id, platform) if len(found) == 1 else None
        if account is not None:
            return account.external_id
    return None
