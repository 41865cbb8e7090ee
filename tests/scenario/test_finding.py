"""What a line says is kept and found again: labels, whom it waits for, filters, search, pages."""

import pytest

from adapters.db.repositories import words
from tests.scenario.cast import ANA, INFRA, MARIA, MONDAY, november, open_infra
from tests.support.team import team_at_work


async def test_a_new_task_waits_for_somebody_outside_until_the_day_to_look() -> None:
    """The echo says it, and its owner is asked on that day."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        line = "/task add Get the quote @maria #buying #infra waiting for ACME, check wednesday"
        echo = await team.types(ANA, INFRA, line)
        assert "T-1 Get the quote" in echo.text and "#buying" in echo.text
        assert "waits for ACME, check on Wed 25 Nov" in echo.text
        assert "T-1" in (await team.types(MARIA, INFRA, "/task list #buying")).text
        assert "T-1" in (await team.types(MARIA, INFRA, "/task list blocked mine")).text
        await team.until(november(25, 12))
        await team.hears(MARIA, "T-1 Get the quote", "ACME")


async def test_a_long_list_has_pages_and_its_lines_have_buttons() -> None:
    """Next and Back go through it; a line of one's own is done in place."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        for number in range(12):
            await team.types(MARIA, INFRA, f"/task add Rack {number} @maria")
        first = await team.types(MARIA, INFRA, "/task list @maria rack")
        assert "Open with Maria Keller · with the words “rack”" in first.text
        assert "1 to 10 of 12" in first.text and "Done" in first.buttons
        second = await team.presses(MARIA, first, "Next")
        assert second is not None and "11 to 12 of 12" in second.text
        again = await team.presses(MARIA, second, "Back")
        assert again is not None and "1 to 10 of 12" in again.text


async def test_a_search_for_common_words_says_where_it_looked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Who reads the newest only is told so, and what finds older ones."""
    monkeypatch.setattr(words, "COMMON", 2)
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        for what in ("roof", "wall", "gate"):
            await team.types(ANA, INFRA, f"/task add Mend the {what} @me friday")
        common = (await team.types(ANA, INFRA, "/task search mend the")).text
        assert "among the newest 2. A rarer word finds older ones too" in common
        assert "newest" not in (await team.types(ANA, INFRA, "/task search mend roof")).text


async def test_a_search_finds_what_is_closed_too() -> None:
    """By the beginning of words of titles and notes."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(MARIA, INFRA, "/task add Renew the certificate @maria")
        await team.types(MARIA, INFRA, "/task note T-1 Wildcard for the proxy")
        await team.types(MARIA, INFRA, "/task done T-1")
        for typed in ("certif", "wildc PROX"):
            assert "T-1" in (await team.types(ANA, INFRA, f"/task search {typed}")).text
        nothing = await team.types(ANA, INFRA, "/task search zebra")
        assert "No task that you see" in nothing.text
        none = await team.types(ANA, INFRA, "/task list overdue @maria")
        assert "Nothing is past their date · with Maria Keller." in none.text
