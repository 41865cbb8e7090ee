"""One thing of a task at a time, as typed and by its menu, in the sandbox."""

from tests.scenario.cast import ANA, INFRA, MARIA, MONDAY, november, open_infra
from tests.support.team import team_at_work


async def test_title_priority_criteria_and_their_undo() -> None:
    """Each says what holds now, and goes back."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(ANA, INFRA, "/task add Migrate DNS @maria friday")
        assert "T-1 Migrate all DNS now" in (
            await team.types(MARIA, INFRA, "/task title T-1 Migrate all DNS")
        ).text.replace("It is called ", "")
        raised = await team.types(MARIA, INFRA, "/task priority T-1 urgent")
        assert "has urgent priority now" in raised.text.lower()
        await team.presses(MARIA, raised, "Undo")
        told = await team.types(ANA, INFRA, "/task criteria T-1 records answer; TTL is back")
        assert "1. records answer" in told.text and "2. TTL is back" in told.text
        ticked = await team.types(ANA, INFRA, "/task criteria T-1 tick 2")
        assert "1 of 2 criteria" in ticked.text
        history = await team.types(ANA, INFRA, "/task history T-1")
        assert "What happened to T-1" in history.text and "edited it" in history.text
        first = await team.types(MARIA, INFRA, "/task next")
        assert "What first, and why" in first.text and "T-1" in first.text
        assert "T-1" in (await team.types(MARIA, INFRA, "/task home")).text


async def test_dropping_asks_why() -> None:
    """A duplicate says of which task, and its requester reads the reason."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        for title in ("Renew the certificate", "Renew the cert"):
            await team.types(ANA, INFRA, f"/task add {title} @maria")
        await team.types(MARIA, INFRA, "/task drop T-2")
        await team.submits(MARIA, dropped_as="duplicate", duplicate_of="T-1")
        shown = await team.types(ANA, INFRA, "/task show T-2")
        assert "Dropped" in shown.text and "Duplicate of T-1" in shown.text


async def test_a_snooze_by_words_moves_the_question_and_not_the_date() -> None:
    """Only of who was asked; the date stays."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(ANA, INFRA, "/task add Migrate DNS @maria tuesday")
        refused = await team.types(ANA, INFRA, "/task snooze T-1 until thursday")
        assert "nothing to put off" in refused.text and "/task why T-1" in refused.text
        await team.until(november(25, 12))
        await team.hears(MARIA, "T-1 Migrate DNS", "was due")
        snoozed = await team.types(MARIA, INFRA, "/task snooze T-1 until friday")
        assert "Fri 27 Nov" in snoozed.text and "It is due Tue 24 Nov" in snoozed.text
