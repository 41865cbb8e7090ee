"""A project is offered to a lead, rests, and ends with closing words, on the platform itself."""

from tests.scenario.cast import (
    ANA,
    BOT,
    INFRA,
    JONAS,
    MARIA,
    MONDAY,
    SAM,
    from_bot,
    november,
    open_infra,
)
from tests.support.team import team_at_work


async def test_a_lead_is_asked_and_takes_it() -> None:
    """Jonas is asked in her direct messages; until she presses, Ana leads it."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        said = await team.types(ANA, INFRA, "/project lead @jonas")
        assert "Jonas" in said.text and "asked to lead" in said.text
        asked = await team.hears(JONAS, "will you lead")
        await team.presses(JONAS, asked, "I'll lead it")
        shown = await team.types(SAM, INFRA, "/project show")
        assert "Jonas" in shown.text and "leads it" in shown.text


async def test_a_no_needs_no_reason() -> None:
    """Who asked hears of it, and goes on leading."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(ANA, INFRA, "/project lead @jonas")
        await team.presses(JONAS, await team.hears(JONAS, "will you lead"), "No thanks")
        await team.hears(ANA, "said no")


async def test_a_pause_is_silent_and_loses_nothing() -> None:
    """A date passes while it rests: nobody is asked; a week later Maria is."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(ANA, INFRA, "/task add Order disks @maria 24 nov 12:00")
        await team.hears(MARIA, "Order disks")
        paused = await team.types(ANA, INFRA, "/project pause until 30 nov - the client decides")
        assert "the client decides" in paused.text
        before = len(await team.dm(MARIA))
        await team.until(november(27, 16))
        assert len(await team.dm(MARIA)) == before
        await team.until(november(30, 12))
        await team.hears(MARIA, "Order disks", "was due")


async def test_a_project_is_closed_with_thanks() -> None:
    """What was asked for, what came of it, and who did it stand in the channel, once."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(ANA, INFRA, "/task add Order disks @maria friday")
        await team.types(ANA, INFRA, "/task add Count racks @sam friday")
        await team.types(MARIA, INFRA, "/task done T-1")
        await team.types(ANA, INFRA, "/task accept T-1")
        await team.types(ANA, INFRA, "/project close")
        await team.submits(ANA, leftover="keep", outcome="All racks have disks")
        await team.settled()
        words = await team.finds(SAM, INFRA, "is closed", "All racks have disks")
        assert words.user == BOT and not words.private
        assert "Order disks" in words.text and "Maria Keller" in words.text
        listed = await team.types(ANA, INFRA, "/project list")
        assert "closed" in listed.text
        kept = await team.types(SAM, INFRA, "/task list")
        assert "Count racks" in kept.text
        refused = await team.types(ANA, INFRA, "/task add More racks #infra-migration")
        assert "/project reopen" in refused.text


async def test_projects_are_listed_a_line_each() -> None:
    """State, what comes next, and what nobody has said; the button shows the rest."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(ANA, INFRA, "/task add Order disks @maria friday")
        await team.types(ANA, "C0GENERAL", "/task add Paint the door @sam #office")
        await team.types(SAM, "C0GENERAL", "/project list")
        await team.settled()
        listed = await team.finds(SAM, "C0GENERAL", "#infra", "next: T-1")
        assert "#office" in listed.text and "no lead" in listed.text
        nothing = await team.types(SAM, "C0GENERAL", "/project list zebra")
        assert "zebra" in nothing.text and "All projects" in nothing.buttons


async def test_half_a_command_says_what_is_missing() -> None:
    """A lead without a name, a firmness that is none, a date that is over."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        for typed, example in (
            ("/project lead", "/project lead"),
            ("/project ladder hard", "firm"),
            ("/project pause until 3 jan 2020", "/project pause"),
            ("/project pause until whenever", "/project pause"),
            ("/project reopen", "/project show"),
            ("/project close #nothing", "/project show"),
        ):
            answer = await team.types(ANA, INFRA, typed)
            assert example in answer.text, typed
            assert "went wrong" not in answer.text, typed


async def test_a_project_page_has_the_buttons_of_who_may_press_them() -> None:
    """Its lead changes it; others look at what is in it, and are offered nothing else."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        lead = await team.types(ANA, INFRA, "/project show")
        assert set(lead.buttons) == {
            "Show all", "Change", "Fine-tune", "Don't post here", "Close it",
        }  # fmt: skip
        other = await team.types(MARIA, INFRA, "/project show")
        assert list(other.buttons) == ["Show all"]
        digest = await team.types(MARIA, INFRA, "/project digest now")
        assert "Post it here" not in digest.buttons
        await team.types(ANA, INFRA, "/project close")
        await team.submits(ANA, outcome="It moved")
        lead = await team.types(ANA, INFRA, "/project show #infra-migration")
        assert "Open it again" in lead.buttons
        other = await team.types(MARIA, INFRA, "/project show #infra-migration")
        assert list(other.buttons) == ["Show all", "What was done"]


async def test_an_offer_to_lead_is_over_once_it_is_answered() -> None:
    """Yes or no: its buttons go, and who may not change the project is offered no change."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        for asker, asked, label, left, may in (
            (ANA, MARIA, "No thanks", "Nothing is left to answer", set()),
            (ANA, JONAS, "I'll lead it", "You lead #infra-migration now", {"Change"}),
        ):
            await team.types(asked, INFRA, "/task list")
            await team.types(asker, INFRA, f"/project lead @{asked[2:].lower()}")
            await team.later(minutes=5)
            offer = await team.hears(asked, "will you lead")
            answer = await team.presses(asked, offer, label)
            stands = await team.hears(asked, left)
            assert stands.ts == offer.ts and list(stands.buttons) == ["Why this?"]
            assert answer is not None and may <= set(answer.buttons)
            assert may or not answer.buttons


async def test_a_guest_is_not_asked_to_lead() -> None:
    """Their *yes* would be refused: who asks reads so at once, and nobody is asked."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        said = await team.types(ANA, INFRA, "/project lead #infra @lee")
        assert "Lee" in said.text and "is a guest" in said.text, said.text
        await team.later(minutes=5)
        assert not [m for m in await from_bot(team, "U0LEE") if "lead" in m.text]
