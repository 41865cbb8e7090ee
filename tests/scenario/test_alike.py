"""A task that is there already is shown before a second one is made, and nothing typed is lost."""

from tests.scenario.cast import (
    ANA,
    GENERAL,
    HIRING,
    INFRA,
    JONAS,
    MARIA,
    MONDAY,
    PRIYA,
    open_infra,
)
from tests.support.team import team_at_work, words


async def test_a_typed_line_asks_and_adds_exactly_what_was_typed() -> None:
    """Open it, or add it anyway: with owner, date and priority, once however often pressed."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(ANA, INFRA, "/task add Fix login @maria friday")
        asked = await team.types(JONAS, INFRA, "/task add Fix the login @priya thursday 12:00 high")
        assert "T-1 Fix login (Maria Keller, due" in asked.text and "looks the same" in asked.text
        assert "Nothing is added yet" in asked.text
        assert "Fix the login @" in asked.text and "thursday 12:00 high" in asked.text
        opened = await team.presses(JONAS, asked, "Open it")
        assert opened is not None and "T-1" in opened.text
        await team.later(days=1)
        added = await team.presses(JONAS, opened, "Add it anyway")
        assert added is not None and "T-2 Fix the login" in added.text
        assert "Priya" in added.text and "Thu 26 Nov 12:00" in added.text
        assert "T-3" not in (await team.types(JONAS, INFRA, "/task list #infra")).text


async def test_what_differs_in_a_number_or_is_done_is_no_question() -> None:
    """Review PR 12, then PR 13; and PR 12 again once it is done."""
    async with team_at_work(start=MONDAY) as team:
        for number in (12, 13):
            echo = await team.types(ANA, GENERAL, f"/task add Review PR {number} @ana")
            assert "looks the same" not in echo.text
        await team.types(ANA, GENERAL, "/task done T-1")
        assert "T-3" in (await team.types(ANA, GENERAL, "/task add Review PR 12 @ana")).text


async def test_what_the_asker_does_not_see_is_no_question() -> None:
    """A private task with the same title stays unknown."""
    async with team_at_work(start=MONDAY) as team:
        await team.invites(ANA, HIRING)
        await team.types(ANA, HIRING, "/task add Prepare the secret offer @ana")
        echo = await team.types(JONAS, GENERAL, "/task add Prepare the secret offer @jonas")
        assert "looks the same" not in echo.text and "T-2" in echo.text


async def test_the_lines_of_a_list_say_it_each_for_itself() -> None:
    """Unticked, with the reason at its row; ticked it is added all the same."""
    async with team_at_work(start=MONDAY) as team:
        await team.types(ANA, INFRA, "/task add Order the disks @maria")
        text = "/task add - Order disks @maria\n- Copy the database @jonas"
        await team.page.post("command", **{"as": ANA, "channel": INFRA, "text": text})
        form = await team.form(ANA)
        rows = {b["block_id"]: b["elements"] for b in form["blocks"] if b["type"] == "actions"}
        assert "initial_options" not in rows["line_0"][0]
        assert "T-1 “Order the disks” looks the same" in str(rows["line_0"])
        assert "initial_options" in rows["line_1"][0]
        await team.submits(ANA)
        assert "1 task added" in (await team.finds(ANA, INFRA, "task added")).text


async def test_a_captured_message_says_it_in_its_form() -> None:
    """The form stays as it was filled in until it is ticked; then there are two."""
    async with team_at_work(start=MONDAY) as team:
        await team.types(ANA, INFRA, "/task add Renew the wildcard certificate @maria")
        ts = await team.says(PRIYA, INFRA, "please renew the wildcard certificate")
        form = await team.captures(ANA, INFRA, ts)
        assert "looks the same and is open" in words(form["blocks"])
        await team.submits(ANA, due="friday 12:00")
        again = await team.form(ANA)
        assert "friday 12:00" in str(again["blocks"]) and "looks the same" in str(again["blocks"])
        assert (await team.submits(ANA, anyway=["yes"]))["ok"]
        assert "Fri 27 Nov 12:00" in (await team.types(MARIA, INFRA, "/task show T-2")).text
