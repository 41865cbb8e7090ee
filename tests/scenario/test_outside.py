"""Blocked by somebody outside: typed and by form it is one and the same."""

from tests.scenario.cast import ANA, INFRA, MARIA, MONDAY, november, open_infra, when
from tests.support.team import Team, team_at_work

WAITS = "waits for ACME, check on Fri 27 Nov"


async def _open(team: Team) -> None:
    await open_infra(team)
    await team.types(ANA, INFRA, "/task add Migrate DNS @maria 11 dec")


async def test_editing_the_reason_keeps_who_is_waited_for() -> None:
    """The form begins with what was typed; on the day the owner is asked."""
    async with team_at_work(start=MONDAY) as team:
        await _open(team)
        await team.types(MARIA, INFRA, "/task block T-1 waiting for ACME, check friday")
        await team.types(MARIA, INFRA, "/task block T-1")
        refused = await team.submits(MARIA, helper=ANA)
        assert "Keep one of the two" in refused["errors"]["outside"]
        assert (await team.submits(MARIA, reason="They have the wrong zone"))["ok"]
        shown = await team.types(ANA, INFRA, "/task show T-1")
        assert "They have the wrong zone" in shown.text and WAITS in shown.text
        await team.until(november(27, 12))
        asked = await team.hears(MARIA, "T-1 Migrate DNS", "ACME")
        assert when(asked).date() == november(27, 9).date()


async def test_a_form_alone_says_the_same() -> None:
    """Reason, outside and day filled in: the card reads as if it had been typed."""
    async with team_at_work(start=MONDAY) as team:
        await _open(team)
        await team.types(MARIA, INFRA, "/task block T-1")
        day = {"reason": "No answer yet", "check_on": "friday"}
        refused = await team.submits(MARIA, **day)
        assert "Say who it is" in refused["errors"]["outside"]
        assert (await team.submits(MARIA, **day, outside="ACME"))["ok"]
        assert WAITS in (await team.types(ANA, INFRA, "/task show T-1")).text
