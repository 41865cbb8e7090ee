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
