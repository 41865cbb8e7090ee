"""Everything that came due in an hour in which no bot ran: each once, and nobody is flooded."""

import time
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

from tests.faults.crowd import among, by_title, crowd, known, messages, types
from tests.scenario.cast import BERLIN
from tests.support.soak import counted, soak
from tests.support.team import team_at_work

START = datetime(2026, 11, 24, 9, 30, tzinfo=BERLIN)
GONE, BACK = START.replace(hour=10, minute=0), START.replace(hour=11, minute=0)
EACH = 5
"""Things of one person that come due meanwhile, minutes apart."""
PEOPLE = counted(30, 1_000)


@soak
async def test_what_came_due_in_an_hour_is_said_once(tmp_path: Path) -> None:
    """Whoever has several is asked about all in one message, and hears nothing more that minute."""
    people = crowd(PEOPLE)
    async with team_at_work(
        start=START, story=among(people, START), data_dir=tmp_path / "data"
    ) as team:
        now = team.run.hand.now()
        await team.run.bot.store.write(lambda unit: known(unit, people, now), workspace=None)
        for number, person in enumerate(people):
            for nth in range(EACH):
                at = GONE + timedelta(minutes=1 + (number + 11 * nth) % 58)
                title = f"Parcel {number * EACH + nth:05}"
                await types(team, person.id, f"add {title} <@{person.id}> today {at:%H:%M}")
        assert team.run.hand.now() < GONE, "so many were not typed in half an hour"
        before = Counter(person.id for person, _ in messages(team, people))
        await team.restarts(at=BACK)
        began = time.monotonic()
        await team.settled()
        took = time.monotonic() - began
        await team.later(minutes=2)
        asked = by_title(team, people, "How is it?")
        after = Counter(person.id for person, _ in messages(team, people))
        print(f"{len(asked)} came due, said in {took:.1f} s, messages {Counter(after.values())}")
        assert len(asked) == PEOPLE * EACH
        assert {len(said) for said in asked.values()} == {1}
        assert before == Counter() and set(after.values()) == {1}
