"""Free-text replies to a question: kept as a note, and what they mean is one press away."""

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
