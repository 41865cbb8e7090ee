"""Free-text replies to a question: kept as a note, and what they mean is one press away."""

import pytest

from tests.scenario.cast import ANA, INFRA, JONAS, MARIA, MONDAY, november, open_infra
from tests.support.team import Seen, Team, team_at_work

DM = "D0MARIA"


async def asked(team: Team, *titles: str) -> Seen:
    """Maria is asked about her late tasks; the question."""
    await open_infra(team)
    for title in titles:
        await team.types(ANA, INFRA, f"/task add {title} @maria 24 nov 17:00")
    await team.until(november(25, 10))
    return await team.hears(MARIA, f"{titles[0]}")


async def test_a_date_and_what_is_in_the_way() -> None:
    """Both are offered; the one pressed is done, with who can help."""
    async with team_at_work(start=MONDAY) as team:
        question = await asked(team, "Migrate DNS")
        await team.says(MARIA, DM, "friday, waiting for Jonas", thread=question.ts)
        kept = await team.finds(MARIA, DM, "Kept with T-1", thread=question.ts)
        labels = list(kept.buttons)
        assert "Blocked: Waiting for Jonas" in labels
        assert any(label.startswith("New date") and "27 Nov" in label for label in labels)
        await team.presses(MARIA, kept, "Blocked: Waiting for Jonas")
        assert "Blocked" in (await team.types(ANA, INFRA, "/task show T-1")).text
        await team.hears(JONAS, "Migrate DNS", "Waiting for Jonas")


async def test_done_with_words() -> None:
    """The words are the note; *Done* is pressed."""
    async with team_at_work(start=MONDAY) as team:
        question = await asked(team, "Migrate DNS")
        await team.says(MARIA, DM, "done, ticket 8812", thread=question.ts)
        kept = await team.finds(MARIA, DM, "Is this what you mean", thread=question.ts)
        await team.presses(MARIA, kept, "Done")
        shown = (await team.types(ANA, INFRA, "/task show T-1")).text
        assert "ticket 8812" in shown and "check" in shown


async def test_somebody_else_is_named() -> None:
    """ "Not mine, ask Jonas" offers to give it to Jonas."""
    async with team_at_work(start=MONDAY) as team:
        question = await asked(team, "Migrate DNS")
        await team.says(MARIA, DM, "not mine, ask Jonas", thread=question.ts)
        kept = await team.finds(MARIA, DM, "Kept with T-1", thread=question.ts)
        assert "Give to Jonas Weber" in kept.buttons


async def test_beside_the_thread() -> None:
    """Typed just after a single question, not below it: it is the answer all the same."""
    async with team_at_work(start=MONDAY) as team:
        await asked(team, "Migrate DNS")
        await team.says(MARIA, DM, "need another week")
        kept = await team.finds(MARIA, DM, "Kept with T-1")
        moved = next(label for label in kept.buttons if label.startswith("New date"))
        await team.presses(MARIA, kept, moved)
        assert "2 Dec" in (await team.types(ANA, INFRA, "/task show T-1")).text


async def test_which_of_several() -> None:
    """Where several were asked about, the task is asked for, and the words are kept with it."""
    async with team_at_work(start=MONDAY) as team:
        question = await asked(team, "Migrate DNS", "Order disks")
        await team.says(MARIA, DM, "stuck on the firewall", thread=question.ts)
        which = await team.finds(MARIA, DM, "Which task", thread=question.ts)
        kept = await team.presses(MARIA, which, "T-2 Order disks")
        assert kept is not None and "Kept with T-2" in kept.text
        assert "Blocked: Stuck on the firewall" in kept.buttons
        assert "firewall" in (await team.types(ANA, INFRA, "/task show T-2")).text


async def test_a_greeting_is_greeted() -> None:
    """A hello after a question is no answer to it."""
    async with team_at_work(start=MONDAY) as team:
        await asked(team, "Migrate DNS")
        await team.says(MARIA, DM, "hello")
        assert "/task add" in (await team.dm(MARIA))[-1].text


async def test_a_number_of_days_names_no_task() -> None:
    """ "Need 2 more days", beside the thread, is about the task that was asked about."""
    async with team_at_work(start=MONDAY) as team:
        await asked(team, "Migrate DNS")
        await team.says(MARIA, DM, "need 2 more days")
        kept = await team.finds(MARIA, DM, "Kept with T-1")
        assert "New date Fri 27 Nov" in kept.buttons


