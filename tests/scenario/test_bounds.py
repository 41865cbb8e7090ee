"""Who may do with several tasks at once, and how many one person adds in a day: on Slack."""

from tests.scenario.cast import (
    ANA,
    GENERAL,
    INFRA,
    JONAS,
    MARIA,
    MONDAY,
    PRIYA,
    from_bot,
    november,
    open_infra,
)
from tests.support.team import Seen, Team, team_at_work, words

LIST = "/task add - Order disks\n- Copy the database"
TALK = ("I'll order the disks by friday", "ok. I'll copy the database on thursday")


async def bounded(team: Team, words: str = "several leads") -> Seen:
    """Ana is admin, and bounds it."""
    await team.types(ANA, GENERAL, "/task admin me")
    return await team.types(ANA, GENERAL, f"/task settings workspace {words}")


async def test_a_company_bounds_nothing() -> None:
    """Whoever pastes a list gets its form, and nobody counts."""
    async with team_at_work(start=MONDAY) as team:
        await team.page.post("command", **{"as": JONAS, "channel": GENERAL, "text": LIST})
        assert "line_1" in {block["block_id"] for block in (await team.form(JONAS))["blocks"]}


async def test_a_list_is_for_leads() -> None:
    """Others read who may and what else they can do; what they typed stands below."""
    async with team_at_work(start=MONDAY) as team:
        assert "leads and admins" in (await bounded(team)).text
        said = await team.types(JONAS, GENERAL, LIST)
        assert "for leads of a project and for admins" in said.text
        assert "Capture as task" in said.text and "Copy the database" in said.text
        await team.types(JONAS, GENERAL, "/project new Disks")
        await team.submits(JONAS, why="Full", speaks="no")
        await team.page.post("command", **{"as": JONAS, "channel": GENERAL, "text": LIST})
        assert (await team.submits(JONAS))["ok"]
        await team.finds(JONAS, GENERAL, "2 tasks added")


async def test_parts_in_several_lines_are_several() -> None:
    """One part at a time is open to everybody."""
    async with team_at_work(start=MONDAY) as team:
        await bounded(team)
        await team.types(JONAS, GENERAL, "/task add Move the mail @jonas")
        refused = await team.types(JONAS, GENERAL, "/task sub T-1 order disks\nrack disks")
        assert "for leads" in refused.text
        assert "T-2" in (await team.types(JONAS, GENERAL, "/task sub T-1 order disks")).text


async def test_what_is_ones_own_is_done_at_once() -> None:
    """Several of one's own tasks are nobody else's matter; several of others' are."""
    async with team_at_work(start=MONDAY) as team:
        await bounded(team)
        for title in ("Order disks", "Rack disks"):
            await team.types(JONAS, GENERAL, f"/task add {title} @jonas")
        assert "2 tasks" in (await team.types(JONAS, GENERAL, "/task done T-1 T-2")).text
        for title in ("Paint", "Sweep"):
            await team.types(JONAS, GENERAL, f"/task add {title}")
        refused = await team.types(JONAS, GENERAL, "/task claim T-3 T-4")
        assert "for leads" in refused.text
        assert "yours" in (await team.types(JONAS, GENERAL, "/task claim T-3")).text


async def test_a_preview_is_refused_as_its_apply_is() -> None:
    """Nobody is shown what they then may not do."""
    async with team_at_work(start=MONDAY) as team:
        await bounded(team)
        for n in range(4):
            await team.types(MARIA, GENERAL, f"/task add Step {n} @maria")
        refused = await team.types(JONAS, GENERAL, "/task drop T-1 T-2 T-3 T-4 no more")
        assert "for leads" in refused.text and "Apply" not in refused.buttons


async def test_a_thread_of_several_is_refused_and_one_message_is_not() -> None:
    """*Capture as task* of one message stays, as one task."""
    async with team_at_work(start=MONDAY) as team:
        await bounded(team)
        thread = await team.says(PRIYA, GENERAL, "Friday it shall be. Who does what?")
        for line in TALK:
            await team.says(JONAS, GENERAL, line, thread)
        window = await team.uses(MARIA, GENERAL, thread, "capture_thread")
        assert "for leads" in words(window["blocks"])
        listed = await team.says(PRIYA, GENERAL, "- order the disks\n- copy the database")
        form = await team.captures(MARIA, GENERAL, listed)
        assert "title" in {block.get("block_id") for block in form["blocks"]}


