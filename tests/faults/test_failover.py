"""The database fails over while people work: nothing is lost, nothing stands twice."""

import asyncio
import tempfile
import time
from pathlib import Path

from tests.faults.conftest import START
from tests.faults.test_delivery import ADD, ANA, JONAS, MARIA, raise_budget, told
from tests.support.postgres import replicated
from tests.support.soak import SOAK, counted, soak
from tests.support.team import Team, team_at_work

PATIENCE = 120.0


@soak
async def test_the_primary_goes_while_people_work(tmp_path: Path) -> None:
    """One primary after another goes. What was acknowledged is there, who was told otherwise types
    again; each task is said once, within half a minute of its server's end in a soak."""
    rounds, took = counted(1, 6), []
    with (
        tempfile.TemporaryDirectory(prefix="chivvy-ha-") as name,
        replicated(Path(name), rounds + 1) as pair,
    ):
        async with team_at_work(start=START, data_dir=tmp_path, database_url=pair.url) as team:
            await raise_budget(team)
            await team.types(ANA, "C0INFRA", ADD)
            await team.settled()
            for number in range(2, rounds + 2):
                await asyncio.to_thread(pair.fail_over)
                began = time.monotonic()
                async with asyncio.timeout(PATIENCE):
                    while not await kept(team, number):
                        pass
                    while await told(team, JONAS) < number - 1:
                        await team.settled()
                took.append(time.monotonic() - began)
            print(f"{rounds} failovers, at most {max(took):.1f} s each")
            assert (await told(team, MARIA), await told(team, JONAS)) == (1, rounds)
            for number in range(1, rounds + 2):
                shown = await team.types(ANA, "C0INFRA", f"/task show T-{number}")
                assert ("Other parcel" if number > 1 else "Renew the certificate") in shown.text
    assert max(took) <= (30 if SOAK else PATIENCE)


async def kept(team: Team, number: int) -> bool:
    """Whether it was saved; else its writer was told to try again."""
    answer = await team.types(ANA, "C0INFRA", f"/task add Other parcel {number} @jonas friday")
    return f"T-{number}" in answer.text
