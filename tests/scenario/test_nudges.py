"""Asking after a task of somebody else: what is known first, then one line and no message."""

from tests.scenario.cast import (
    ANA,
    GENERAL,
    INFRA,
    JONAS,
    MARIA,
    MONDAY,
    from_bot,
    november,
    open_infra,
)
from tests.support.team import team_at_work


async def test_what_is_known_comes_first_and_a_nudge_is_one_line_of_the_brief() -> None:
    """No message of its own; the line names who asks, with the answers of a question below."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(ANA, INFRA, "/task add Migrate DNS @maria 24 nov 17:00")
        await team.types(MARIA, INFRA, "/task start T-1")
        known = await team.types(JONAS, INFRA, "/task nudge T-1")
        assert "T-1 Migrate DNS · In progress · Maria Keller" in known.text
        assert "Last news, " in known.text and "Maria Keller began." in known.text
        assert "By its rules the next question comes" in known.text
        before = len(await from_bot(team, MARIA))
        said = await team.presses(JONAS, known, "Nudge anyway")
        assert said is not None and "one line with your name" in said.text
        await team.settled()
        assert len(await from_bot(team, MARIA)) == before
        again = await team.types(ANA, INFRA, "/task nudge T-1")
        assert "already on its way with my next message to Maria" in again.text
        assert "Nudge anyway" not in again.buttons
        await team.until(november(24, 10))
        brief = await team.hears(MARIA, "Good morning", "Jonas Weber asks how T-1 Migrate DNS")
        assert brief.text.count("asks how") == 1


async def test_what_was_asked_and_answered_is_told_and_silence_is_not() -> None:
    """The question with its time; an answer where there is one."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(ANA, INFRA, "/task add Migrate DNS @maria 24 nov 17:00")
        await team.until(november(25, 10))
        known = await team.types(JONAS, INFRA, "/task nudge T-1")
        assert "I asked Maria Keller" in known.text and "Since then" not in known.text
        await team.types(MARIA, INFRA, "/task note T-1 Records are in staging")
        answered = await team.types(JONAS, INFRA, "/task nudge T-1")
        assert "Since then" in answered.text and "Records are in staging" in answered.text


async def test_without_an_owner_it_is_offered_instead() -> None:
    """Claim, or give it to somebody; a synonym is a suggestion."""
    async with team_at_work(start=MONDAY) as team:
        await team.types(ANA, GENERAL, "/task add Order disks")
        offered = await team.types(JONAS, GENERAL, "/task nudge T-1")
        assert "Nobody has it yet" in offered.text
        assert {"I'll take it", "Give to somebody"} <= set(offered.buttons)
        unsure = await team.types(JONAS, GENERAL, "/task ping T-1")
        assert "nudge" in unsure.text
