"""Who is blocked hears what comes of asking for help, as it was promised."""

from tests.scenario.cast import (
    ANA,
    INFRA,
    JONAS,
    MARIA,
    MONDAY,
    PRIYA,
    from_bot,
    in_attention,
    november,
    open_infra,
    when,
)
from tests.support.team import Team, team_at_work


async def blocked(team: Team, helper: str = "") -> None:
    """Maria's task can't go on."""
    await open_infra(team)
    await team.types(ANA, INFRA, "/task add Migrate DNS @maria 4 dec 17:00")
    line = f"/task block T-1 firewall rule needs admin rights {helper}"
    said = await team.types(MARIA, INFRA, line.strip())
    assert not helper or "a no, at once" in said.text


async def test_a_promise_is_read_in_the_next_brief() -> None:
    """Jonas will do it: no message of its own for Maria, a line in the morning."""
    async with team_at_work(start=MONDAY) as team:
        await blocked(team, "@jonas")
        asked = await team.hears(JONAS, "can't go on with")
        await team.presses(JONAS, asked, "I'll do it")
        await team.until(november(23, 16))
        assert not [m for m in await from_bot(team, MARIA) if "is on it" in m.text]
        await team.until(november(24, 9, 30))
        brief = await team.hears(MARIA, "Good morning", "T-1 Migrate DNS: Jonas", "is on it, until")
        assert when(brief).day == 24


async def test_a_promise_that_ends_before_the_brief_is_told_at_once() -> None:
    """ "Today": it would be over tomorrow."""
    async with team_at_work(start=MONDAY) as team:
        await blocked(team, "@jonas")
        asked = await team.hears(JONAS, "can't go on with")
        promised = await team.presses(JONAS, asked, "I'll do it")
        assert promised is not None
        await team.presses(JONAS, promised, "Today")
        told = await team.hears(MARIA, "T-1 Migrate DNS: Jonas", "is on it, until")
        assert when(told).day == 23
        await team.until(november(24, 9, 30))
        assert len([m for m in await from_bot(team, MARIA) if "is on it" in m.text]) == 1


async def test_a_no_is_told_at_once_with_what_comes_next() -> None:
    """Jonas can't: Maria may name somebody else, and knows when the channel is asked."""
    async with team_at_work(start=MONDAY) as team:
        await blocked(team, "@jonas")
        asked = await team.hears(JONAS, "can't go on with")
        await team.presses(JONAS, asked, "Not me ...")
        await team.submits(JONAS)
        told = await team.hears(MARIA, "T-1 Migrate DNS: Jonas", "can't help.")
        assert "I'll ask in #infra who can help: Mon 23 Nov 13:05" in told.text
        assert "Name who can help" in told.buttons
        why = await team.presses(MARIA, told, "Why this?")
        assert why is not None and "hears when somebody can't help" in why.text


async def test_who_helps_from_the_channel_is_told_to_the_owner() -> None:
    """Priya says in the open that she can."""
    async with team_at_work(start=MONDAY) as team:
        await blocked(team)
        await team.until(november(23, 16))
        line = (await in_attention(team, ANA))[-1]
        await team.presses(PRIYA, line, "I can help")
        await team.until(november(24, 9, 30))
        await team.hears(MARIA, "Good morning", "T-1 Migrate DNS: Priya", "is on it, until")
