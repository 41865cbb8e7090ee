"""First contact: what Chivvy says of itself, in channels and to people, and how often."""

from tests.scenario.cast import ANA, BOT, GENERAL, HIRING, MARIA, MONDAY, PRIYA, from_bot, november
from tests.support.team import Seen, Team, team_at_work

HELLO = "I'm Chivvy."
WHO = "I'm Chivvy: I keep the team's tasks"


async def hellos(team: Team, who: str, where: str) -> list[Seen]:
    """What Chivvy said of itself in a channel."""
    return [m for m in await team.sees(who, where) if HELLO in m.text and m.user == BOT]


async def invited(team: Team, where: str) -> None:
    """Chivvy is removed where it was and invited, as by /invite."""
    team.run.sandbox.leave(where, BOT)
    await team.settled()
    await team.invites(BOT, where)


async def test_three_lines_once_in_a_channel() -> None:
    """What it does, what it never does, how to begin; not again after every new invitation."""
    async with team_at_work(start=MONDAY) as team:
        await invited(team, HIRING)
        [said] = await hellos(team, ANA, HIRING)
        assert len(said.text.strip().splitlines()) == 3
        assert "seen here only" in said.text and "I rate nobody" in said.text
        assert list(said.buttons) == ["How it works", "Open a project here"]
        await invited(team, HIRING)
        assert len(await hellos(team, ANA, HIRING)) == 1


async def test_how_it_works_is_for_who_asks() -> None:
    """The button shows help to nobody else."""
    async with team_at_work(start=MONDAY) as team:
        await invited(team, HIRING)
        [said] = await hellos(team, ANA, HIRING)
        shown = await team.presses(ANA, said, "How it works")
        assert shown is not None and shown.private and "/task add" in shown.text
        assert len(shown.text.strip().splitlines()) <= 14


async def test_a_project_is_opened_from_there() -> None:
    """The form is the project's; once there is one, it is offered no more."""
    async with team_at_work(start=MONDAY) as team:
        await invited(team, GENERAL)
        [said] = await hellos(team, ANA, GENERAL)
        await team.presses(ANA, said, "Open a project here")
        await team.submits(ANA, name="Wiki", speaks="no")
        assert "Wiki" in (await team.types(ANA, GENERAL, "/project")).text
        [said] = await hellos(team, ANA, GENERAL)
        assert list(said.buttons) == ["How it works"]


async def test_the_first_message_to_a_person_says_who_writes() -> None:
    """Two lines above it, kept when it is drawn anew; none above what comes later."""
    async with team_at_work(start=MONDAY) as team:
        await team.types(ANA, GENERAL, "/task add Tidy the wiki @maria friday")
        first = await team.hears(MARIA, "Tidy the wiki", WHO)
        assert first.text.index(WHO) < first.text.index("Tidy the wiki")
        await team.types(ANA, GENERAL, "/task add Order disks @maria friday")
        second = await team.hears(MARIA, "Order disks")
        assert WHO not in second.text
        await team.types(MARIA, GENERAL, "/task done T-1")
        drawn = [m for m in await from_bot(team, MARIA) if m.ts == first.ts]
        assert WHO in drawn[0].text


async def test_a_first_brief_says_who_writes() -> None:
    """Whoever hears first in the morning reads it there, across a restart once."""
    async with team_at_work(start=MONDAY) as team:
        await team.types(PRIYA, "D0PRIYA", "/task add Read the contract tomorrow")
        await team.until(november(24, 16))
        assert len([m for m in await from_bot(team, PRIYA) if WHO in m.text]) == 1
        await team.restarts()
        await team.until(november(26, 16))
        assert len([m for m in await from_bot(team, PRIYA) if WHO in m.text]) == 1


async def test_help_fits_a_phone() -> None:
    """Ten lines; a verb is a button away, all of it another."""
    async with team_at_work(start=MONDAY) as team:
        first = await team.types(ANA, GENERAL, "/task help")
        assert first.private and len(first.text.strip().splitlines()) <= 14
        one = await team.presses(ANA, first, "due ...")
        assert one is not None and "/task due T-42 next tuesday" in one.text
        everything = await team.presses(ANA, one, "All commands")
        assert everything is not None and "/task snooze" in everything.text
        projects = await team.types(ANA, GENERAL, "/project help")
        assert "/project new" in projects.text and "pause ..." in projects.buttons
