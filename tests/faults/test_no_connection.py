"""A Slack to which no connection can be made for a while: everything is there soon afterwards."""

import asyncio
import time
from collections import Counter
from pathlib import Path

from adapters.sandbox.serve import serve
from bot.app import Tuning
from scheduler.courier import Pace
from tests.faults.conftest import START
from tests.faults.crowd import among, by_title, crowd, known, messages, types, until
from tests.support.soak import SOAK, counted, soak
from tests.support.team import QUICK, team_at_work

PEOPLE = counted(4, 200)
AWAY = 60.0 if SOAK else 0.5
SOON = 90.0
"""Seconds after it is back until all is there."""
AS_SET_UP = Tuning(pace=Pace(), per_message=0.0, hold=0)


@soak
async def test_a_slack_that_cannot_be_reached(tmp_path: Path) -> None:
    """Whatever is said meanwhile arrives within a minute and a half, each once."""
    people = crowd(PEOPLE)
    tuning = AS_SET_UP if SOAK else QUICK
    async with team_at_work(
        start=START, story=among(people, START), data_dir=tmp_path / "data", tuning=tuning
    ) as team:
        now = team.run.hand.now()
        await team.run.bot.store.write(lambda unit: known(unit, people, now), workspace=None)
        await team.run.served.stop()
        gone = time.monotonic()
        for number, person in enumerate(people):
            giver = people[number - 1].id
            await types(team, giver, f"add Parcel {number:05} <@{person.id}> friday")
        await asyncio.sleep(max(0.0, gone + AWAY - time.monotonic()))
        assert list(messages(team, people)) == []
        again = await serve(team.run.sandbox, team.run.served.port)
        try:
            back = time.monotonic()
            await until(lambda: len(by_title(team, people, "is yours now")) == PEOPLE)
            took = time.monotonic() - back
            await team.run.bot.deliverer.rest()
            told = Counter(person.id for person, _ in messages(team, people))
        finally:
            await again.stop()
    print(f"{PEOPLE} messages after {AWAY:.0f} s away, the last {took:.1f} s after it was back")
    assert set(told.values()) == {1}
    assert took <= SOON
