"""Somebody outside is waited for: another day to look, and words to send them."""

from tests.scenario.cast import ANA, INFRA, MARIA, MONDAY, december, november, open_infra, when
from tests.support.team import Team, team_at_work


async def waiting(team: Team) -> None:
    """Maria waits for ACME and looks again on Friday."""
    await open_infra(team)
    await team.types(ANA, INFRA, "/task add Migrate DNS @maria 14 dec 17:00")
    await team.types(MARIA, INFRA, "/task block T-1 waiting for ACME, check friday")
    await team.until(november(27, 10))


async def test_a_chosen_day_to_check_again() -> None:
    """The question comes on that day, and not before."""
    async with team_at_work(start=MONDAY) as team:
        await waiting(team)
        asked = await team.hears(MARIA, "T-1 Migrate DNS waits for ACME")
        await team.presses(MARIA, asked, "Check again ...")
        await team.submits(MARIA, check_on="wednesday")
        await team.hears(MARIA, "I'll ask you on Wed 2 Dec")
        await team.until(december(2, 8))
        assert "Has the answer come?" not in (await team.dm(MARIA))[-1].text
        await team.until(december(2, 10))
        again = await team.hears(MARIA, "Has the answer come?")
        assert when(again) == december(2, 9)


async def test_a_reminder_is_drafted_and_not_sent() -> None:
    """Words to copy, for the asker alone."""
    async with team_at_work(start=MONDAY) as team:
        await waiting(team)
        asked = await team.hears(MARIA, "T-1 Migrate DNS waits for ACME")
        draft = await team.presses(MARIA, asked, "Draft a reminder")
        assert draft is not None and draft.private
        assert "Hello ACME, since Mon 23 Nov we have been waiting for this: Migrate" in draft.text
        assert "Thank you, Maria" in draft.text and "Check again ..." in draft.buttons


async def test_the_lead_is_not_asked_to_name_who_can_help() -> None:
    """Nobody here can: the decision card has another day instead."""
    async with team_at_work(start=MONDAY) as team:
        await waiting(team)
        await team.until(november(30, 12))
        asked = await team.hears(ANA, "T-1 Migrate DNS can't go on since", "What shall become")
        assert "Name who can help" not in asked.buttons
        assert "Check again ..." in asked.buttons


async def test_blocked_and_past_its_date_the_owner_is_asked_for_a_new_one() -> None:
    """It still waits: kept, with the day until which nothing is asked."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(ANA, INFRA, "/task add Migrate DNS @maria 24 nov 17:00")
        await team.types(MARIA, INFRA, "/task block T-1 waiting for ACME, check 7 dec")
        await team.until(november(25, 10))
        asked = await team.hears(MARIA, "T-1 Migrate DNS was due", "something is in the way")
        assert when(asked) == november(25, 9)
        assert list(asked.buttons)[:3] == ["New date", "It still waits", "Yes, I can go on"]
        said = await team.presses(MARIA, asked, "It still waits")
        assert said is not None and "I won't ask about T-1 before" in said.text


async def test_past_its_date_on_the_day_to_check_one_question_has_both() -> None:
    """One message at nine: whether the answer has come, with a new date among the answers."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(ANA, INFRA, "/task add Migrate DNS @maria 24 nov 17:00")
        await team.types(MARIA, INFRA, "/task block T-1 waiting for ACME, check 25 nov")
        await team.until(november(25, 12))
        asked = await team.hears(MARIA, "Has the answer come?", "It was due", "A new date?")
        assert when(asked) == november(25, 9)
        assert [m for m in await team.dm(MARIA) if "something is in the way" in m.text] == []
        assert list(asked.buttons)[:3] == ["Yes, I can go on", "Check again ...", "New date"]
        assert "Draft a reminder" in asked.buttons
        await team.presses(MARIA, asked, "New date")
        await team.submits(MARIA, due="30 nov")
        assert "Mon 30 Nov" in (await team.types(MARIA, INFRA, "/task show T-1")).text
