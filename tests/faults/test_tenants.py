"""Two workspaces in one database: what is one's is to the other as if it had never been.

Every verb, button and form, with numbers, tokens and names of the other, is answered as one that
was never given to anything.
"""

import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from core import catalogue, dispatch
from core.kernel.refs import Kind, PersonId, PlaceId, PostId, ProjectId, Ref, TaskId, WorkspaceId
from core.kernel.tokens import Token
from core.people.model import Profile, Sender
from core.reading import buttons
from core.screens.views import Form, View
from core.unit import Unit
from scheduler import tick
from tests.scenario.cast import ANA, INFRA, MARIA, MONDAY, november, open_infra
from tests.support.team import Team, team_at_work

CANARIES = ("Zanzibar", "Quokka", "Wombat", "Yttrium", "Narwhal", "Keller", "infra-migration")
NOWHERE = 987_654
"""A number that nobody was ever given."""
OTHER = "T0OTHER"


@dataclass
class Two:
    """The rich workspace, somebody of the poor one, and what they were shown."""

    team: Team
    zed: Sender
    asked: int = 0

    async def types(self, line: str, home: str = "task") -> View:
        """Zed types a line in their own workspace."""
        self.asked += 1
        return await self.team.run.bot.desk.words(self.zed, line, f"line{self.asked}", home)

    async def tries(self, token: Token) -> list[object]:
        """Zed presses a button that was made up, opens its form and submits it."""
        self.asked += 1
        desk, seen = self.team.run.bot.desk, []
        seen.append(await desk.press(self.zed, token, f"press{self.asked}"))
        form = await desk.form(self.zed, token)
        seen.append(form)
        if isinstance(form, Form):
            seen.append(await desk.submit(self.zed, token, {}, f"form{self.asked}"))
        return seen


@pytest_asyncio.fixture
async def two(tmp_path: Path) -> AsyncIterator[Two]:
    """Twelve tasks, a project, people and places there; one task of Zed's here."""
    async with team_at_work(start=MONDAY, data_dir=tmp_path / "data") as team:
        await open_infra(team)
        for number in range(12):
            title = CANARIES[number % 5]
            await team.types(ANA, INFRA, f"/task add {title} {number} @maria friday #infra")
        await team.types(ANA, INFRA, "/task block T-2 Quokka is stuck @jonas")
        await team.settled()
        zed = Sender("slack", OTHER, "U9", "zed", place="C9", place_name="general")
        await team.run.bot.desk.learn(zed, (Profile("U9", "Zed", "zed", "Europe/Berlin"),))
        found = Two(team, zed)
        await found.types("add My own @zed friday")
        await team.settled()
        yield found


def words(view: object) -> str:
    """Everything in a view, without the numbers that were asked for."""
    return re.sub(r"[0-9a-f]{24}|\d+", "#", repr(view))


def kind(view: object) -> tuple[str, object]:
    """What sort of answer it is, and which error."""
    return type(view).__name__, getattr(view, "code", "")


def canaries(view: object) -> list[str]:
    """What of the rich workspace stands in it."""
    said = repr(view)
    return [canary for canary in CANARIES if canary in said]


def foreign(line: str, task: int, project: str, person: str) -> str:
    """The example of a verb about these."""
    line = line.replace("@Chivvy", "/task").partition(" ")[2]
    line = re.sub(r"#\w[\w-]*", f"#{project}", re.sub(r"@\w+", f"@{person}", line))
    return re.sub(r"T-\d+", f"T-{task}", line)


async def test_every_verb_with_what_is_theirs(two: Two) -> None:
    """Numbers, people and projects of the other workspace: the answer to what never was."""
    for verb in catalogue.VERBS:
        # A home that the first of the two took would be taken for the second.
        home, example = str(verb.command), verb.example.replace(" here", " off")
        theirs = await two.types(foreign(example, 7, "infra-migration", "maria"), home)
        nobodys = await two.types(foreign(example, NOWHERE, "no-such-word", "nobdoy"), home)
        assert kind(theirs) == kind(nobodys), verb.name
        assert [c for c in canaries(theirs) if c != "infra-migration"] == [], verb.name


