"""A thousand people in all zones give each other work for days: nobody is written to at night."""

import random
from collections import Counter
from datetime import UTC, datetime, time, timedelta
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

from adapters.sandbox.model import Message, Person
from tests.faults.crowd import among, crowd, known, messages, types
from tests.support.soak import chance, counted, soak
from tests.support.team import Team, team_at_work

START = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
ZONES = (
    "Pacific/Pago_Pago", "Pacific/Honolulu", "America/Anchorage", "America/Los_Angeles",
    "America/Denver", "America/Chicago", "America/New_York", "America/Halifax",
    "America/Sao_Paulo", "Atlantic/South_Georgia", "Atlantic/Azores", "Europe/London",
    "Europe/Berlin", "Africa/Cairo", "Europe/Istanbul", "Asia/Dubai", "Asia/Karachi",
    "Asia/Dhaka", "Asia/Bangkok", "Asia/Singapore", "Asia/Tokyo", "Australia/Sydney",
    "Pacific/Noumea", "Pacific/Auckland",
)  # fmt: skip
PEOPLE = counted(24, 1_000)
DAYS = counted(2, 3)
OPENS, CLOSES = time(9), time(17)
_NUMBERS = count(1)
"""No two tasks are called alike: the second would be asked about."""


@soak
async def test_nobody_is_written_to_at_night(tmp_path: Path) -> None:
    """Whatever is given, asked, refused, blocked and done around the clock."""
    luck, people = chance("nights"), crowd(PEOPLE, ZONES)
    async with team_at_work(
        start=START, story=among(people, START), data_dir=tmp_path / "data"
    ) as team:
        now = team.run.hand.now
        await team.run.bot.store.write(lambda unit: known(unit, people, now()), workspace=None)
        begun = START
        for _ in range(6 * DAYS):
            begun += timedelta(hours=4)
            for person in people:
                await does(team, person, people, luck)
            await team.until(max(begun, now()))
        await team.later(days=1)
        heard = list(messages(team, people))
        late = [(p.id, p.tz, local(p, m).isoformat()) for p, m in heard if not at_work(p, m)]
    of_each = Counter(person.tz for person, _ in heard)
    print(f"{len(heard)} messages to {PEOPLE} people in {len(of_each)} zones, {len(late)} at night")
    assert late == []
    assert set(of_each) == set(ZONES)


async def does(team: Team, person: Person, people: tuple[Person, ...], luck: random.Random) -> None:
    """Somebody gives another one work that is due at any hour, now and then."""
    if luck.random() < 0.5:
        return
    other = luck.choice(people)
    due = luck.choice(("today 23:00", "tomorrow 3:00", "tomorrow 12:00", "in 3 days", ""))
    urgent = luck.choice(("", "", "!urgent"))
    line = f"add Parcel {next(_NUMBERS):05} <@{other.id}> {due} {urgent}"
    await types(team, person.id, line.strip())


def local(person: Person, message: Message) -> datetime:
    """When a message came, where its reader is."""
    return datetime.fromtimestamp(float(message.ts), ZoneInfo(person.tz))


def at_work(person: Person, message: Message) -> bool:
    """Nine to five, Monday to Friday."""
    at = local(person, message)
    return at.weekday() < 5 and OPENS <= at.time() < CLOSES
