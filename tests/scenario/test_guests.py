"""Guests see and do what belongs to the channels that they are in; admins what the settings say."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp

from bot.sandbox import start_sandbox
from bot.story import Page
from tests.scenario.cast import ANA, CLIENT, INFRA, JONAS, MARIA, MONDAY, open_infra
from tests.support.team import QUICK, Team, team_at_work

LEE = "U0LEE"
CANARY = "Quetzal"


@asynccontextmanager
async def guest_at_work() -> AsyncIterator[Team]:
    """A project in #infra with T-1, one in #client-a with T-2 and T-3."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        await team.types(ANA, INFRA, f"/task add Move the {CANARY} racks")
        await team.types(ANA, CLIENT, "/project new Client")
        await team.submits(ANA, speaks="no")
        await team.types(ANA, CLIENT, "/task add Ask the client @priya friday")
        await team.types(ANA, CLIENT, "/task add Send the plan")
        await team.run.bot.insiders.everywhere()
        yield team


async def test_a_guest_sees_the_tasks_of_their_channels() -> None:
    """Also where they never spoke; elsewhere unseen and unknown are one."""
    async with guest_at_work() as team:
        assert "Ask the client" in (await team.types(LEE, "D0LEE", "/task show T-2")).text
        assert "Send the plan" in (await team.types(LEE, CLIENT, "/task list #client")).text
        unseen = await team.types(LEE, "D0LEE", "/task show T-1")
        unknown = await team.types(LEE, "D0LEE", "/task show T-99")
        assert unseen.text.replace("T-1", "T-?") == unknown.text.replace("T-99", "T-?")
        for line in ("/task list #infra-migration", "/project show #infra-migration", "/task list"):
            assert CANARY not in (await team.types(LEE, CLIENT, line)).text


async def test_a_guest_who_leaves_a_channel_sees_it_no_more() -> None:
    """What they take part in stays theirs."""
    async with guest_at_work() as team:
        assert "is yours now" in (await team.types(LEE, CLIENT, "/task claim T-3")).text
        team.run.sandbox.leave(CLIENT, LEE)
        await team.settled()
        assert "can't find T-2" in (await team.types(LEE, "D0LEE", "/task show T-2")).text
        assert "Send the plan" in (await team.types(LEE, "D0LEE", "/task show T-3")).text


async def test_a_guest_who_joins_a_channel_sees_it() -> None:
    """At once, and nothing is looked up twice for it."""
    async with guest_at_work() as team:
        team.run.sandbox.join(INFRA, LEE)
        await team.settled()
        assert CANARY in (await team.types(LEE, "D0LEE", "/task show T-1")).text


async def test_a_guest_adds_in_their_channels() -> None:
    """For others only there; alone with Chivvy for themselves."""
    async with guest_at_work() as team:
        asked = await team.types(LEE, CLIENT, "/task add Please send the logs @priya friday")
        assert "T-4 Please send the logs" in asked.text
        own = await team.types(LEE, "D0LEE", "/task add Read the contract friday")
        assert "T-5 Read the contract" in own.text
        refused = await team.types(LEE, "D0LEE", "/task add Please hurry @priya friday")
        assert "in a channel that they are in" in refused.text
        assert "can't find T-6" in (await team.types(ANA, INFRA, "/task show T-6")).text


async def test_a_guest_captures_in_their_channels() -> None:
    """The card stands in the thread, as everybody's."""
    async with guest_at_work() as team:
        said = await team.says(LEE, CLIENT, "The firewall is still closed")
        await team.captures(LEE, CLIENT, said)
        await team.submits(LEE)
        await team.finds(ANA, CLIENT, "T-4", "The firewall is still closed", thread=said)


async def test_a_guest_opens_no_project() -> None:
    """Neither by name nor by the first use of a #word, which tells nothing of hidden ones."""
    async with guest_at_work() as team:
        refused = await team.types(LEE, CLIENT, "/project new Secret plan")
        assert "Guests don't open projects" in refused.text
        hidden = await team.types(LEE, CLIENT, "/task add Look around #infra-migration")
        unknown = await team.types(LEE, CLIENT, "/task add Look around #atlantis")
        assert "I can't find that project" in hidden.text
        assert hidden.text.replace("infra-migration", "?") == unknown.text.replace("atlantis", "?")


@asynccontextmanager
async def administered(folder: Path, *admins: str) -> AsyncIterator[Team]:
    """A team with these admins, on the data of an earlier run if there was one."""
    run = await start_sandbox(start=MONDAY, data_dir=folder, admins=admins, tuning=QUICK)
    try:
        async with aiohttp.ClientSession() as session:
            team = Team(run, Page(session, run.address))
            await team.settled()
            yield team
    finally:
        await run.stop()


async def sets(team: Team, who: str) -> bool:
    """Whether somebody may change Ana's project."""
    answer = await team.types(who, INFRA, "/project set ladder gentle")
    assert ("changed" in answer.text) != ("to do. To see how" in answer.text), answer.text
    back = await team.types(ANA, INFRA, "/project set ladder standard")
    assert "went wrong" not in back.text
    return "changed" in answer.text


async def test_admins_are_named_in_the_settings(tmp_path: Path) -> None:
    """Who is named may change any project; who is named no more may not, save the last admin."""
    async with administered(tmp_path, MARIA) as team:
        await open_infra(team)
        assert await sets(team, MARIA)
        assert not await sets(team, JONAS)
    async with administered(tmp_path, "U0NOBODY") as team:
        assert await sets(team, MARIA)
    async with administered(tmp_path, JONAS) as team:
        assert await sets(team, JONAS)
        assert not await sets(team, MARIA)
