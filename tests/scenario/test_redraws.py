"""Messages that stand are drawn again as what they were: no "tomorrow" of another day."""

from tests.scenario.cast import ANA, INFRA, JONAS, MARIA, MONDAY, november, open_infra
from tests.support.team import team_at_work

DNS = "T-1 Migrate DNS"


async def test_a_message_of_monday_says_dates_alone_on_wednesday() -> None:
    """Drawn again on Wednesday, "tomorrow" would be another day: the message gives the date."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(ANA, INFRA, "/task add Migrate DNS @maria 24 nov 17:00")
        await team.settled()
        first = await team.hears(MARIA, "It is due Tue 24 Nov 17:00 (tomorrow)")
        await team.until(november(25, 8))
        await team.types(MARIA, INFRA, "/task note T-1 half of it is done")
        await team.settled()
        again = await team.hears(MARIA, DNS, "It is due Tue 24 Nov 17:00.")
        assert again.ts == first.ts


async def test_a_brief_stays_the_brief_of_its_morning() -> None:
    """What happens on the next day draws it again, and its "today" is its own day."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(ANA, INFRA, "/task add Migrate DNS @maria 24 nov 17:00")
        await team.types(JONAS, INFRA, "/task add Renew the certificate @maria 25 nov 17:00")
        await team.until(november(24, 10))
        morning = await team.hears(MARIA, "Good morning", "Tue 24 Nov 17:00 (today)")
        await team.until(november(25, 8))
        await team.types(MARIA, INFRA, "/task note T-1 half of it is done")
        await team.settled()
        later = next(m for m in await team.dm(MARIA) if m.ts == morning.ts)
        assert "Tue 24 Nov 17:00 (today)" in later.text
        assert later.text.splitlines()[0] == morning.text.splitlines()[0]


async def test_what_is_asked_again_elsewhere_is_a_line() -> None:
    """Two tasks in one message: of the one that is asked about again a line stands there, the other
    keeps its question."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team, speaks="no")
        await team.types(ANA, INFRA, "/task add Order disks @maria 23 nov 17:00")
        await team.types(ANA, INFRA, "/task add Copy database @maria 24 nov 17:00")
        await team.until(november(25, 12))
        both = await team.hears(MARIA, "T-1 Order disks was due", "T-2 Copy database was due")
        await team.until(november(26, 12))
        (now,) = [m for m in await team.dm(MARIA) if m.ts == both.ts]
        assert "T-1 Order disks was due" in now.text
        assert "T-2 Copy database: I asked again in a newer message." in now.text
        newer = await team.hears(MARIA, "T-2 Copy database was due", "is still open")
        assert newer.ts != both.ts and "Done" in newer.buttons
