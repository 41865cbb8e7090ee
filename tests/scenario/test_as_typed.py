"""What people type in their own words: understood as meant, or refused with what would do."""

import pytest

from tests.scenario.cast import (
    ANA,
    INFRA,
    JONAS,
    MARIA,
    MONDAY,
    from_bot,
    november,
    open_infra,
)
from tests.support.team import team_at_work


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("vacation 20 dec to 3 jan, jonas covers", "back on Mon 4 Jan 2027"),
        ("next week mon-wed", "back on Thu 3 Dec"),
        ("this afternoon", "Leave is whole days"),
        ("half day tomorrow", "Leave is whole days"),
        ("cover @jonas", "Until when? Type:"),
    ],
)
async def test_leave(typed: str, answer: str) -> None:
    """Days and who covers, in any order; hours are refused, not taken for a day."""
    async with team_at_work(start=MONDAY) as team:
        said = await team.types(MARIA, INFRA, f"/task away {typed}")
        assert answer in said.text, said.text


async def test_only_who_covers() -> None:
    """Without days it is said of the leave that comes next."""
    async with team_at_work(start=MONDAY) as team:
        await team.types(MARIA, INFRA, "/task away 1 dec - 4 dec")
        said = await team.types(MARIA, INFRA, "/task away cover @jonas")
        assert "from Tue 1 Dec to Fri 4 Dec" in said.text and "Jonas Weber answers" in said.text


async def test_days_off_from_one_to_another() -> None:
    """All of them; two that are named with "and" are two."""
    async with team_at_work(start=MONDAY) as team:
        await team.restarts(admins=(ANA,))
        said = await team.types(ANA, INFRA, "/task settings workspace off 24 dec - 27 dec, 6 jan")
        days = "Thu 24 Dec, Fri 25 Dec, Sat 26 Dec, Sun 27 Dec, Wed 6 Jan 2027"
        assert days in said.text, said.text
        said = await team.types(ANA, INFRA, "/task settings workspace off 24 dec and 31 dec")
        assert "Everybody is off: Thu 24 Dec, Thu 31 Dec." in said.text, said.text


async def test_a_snooze_to_yesterday_before_work_begins() -> None:
    """Refused, also where the next working hour after that day is still ahead."""
    async with team_at_work(start=november(23, 7)) as team:
        await team.types(MARIA, INFRA, "/task add Migrate DNS @me friday")
        said = await team.types(MARIA, INFRA, "/task snooze T-1 yesterday")
        assert "That date is over" in said.text, said.text


async def test_reopen_of_what_waits_for_its_check_sends_it_back() -> None:
    """With the words that were typed; the owner reads them."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(ANA, INFRA, "/task add Migrate DNS @maria friday; done when: it resolves")
        await team.types(MARIA, INFRA, "/task done T-1")
        await team.types(ANA, INFRA, "/task reopen T-1 TTL is still 5 min")
        told = await team.hears(MARIA, "TTL is still 5 min")
        assert "Ana Ruiz" in told.text
        shown = await team.types(MARIA, INFRA, "/task show T-1")
        assert "Waits for a check" not in shown.text, shown.text


async def test_a_tick_of_who_checks_tells_nobody() -> None:
    """It changes nothing of what must hold; the owner hears at the end whether it is good."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(ANA, INFRA, "/task add Migrate DNS @maria friday; done when: a; b")
        await team.types(MARIA, INFRA, "/task done T-1")
        asked = await team.hears(ANA, "Please check")
        before = len(await from_bot(team, MARIA))
        await team.presses(ANA, asked, "☐ a")
        assert len(await from_bot(team, MARIA)) == before


async def test_a_moved_date_that_was_taken_back_is_no_news() -> None:
    """Who asked for the task reads of dates that stand."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(ANA, INFRA, "/task add Migrate DNS @jonas 24 nov 17:00")
        await team.types(JONAS, INFRA, "/task due T-1 friday")
        await team.types(JONAS, INFRA, "/task undo")
        await team.until(november(24, 10))
        assert not any("moved the date" in m.text for m in await from_bot(team, ANA))


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("due T-1 2 days", "due Wed 25 Nov"),
        ("due T-1 2 weeks - the client decides", "due Mon 7 Dec"),
        ("verify T-1 by jonas", "Jonas"),
        ("settings zone GMT+1", "Etc/GMT-1"),
        ("settings country The Netherlands", "Netherlands"),
    ],
)
async def test_what_is_short_of_a_word(typed: str, answer: str) -> None:
    """A length of time is a date where a date is asked for; "by" and "the" mean nothing."""
    async with team_at_work(start=MONDAY) as team:
        await team.types(MARIA, INFRA, "/task add Migrate DNS @me friday")
        said = await team.types(MARIA, INFRA, f"/task {typed}")
        assert answer in said.text, said.text
