"""Too many, or is something wrong? Asked of the person first, then of the lead, of nobody else."""

from tests.scenario.cast import (
    ANA,
    CLIENT,
    INFRA,
    JONAS,
    MARIA,
    MONDAY,
    SAM,
    december,
    from_bot,
    november,
    open_infra,
    when,
)
from tests.support.team import Seen, Team, team_at_work

ASKED = "Are they too many, or is something wrong?"


async def three_late(team: Team) -> Seen:
    """Three tasks of Maria's are late, one a day, and stay so; what she is asked about that."""
    await open_infra(team, speaks="no")
    for title, day in (("Renew certificate", 23), ("Copy database", 24), ("Order disks", 25)):
        await team.types(ANA, INFRA, f"/task add {title} @maria {day} nov 17:00")
    await team.until(november(27, 17))
    assert not [m for m in await from_bot(team, MARIA) if ASKED in m.text]
    await team.until(november(30, 11))
    return await team.hears(MARIA, ASKED)


async def test_who_answers_nothing_is_asked_and_then_the_lead_about_the_load() -> None:
    """Once each, in working hours, announced; no count, no title, and no word in a channel."""
    async with team_at_work(start=MONDAY) as team:
        asked = await three_late(team)
        assert when(asked) == november(30, 10)
        assert "Without a word from you, I'll ask Ana Ruiz on Wed 2 Dec 10:00" in asked.text
        await team.until(december(1, 17))
        assert not [m for m in await from_bot(team, ANA) if "too much" in m.text]
        await team.until(december(2, 11))
        told = await team.hears(ANA, "Is it too much for Maria Keller at the moment")
        assert when(told) == december(2, 10)
        assert "3" not in told.text.replace("Why this?", "") and "certificate" not in told.text
        listed = await team.presses(ANA, told, "Tasks of Maria Keller")
        assert listed is not None and "Copy database" in listed.text
        for who in (SAM, JONAS):
            assert not [m for m in await team.everything(who) if "too much" in m.text]
        await team.until(december(7, 17))
        again = [m for m in await from_bot(team, MARIA) if ASKED in m.text]
        assert len(again) == 1, "asked once"


async def test_what_stood_in_one_message_was_asked_once() -> None:
    """Three late tasks in one message, and again a day later, are two times of asking; then the
    lead has each of them, and nobody is asked about a load."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team, speaks="no")
        for title in ("Renew certificate", "Copy database", "Order disks"):
            await team.types(ANA, INFRA, f"/task add {title} @maria 24 nov 17:00")
        await team.until(december(2, 17))
        for who in (MARIA, ANA):
            said = [m.text for m in await from_bot(team, who)]
            assert not [text for text in said if ASKED in text or "too much" in text]


async def test_fewer_is_offered_kind_by_kind() -> None:
    """*Too many* offers the brief for what was asked; the question becomes a line of thanks."""
    async with team_at_work(start=MONDAY) as team:
        asked = await three_late(team)
        offered = await team.presses(MARIA, asked, "Too many: fewer")
        assert offered is not None and "Dates: in the brief" in offered.buttons
        assert "up to its lead, Ana Ruiz" in offered.text
        await team.presses(MARIA, offered, "Dates: in the brief")
        shown = await team.types(MARIA, INFRA, "/task about me")
        assert shown
        thanks = await team.hears(MARIA, "Thank you, that helps.")
        assert thanks.ts == asked.ts
        await team.until(december(3, 10))
        assert not [m for m in await from_bot(team, ANA) if "too much" in m.text]


async def test_some_are_handed_over_in_one_form() -> None:
    """A picker for each of one's tasks; one *Undo* takes all of it back."""
    async with team_at_work(start=MONDAY) as team:
        asked = await three_late(team)
        await team.presses(MARIA, asked, "Hand some over")
        refused = await team.submits(MARIA)
        assert "errors" in str(refused)
        await team.submits(MARIA, task_1=JONAS, task_3=JONAS)
        said = await team.hears(MARIA, "2 tasks are handed over.", "T-3 Order disks: Jonas")
        shown = await team.types(ANA, INFRA, "/task show T-3")
        assert "Jonas" in shown.text
        await team.presses(MARIA, said, "Undo")
        shown = await team.types(ANA, INFRA, "/task show T-3")
        assert "Maria" in shown.text


async def test_a_word_with_the_lead() -> None:
    """*Talk to Ana*: she hears that, and nothing of why."""
    async with team_at_work(start=MONDAY) as team:
        asked = await three_late(team)
        await team.presses(MARIA, asked, "Talk to Ana")
        told = await team.hears(ANA, "Maria Keller would like to talk with you")
        why = await team.presses(ANA, told, "Why this?")
        assert why is not None and "I'd like to talk" in why.text


async def test_ones_own_load_and_anothers_are_told_apart() -> None:
    """Ana is asked about herself and about Maria in one message: each says whose it is."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team, speaks="no")
        await team.types(SAM, CLIENT, "/project new Client portal")
        await team.submits(SAM, why="Client A sees its tickets", speaks="no")
        for nth, day in enumerate(("23 nov", "24 nov", "25 nov")):
            await team.types(ANA, INFRA, f"/task add Order disk {nth} @maria {day} 17:00")
        for nth, day in enumerate(("26 nov", "27 nov", "30 nov")):
            await team.types(SAM, CLIENT, f"/task add Write offer {nth} @ana {day} 17:00")
        await team.until(december(2, 11))
        told = await team.hears(ANA, "About you: My last questions to you are open.")
        assert "About Maria Keller: Is it too much for Maria Keller" in told.text
        mine = ["All is well with me", "Too many for me: fewer", "Hand over some of mine"]
        assert list(told.buttons)[:5] == [*mine, "Talk to Sam", "Tasks of Maria Keller"]
        await team.presses(ANA, told, mine[0])
        await team.hears(ANA, "About you: Thank you, that helps.", "About Maria Keller:")
