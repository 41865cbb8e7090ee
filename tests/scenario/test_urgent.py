"""What is urgent at any hour, as an admin sets it: at night, but on no leave and in no quiet."""

from core import dispatch
from core.followup.model import to_person
from core.unit import Unit
from tests.scenario.cast import ANA, GENERAL, JONAS, MARIA, MONDAY, from_bot, november
from tests.support.team import Team, team_at_work

HERE = "T0SANDBOX"


async def at_any_hour(team: Team) -> None:
    """Ana, who is admin, says so."""
    await team.restarts(admins=(ANA,))
    said = await team.types(ANA, GENERAL, "/task settings workspace urgent any hour")
    assert "What is urgent reaches people at any hour" in said.text


async def test_what_is_urgent_waits_for_the_morning_by_default() -> None:
    """And the answer says when."""
    async with team_at_work(start=november(23, 21)) as team:
        echo = await team.types(ANA, GENERAL, "/task add Put out the fire @maria today urgent")
        assert "09:00" in echo.text
        await team.later(hours=2)
        assert await from_bot(team, MARIA) == []


async def test_what_is_urgent_comes_at_night_where_an_admin_says_so() -> None:
    """In two minutes, and all else in the morning; *Why this?* says it."""
    async with team_at_work(start=november(23, 21)) as team:
        await at_any_hour(team)
        echo = await team.types(ANA, GENERAL, "/task add Put out the fire @maria today urgent")
        assert "09:00" not in echo.text
        await team.types(ANA, GENERAL, "/task add Water the plants @maria friday")
        await team.later(minutes=5)
        (heard,) = await from_bot(team, MARIA)
        assert "Put out the fire" in heard.text and "Water" not in heard.text
        why = await team.presses(MARIA, heard, "Why this?")
        assert why is not None and "at any hour" in why.text


async def test_who_is_on_leave_hears_nothing_at_night() -> None:
    """The whole leave, and the morning of the return."""
    async with team_at_work(start=MONDAY) as team:
        await at_any_hour(team)
        await team.types(MARIA, GENERAL, "/task away until thursday")
        await team.until(november(23, 21))
        await team.types(ANA, GENERAL, "/task add Put out the fire @maria friday urgent")
        await team.until(november(26, 8, 30))
        assert [m for m in await from_bot(team, MARIA) if "is yours now" in m.text] == []


async def test_the_setting_is_a_field_of_the_form_and_taken_back_with_undo() -> None:
    """What was typed wrong is answered with a line that works."""
    async with team_at_work(start=MONDAY) as team:
        await team.restarts(admins=(ANA,))
        wrong = await team.types(ANA, GENERAL, "/task settings workspace urgent perhaps")
        assert "/task settings workspace urgent any hour" in wrong.text
        short = await team.types(ANA, GENERAL, "/task settings urgent any hour")
        assert "/task settings workspace urgent any hour" in short.text
        await team.types(ANA, GENERAL, "/task settings workspace")
        await team.submits(ANA, urgent="any_hour")
        said = await team.finds(ANA, GENERAL, "What is urgent reaches people at any hour")
        await team.presses(ANA, said, "Undo")
        now = await team.types(ANA, GENERAL, "/task settings workspace urgent in hours")
        assert "waits for people's hours" in now.text
        no = await team.types(JONAS, GENERAL, "/task settings workspace urgent any hour")
        assert "at any hour" not in no.text


async def test_what_waits_already_comes_as_well() -> None:
    """The setting counts for what is owed, in both directions."""
    async with team_at_work(start=november(23, 21)) as team:
        await team.types(ANA, GENERAL, "/task add Put out the fire @maria today urgent")
        await at_any_hour(team)
        await team.later(minutes=5)
        assert len(await from_bot(team, MARIA)) == 1
        await team.types(ANA, GENERAL, "/task add Save the data @jonas today urgent")
        await team.types(ANA, GENERAL, "/task settings workspace urgent in hours")
        await team.later(minutes=5)
        assert await from_bot(team, JONAS) == []


async def test_a_bundle_that_had_to_wait_is_parted_at_night() -> None:
    """What is urgent comes when the platform takes messages again, the rest in the morning."""
    async with team_at_work(start=november(23, 16, 50)) as team:
        await at_any_hour(team)
        bot = team.run.bot
        await bot.store.write(lambda unit: dispatch.suspend(unit, "slack", HERE), workspace=None)
        await team.types(ANA, GENERAL, "/task add Water the plants @maria friday")
        await team.types(ANA, GENERAL, "/task add Put out the fire @maria today urgent")
        await bot.store.write(_compose, workspace=None)
        await team.until(november(23, 20))
        assert await from_bot(team, MARIA) == []
        await bot.store.write(lambda unit: dispatch.resume(unit, "slack", HERE), workspace=None)
        await team.later(minutes=5)
        (heard,) = await from_bot(team, MARIA)
        assert "Put out the fire" in heard.text and "Water" not in heard.text
        await team.until(november(24, 9, 30))
        assert [m for m in await from_bot(team, MARIA) if "Water the plants" in m.text]


def _compose(unit: Unit) -> None:
    [workspace] = unit.directory.workspaces()
    maria = unit.of(workspace).people.by_account("slack", MARIA)
    assert maria is not None
    dispatch.compose(unit, workspace, to_person(maria.id), november(23, 16, 55))
