"""How long after Slack's news that somebody has left whoever decides about their tasks hears it."""

import time
from pathlib import Path

from tests.faults.conftest import START
from tests.faults.crowd import among, crowd, known, sent_to, types, until
from tests.faults.test_limited import AS_IT_RUNS
from tests.support.soak import counted, soak
from tests.support.team import team_at_work

LEAVERS = counted(3, 100)
SOON = 60.0


@soak
async def test_who_decides_hears_it_within_a_minute(tmp_path: Path) -> None:
    """All leave at the same moment; each task was given by somebody else, who hears of it once."""
    people = crowd(2 * LEAVERS)
    leaving, staying = people[:LEAVERS], people[LEAVERS:]
    async with team_at_work(
        start=START, story=among(people, START), data_dir=tmp_path / "data", tuning=AS_IT_RUNS
    ) as team:
        now = team.run.hand.now()
        await team.run.bot.store.write(lambda unit: known(unit, people, now), workspace=None)
        for number, (one, other) in enumerate(zip(leaving, staying, strict=True)):
            await types(team, other.id, f"add Parcel {number:05} <@{one.id}> friday")
        await until(lambda: all(sent_to(team, one.id) for one in leaving))
        began = time.monotonic()
        for one in leaving:
            team.run.sandbox.change_person(one.id, deleted=True)

        def told(who: str) -> list[str]:
            said = (f"{m.text} {m.blocks}" for m in sent_to(team, who))
            return [text for text in said if "has left" in text]

        await until(lambda: all(told(other.id) for other in staying))
        took = time.monotonic() - began
        await team.settled()
        assert {len(told(other.id)) for other in staying} == {1}
    print(f"{LEAVERS} left at once, the last of who decides heard it after {took:.1f} s")
    assert took <= SOON
