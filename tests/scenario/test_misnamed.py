"""Names that are nobody's in particular: two of one name, apps, leavers, slips of the keyboard."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from adapters.sandbox.model import Person
from adapters.sandbox.story import default_story
from tests.scenario.cast import ANA, INFRA, JONAS, MARIA, MONDAY, open_infra
from tests.support.team import Seen, Team, team_at_work

ALEX = (("U0ALEXM", "alexm"), ("U0ALEX2", "ameyer"))


@asynccontextmanager
async def two_of_one_name() -> AsyncIterator[Team]:
    """Two people are called Alex Meyer; T-1 is Ana's."""
    story = default_story(MONDAY)
    both = tuple(Person(number, handle, "Alex Meyer", "Europe/Berlin") for number, handle in ALEX)
    story = replace(story, people=(*story.people, *both))
    async with team_at_work(start=MONDAY, story=story) as team:
        await open_infra(team)
        await team.types(ANA, INFRA, "/task add Migrate DNS @ana friday")
        yield team


EVERY = (
    ("/task block T-1 needs rights @{}", "I'm asking"),
    ("/task verify T-1 @{}", "checks"),
    ("/task away until friday cover @{}", "You are away"),
    ("/project lead #infra-migration @{}", "lead"),
    ("/project set #infra-migration lead {}", "lead"),
    ("/task list @{}", "Open with"),
    ("/task add Renew the certificate friday verify @{}", "Renew the certificate"),
)
"""Every verb that takes a person, and a word of its answer."""


async def meant(team: Team, line: str, name: str, label: str = "Maria Keller") -> Seen:
    """The answer once it is said who is meant."""
    asked = await team.types(ANA, INFRA, line.format(name))
    assert asked.private and "Choose somebody" in asked.buttons, asked.text
    said = await team.presses(ANA, asked, label)
    assert said is not None
    return said


@pytest.mark.parametrize(("line", "word"), EVERY)
async def test_a_slip_offers_the_nearest_names(line: str, word: str) -> None:
    """The line is carried out with who was meant, without typing it again."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(ANA, INFRA, "/task add Migrate DNS @ana friday")
        said = await meant(team, line, "marai")
        assert word in said.text and "I know nobody" not in said.text


@pytest.mark.parametrize(("line", "word"), EVERY)
async def test_of_two_of_one_name_one_is_chosen(line: str, word: str) -> None:
    """Both are offered, told apart by their handles."""
    async with two_of_one_name() as team:
        said = await meant(team, line, "alex", "Alex Meyer (@alexm)")
        assert word in said.text and "several" not in said.text


async def test_assigning_to_a_slip() -> None:
    """assign: T-1 is hers after one press; the same by the picker."""
    async with team_at_work(start=MONDAY) as team:
        await team.types(ANA, INFRA, "/task add Migrate DNS @ana friday")
        said = await meant(team, "/task assign T-1 @{}", "marai")
        assert "Maria Keller" in said.text
        asked = await team.types(ANA, INFRA, "/task assign T-1 @zzyzx")
        assert "I know nobody called “zzyzx”" in asked.text
        await team.presses(ANA, asked, "Choose somebody")
        answer = await team.submits(ANA, person=JONAS)
        assert answer["ok"], answer
        assert "Jonas Weber" in (await team.types(ANA, INFRA, "/task show T-1")).text


async def test_a_task_for_a_slip_is_kept() -> None:
    """add: the task is there, and its owner is one press away."""
    async with team_at_work(start=MONDAY) as team:
        echo = await team.types(ANA, INFRA, "/task add Migrate DNS @marai friday")
        assert "T-1 Migrate DNS" in echo.text and "Did you mean" in echo.text
        await team.presses(ANA, echo, "Ask Maria Keller")
        assert "Maria Keller" in (await team.types(ANA, INFRA, "/task show T-1")).text


async def test_an_app_is_told_from_a_person() -> None:
    """Named by its mention it is called a bot, and somebody else can be chosen at once."""
    async with team_at_work(start=MONDAY) as team:
        await team.types(ANA, INFRA, "/task add Migrate DNS @ana friday")
        for line in ("assign T-1 <@U0SANDBOX>", "block T-1 no rights <@U0SANDBOX>"):
            asked = await team.types(ANA, INFRA, f"/task {line}")
            assert "is a bot" in asked.text and "Choose somebody" in asked.buttons, asked.text


async def test_leading_where_the_project_is_not_named() -> None:
    """The place where it was typed is kept with the words, for button and form."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        asked = await team.types(ANA, INFRA, "/project lead @zzyzx")
        await team.presses(ANA, asked, "Choose somebody")
        await team.submits(ANA, person=MARIA)
        await team.hears(MARIA, "Infra migration")
