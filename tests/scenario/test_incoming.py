"""Tasks from others: at once, offered first, or none; whoever gives one is told which it is."""

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
from tests.support.team import Team, team_at_work, words


async def asks_first(team: Team) -> None:
    """Maria wants to be asked."""
    said = await team.types(MARIA, GENERAL, "/task settings incoming ask first")
    assert "I ask you first" in said.text


async def test_an_offer_is_taken_with_one_press() -> None:
    """Nobody has it until then, and the echo, the list and the card say so; then it is Maria's."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await asks_first(team)
        echo = await team.types(ANA, INFRA, "/task add Migrate DNS @maria friday")
        assert "Maria Keller is asked first" in echo.text
        shown = await team.types(JONAS, INFRA, "/task list unowned")
        assert "T-1 Migrate DNS" in shown.text and "offered to Maria Keller" in shown.text
        asked = await team.hears(MARIA, "Ana Ruiz asks whether you take T-1 Migrate DNS")
        assert {"Take it", "No thanks"} <= set(asked.buttons)
        mine = await team.types(MARIA, INFRA, "/task")
        assert "T-1" in mine.text and "is offered to you" in mine.text
        await team.presses(MARIA, asked, "Take it")
        shown = await team.types(ANA, INFRA, "/task show T-1")
        assert "Maria Keller" in shown.text and "offered to" not in shown.text
        again = await team.hears(MARIA, "T-1 Migrate DNS is yours now")
        assert "Take it" not in again.buttons


async def test_no_thanks_needs_no_reason_and_the_asker_hears() -> None:
    """It waits for an owner, in the open."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await asks_first(team)
        await team.types(ANA, INFRA, "/task add Migrate DNS @maria friday")
        asked = await team.hears(MARIA, "asks whether you take T-1")
        said = await team.presses(MARIA, asked, "No thanks")
        assert said is not None and "isn't yours" in said.text
        told = await team.hears(ANA, "Maria Keller doesn't take T-1 Migrate DNS")
        assert {"Give to somebody", "I'll take it"} <= set(told.buttons)
        assert "no owner yet" in (await team.types(ANA, INFRA, "/task show T-1")).text


async def test_without_an_answer_the_asker_is_told_once() -> None:
    """A working day after Maria read it, and never again."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team, speaks="no")
        await asks_first(team)
        await team.types(ANA, INFRA, "/task add Migrate DNS @maria 18 dec")
        await team.until(november(24, 9, 0))
        assert [m for m in await from_bot(team, ANA) if "still offered" in m.text] == []
        await team.until(november(25, 12))
        told = [m for m in await from_bot(team, ANA) if "still offered to Maria Keller" in m.text]
        assert len(told) == 1 and "Wait, or ask somebody else?" in told[0].text


async def test_an_offer_is_asked_once_and_then_rests_in_the_list() -> None:
    """It stands in no brief of the days after; Maria's list has it with its two answers."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team, speaks="no")
        await asks_first(team)
        await team.types(ANA, INFRA, "/task add Migrate DNS @maria 18 dec")
        await team.types(MARIA, INFRA, "/task add Order the disks tomorrow high")
        await team.until(november(25, 12))
        said = await from_bot(team, MARIA)
        assert len([m for m in said if "Migrate DNS" in m.text]) == 1
        assert [m for m in said if "Good morning" in m.text]
        mine = await team.types(MARIA, INFRA, "/task")
        assert "is offered to you" in mine.text and "Take it" in mine.buttons


async def test_a_task_of_somebody_stays_theirs_until_it_is_taken() -> None:
    """Given on, it is Jonas's while Maria is asked; typed again it is said so."""
    async with team_at_work(start=MONDAY) as team:
        await asks_first(team)
        await team.types(ANA, GENERAL, "/task add Migrate DNS @jonas friday")
        said = await team.types(ANA, GENERAL, "/task assign T-1 @maria")
        assert "offered to Maria Keller, who takes it or not" in said.text
        assert "Jonas" in (await team.types(ANA, GENERAL, "/task show T-1")).text
        twice = await team.types(ANA, GENERAL, "/task assign T-1 @maria")
        assert "offered to Maria Keller already" in twice.text
        asked = await team.hears(MARIA, "asks whether you take T-1")
        await team.presses(MARIA, asked, "Take it")
        assert "Maria Keller" in (await team.types(ANA, GENERAL, "/task show T-1")).text


