"""Who checks can be somebody else, and who is away is named before anything is saved."""

from dataclasses import replace
from datetime import date
from typing import Any

from core.calendar.leave import Leave
from core.kernel.refs import WorkspaceId
from core.unit import Unit
from tests.scenario.cast import ANA, INFRA, JONAS, MARIA, MONDAY, PRIYA, SAM, from_bot
from tests.support.team import Team, buttons, team_at_work, words

ADD = "/task add Migrate DNS @maria friday verified by @ana"


async def goes_away(team: Team, who: str, until: date) -> None:
    """Leave from today on; the calendar knows it."""

    def leave(unit: Unit) -> None:
        people = unit.of(WorkspaceId(1)).people
        person = people.by_account("slack", who)
        assert person is not None
        gone = Leave(date(2026, 11, 23), until)
        people.save_person(replace(person, leave=(gone,)))

    await team.run.bot.store.write(leave, workspace=WorkspaceId(1))


async def to_check(team: Team) -> None:
    """Maria has done what Ana asked for, and Ana is asked to check it."""
    await team.types(ANA, INFRA, ADD)
    await team.types(MARIA, INFRA, "/task done T-1 cut over at 14:10")
    await team.hears(ANA, "You asked for it")


async def test_ask_somebody_else_to_check() -> None:
    """The new checker is asked, the old message becomes one line, and the owner hears nothing."""
    async with team_at_work(start=MONDAY) as team:
        await to_check(team)
        before = len(await from_bot(team, MARIA))
        await team.presses(ANA, await team.hears(ANA, "You asked for it"), "Ask somebody else")
        refused = await team.submits(ANA, verifier=MARIA)
        assert "does it, so somebody else checks it" in str(refused)
        await team.submits(ANA, verifier=JONAS)
        asked = await team.hears(JONAS, "You are asked to check it")
        old = await team.finds(ANA, "D0ANA", "Jonas Weber checks it now")
        assert "Accept" not in old.buttons
        assert len(await from_bot(team, MARIA)) == before
        await team.presses(JONAS, asked, "Accept")
        await team.types(ANA, INFRA, "/task show T-1")
        assert "Done and checked" in (await team.sees(ANA, INFRA))[-1].text


async def test_verify_as_a_verb() -> None:
    """With a person it says who checks; without one it accepts; a stranger may do neither."""
    async with team_at_work(start=MONDAY) as team:
        await to_check(team)
        assert "for" in (await team.types(PRIYA, INFRA, "/task verify T-1 @jonas")).text
        assert not any("asked to check" in m.text for m in await from_bot(team, JONAS))
        told = await team.types(ANA, INFRA, "/task verify T-1 @jonas")
        assert "checks T-1" in told.text.replace("Migrate DNS ", "") or "checks" in told.text
        await team.hears(JONAS, "You are asked to check it")
        assert (
            "asked to check T-1 already"
            in (await team.types(ANA, INFRA, "/task verify T-1 @jonas")).text
        )
        assert "checked and closed" in (await team.types(JONAS, INFRA, "/task verify T-1")).text


async def test_a_checker_who_is_away_is_named_before_saving() -> None:
    """Nothing is saved; to wait for them is one press."""
    async with team_at_work(start=MONDAY) as team:
        await to_check(team)
        await goes_away(team, JONAS, date(2026, 11, 27))
        told = await team.types(ANA, INFRA, "/task verify T-1 @jonas")
        assert "Jonas" in told.text and "is back on Mon 30 Nov" in told.text
        await team.presses(ANA, told, "Wait for Jonas Weber")
        assert "checks it" in (await team.types(ANA, INFRA, "/task show T-1")).text


async def test_who_is_away_is_asked_anyway() -> None:
    """The third way: it says when they read it and who is asked meanwhile; no message on leave, a
    line in the brief on return."""
    async with team_at_work(start=MONDAY) as team:
        await team.types(PRIYA, INFRA, "/task add Migrate DNS @maria friday")
        await goes_away(team, JONAS, date(2026, 11, 27))
        told = await team.types(MARIA, INFRA, "/task block T-1 firewall rule FW-118 @jonas")
        said = await team.presses(MARIA, told, "Ask Jonas Weber anyway")
        assert said is not None and "brief on Mon 30 Nov" in said.text
        assert "the follow-up goes on as usual" in said.text
        await team.later(days=3)
        assert not any("FW-118" in m.text for m in await from_bot(team, JONAS))
        await team.later(days=4, hours=3)
        await team.hears(JONAS, "Migrate DNS")


