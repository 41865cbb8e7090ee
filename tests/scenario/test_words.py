"""Words to Chivvy, captured messages, pasted lists, and whom a name may mean."""

import pytest

from tests.scenario.cast import (
    ANA,
    BOT,
    GENERAL,
    INFRA,
    JONAS,
    MARIA,
    MONDAY,
    PRIYA,
    SAM,
    from_bot,
    november,
    open_infra,
)
from tests.support.team import team_at_work


async def test_words_in_a_channel_a_thread_and_a_direct_message() -> None:
    """@Chivvy takes the same words everywhere; a thread needs no number, a DM no mention."""
    async with team_at_work(start=MONDAY) as team:
        await team.says(ANA, INFRA, "@chivvy add Order disks @maria friday")
        echo = await team.finds(ANA, INFRA, "T-1 Order disks")
        assert echo.private and "Maria Keller" in echo.text
        said = await team.says(JONAS, INFRA, "The certificate expires on the 28th")
        await team.captures(ANA, INFRA, said)
        await team.submits(ANA, title="Renew certificate", owner=MARIA)
        thread = await team.sees(ANA, INFRA, said)
        assert any("T-2 · Renew certificate" in m.text and not m.private for m in thread)
        await team.says(MARIA, INFRA, "@chivvy start", thread=said)
        card = await team.finds(JONAS, INFRA, "Renew certificate", "In progress", thread=said)
        assert not card.private
        await team.says(SAM, "D0SAM", "add Call client A tomorrow")
        mine = await team.finds(SAM, "D0SAM", "T-3 Call client A")
        assert "Sam Cole" in mine.text


async def test_a_greeting_is_answered_with_an_example() -> None:
    """Hello in the direct message gets a few lines with an example, never silence."""
    async with team_at_work(start=MONDAY) as team:
        for words in ("hello", "what can you do?"):
            before = len(await team.dm(JONAS))
            await team.says(JONAS, "D0JONAS", words)
            answer = (await team.dm(JONAS))[-1]
            assert len(await team.dm(JONAS)) == before + 2
            assert answer.user == BOT and "add" in answer.text


async def test_a_message_is_captured_once() -> None:
    """The second capture shows the existing task, with *Add it anyway*; nothing is doubled."""
    async with team_at_work(start=MONDAY) as team:
        said = await team.says(JONAS, INFRA, "Somebody renew the certificate by friday, please")
        await team.captures(ANA, INFRA, said)
        await team.submits(ANA, owner=MARIA)
        form = await team.captures(PRIYA, INFRA, said)
        assert "T-1" in repr(form["blocks"])
        refused = await team.submits(PRIYA, owner=SAM)
        assert refused["ok"] is False
        assert "T-1" in repr(refused["errors"])
        cards = [m for m in await team.sees(SAM, INFRA, said) if m.user == BOT]
        assert len(cards) == 1


async def test_a_project_opened_by_a_word_is_silent_until_its_lead_has_answered() -> None:
    """#word opens a project that speaks nowhere; its lead is asked, and the answer wakes it."""
    async with team_at_work(start=MONDAY) as team:
        await team.types(ANA, INFRA, "/task add Migrate DNS @maria 24 nov 12:00 #dc-exit")
        await team.types(ANA, INFRA, "/task add Cut over @jonas 4 dec #dc-exit after T-1")
        asked = await team.hears(ANA, "#dc-exit")
        await team.until(november(30, 12))
        said = [m for m in await team.sees(SAM, INFRA) if m.user == BOT]
        assert said == [], "it has no home that it may speak in"
        asked = await team.hears(ANA, "#dc-exit", "lead")
        await team.presses(ANA, asked, "Answer for dc-exit")
        await team.submits(ANA, why="We leave the data centre", speaks="yes")
        shown = await team.types(SAM, INFRA, "/project show #dc-exit")
        assert "We leave the data centre" in shown.text


