"""What the event loop of a running bot does at a time: never so much that others wait for it."""

import asyncio
import gc
import time
from asyncio.events import Handle
from pathlib import Path

import pytest

from tests.faults.conftest import START
from tests.scenario.cast import open_infra
from tests.support.soak import counted, soak
from tests.support.team import Team, team_at_work

ANA, MARIA, JONAS, INFRA = "U0ANA", "U0MARIA", "U0JONAS", "C0INFRA"
TASKS = counted(25, 1_000)
LONGEST = 0.05
"""Seconds of the loop's own processor time that one callback may take; what the machine does
meanwhile is not counted."""


class Spent:
    """Processor time of the loop's thread, by callback, while it is installed."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.turns = 0
        self.longest: list[tuple[float, str]] = []
        run = Handle._run

        def timed(handle: Handle) -> None:
            began = time.thread_time()
            run(handle)
            took = time.thread_time() - began
            self.turns += 1
            if took > LONGEST / 5:
                self.longest.append((took, repr(handle)))

        monkeypatch.setattr(Handle, "_run", timed)


@soak
async def test_nothing_holds_the_loop_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands, buttons, forms, home, a morning of briefs and a digest of all tasks, all in one
    process with the bot."""
    async with team_at_work(start=START, data_dir=tmp_path / "data") as team:
        await open_infra(team)
        await team.types(ANA, INFRA, "/project digest at 9:30")
        await team.types(ANA, INFRA, "/task add The first one @maria friday")
        await team.settled()
        gc.collect()
        gc.freeze()
        spent = Spent(monkeypatch)
        try:
            await _a_day(team)
        finally:
            gc.unfreeze()
    assert spent.turns > 1000
    worst = sorted(spent.longest, reverse=True)[:3]
    print(f"{spent.turns} callbacks, the longest: {worst}")
    assert not worst or worst[0][0] <= LONGEST, worst


async def _a_day(team: Team) -> None:
    for number in range(TASKS):
        await team.types(ANA, INFRA, f"/task add Parcel {number} @maria tomorrow 10:00")
    await team.settled()
    await asyncio.gather(*(team.types(who, INFRA, "/task list") for who in (ANA, MARIA, JONAS)))
    await team.home(MARIA)
    await team.later(days=1)
    await team.hears(MARIA, "Parcel")
    assert await team.finds(ANA, INFRA, "Infra migration", "Next 3 days")


async def test_what_spins_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The measure itself: a callback that takes processor time stands in it, one that waits not."""
    spent = Spent(monkeypatch)
    asyncio.get_running_loop().call_soon(_spin)
    await asyncio.sleep(LONGEST)
    assert [name for took, name in spent.longest if took >= LONGEST and "_spin" in name]
    assert len(spent.longest) == 1


def _spin() -> None:
    until = time.thread_time() + LONGEST
    while time.thread_time() < until:
        pass
