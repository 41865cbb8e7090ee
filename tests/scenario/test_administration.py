"""Admins: who becomes one, and messages that are paused while everything else goes on."""

from bot import pausing
from tests.scenario.cast import (
    ANA,
    INFRA,
    JONAS,
    MARIA,
    MONDAY,
    PRIYA,
    from_bot,
    november,
    open_infra,
)
from tests.support.team import Team, team_at_work


async def code_of(team: Team) -> str:
    """What the machine printed at the start."""
    assert team.run.bot.admin_code
    return team.run.bot.admin_code


async def test_a_pause_stops_everything_and_loses_nothing() -> None:
    """Typed at the machine while Chivvy runs: answers come and say so, messages wait, once."""
    async with team_at_work(start=MONDAY) as team:
        settings = team.run.bot.settings
        await open_infra(team)
        assert pausing.pause(settings, "wrong channel") == 1
        told = await team.types(ANA, INFRA, "/task add Order disks @maria friday !share")
        assert "Messages are paused since" in told.text and "(wrong channel)" in told.text
        assert "Maria Keller hears of it when messages go out again" in told.text
        await team.until(november(24, 12))
        assert not await from_bot(team, MARIA)
        assert not [m for m in await team.sees(ANA, INFRA) if not m.private and "Order" in m.text]
        assert pausing.resume(settings) == 1
        await team.until(november(24, 12, 5))
        heard = [m for m in await from_bot(team, MARIA) if "Order disks" in m.text]
        assert len(heard) == 1
        cards = [m for m in await team.sees(ANA, INFRA) if not m.private and "Order" in m.text]
        assert len(cards) == 1
        assert "paused" not in (await team.types(ANA, INFRA, "/task show T-1")).text


async def test_a_pause_holds_redraws_and_digests() -> None:
    """A card stands as it was until messages go on; the digest of a paused morning is left out."""
    async with team_at_work(start=MONDAY) as team:
        settings = team.run.bot.settings
        await open_infra(team)
        await team.types(ANA, INFRA, "/project digest at 9:00")
        await team.types(ANA, INFRA, "/task add Order disks @maria friday !share")
        await team.settled()
        pausing.pause(settings, "")
        await team.types(MARIA, INFRA, "/task done T-1")
        await team.until(november(24, 10))
        card = await team.finds(ANA, INFRA, "Order disks")
        assert "Done" in card.buttons
        pausing.resume(settings)
        await team.settled()
        assert "Done" not in (await team.finds(ANA, INFRA, "Order disks")).buttons


async def test_a_restart_stays_paused() -> None:
    """The pause is a row: it outlives the process that it was typed beside."""
    async with team_at_work(start=MONDAY) as team:
        pausing.pause(team.run.bot.settings, "")
        await team.restarts()
        await team.types(ANA, INFRA, "/task add Order disks @maria friday")
        await team.until(november(23, 12))
        assert not await from_bot(team, MARIA)


async def test_the_first_admin_by_code() -> None:
    """Who has the printed code; a wrong one, or a second time, is refused with what to type."""
    async with team_at_work(start=MONDAY) as team:
        code = await code_of(team)
        page = await team.types(JONAS, INFRA, "/task admin")
        assert "Nobody is admin yet" in page.text
        assert "isn't the one" in (await team.types(JONAS, INFRA, "/task admin 2222-2222")).text
        said = await team.types(JONAS, INFRA, f"/task admin {code.lower().replace('-', ' ')}")
        assert "You are an admin" in said.text
        again = await team.types(MARIA, INFRA, f"/task admin {code}")
        assert "Jonas Weber can make you an admin" in again.text
        await team.restarts()
        assert team.run.bot.admin_code == ""


async def test_admins_pause_and_let_go_from_slack() -> None:
    """By typed verbs; others read who may."""
    async with team_at_work(start=MONDAY) as team:
        await team.types(ANA, INFRA, f"/task admin {await code_of(team)}")
        assert "for Ana Ruiz" in (await team.types(MARIA, INFRA, "/task admin pause")).text
        said = await team.types(ANA, INFRA, "/task admin pause - wrong channel")
        assert "I send nothing any more" in said.text and "(wrong channel)" in said.text
        await team.types(MARIA, INFRA, "/task add Order disks @jonas friday")
        await team.settled()
        assert not await from_bot(team, JONAS)
        assert "Messages go out again" in (await team.types(ANA, INFRA, "/task admin resume")).text
        await team.until(november(23, 10))
        assert [m for m in await from_bot(team, JONAS) if "Order disks" in m.text]


async def test_an_owner_of_the_workspace_adds_themselves() -> None:
    """All admins hear of it; somebody who is no owner reads who may."""
    async with team_at_work(start=MONDAY) as team:
        await team.types(JONAS, INFRA, f"/task admin {await code_of(team)}")
        refused = await team.types(PRIYA, INFRA, "/task admin me")
        assert "Jonas Weber can make you an admin" in refused.text
        assert "You are an admin" in (await team.types(ANA, INFRA, "/task admin me")).text
        await team.hears(JONAS, "Ana Ruiz is an admin of this workspace now")


async def test_there_is_always_an_admin() -> None:
    """One adds another, who hears of it; the last one stays."""
    async with team_at_work(start=MONDAY) as team:
        await team.types(ANA, INFRA, f"/task admin {await code_of(team)}")
        last = await team.types(ANA, INFRA, "/task admin remove me")
        assert "there is always one" in last.text
        assert (
            "Maria Keller is an admin"
            in (await team.types(ANA, INFRA, "/task admin add @maria")).text
        )
        await team.hears(MARIA, "You are an admin of this workspace now")
        gone = await team.types(MARIA, INFRA, "/task admin remove @ana")
        assert "Ana Ruiz is an admin no longer" in gone.text
        assert "Admins: Maria Keller" in (await team.types(JONAS, INFRA, "/task admin")).text


async def test_what_nobody_understands_is_answered_with_an_example() -> None:
    """A word after ``admin`` that is no act leads to those that are."""
    async with team_at_work(start=MONDAY) as team:
        said = await team.types(ANA, INFRA, "/task admin stoop please")
        assert "/task admin pause wrong channel" in said.text
