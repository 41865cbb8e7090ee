"""Three of ten people take no message of ours: each is tried once in a working day."""

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from tests.faults.crowd import among, crowd, known, messages, types
from tests.scenario.cast import BERLIN
from tests.support.soak import counted, soak
from tests.support.team import team_at_work

START = datetime(2026, 11, 23, 9, 30, tzinfo=BERLIN)
PEOPLE, DAYS = counted(10, 200), counted(3, 12)


class Counting(set[str]):
    """People who refuse, and on which day each was tried how often."""

    def __init__(self, people: list[str], today: Callable[[], date]) -> None:
        super().__init__(people)
        self._today = today
        self.tried: Counter[tuple[str, date]] = Counter()

    def __contains__(self, who: object) -> bool:
        found = super().__contains__(who)
        if found:
            self.tried[str(who), self._today()] += 1
        return found


@soak
async def test_three_of_ten_refuse(tmp_path: Path) -> None:
    """Whatever is owed to them, one try for each and day; all others hear what is theirs."""
    people = crowd(PEOPLE)
    refusing = [person.id for number, person in enumerate(people) if number % 10 < 3]
    async with team_at_work(
        start=START, story=among(people, START), data_dir=tmp_path / "data"
    ) as team:
        now = team.run.hand.now
        counting = Counting(refusing, lambda: now().astimezone(BERLIN).date())
        team.run.sandbox.workspace.refuses_dms = counting
        await team.run.bot.store.write(lambda unit: known(unit, people, now()), workspace=None)
        title = 0
        for _ in range(DAYS):
            for number, person in enumerate(people):
                for giver in (people[number - 1], person):
                    line = f"add Parcel {title:05} <@{person.id}> today 15:00"
                    await types(team, giver.id, line)
                    title += 1
            await team.later(days=1)
        heard = {person.id for person, _ in messages(team, people)}
    most = max(counting.tried.values())
    tries = sum(counting.tried.values())
    print(f"{len(refusing)} of {PEOPLE} refuse, {DAYS} days: {tries} tries, {most} a day at most")
    assert most == 1
    assert {who for who, _ in counting.tried} == set(refusing)
    assert heard == {person.id for person in people} - set(refusing)
