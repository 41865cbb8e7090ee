"""Somebody to whom Slack takes no message of ours: said in the open without a ping, and to who
leads, once; and to themselves when they next type something."""

from collections.abc import AsyncIterator

import pytest

from tests.scenario.cast import ANA, INFRA, JONAS, MARIA, MONDAY, from_bot, open_infra
from tests.support.team import Seen, Team, team_at_work


@pytest.fixture
async def team() -> AsyncIterator[Team]:
    """Maria is reached by nothing; Sam gave her a task of Ana's project."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        team.run.sandbox.faults.refuse_dms(MARIA)
        await team.types(JONAS, INFRA, "/task add Buy the secret present @maria friday #infra")
        await team.later(hours=1)
        yield team


async def lines(team: Team) -> list[Seen]:
    """What stands in the channel of who is not reached."""
    seen = await team.sees(JONAS, INFRA)
    return [one for one in seen if "no direct message of mine arrives" in one.text]


async def test_a_line_stands_where_the_project_lives(team: Team) -> None:
    """Her name as plain words, no mention, nothing of the task; once a week at most."""
    await team.later(days=3)
    [line] = await lines(team)
    assert "Maria" in line.text and f"<@{MARIA}>" not in line.text
    assert "present" not in line.text and "T-1" not in line.text


async def test_who_leads_hears_it_once(team: Team) -> None:
    """Three days of refusals are one message, which says that silence is no answer."""
    await team.later(days=3)
    told = [m for m in await from_bot(team, ANA) if "no message of mine reaches them" in m.text]
    assert len(told) == 1


async def test_they_are_told_beside_their_next_answer(team: Team) -> None:
    """For Maria's eyes, once."""
    await team.types(MARIA, INFRA, "/task list")
    await team.settled()
    await team.types(MARIA, INFRA, "/task list")
    await team.settled()
    hints = [one for one in await team.sees(MARIA, INFRA) if "none of them arrives" in one.text]
    assert len(hints) == 1
    assert hints[0].private


async def test_all_of_it_ends_when_they_are_reached(team: Team) -> None:
    """The line is taken down, and who leads reads that it is over."""
    team.run.sandbox.faults.refuse_dms(MARIA, refused=False)
    await team.later(days=2)
    assert await lines(team) == []
    assert [m for m in await from_bot(team, ANA) if "reach Maria" in m.text]
