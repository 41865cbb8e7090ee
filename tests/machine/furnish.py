"""Databases with a house in them, to be copied: everybody was met, and has told who they are."""

import dataclasses
import re
from collections.abc import Callable, Sequence

from core import dispatch
from core.dispatch.insiders import Unsure
from core.people.model import Bounds
from core.projects.commands import OpenProject
from core.screens.views import Problem
from core.unit import Unit
from tests.machine.cast import (
    BEGINNING,
    CLIENT,
    CLUB_GUILD,
    COMPANY_OFF,
    DAILY,
    GUILD,
    HALL,
    HIRING,
    HIRING_NAME,
    INFRA,
    OWNERS,
    PEOPLE,
    PLATFORMS,
    REACTION,
    ROOMS,
    SECRET,
    SMALL,
    TALK,
    TEAM,
    profile,
    sender,
    title,
)
from tests.machine.far import FarEnd
from tests.machine.house import MONDAY
from tests.machine.life import Clock, Life
from tests.support.tables import lay_tables

CODE = re.compile(r"[A-Z0-9]{5}-[A-Z0-9]{5}")


async def furnish(url: str) -> None:
    """The small house: #infra is a project of Ana's."""
    life = await _begun(url)
    await _met(life, TEAM, SMALL, INFRA)
    await life.desk.words(sender("maria", SECRET), "list", "met:secret")
    await _written(life, _company)
    await _written(life, lambda unit: _inside(unit, SECRET))
    await _written(life, lambda unit: _opened(unit, INFRA, "infra", "Infra"))
    await life.end()


async def furnish_all(url: str) -> None:
    """The whole house: as the small one, with a guest, a private project, a guild that belongs to
    the team and in which Maria is too, and a club."""
    life = await _begun(url)
    team = [who for who, human in PEOPLE.items() if TEAM in human.accounts]
    await _met(life, TEAM, [who for who in team if who != "lee"], INFRA, OWNERS)
    await life.desk.learn(sender("lee", CLIENT), (profile("lee", TEAM),))
    await _written(life, _company)
    for who, place in (("maria", CLIENT), ("maria", SECRET), ("ana", HIRING)):
        await life.desk.words(sender(who, place), "list", f"met:{place}")
    for place in (SECRET, HIRING, CLIENT):
        await _written(life, lambda unit, at=place: _inside(unit, at))  # type: ignore[misc]
    await life.desk.words(sender("lee", CLIENT), "list", "met:lee")
    for place, key, name in ((INFRA, "infra", "Infra"), (CLIENT, "client", "Client"),
                             (HIRING, "hiring", HIRING_NAME)):  # fmt: skip
        await _written(life, lambda unit, at=(place, key, name): _opened(unit, *at))  # type: ignore[misc]
    await _says(life, "ana", INFRA, f"project set #infra capture {REACTION}")
    await _joined(life)
    await _met(life, CLUB_GUILD, ("otto", "vera", "mia"), HALL)
    await _written(life, _bounded)
    for number, (place, who, words) in enumerate(BEGINNING, 1):
        await _says(life, who, place, f"add {title(number)} {words}")
    for who, human in PEOPLE.items():
        for team, account in human.accounts.items():
            await life.desk.words(sender(who, f"D{account}"), "list", f"met:D:{team}")
    await life.end()


async def _begun(url: str) -> Life:
    lay_tables(url)
    clock = Clock(MONDAY)
    ends = {name: FarEnd(clock.now, lambda letter: None) for name in ("slack", "discord")}
    life = Life(url, ends, clock, "builders")
    await life.start()
    return life


async def _met(
    life: Life, team: str, people: Sequence[str], place: str, owners: frozenset[str] = frozenset()
) -> None:
    profiles = tuple(profile(who, team, owner=who in owners) for who in people)
    first = "ana" if "ana" in people else people[0]
    await life.desk.learn(sender(first, place), profiles)
    for who in people:
        await life.desk.words(sender(who, place), "list", f"met:{team}:{who}")


async def _joined(life: Life) -> None:
    """The guild becomes part of the team's workspace, and #infra lives there too."""
    await _says(life, "ana", INFRA, "admin me")
    code = await _says(life, "ana", INFRA, "admin link")
    await life.desk.learn(sender("nils", TALK), (profile("nils", GUILD, owner=True),))
    await _says(life, "nils", TALK, "admin me")
    await _says(life, "nils", TALK, f"admin link {code}")
    await _met(life, GUILD, ("nils", "maria"), TALK, OWNERS)
    code = await _says(life, "maria", INFRA, "link")
    await _says(life, "maria", TALK, f"link {code}")
    await _says(life, "ana", INFRA, "admin add @nils")
    await _says(life, "nils", TALK, "project home #infra here")


async def _says(life: Life, who: str, place: str, line: str) -> str:
    """The code in the answer, if there is one."""
    verb_home = "project" if line.startswith("project ") else "task"
    words = line.removeprefix("project ")
    view = await life.desk.words(sender(who, place), words, f"says:{who}:{line}", verb_home)
    assert not isinstance(view, Problem), view
    found = CODE.search(repr(view))
    return found.group() if found else ""


async def _written(life: Life, do: Callable[[Unit], None]) -> None:
    await life.base.write(do, workspace=None)


def _company(unit: Unit) -> None:
    """The team lives in Berlin, and has a day off."""
    home = unit.directory.find("slack", TEAM)
    assert home is not None
    people = unit.of(home.workspace).people
    off = frozenset({COMPANY_OFF})
    workspace = people.workspace()
    people.save_workspace(dataclasses.replace(workspace, zone="Europe/Berlin", days_off=off))


def _inside(unit: Unit, place: str) -> None:
    """Who is in a channel, as the platform says."""
    home = unit.directory.find("slack", TEAM)
    assert home is not None
    known = unit.of(home.workspace).people.place_by(home.id, place)
    assert known is not None
    asked = Unsure(home.workspace, known.id, "slack", TEAM, place)
    inside = frozenset(
        account for who in ROOMS[place].people if (account := PEOPLE[who].accounts.get(TEAM))
    )
    dispatch.know_members(unit, asked, inside, MONDAY)


def _opened(unit: Unit, place: str, key: str, name: str) -> None:
    """A project of Ana's lives there, and speaks."""
    ctx = dispatch.arrive(unit, sender("ana", place), MONDAY, f"opens:{key}")
    opened = OpenProject(key, name, "Because.", ctx.actor, home=ctx.place, speaks=True)
    dispatch.handle(unit, opened, ctx)


def _bounded(unit: Unit) -> None:
    """Somebody of the club makes few tasks a day."""
    home = unit.directory.find(PLATFORMS[CLUB_GUILD], CLUB_GUILD)
    assert home is not None
    people = unit.of(home.workspace).people
    workspace = people.workspace()
    bounds = Bounds(several=workspace.bounds.several, daily=DAILY)
    people.save_workspace(dataclasses.replace(workspace, bounds=bounds))