async def test_a_group_is_nobody() -> None:
    """@here owns nothing: the echo says so and asks for a person; Leave open posts a Claim line."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        echo = await team.types(ANA, INFRA, "/task add Order disks <!here> friday")
        assert "T-1" in echo.text and {"I'll take it", "Choose somebody"} <= set(echo.buttons)
        assert not await from_bot(team, MARIA)
        await team.presses(ANA, echo, "Leave open")
        parent = await team.finds(JONAS, INFRA, "Needs attention")
        line = await team.finds(JONAS, INFRA, "T-1 · Order disks", thread=parent.ts)
        await team.presses(JONAS, line, "I'll take it")
        taken = await team.finds(SAM, INFRA, "T-1 Order disks", "Jonas Weber", thread=parent.ts)
        assert "I'll take it" not in taken.buttons


async def test_two_people_are_asked_who_has_it() -> None:
    """A task has one owner: of two side by side the echo, or *assign*, asks which."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        echo = await team.types(ANA, INFRA, "/task add Order disks @maria @jonas friday")
        assert "One person, please" in echo.text
        assert not await from_bot(team, MARIA) and not await from_bot(team, JONAS)
        await team.presses(ANA, echo, "Ask Maria Keller")
        await team.hears(MARIA, "is yours now.")
        again = await team.types(ANA, INFRA, "/task assign T-1 @jonas and @priya")
        assert "One person, please" in again.text
        assert {"Ask Jonas Weber", "Ask Priya Shah"} <= set(again.buttons)