async def test_who_is_waited_for_is_asked_first() -> None:
    """Nobody else is asked meanwhile, however long it takes; on return they are."""
    async with team_at_work(start=MONDAY) as team:
        await team.types(PRIYA, INFRA, "/task add Migrate DNS @maria 11 dec")
        await goes_away(team, JONAS, date(2026, 11, 27))
        told = await team.types(MARIA, INFRA, "/task block T-1 firewall rule FW-118 @jonas")
        said = await team.presses(MARIA, told, "Wait for Jonas Weber")
        assert said is not None and "Until then I ask nobody else" in said.text
        await team.later(days=4)
        assert not any("FW-118" in m.text for m in await from_bot(team, PRIYA))
        assert not any("FW-118" in m.text for m in await from_bot(team, JONAS))
        await team.later(days=3, hours=8)
        await team.hears(JONAS, "can't go on with", "firewall rule FW-118")


async def test_a_helper_who_is_away_is_named_before_saving() -> None:
    """People of the task who are here are offered; the reason that was typed is kept."""
    async with team_at_work(start=MONDAY) as team:
        await team.types(PRIYA, INFRA, "/task add Migrate DNS @maria friday")
        await goes_away(team, JONAS, date(2026, 11, 27))
        told = await team.types(MARIA, INFRA, "/task block T-1 firewall rule FW-118 @jonas")
        assert "is back on Mon 30 Nov" in told.text
        assert "Blocked" not in (await team.types(MARIA, INFRA, "/task show T-1")).text
        await team.presses(MARIA, told, "Ask Priya Shah")
        await team.later(hours=8)
        asked = await team.hears(PRIYA, "can't go on with")
        assert "firewall rule FW-118" in asked.text


async def _window(team: Team, who: str) -> dict[str, Any]:
    """What stands in the window that is open before *who*."""
    found: Any = (await team.page.get("views", **{"as": who})).get("view")
    return dict(found)


async def test_a_helper_who_is_away_is_said_in_the_form() -> None:
    """In place of the form stand the answers; what was filled in is carried out with them."""
    async with team_at_work(start=MONDAY) as team:
        await team.types(PRIYA, INFRA, "/task add Migrate DNS @maria friday")
        await goes_away(team, JONAS, date(2026, 11, 27))
        await team.page.post(
            "command", **{"as": MARIA, "channel": INFRA, "text": "/task block T-1"}
        )
        await team.submits(MARIA, reason="firewall rule FW-118", helper=JONAS)
        shown = await _window(team, MARIA)
        assert "is back on Mon 30 Nov" in words(shown["blocks"])
        press = buttons(shown["blocks"])["Wait for Jonas Weber"]
        container = {"type": "view", "view_id": shown["id"]}
        await team.page.post("action", **{"as": MARIA, "container": container, **press})
        await team.settled()
        told = (await team.types(MARIA, INFRA, "/task show T-1")).text
        assert "Blocked" in told and "firewall rule FW-118" in told and "Jonas" in told


async def test_a_helper_who_is_away_is_said_to_whom_a_button_asks() -> None:
    """Who can't help names somebody who is away: that is said, and nothing is lost."""
    async with team_at_work(start=MONDAY) as team:
        await team.types(ANA, INFRA, "/task add Migrate DNS @maria friday verified by @priya")
        await team.types(MARIA, INFRA, "/task block T-1 firewall rule FW-118 @sam")
        await goes_away(team, JONAS, date(2026, 11, 27))
        await team.later(hours=8)
        asked = await team.hears(SAM, "can't go on with")
        await team.presses(SAM, asked, "Not me ...")
        await team.submits(SAM, ask=JONAS)
        shown = await _window(team, SAM)
        assert "is back on Mon 30 Nov" in words(shown["blocks"])
        press = buttons(shown["blocks"])["Ask Ana Ruiz"]
        container = {"type": "view", "view_id": shown["id"]}
        await team.page.post("action", **{"as": SAM, "container": container, **press})
        await team.later(hours=17)  # Ana's day is over when Sam's begins.
        await team.hears(ANA, "can't go on with", "firewall rule FW-118")