async def test_off_is_said_before_anything_is_saved() -> None:
    """Somebody else, or nobody: the line that was typed is carried out with that."""
    async with team_at_work(start=MONDAY) as team:
        await team.types(MARIA, GENERAL, "/task settings incoming off")
        refused = await team.types(ANA, GENERAL, "/task add Migrate DNS @maria friday high")
        assert "Maria Keller takes no tasks from others here" in refused.text
        assert "No task" in (await team.types(ANA, GENERAL, "/task search DNS")).text
        refused = await team.types(ANA, GENERAL, "/task add Migrate DNS @maria friday high")
        left = await team.presses(ANA, refused, "Leave open")
        assert left is not None and "T-1 Migrate DNS" in left.text and "Fri 27 Nov" in left.text
        other = await team.types(ANA, GENERAL, "/task assign T-1 @maria")
        assert "takes no tasks from others here" in other.text
        own = await team.types(MARIA, GENERAL, "/task claim T-1")
        assert "yours now" in own.text
        await team.types(MARIA, GENERAL, "/task add Order the disks @me")
        assert "T-2" in (await team.types(MARIA, GENERAL, "/task")).text


async def test_forms_and_lists_say_it_at_their_field() -> None:
    """A pasted line with Maria comes back with the reason at its row."""
    async with team_at_work(start=MONDAY) as team:
        await team.types(MARIA, GENERAL, "/task settings incoming off")
        text = "/task add - Order disks @maria\n- Copy the database @jonas"
        await team.page.post("command", **{"as": ANA, "channel": GENERAL, "text": text})
        await team.form(ANA)
        await team.submits(ANA)
        again = await team.form(ANA)
        assert "takes no tasks from others here" in words(again["blocks"])
        ts = await team.says(JONAS, GENERAL, "please renew the certificate")
        await team.captures(ANA, GENERAL, ts)
        answer = await team.submits(ANA, owner=MARIA)
        assert "takes no tasks from others here" in str(answer)


async def test_an_undone_offer_is_never_seen() -> None:
    """Within the minute nobody hears; afterwards the message says that it is gone."""
    async with team_at_work(start=MONDAY) as team:
        await asks_first(team)
        echo = await team.types(ANA, GENERAL, "/task add Migrate DNS @maria friday")
        asked = await team.hears(MARIA, "asks whether you take T-1")
        await team.presses(ANA, echo, "Undo")
        gone = await team.hears(MARIA, "T-1")
        assert gone.ts == asked.ts and "Take it" not in gone.buttons


async def test_an_offer_that_nobody_takes_ends() -> None:
    """It says so from the beginning; then one line to who made it, and a button that is over."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team, speaks="no")
        await asks_first(team)
        await team.types(ANA, INFRA, "/task add Migrate DNS @maria 18 dec")
        asked = await team.hears(MARIA, "asks whether you take T-1", "the offer ends")
        await team.until(november(27, 8))
        over = await team.hears(MARIA, "The offer of T-1 Migrate DNS is over", "/task claim T-1")
        assert over.ts == asked.ts and "Take it" not in over.buttons
        await team.until(november(30, 12))
        told = [m for m in await from_bot(team, ANA) if "the offer is over" in m.text]
        assert len(told) == 1 and "was offered to Maria Keller" in told[0].text
        assert {"Give to somebody", "I'll take it"} <= set(told[0].buttons)
        mine = await team.types(MARIA, INFRA, "/task")
        assert "is offered to you" not in mine.text
        assert [m for m in await from_bot(team, ANA) if "isn't offered to Maria" in m.text]
        history = await team.types(ANA, INFRA, "/task history T-1")
        assert "The offer ended" in history.text


async def test_who_offered_what_somebody_has_hears_no_thanks() -> None:
    """Ana, who gave it on, not Priya alone, who asked for it; Jonas has it as before."""
    async with team_at_work(start=MONDAY) as team:
        await asks_first(team)
        await team.types(ANA, GENERAL, "/task add Migrate DNS @jonas friday")
        await team.types(ANA, GENERAL, "/task assign T-1 @maria")
        asked = await team.hears(MARIA, "asks whether you take T-1")
        await team.presses(MARIA, asked, "No thanks")
        told = await team.hears(ANA, "Maria Keller doesn't take T-1 Migrate DNS")
        assert "has it as before" in told.text and "I'll take it" not in told.buttons
