"""Answers to follow-ups in words of one's own, in direct messages."""

from collections.abc import AsyncIterator

import pytest

from tests.support.team import Seen, Team, team_at_work

ANA, MARIA, INFRA, DM = "U0ANA", "U0MARIA", "C0INFRA", "D0MARIA"


@pytest.fixture
async def team() -> AsyncIterator[Team]:
    """Maria was told of a task."""
    async with team_at_work() as team:
        await team.types(ANA, INFRA, "/task add Renew the certificate @maria friday")
        await team.settled()
        yield team


async def _told(team: Team) -> Seen:
    return next(seen for seen in await team.dm(MARIA) if "T-1" in seen.text)


async def test_a_sentence_is_kept_and_what_it_may_mean_is_offered(team: Team) -> None:
    """Words in the thread of a follow-up become a note, with the ways to go on as buttons."""
    told = await _told(team)
    await team.says(MARIA, DM, "start with the registrar, they never answer", thread=told.ts)
    answer = (await team.sees(MARIA, DM, told.ts))[-1]
    assert "Kept with T-1" in answer.text
    assert {"Done", "Something's in the way", "New date"} <= set(answer.buttons)
    shown = await team.types(ANA, INFRA, "/task show T-1")
    assert "they never answer" in shown.text
    assert "To do" in shown.text


async def test_a_verb_alone_is_obeyed(team: Team) -> None:
    """ "done" in the thread of a follow-up is about its task."""
    told = await _told(team)
    await team.says(MARIA, DM, "done", thread=told.ts)
    answer = (await team.sees(MARIA, DM, told.ts))[-1]
    assert "T-1 Renew the certificate is marked done" in answer.text


async def test_an_answered_message_says_how_it_went_on_the_lock_screen(team: Team) -> None:
    """The fallback text of an answered follow-up is its one line, not the old question."""
    await team.presses(MARIA, await _told(team), "I'm on it")
    told = await _told(team)
    assert "yours now" not in told.raw["text"]
