"""The database fails over while people work: nothing is lost, nothing stands twice."""

import asyncio
import tempfile
from pathlib import Path

from tests.faults.conftest import START
from tests.faults.test_delivery import ADD, ANA, JONAS, MARIA, told
from tests.support.postgres import replicated
from tests.support.team import Team, team_at_work

PATIENCE = 120.0


async def test_the_primary_goes_while_people_work(tmp_path: Path) -> None:
    """What was acknowledged is there, who was told otherwise types again; each is said once."""
    with tempfile.TemporaryDirectory(prefix="chivvy-ha-") as name, replicated(Path(name)) as pair:
        async with team_at_work(start=START, data_dir=tmp_path, database_url=pair.url) as team:
            await team.types(ANA, "C0INFRA", ADD)
            await team.settled()
            await asyncio.to_thread(pair.fail_over)
            async with asyncio.timeout(PATIENCE):
                while not await kept(team, "/task add Other parcel @jonas friday"):
                    pass
                while not await told(team, JONAS):
                    await team.settled()
            assert (await told(team, MARIA), await told(team, JONAS)) == (1, 1)
            shown = await team.types(ANA, "C0INFRA", "/task show T-1")
            assert "Renew the certificate" in shown.text


async def kept(team: Team, line: str) -> bool:
    """Whether it was saved; else its writer was told to try again."""
    answer = await team.types(ANA, "C0INFRA", line)
    return "T-2" in answer.text
