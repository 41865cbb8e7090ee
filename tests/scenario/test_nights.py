"""Somebody who works at night, across midnight: the date typed is the date shown."""

from tests.scenario.cast import ANA, INFRA, MARIA, MONDAY, november, open_infra, when
from tests.support.team import team_at_work

NIGHTS = "/task settings hours mon-fri 22:00-06:00"


async def test_a_date_stays_the_one_that_was_typed() -> None:
    """For the night worker, for who has it next, and for who takes it back."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(MARIA, INFRA, NIGHTS)
        today = await team.types(ANA, INFRA, "/task add Rotate the keys @maria today")
        assert "Mon 23 Nov" in today.text and "Tue 24 Nov" not in today.text
        friday = await team.types(ANA, INFRA, "/task add Swap the tapes @maria 27 nov")
        assert "Fri 27 Nov" in friday.text and "day off" not in friday.text
        for owner in ("@priya", "@maria"):
            given = await team.types(ANA, INFRA, f"/task assign T-2 {owner}")
            assert "28 Nov" not in given.text
            shown = await team.types(ANA, INFRA, "/task show T-2")
            assert "Fri 27 Nov" in shown.text and "28 Nov" not in shown.text


async def test_the_brief_of_a_night_greets_in_the_evening() -> None:
    """It comes when her working day begins, at 22:00."""
    async with team_at_work(start=MONDAY) as team:
        await team.types(MARIA, INFRA, NIGHTS)
        await team.types(MARIA, INFRA, "/task add Rotate the keys @maria today")
        await team.until(november(23, 23))
        brief = await team.hears(MARIA, "One for today.", "Rotate the keys")
        assert when(brief) == november(23, 22) and "Good evening, Maria." in brief.text


async def test_a_date_with_only_the_rest_of_a_night_is_said_to_be_free() -> None:
    """No work begins on it: it is kept, until 18:00, and Friday and Monday are offered."""
    async with team_at_work(start=MONDAY) as team:
        await team.types(MARIA, INFRA, NIGHTS)
        echo = await team.types(ANA, INFRA, "/task add Swap the tapes @maria 28 nov")
        assert "Sat 28 Nov is a day off" in echo.text
        await team.presses(ANA, echo, "Move to Fri 27 Nov")
        assert "Fri 27 Nov" in (await team.types(ANA, INFRA, "/task show T-1")).text


async def test_what_repeats_comes_on_its_day() -> None:
    """Every Friday is Friday again, the next one too."""
    async with team_at_work(start=MONDAY) as team:
        await team.types(MARIA, INFRA, NIGHTS)
        echo = await team.types(MARIA, INFRA, "/task add Swap the tapes @maria every friday")
        assert "Fri 27 Nov" in echo.text and "28 Nov" not in echo.text
        await team.until(november(27, 22, 30))
        done = await team.types(MARIA, INFRA, "/task done T-1")
        assert "Fri 4 Dec" in done.text and "5 Dec" not in done.text
