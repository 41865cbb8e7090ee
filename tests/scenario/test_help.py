"""Blocked: who is asked, what they promise, and who says that it goes on."""

from tests.scenario.cast import (
    ANA,
    INFRA,
    JONAS,
    MARIA,
    MONDAY,
    PRIYA,
    SAM,
    from_bot,
    in_attention,
    november,
    open_infra,
    when,
)
from tests.support.team import Seen, Team, team_at_work

DNS = "T-1 Migrate DNS"


async def blocked_task(team: Team) -> Seen:
    """Maria is stuck on Monday at 9:05 and names Jonas; what Jonas is asked."""
    await open_infra(team)
    await team.types(ANA, INFRA, "/task add Migrate DNS @maria 11 dec")
    await team.types(MARIA, INFRA, "/task block T-1 needs firewall rights @jonas")
    return await team.hears(JONAS, f"Maria Keller can't go on with {DNS}")


async def test_a_promise_keeps_everybody_quiet_until_it_is_due() -> None:
    """I'll do it, until tomorrow noon: nobody else is asked, and Jonas is asked once then."""
    async with team_at_work(start=MONDAY) as team:
        asked = await blocked_task(team)
        until = await team.presses(JONAS, asked, "I'll do it")
        assert until is not None and "Until when" in until.text
        said = await team.presses(JONAS, until, "Tomorrow 12:00")
        assert said is not None and "Tue 24 Nov 12:00, not before" in said.text
        assert "Jonas Weber is on it, until Tue 24 Nov 12:00" in (await team.hears(JONAS, DNS)).text
        await team.until(november(24, 11, 59))
        assert [m for m in await team.sees(SAM, INFRA) if "Needs attention" in m.text] == []
        assert not [m for m in await from_bot(team, ANA) if "can't go on" in m.text]
        await team.until(november(24, 12, 30))
        check = await team.hears(JONAS, "You wanted to help Maria Keller", "Is the way free now?")
        assert when(check) == november(24, 12)


async def test_a_kept_promise_waits_for_the_owners_yes() -> None:
    """It is done, says Jonas: Maria is asked whether she can go on, and only she unblocks."""
    async with team_at_work(start=MONDAY) as team:
        asked = await blocked_task(team)
        await team.presses(JONAS, asked, "It's done")
        question = await team.hears(MARIA, f"{DNS}: Jonas Weber says the way is free.")
        assert "Blocked" in (await team.types(ANA, INFRA, "/task show T-1")).text
        said = await team.presses(MARIA, question, "Yes, I can go on")
        assert said is not None and "T-1 Migrate DNS can go on." in said.text
        assert "In progress" in (await team.types(ANA, INFRA, "/task show T-1")).text


async def test_still_blocked_asks_the_helper_again() -> None:
    """It was not enough, says Maria: the task stays blocked, and the question is open again."""
    async with team_at_work(start=MONDAY) as team:
        asked = await blocked_task(team)
        await team.presses(JONAS, asked, "It's done")
        question = await team.hears(MARIA, "says the way is free")
        await team.presses(MARIA, question, "No, still blocked")
        await team.until(november(24, 12))
        assert "Blocked" in (await team.types(ANA, INFRA, "/task show T-1")).text
        again = await team.hears(JONAS, f"can't go on with {DNS}")
        assert "I'll do it" in again.buttons


async def test_a_broken_promise_climbs_on() -> None:
    """The promise passes unanswered: the channel is asked after four hours, then the lead."""
    async with team_at_work(start=MONDAY) as team:
        asked = await blocked_task(team)
        until = await team.presses(JONAS, asked, "I'll do it")
        assert until is not None
        await team.presses(JONAS, until, "Tomorrow 12:00")
        await team.until(november(24, 16, 30))
        [line] = await in_attention(team, SAM)
        assert when(line) == november(24, 16)
        assert "Jonas" not in line.text
        await team.until(november(25, 13))
        lead = await team.hears(ANA, f"{DNS} can't go on since Mon 23 Nov 09:05")
        assert when(lead) == november(25, 12)


async def test_not_me_names_who_can() -> None:
    """Not me, ask Priya: she is asked in her morning, and the channel hears nothing meanwhile."""
    async with team_at_work(start=MONDAY) as team:
        asked = await blocked_task(team)
        await team.presses(JONAS, asked, "Not me ...")
        await team.submits(JONAS, ask=PRIYA)
        await team.until(november(23, 15, 30))
        helper = await team.hears(PRIYA, f"Maria Keller can't go on with {DNS}")
        assert when(helper) == november(23, 15)
        assert not [m for m in await team.sees(SAM, INFRA) if "Needs attention" in m.text]


async def test_somebody_in_the_channel_knows_who() -> None:
    """I know who: the person named is asked, and the line says no name of who did not answer."""
    async with team_at_work(start=MONDAY) as team:
        await blocked_task(team)
        await team.until(november(23, 14))
        [line] = await in_attention(team, MARIA)
        assert when(line) == november(23, 13, 5)
        await team.presses(SAM, line, "I know who")
        await team.submits(SAM, ask=ANA)
        asked = await team.hears(ANA, f"Maria Keller can't go on with {DNS}")
        assert when(asked) == november(23, 14)
        [line] = await in_attention(team, MARIA)
        assert "Jonas" not in line.text


async def test_a_block_from_the_form_and_its_undo() -> None:
    """Something's in the way, by the form; undone, Jonas's question becomes one line."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(ANA, INFRA, "/task add Migrate DNS @maria 11 dec")
        given = await team.hears(MARIA, f"{DNS} is yours now.")
        await team.presses(MARIA, given, "Blocked")
        await team.submits(MARIA, reason="needs firewall rights", helper=JONAS)
        asked = await team.hears(JONAS, f"can't go on with {DNS}", "needs firewall rights")
        await team.types(MARIA, INFRA, "/task undo")
        await team.settled()
        after = next(m for m in await from_bot(team, JONAS) if m.ts == asked.ts)
        assert "I'll do it" not in after.buttons