async def test_ids_of_slack_that_are_theirs(two: Two) -> None:
    """Mentions by the other workspace's Slack ids are nobody and nowhere here."""
    for line in (
        f"add Something <@{MARIA}|maria>", f"assign T-1 <@{MARIA}>", f"list <@{MARIA}>",
        f"list <#{INFRA}|infra>", f"block T-1 stuck <@{MARIA}>", f"verify T-1 <@{MARIA}>",
    ):  # fmt: skip
        view = await two.types(line)
        assert canaries(view) == [], line


def tokens(verb: str, number: int) -> Iterator[Token]:
    """A verb about each kind of thing with this number, and with it for a value."""
    yield Token(verb, Ref(Kind.TASK, TaskId(number)), PostId(number), "")
    for subject in (Ref(Kind.TASK, TaskId(number)), Ref(Kind.PROJECT, ProjectId(number)),
                    Ref(Kind.PERSON, PersonId(number))):  # fmt: skip
        yield Token(verb, subject, PostId(number), str(number))


async def ids(two: Two) -> list[int]:
    """Numbers of tasks, projects, people, places and posts that the rich workspace has."""
    state = two.team.run.bot.store

    def read(unit: object) -> list[int]:
        work = unit.of(1)  # type: ignore[attr-defined]
        people = work.people
        person = people.by_account("slack", MARIA)
        place = people.place_by(people.installations()[0].id, INFRA)
        assert person is not None and place is not None
        assert isinstance(place.id, int) and PlaceId(place.id)
        return [7, person.id, place.id]

    return await state.read(read)


async def test_every_button_and_form_with_what_is_theirs(two: Two) -> None:
    """Every token that is understood, with their numbers: as with numbers that never were."""
    # Without its cause, undo is about one's own newest act.
    verbs = sorted((buttons._PRESSES.keys() | buttons.FORMS | buttons.EITHER) - {"undo"})
    before = await standing(two)
    for number in await ids(two):
        for verb in verbs:
            for token, nobody in zip(tokens(verb, number), tokens(verb, NOWHERE), strict=True):
                theirs, nobodys = await attempt(two, token), await attempt(two, nobody)
                assert words(theirs) == words(nobodys), (verb, token)
                assert canaries(theirs) == [], (verb, token)
    await two.team.settled()
    assert await standing(two) == before


async def attempt(two: Two, token: Token) -> list[object]:
    """What came of it; a token that was made up by hand may make no sense at all."""
    try:
        return await two.tries(token)
    except (ValueError, TypeError, AttributeError) as error:
        return [type(error).__name__]


async def standing(two: Two) -> str:
    """How the rich workspace stands, for who sees all of it."""
    seen = [(await two.team.types(ANA, INFRA, f"/task history T-{n}")).text for n in (1, 2, 7)]
    return "\n".join([*seen, (await two.team.types(ANA, INFRA, "/project show")).text])


async def test_home_lists_and_search_hold_ones_own(two: Two) -> None:
    """App home, every list and the search."""
    assert canaries(await two.team.run.bot.desk.home(two.zed)) == []
    for line in ("", "list", "list all", "list done", "list unowned", "search zanzibar", "next"):
        assert canaries(await two.types(line)) == [], line
    for line in ("list", "show"):
        assert canaries(await two.types(line, "project")) == [], line


async def test_the_canaries_sing_at_home(two: Two) -> None:
    """The tests above would notice."""
    assert "Zanzibar" in (await two.team.types(ANA, INFRA, "/task list all")).text


@pytest.mark.parametrize("broken", ["tick_one", "due"])
async def test_what_cannot_even_be_put_off_there_stops_nothing_here(
    two: Two, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    """The turn of each workspace is its own: the other is decided in the same round."""
    home = WorkspaceId(1)

    def poisoned(name: str) -> None:
        real = getattr(dispatch, name)

        def fails(unit: Unit, workspace: WorkspaceId, *rest: Any) -> Any:  # noqa: ANN401
            if workspace == home:
                raise KeyError("a bug in a rule")
            return real(unit, workspace, *rest)

        monkeypatch.setattr(dispatch, name, fails)

    for name in ("tick", broken, "put_off"):
        poisoned(name)
    counts = await tick.some(two.team.run.bot.store, november(30, 12))
    assert counts.pop(home) == 0
    assert [count > 0 for count in counts.values()] == [True]
