"""Undo as it is typed: one change further back each time, and Redo as a button."""

from tests.scenario.cast import ANA, INFRA, MARIA, MONDAY
from tests.support.team import team_at_work


async def test_undo_typed_twice_goes_further_back() -> None:
    """The date, then the owner, then the task itself; then nothing is left."""
    async with team_at_work(start=MONDAY) as team:
        await team.types(ANA, INFRA, "/task add Migrate DNS 10 dec")
        await team.types(ANA, INFRA, "/task assign T-1 @maria")
        await team.types(ANA, INFRA, "/task due T-1 11 dec")
        first = await team.types(ANA, INFRA, "/task undo")
        assert "T-1 Migrate DNS: date back to Thu 10 Dec." in first.text
        assert "Redo" in first.buttons and "Undo" not in first.buttons
        second = await team.types(ANA, INFRA, "/task undo")
        assert "no owner again" in second.text
        third = await team.types(ANA, INFRA, "/task undo")
        assert "Taken back. T-1 Migrate DNS is now: Dropped" in third.text
        nothing = await team.types(ANA, INFRA, "/task undo")
        assert "nothing left of yours to take back" in nothing.text


async def test_redo_is_a_button() -> None:
    """Redo brings the change again, and its answer has Undo."""
    async with team_at_work(start=MONDAY) as team:
        await team.types(ANA, INFRA, "/task add Migrate DNS @maria 10 dec")
        await team.types(ANA, INFRA, "/task due T-1 11 dec")
        undone = await team.types(ANA, INFRA, "/task undo")
        redone = await team.presses(ANA, undone, "Redo")
        assert redone is not None and "date back to Fri 11 Dec" in redone.text
        assert "Undo" in redone.buttons
        assert "11 Dec" in (await team.types(MARIA, INFRA, "/task show T-1")).text
        again = await team.presses(ANA, redone, "Undo")
        assert again is not None and "date back to Thu 10 Dec" in again.text


async def test_undo_takes_settings_back_before_older_tasks() -> None:
    """Whatever came last goes first: settings, then the task command before them."""
    async with team_at_work(start=MONDAY) as team:
        await team.types(ANA, INFRA, "/task add Migrate DNS 10 dec")
        await team.types(ANA, INFRA, "/task settings brief 10:30")
        await team.types(ANA, INFRA, "/task settings brief 11:00")
        assert "10:30" in (await team.types(ANA, INFRA, "/task undo")).text
        first = await team.types(ANA, INFRA, "/task undo")
        assert "10:30" not in first.text and "Migrate DNS" not in first.text
        assert "Migrate DNS is now: Dropped" in (await team.types(ANA, INFRA, "/task undo")).text


async def test_an_undo_that_was_pressed_is_not_taken_back_by_typing() -> None:
    """What the button took back is done with; Redo makes it a change of mine again."""
    async with team_at_work(start=MONDAY) as team:
        await team.types(ANA, INFRA, "/task add Migrate DNS 10 dec")
        changed = await team.types(ANA, INFRA, "/task settings brief 10:30")
        await team.presses(ANA, changed, "Undo")
        assert "Migrate DNS is now: Dropped" in (await team.types(ANA, INFRA, "/task undo")).text


async def test_undo_takes_a_project_back() -> None:
    """Its ladder and its voice, one command each time; then the task before them."""
    async with team_at_work(start=MONDAY) as team:
        await team.types(ANA, INFRA, "/task add Migrate DNS #website 10 dec")
        await team.types(ANA, INFRA, "/project set #website ladder firm")
        await team.types(ANA, INFRA, "/project set #website posts yes")
        voice = await team.types(ANA, INFRA, "/task undo")
        assert "#website) is as it was before" in voice.text
        assert "firm" in (await team.types(ANA, INFRA, "/project show #website")).text.lower()
        ladder = await team.types(ANA, INFRA, "/task undo")
        assert "as it was before" in ladder.text and "irm" not in ladder.text
        assert "Migrate DNS is now: Dropped" in (await team.types(ANA, INFRA, "/task undo")).text


async def test_what_undo_does_not_take_back_is_said() -> None:
    """A project's name, a leave: what to type instead, and no older command goes in its place."""
    async with team_at_work(start=MONDAY) as team:
        await team.types(ANA, INFRA, "/task add Migrate DNS #website 10 dec")
        await team.types(ANA, INFRA, "/project set #website name Relaunch")
        told = await team.types(ANA, INFRA, "/task undo")
        assert "undo doesn't take that back" in told.text and "/project show #website" in told.text
        await team.types(ANA, INFRA, "/task away until friday")
        assert "/task away off" in (await team.types(ANA, INFRA, "/task undo")).text
        assert "You are not away" in (await team.types(ANA, INFRA, "/task back")).text
        assert "Dropped" not in (await team.types(ANA, INFRA, "/task show T-1")).text
