"""Ask me later: what a button promises comes, at that hour, to who pressed it."""

from tests.scenario.cast import (
    ANA,
    INFRA,
    MARIA,
    MONDAY,
    december,
    from_bot,
    november,
    open_infra,
    when,
)
from tests.support.team import team_at_work


async def test_asked_in_an_hour_the_day_before() -> None:
    """Will it be done? Ask me in an hour."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(ANA, INFRA, "/task add Migrate DNS @maria 26 nov 17:00 high")
        await team.until(november(25, 10))
        asked = await team.hears(MARIA, "Will it be done?")
        said = await team.presses(MARIA, asked, "Ask me in an hour")
        assert said is not None and "not before: Wed 25 Nov 11:00" in said.text
        await team.until(november(25, 12))
        again = await team.hears(MARIA, "Will it be done?")
        assert when(again) == november(25, 11)


async def test_a_lead_who_waits_is_left_in_peace_until_the_owner_is_back() -> None:
    """*Ask me tomorrow* asks tomorrow; *Wait* asks who has it, on their first day."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(ANA, INFRA, "/task add Migrate DNS @maria 26 nov 17:00")
        await team.types(MARIA, INFRA, "/task start T-1")
        await team.types(MARIA, INFRA, "/task away 25 nov - 4 dec")
        await team.until(november(25, 10))
        asked = await team.hears(ANA, "Wait, or give it on?")
        await team.presses(ANA, asked, "Ask me tomorrow")
        await team.until(november(26, 12))
        again = await team.hears(ANA, "Wait, or give it on?")
        assert when(again) == november(26, 10)
        said = await team.presses(ANA, again, "Wait")
        assert said is not None and "back on Mon 7 Dec and is asked then" in said.text
        await team.until(december(4, 17))
        assert [when(m) for m in await from_bot(team, ANA) if "Wait, or give" in m.text] == []
        await team.until(december(7, 14))
        await team.hears(MARIA, "T-1 Migrate DNS was due")


async def test_one_question_where_the_time_left_is_short() -> None:
    """ "Start now?" of a task due tomorrow: no brief asks "will it be done?" in the same minute."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(ANA, INFRA, "/task add Migrate DNS @maria 26 nov 17:00 ~16h")
        await team.until(november(25, 12))
        await team.hears(MARIA, "Start now?")
        assert not [m for m in await from_bot(team, MARIA) if "Will it be done?" in m.text]
