"""A project that lets nothing close unchecked; and dates that are a press away."""

from tests.scenario.cast import ANA, INFRA, MARIA, MONDAY, open_infra
from tests.support.team import team_at_work


async def test_a_strict_project_has_everything_checked() -> None:
    """Typed, seen on the project's page, and kept: one's own to-do waits for the lead."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        said = await team.types(ANA, INFRA, "/project set strict yes")
        assert "Nothing in it closes unchecked" in said.text
        shown = await team.types(ANA, INFRA, "/project show")
        assert "Nothing in it closes unchecked" in shown.text
        await team.types(MARIA, INFRA, "/task add Renew the certificate @maria friday")
        done = await team.types(MARIA, INFRA, "/task done T-1")
        assert "T-1 Renew the certificate is marked done" in done.text
        await team.hears(ANA, "T-1 Renew the certificate", "You are asked to check it")


async def test_its_form_takes_it_back() -> None:
    """*Change* holds it as it is; a wrong word is answered with one that works."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        wrong = await team.types(ANA, INFRA, "/project set strict maybe")
        assert "/project set #infra strict yes" in wrong.text
        await team.types(ANA, INFRA, "/project set strict on")
        shown = await team.types(ANA, INFRA, "/project show")
        await team.presses(ANA, shown, "Change")
        await team.submits(ANA, strict="no")
        shown = await team.types(ANA, INFRA, "/project show")
        assert "Nothing in it closes unchecked" not in shown.text


async def test_next_week_is_one_press_away() -> None:
    """Of what has no date; the end of its Friday."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        echo = await team.types(ANA, INFRA, "/task add Renew the certificate @ana")
        said = await team.presses(ANA, echo, "Next week")
        assert said is not None and "Fri 4 Dec" in said.text