async def test_people_are_named_on_the_button() -> None:
    """Nobody reads an id, neither there nor in what is then in the way."""
    async with team_at_work(start=MONDAY) as team:
        await asked(team, "Migrate DNS")
        await team.says(MARIA, DM, "waiting for <@U0JONAS> to open it")
        kept = await team.finds(MARIA, DM, "Kept with T-1")
        label = "Blocked: Waiting for Jonas Weber to open it"
        assert label in kept.buttons, list(kept.buttons)
        await team.presses(MARIA, kept, label)
        await team.hears(JONAS, "Migrate DNS", "Waiting for Jonas Weber to open it")


@pytest.mark.parametrize(
    ("said", "button"),
    [
        ("later", "Ask me tomorrow"),
        ("not now", "Ask me tomorrow"),
        ("remind me thursday", "Ask me Thu 26 Nov"),
        ("ok", "All fine"),
        ("👍", "All fine"),
    ],
)
async def test_a_short_word_is_about_the_question(said: str, button: str) -> None:
    """Beside the thread, with one question open, a word is enough."""
    async with team_at_work(start=MONDAY) as team:
        await asked(team, "Migrate DNS")
        await team.says(MARIA, DM, said)
        kept = await team.finds(MARIA, DM, "Kept with T-1")
        assert button in kept.buttons
        await team.presses(MARIA, kept, button)
        assert "T-1" in (await team.dm(MARIA))[-1].text


async def test_a_verb_without_a_number_is_about_the_question() -> None:
    """Snoozed, and why it was asked: nobody needs the number."""
    async with team_at_work(start=MONDAY) as team:
        await asked(team, "Migrate DNS")
        await team.says(MARIA, DM, "why do I get this?")
        await team.hears(MARIA, "T-1", "What I know")
        await team.says(MARIA, DM, "snooze till thursday")
        await team.hears(MARIA, "I'll ask about T-1 again, not before: Thu 26 Nov 09:00")


async def test_a_word_about_one_of_several_asks_which() -> None:
    """The words get a button for each task, a verb an example with a task of them."""
    async with team_at_work(start=MONDAY) as team:
        await asked(team, "Migrate DNS", "Order disks")
        await team.says(MARIA, DM, "snooze till thursday")
        await team.hears(MARIA, "Which task?", "/task snooze T-1 until tuesday")
        await team.says(MARIA, DM, "later")
        which = await team.finds(MARIA, DM, "Which task")
        kept = await team.presses(MARIA, which, "T-2 Order disks")
        assert kept is not None and "Ask me tomorrow" in kept.buttons


async def test_what_was_answered_is_not_meant() -> None:
    """Of two questions one is answered: a short word is about the other."""
    async with team_at_work(start=MONDAY) as team:
        await asked(team, "Migrate DNS", "Order disks")
        await team.types(MARIA, INFRA, "/task due T-1 friday")
        await team.says(MARIA, DM, "later")
        await team.finds(MARIA, DM, "Kept with T-2")


async def test_leave_in_words_is_no_date_of_the_task() -> None:
    """ "I'm on leave next week" is what *away* says."""
    async with team_at_work(start=MONDAY) as team:
        await asked(team, "Migrate DNS")
        await team.says(MARIA, DM, "I'm on leave next week")
        await team.hears(MARIA, "You are away from Mon 30 Nov to Sun 6 Dec")
        assert "24 Nov" in (await team.types(ANA, INFRA, "/task show T-1")).text


async def test_ok_to_a_check_accepts() -> None:
    """Who checks is offered *Accept*, not *Done*."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(
            ANA, INFRA, "/task add Migrate DNS @maria 27 nov verifier: @jonas; done when: it works"
        )
        await team.types(MARIA, INFRA, "/task done T-1")
        await team.later(minutes=30)
        await team.hears(JONAS, "Please check")
        await team.says(JONAS, "D0JONAS", "ok")
        kept = await team.finds(JONAS, "D0JONAS", "Kept with T-1")
        assert list(kept.buttons) == ["Accept", "Send back ..."]
