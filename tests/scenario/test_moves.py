"""A task goes into another project, through the real Slack adapter."""

from tests.scenario.cast import ANA, CLIENT, INFRA, MARIA, MONDAY, from_bot
from tests.support.team import Team, buttons, team_at_work


async def _projects(team: Team) -> None:
    """Infra lives in #infra, and the shop in #client-a."""
    for where, name in ((INFRA, "Infra"), (CLIENT, "Web shop")):
        await team.types(ANA, where, f"/project new {name}")
        assert (await team.submits(ANA, why="It is asked for", speaks="yes"))["ok"]
    await team.settled()


async def test_typed_it_goes_and_comes_back() -> None:
    """By key, by name, out of all; its owner hears of it, and Undo takes it back."""
    async with team_at_work(start=MONDAY) as team:
        await _projects(team)
        await team.types(ANA, INFRA, "/task add Order disks @maria friday #infra")
        await team.settled()
        said = await team.types(ANA, INFRA, "/task move T-1 to #web-shop")
        assert "is in #web-shop now" in said.text and "Maria" in said.text
        assert "#web-shop" in (await team.types(MARIA, INFRA, "/task show T-1")).text
        told = await team.types(MARIA, INFRA, "/task history T-1")
        assert "moved it from #infra to #web-shop" in told.text
        await team.presses(ANA, said, "Undo")
        await team.finds(ANA, INFRA, "Taken back", "in #infra")
        said = await team.types(ANA, INFRA, "/task move T-1 into the project Web shop")
        assert "is in #web-shop now" in said.text
        again = await team.types(ANA, INFRA, "/task move T-1 #web-shop")
        assert "already" in again.text and "Undo" not in buttons(again)
        said = await team.types(ANA, INFRA, "/task move T-1 to no project")
        assert "is in no project now" in said.text
        await team.settled()
        assert any("moved" in m.text and "T-1" in m.text for m in await from_bot(team, MARIA))
