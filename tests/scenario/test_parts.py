"""A task in parts: counted on the whole, which its owner is asked about; and following one."""

from tests.scenario.cast import (
    ANA,
    INFRA,
    JONAS,
    MARIA,
    MONDAY,
    SAM,
    december,
    november,
    open_infra,
)
from tests.support.team import team_at_work


async def test_when_all_parts_are_done_the_owner_is_asked() -> None:
    """The whole stays open until its owner says so."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(ANA, INFRA, "/task add Move the servers @maria")
        echo = await team.types(MARIA, INFRA, "/task sub T-1 order disks @jonas")
        assert "Part of T-1 Move the servers" in echo.text
        await team.types(JONAS, INFRA, "/task sub T-1 book a van @jonas")
        await team.types(JONAS, INFRA, "/task done T-3")
        shown = await team.types(ANA, INFRA, "/task show T-1")
        assert "1 of 2 parts done" in shown.text and "T-2 order disks" in shown.text
        await team.types(JONAS, INFRA, "/task done T-2")
        checked = await team.types(MARIA, INFRA, "/task accept T-2")
        assert "checked" in checked.text
        asked = await team.hears(MARIA, "All 2 parts of T-1 Move the servers are done.")
        assert "Is the whole done as well?" in asked.text
        done = await team.presses(MARIA, asked, "Done")
        assert done is not None and "T-1" in done.text


async def test_who_follows_hears_how_it_ended_and_nothing_else() -> None:
    """In the brief, once."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(ANA, INFRA, "/task add Move the servers @maria")
        said = await team.types(SAM, INFRA, "/task follow T-1")
        assert "Your morning brief says when T-1" in said.text
        await team.types(ANA, INFRA, "/task due T-1 friday")
        await team.types(ANA, INFRA, "/task drop T-1 the client cancelled it")
        await team.until(november(24, 16))
        brief = await team.hears(SAM, "Good morning")
        assert "T-1 Move the servers was dropped. You follow it." in brief.text
        assert "new date" not in brief.text


async def test_the_lead_splits_what_is_late_and_that_is_an_answer() -> None:
    """*Split* on the decision: a part a line, each with its owner; nobody decides about it again
    before the days of an answer are over."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(ANA, INFRA, "/task add Move the servers @maria 24 nov 17:00")
        await team.until(november(30, 10))
        decide = await team.hears(ANA, "T-1 Move the servers was due", "What shall become of it?")
        await team.presses(ANA, decide, "Split ...")
        refused = await team.submits(ANA, part_lines="order disks @nobodyknown")
        assert "part_lines" in str(refused), refused
        await team.submits(ANA, part_lines="order disks @jonas friday\nbook a van @maria")
        await team.settled()
        shown = await team.types(ANA, INFRA, "/task show T-1")
        assert "T-2 order disks" in shown.text and "T-3 book a van" in shown.text
        await team.hears(JONAS, "T-2 order disks", "is yours now")
        line = next(m for m in await team.dm(ANA) if m.ts == decide.ts)
        assert "Split ..." not in line.buttons, line.text
        await team.until(december(2, 17))
        assert not [m for m in await team.dm(MARIA) if "T-1" in m.text and "still open" in m.text
                    and float(m.ts) > float(decide.ts)]  # fmt: skip
