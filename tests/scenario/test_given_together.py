"""A lead gives somebody one task after another: that costs them one message, not one for each."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from core.compose import AT_ONCE
from tests.support.team import QUICK, Team, team_at_work

ANA, MARIA, JONAS, INFRA = "U0ANA", "U0MARIA", "U0JONAS", "C0INFRA"
START = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
TITLES = ("Draw the plan", "Book the room", "Renew the certificate", "Call the bank", "Buy paper")


@pytest.fixture
async def team() -> AsyncIterator[Team]:
    """A team with a minute for an Undo."""
    async with team_at_work(start=START, tuning=replace(QUICK, hold=60)) as team:
        yield team


async def gives(team: Team, *titles: str) -> None:
    """Ana types a line for each, eleven seconds apart."""
    for title in titles:
        await team.types(ANA, INFRA, f"/task add {title} @maria friday")
        await team.later(seconds=11)


async def test_five_lines_within_a_minute_are_one_message(team: Team) -> None:
    """All five are named in it, in the order in which they were typed, each with its buttons."""
    await gives(team, *TITLES)
    assert await team.dm(MARIA) == []
    await team.later(minutes=2)
    [message] = await team.dm(MARIA)
    at = [message.text.find(title) for title in TITLES]
    assert -1 not in at and at == sorted(at)


async def test_each_of_those_that_are_put_together_is_named(team: Team) -> None:
    """As many as wait for each other have room in a message of Slack's, with their buttons."""
    for number in range(AT_ONCE):
        await team.types(ANA, INFRA, f"/task add Parcel {number} @maria friday")
    await team.later(minutes=3)
    [message] = await team.dm(MARIA)
    assert [n for n in range(AT_ONCE) if f"Parcel {n}" not in message.text] == []


async def test_what_is_taken_back_meanwhile_is_not_in_it(team: Team) -> None:
    """The minute for an Undo is as long as ever; the others are one message."""
    await gives(team, *TITLES[:2])
    await team.types(ANA, INFRA, "/task undo")
    await gives(team, *TITLES[2:])
    await team.later(minutes=2)
    [message] = await team.dm(MARIA)
    named = [title in message.text for title in TITLES]
    assert named == [True, False, True, True, True]


async def test_others_wait_for_nothing_of_hers(team: Team) -> None:
    """Jonas hears of his one task when the minute is over."""
    await team.types(ANA, INFRA, "/task add Paint the door @jonas friday")
    await gives(team, *TITLES)
    await team.later(seconds=6)
    assert [("Paint the door" in m.text) for m in await team.dm(JONAS)] == [True]
    assert await team.dm(MARIA) == []
