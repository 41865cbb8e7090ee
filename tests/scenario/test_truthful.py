"""What is announced is what happens: who hears when, and what of their tasks others change."""

from datetime import date

from core.dispatch import set_hold
from tests.scenario.cast import ANA, INFRA, MARIA, MONDAY, from_bot, november
from tests.scenario.test_somebody_else import goes_away
from tests.support.team import team_at_work


async def test_after_three_messages_it_waits_for_the_brief() -> None:
    """The fourth interrupting message of the day is not announced for now, and does not come."""
    async with team_at_work(start=MONDAY) as team:
        for number in range(3):
            told = await team.types(ANA, INFRA, f"/task add Parcel {number} @maria in 9 days")
            assert "I'm telling Maria" in told.text
            await team.settled()
        told = await team.types(ANA, INFRA, "/task add Parcel 3 @maria in 9 days")
        assert "hears of it with the next morning brief" in told.text, told.text
        await team.settled()
        assert not any("Parcel 3" in m.text for m in await from_bot(team, MARIA))
        urgent = await team.types(ANA, INFRA, "/task add Parcel 4 @maria in 9 days urgent")
        assert "I'm telling Maria" in urgent.text


async def test_on_leave_the_day_of_return_is_said() -> None:
    """And nothing more of the absence."""
    async with team_at_work(start=MONDAY) as team:
        await team.types(MARIA, INFRA, "/task")
        await goes_away(team, MARIA, date(2026, 11, 27))
        told = await team.types(ANA, INFRA, "/task add Parcel @maria in 9 days")
        assert "is back on Mon 30 Nov and hears of it then" in told.text, told.text


async def test_a_date_that_is_over() -> None:
    """The echo offers today and tomorrow; the owner is promised no question at a past date."""
    async with team_at_work(start=MONDAY) as team:
        told = await team.types(ANA, INFRA, "/task add Parcel @maria 20 nov 2026")
        assert "That date is over" in told.text, told.text
        assert {"Today", "Tomorrow"} <= told.buttons.keys()
        heard = await team.hears(MARIA, "Parcel")
        assert "when it's due" not in heard.text
        assert "Its date is over" in heard.text
        moved = await team.presses(ANA, told, "Tomorrow")
        assert moved is not None and "Tue 24 Nov" in moved.text


async def test_the_owner_hears_what_others_change() -> None:
    """A new date and priority come as lines of one's own; what one changes oneself does not."""
    async with team_at_work(start=MONDAY) as team:
        await team.types(ANA, INFRA, "/task add Parcel @maria thursday")
        await team.hears(MARIA, "Parcel")
        told = await team.types(ANA, INFRA, "/task due T-1 friday - the client asked")
        assert "I'm telling Maria" in told.text
        heard = await team.hears(MARIA, "Ana Ruiz moved the date of")
        assert "Fri 27 Nov" in heard.text
        before = len(await from_bot(team, MARIA))
        await team.types(MARIA, INFRA, "/task due T-1 wednesday")
        await team.settled()
        assert len(await from_bot(team, MARIA)) == before


async def test_a_change_taken_back_in_time_is_told_to_nobody() -> None:
    """Inside the hold the owner hears of neither the change nor its undo."""
    async with team_at_work(start=MONDAY) as team:
        await team.types(ANA, INFRA, "/task add Parcel @maria thursday")
        await team.hears(MARIA, "Parcel")
        await team.run.bot.store.write(lambda unit: set_hold(unit, 60), workspace=None)
        before = len(await from_bot(team, MARIA))
        await team.types(ANA, INFRA, "/task due T-1 friday")
        await team.types(ANA, INFRA, "/task undo")
        await team.later(minutes=5)
        assert len(await from_bot(team, MARIA)) == before


async def test_something_in_the_brief_does_not_fit() -> None:
    """Pick the task, then what shall change about it."""
    async with team_at_work(start=MONDAY) as team:
        await team.types(ANA, INFRA, "/task add Migrate DNS @maria tuesday")
        await team.until(november(24, 9, 30))
        brief = await team.hears(MARIA, "Good morning")
        asked = await team.presses(MARIA, brief, "Something doesn't fit")
        assert asked is not None and "Which one" in asked.text
        label = next(label for label in asked.buttons if label.startswith("T-1"))
        what = await team.presses(MARIA, asked, label)
        assert (
            what is not None and {"New date", "Blocked", "Give to somebody"} <= what.buttons.keys()
        )
        await team.presses(MARIA, what, "New date")
        await team.submits(MARIA, due="friday")
        assert "Fri 27 Nov" in (await team.types(MARIA, INFRA, "/task show T-1")).text
