"""All that one person added is dropped at once: seen first, told once, taken back together."""

from tests.scenario.cast import (
    ANA,
    GENERAL,
    HIRING,
    INFRA,
    JONAS,
    MARIA,
    MONDAY,
    PRIYA,
    SAM,
    from_bot,
)
from tests.support.team import Seen, Team, team_at_work

FLOOD = ("Order disks", "Copy the database", "Move the mail", "Test the restore", "Renew it")


async def flooded(team: Team) -> None:
    """Priya adds five tasks for Jonas; Maria has added one before. Ana is admin."""
    await team.types(ANA, GENERAL, "/task admin me")
    await team.types(MARIA, GENERAL, "/task add Water the plants @jonas friday")
    await team.later(hours=3)
    for title in FLOOD:
        await team.types(PRIYA, GENERAL, f"/task add {title} @jonas friday")
    await team.settled()


async def asks(team: Team, words: str = "drop all by @priya", who: str = ANA) -> Seen:
    """What would be dropped."""
    return await team.types(who, GENERAL, f"/task {words}")


async def test_all_is_shown_before_it_is_dropped() -> None:
    """With numbers and titles; nothing changes before Apply."""
    async with team_at_work(start=MONDAY) as team:
        await flooded(team)
        shown = await asks(team)
        assert "Drop all 5 open tasks that Priya Shah added?" in shown.text
        assert all(title in shown.text for title in FLOOD)
        assert "Water the plants" not in shown.text
        assert "Nothing is changed yet" in shown.text
        assert "Order disks" in (await team.types(JONAS, GENERAL, "/task")).text


async def test_it_is_dropped_and_taken_back_together() -> None:
    """One Undo for all, on the answer."""
    async with team_at_work(start=MONDAY) as team:
        await flooded(team)
        await team.presses(ANA, await asks(team), "Apply")
        said = await team.finds(ANA, GENERAL, "5 tasks that Priya Shah added are dropped")
        listed = (await team.types(JONAS, GENERAL, "/task")).text
        assert "Water the plants" in listed and "Order disks" not in listed
        await team.presses(ANA, said, "Undo")
        listed = (await team.types(JONAS, GENERAL, "/task")).text
        assert all(title in listed for title in FLOOD)


async def test_only_what_is_younger() -> None:
    """A time leaves what was added before it."""
    async with team_at_work(start=MONDAY) as team:
        await team.types(PRIYA, GENERAL, "/task add Long planned @jonas friday")
        await team.later(hours=5)
        await flooded(team)
        shown = await asks(team, "drop all by Priya Shah since 2 hours - a flood")
        assert "Drop all 5 open tasks that Priya Shah added since" in shown.text
        assert "Long planned" not in shown.text
        await team.presses(ANA, shown, "Apply")
        assert "a flood" in (await team.types(ANA, GENERAL, "/task history T-3")).text


async def test_whose_tasks_they_were_reads_of_it_once() -> None:
    """One message for all five, however many they had."""
    async with team_at_work(start=MONDAY) as team:
        await flooded(team)
        before = len(await from_bot(team, JONAS))
        await team.presses(ANA, await asks(team), "Apply")
        await team.later(days=1)
        heard = [m.text for m in (await from_bot(team, JONAS))[before:]]
        assert len([text for text in heard if "dropped T-" in text]) == 1
        told = next(text for text in heard if "dropped T-" in text)
        assert told.count("Order disks") == 1 and "T-6" in told


async def test_who_is_no_admin_and_leads_nothing_is_told_who_may() -> None:
    """And what else they can do."""
    async with team_at_work(start=MONDAY) as team:
        await flooded(team)
        said = await asks(team, who=MARIA)
        assert "by an admin" in said.text and "one by one" in said.text
        assert "Apply" not in said.buttons


async def test_a_lead_drops_what_is_in_their_project() -> None:
    """What stands elsewhere is left alone, and named as that."""
    async with team_at_work(start=MONDAY) as team:
        await team.types(JONAS, INFRA, "/project new Infra migration")
        await team.submits(JONAS, why="The old data centre closes", speaks="no")
        await team.types(PRIYA, INFRA, "/task add Rack the disks @maria friday")
        await team.types(PRIYA, GENERAL, "/task add Paint the door @maria friday")
        shown = await asks(team, who=JONAS)
        assert "Drop 1 task that Priya Shah added?" in shown.text
        assert "Left alone: 1" in shown.text
        await team.presses(JONAS, shown, "Apply")
        listed = (await team.types(MARIA, GENERAL, "/task")).text
        assert "Rack the disks" not in listed and "Paint the door" in listed


async def test_what_one_added_oneself_needs_no_rights() -> None:
    """``drop all by me`` is for everybody."""
    async with team_at_work(start=MONDAY) as team:
        await flooded(team)
        shown = await asks(team, "drop all by me", PRIYA)
        await team.presses(PRIYA, shown, "Apply")
        await team.finds(PRIYA, GENERAL, "5 tasks that Priya Shah added are dropped")


async def test_some_can_be_ticked_instead() -> None:
    """Back opens the list; what is ticked of it is dropped with the same right."""
    async with team_at_work(start=MONDAY) as team:
        await flooded(team)
        await team.presses(ANA, await asks(team), "Back")
        assert (await team.submits(ANA, tasks=["2", "3"], act="drop", reason="twice"))["ok"]
        shown = await team.finds(ANA, GENERAL, "Drop all 2 open tasks that Priya Shah added?")
        await team.presses(ANA, shown, "Apply")
        await team.finds(ANA, GENERAL, "2 tasks that Priya Shah added are dropped")


async def test_what_the_admin_does_not_see_is_neither_counted_nor_named() -> None:
    """It is said all the same how such are dropped, and it is said where there are none, too."""
    async with team_at_work(start=MONDAY) as team:
        await team.types(ANA, GENERAL, "/task admin me")
        await team.types(ANA, GENERAL, "/task admin add @maria")
        await team.invites(ANA, HIRING)
        await team.types(SAM, HIRING, "/task add Talk about pay @sam friday")
        await team.types(SAM, GENERAL, "/task add Order lunch @jonas friday")
        shown = await asks(team, "drop all by @sam", MARIA)
        assert "Drop 1 task that Sam" in shown.text and "Talk about pay" not in shown.text
        assert "private channel" in shown.text
        await team.presses(MARIA, shown, "Apply")
        assert "Talk about pay" in (await team.types(SAM, HIRING, "/task")).text
        again = await asks(team, "drop all by @sam", MARIA)
        assert "added nothing that is open and that you can see" in again.text


async def test_what_is_no_time_is_said() -> None:
    """And whose tasks, where nobody is named."""
    async with team_at_work(start=MONDAY) as team:
        await flooded(team)
        said = await asks(team, "drop all by @priya since the flood")
        assert "the flood" in said.text and "/task drop all by @maria since yesterday" in said.text
        assert "/task drop all by @maria" in (await asks(team, "drop all")).text
        assert "@nobody" in (await asks(team, "drop all by @nobody")).text