async def test_mentions_in_words_are_names() -> None:
    """What people typed is read by others with names in it, not with the platform's marks."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        typed = "/task add Ask @jonas about the disks @maria friday"
        echo = await team.types(ANA, INFRA, typed)
        assert "T-1 Ask @jonas about the disks" in echo.text
        await team.types(ANA, INFRA, "/task criteria T-1 @jonas agrees")
        await team.types(ANA, INFRA, "/task note T-1 @priya knows too")
        await team.types(ANA, INFRA, "/task due T-1 next monday - waits for @sam")
        await team.types(ANA, INFRA, "/task title T-1 Ask @jonas again")
        await team.types(ANA, INFRA, "/project set why @sam moves out")
        await team.says(ANA, INFRA, f"<@{BOT}> note T-1 and <@{SAM}> too")
        shown = (await team.types(ANA, INFRA, "/task show T-1")).text
        shown += (await team.types(ANA, INFRA, "/project show")).text
        assert "<@" not in shown
        for words in ("Ask @jonas again", "@jonas agrees", "waits for @sam", "@sam moves out"):
            assert words in shown


async def test_two_people_of_one_name_are_both_offered() -> None:
    """Two Marias: the echo asks which one, with a button for each."""
    async with team_at_work(start=MONDAY) as team:
        team.run.sandbox.change_person(PRIYA, real_name="Maria Shah", name="mshah")
        team.run.sandbox.change_person(MARIA, name="mkeller")
        await team.settled()
        echo = await team.types(ANA, INFRA, "/task add Order disks @Maria friday")
        labels = [label for label in echo.buttons if "Maria" in label]
        assert len(labels) == 2, echo.buttons
        await team.presses(ANA, echo, next(label for label in labels if "Keller" in label))
        await team.hears(MARIA, "T-1 Order disks is yours now.")


async def test_an_unknown_name_keeps_the_task() -> None:
    """Nobody of that name: the task is there all the same, and the echo asks who does it."""
    async with team_at_work(start=MONDAY) as team:
        echo = await team.types(ANA, INFRA, "/task add Order disks @nobody friday")
        assert "T-1" in echo.text and "nobody" in echo.text
        await team.presses(ANA, echo, "I'll take it")
        assert "Ana Ruiz" in (await team.types(ANA, INFRA, "/task show T-1")).text


async def test_several_lines_are_one_form() -> None:
    """Pasted lines open one form; the ticked ones become tasks, and each owner hears once."""
    async with team_at_work(start=MONDAY) as team:
        pasted = "/task add - Order disks @maria friday\n- Copy database @jonas\n- Renew @maria"
        await team.page.post("command", **{"as": ANA, "channel": INFRA, "text": pasted})
        form = await team.form(ANA)
        assert all(title in repr(form["blocks"]) for title in ("Order disks", "Copy database"))
        await team.submits(ANA)
        await team.finds(ANA, INFRA, "T-1", "T-2", "T-3")
        [told] = await from_bot(team, MARIA)
        assert "T-1 Order disks" in told.text and "T-3 Renew" in told.text
        assert GENERAL != INFRA and not [m for m in await team.sees(SAM, INFRA) if m.user == BOT]


async def test_an_unknown_verb_offers_what_was_meant() -> None:
    """A word near a verb offers the verb; nothing near offers to make a task of it."""
    async with team_at_work(start=MONDAY) as team:
        await team.types(MARIA, INFRA, "/task add Order disks @maria friday")
        near = await team.types(MARIA, INFRA, "/task finish T-1 they came")
        assert "Did you mean done?" in near.text and "nothing was changed" in near.text
        assert "finish T-1 they came" in near.text
        turned = await team.types(MARIA, INFRA, "/task T-1 done")
        assert "Did you mean done?" in turned.text and "T-1 done" in turned.text
        await team.presses(MARIA, near, "Mark T-1 done")
        assert "Done" in (await team.types(MARIA, INFRA, "/task show T-1")).text
        far = await team.types(MARIA, INFRA, "/task server is slow")
        await team.presses(MARIA, far, "Add it as a new task")
        await team.finds(MARIA, INFRA, "T-2 server is slow")


@pytest.mark.parametrize("typed", [
    "send back T-1 TTL is wrong", "send T-1 back: TTL is wrong", "reject T-1 TTL is wrong",
    "T-1 send back TTL is wrong",
])  # fmt: skip
async def test_send_back_is_understood_as_it_is_said(typed: str) -> None:
    """What the button is called leads to the verb, and its button does it."""
    async with team_at_work(start=MONDAY) as team:
        await team.types(ANA, INFRA, "/task add Migrate DNS @maria; done when: it resolves")
        await team.types(MARIA, INFRA, "/task done T-1")
        near = await team.types(ANA, INFRA, f"/task {typed}")
        assert "/task reopen T-1 TTL is wrong" in near.text
        await team.presses(ANA, near, "Reopen T-1")
        assert (await team.submits(ANA, reason="TTL is wrong"))["ok"]
        assert "sent it back: TTL is wrong" in (await team.types(ANA, INFRA, "/task show T-1")).text


async def test_a_criterion_is_ticked_as_it_is_said() -> None:
    """ "tick T-1 1" says what to type."""
    async with team_at_work(start=MONDAY) as team:
        await team.types(ANA, INFRA, "/task add Migrate DNS; done when: it resolves")
        near = await team.types(ANA, INFRA, "/task tick T-1 1")
        assert "/task criteria T-1 tick 1" in near.text


async def test_a_reply_to_a_question_is_kept() -> None:
    """Words in answer to a follow-up become a note, and what they may mean is one press away."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(ANA, INFRA, "/task add Migrate DNS @maria 24 nov 17:00")
        await team.until(november(25, 10))
        asked = await team.hears(MARIA, "T-1 Migrate DNS was due")
        await team.says(MARIA, "D0MARIA", "nearly there, waiting for a reboot", thread=asked.ts)
        kept = await team.finds(MARIA, "D0MARIA", "T-1 Migrate DNS", "note", thread=asked.ts)
        assert "Done" in kept.buttons
        shown = await team.types(ANA, INFRA, "/task show T-1")
        assert "waiting for a reboot" in shown.text