async def test_a_reaction_is_refused_once_a_day() -> None:
    """Who reacts reads once who may; somebody who leads has the task."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(ANA, INFRA, "/project set capture :pushpin:")
        await bounded(team)
        first = await team.says(MARIA, INFRA, "please open the firewall by friday")
        second = await team.says(MARIA, INFRA, "please order the disks by friday")
        await team.reacts(JONAS, INFRA, first)
        await team.reacts(JONAS, INFRA, second)
        told = [m for m in await team.sees(JONAS, INFRA) if "for leads" in m.text]
        assert len(told) == 1 and told[0].private
        await team.reacts(ANA, INFRA, first)
        assert "firewall" in (await team.types(ANA, INFRA, "/task list all")).text


async def test_a_day_has_room_for_so_many() -> None:
    """What is beyond is refused with its words, until the next day; an admin is not counted."""
    async with team_at_work(start=MONDAY) as team:
        await bounded(team, "daily 2")
        for title in ("Order disks", "Rack disks"):
            await team.types(JONAS, GENERAL, f"/task add {title}")
        refused = await team.types(JONAS, GENERAL, "/task add Test the disks friday")
        assert "for one person here: 2" in refused.text
        assert "Test the disks friday" in refused.text
        for title in ("One", "Two", "Three"):
            await team.types(ANA, GENERAL, f"/task add {title}")
        assert "T-5" in (await team.types(ANA, GENERAL, "/task show T-5")).text
        await team.until(november(24, 0, 1))
        assert "T-6" in (await team.types(JONAS, GENERAL, "/task add Test the disks")).text


async def test_a_list_beyond_the_day_is_refused_whole() -> None:
    """It says how many are left; nothing of it is made, and the form stays as it was."""
    async with team_at_work(start=MONDAY) as team:
        await bounded(team, "daily 2")
        await team.types(JONAS, GENERAL, "/task add Paint")
        await team.page.post("command", **{"as": JONAS, "channel": GENERAL, "text": LIST})
        await team.form(JONAS)
        refused = await team.submits(JONAS)
        assert "today you can add 1 more" in str(refused)
        assert "Order disks" not in (await team.types(JONAS, GENERAL, "/task list all")).text


async def test_a_captured_message_counts_and_stands_in_its_form() -> None:
    """The refusal stands in the form, with what was filled in."""
    async with team_at_work(start=MONDAY) as team:
        await bounded(team, "daily 1")
        await team.types(JONAS, GENERAL, "/task add Paint")
        said = await team.says(MARIA, GENERAL, "please order the disks")
        await team.captures(JONAS, GENERAL, said)
        refused = await team.submits(JONAS, title="Order the disks now")
        assert "for one person here: 1" in str(refused)


async def test_it_is_set_in_a_form_and_taken_back() -> None:
    """Only by an admin; the answer says how it stands, and Undo puts it back."""
    async with team_at_work(start=MONDAY) as team:
        await team.types(ANA, GENERAL, "/task admin me")
        await team.page.post(
            "command", **{"as": ANA, "channel": GENERAL, "text": "/task settings workspace several"}
        )
        form = await team.form(ANA)
        assert "role" not in {block.get("block_id") for block in form["blocks"]}
        assert (await team.submits(ANA, several="leads", daily="20"))["ok"]
        said = await team.finds(ANA, GENERAL, "leads and admins", "one person: 20")
        await team.presses(ANA, said, "Undo")
        said = await team.types(JONAS, GENERAL, "/task settings workspace daily 5")
        assert "That's for" in said.text
        said = await team.types(ANA, GENERAL, "/task settings workspace several @priya")
        assert "nobody whom I can tell" in said.text
        said = await team.types(ANA, GENERAL, "/task settings workspace daily many")
        assert "is no number" in said.text
        assert len(await from_bot(team, JONAS)) == 0
