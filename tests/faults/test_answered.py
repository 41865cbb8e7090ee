"""An answer that comes while its question is on its way: nothing is asked after it."""

import asyncio
import random
import re
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from adapters.slack.messenger import SlackMessenger
from core.drawing import Drawing
from core.kernel.refs import TaskId
from core.screens.delivery import Post
from core.screens.messenger import Letter
from core.unit import WorkUnit
from scheduler.courier import Courier
from tests.faults.test_delivery import POST, asks, calls, told
from tests.faults.town import EVA, NILS, TOM, WHY, Town, furnish
from tests.scenario.cast import ANA, BERLIN, BOT, INFRA, JONAS, MARIA
from tests.support.soak import chance, counted, soak
from tests.support.team import Team, buttons, words

OWNERS = (ANA, MARIA, JONAS, TOM, EVA, NILS)
"""All of them at work in Berlin, one question each a minute."""
FIRST = datetime(2026, 11, 24, 10, 0, tzinfo=BERLIN)
MINUTES = counted(3, 840)
A_DAY = 360
STEPS = 18
"""What happens in a minute, as far as it is written down: drawn, sent and answered."""
ANSWERS = ("/task done T-{}", "/task due T-{} 18 dec", "/task drop T-{} not needed")
PARCEL = re.compile(r"Parcel \d{5}")
ASKED = "How is it?"


@dataclass
class Record:
    """What happened, in its order."""

    steps: int = 0
    drawn: dict[str, int] = field(default_factory=dict)
    """Key of a post → when it was last begun to be drawn."""
    asked: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Title → when the question was drawn that stands, and when the platform took it."""
    answered: dict[str, int] = field(default_factory=dict)
    """Title → when whoever answered read that it is so; none that a busy machine did not take."""

    def step(self) -> int:
        """The next moment."""
        self.steps += 1
        return self.steps


@dataclass
class Watched(Town):
    """A town in which it is written down what is asked when."""

    record: Record = field(default_factory=Record)

    async def _call(self, method: str, **given: Any) -> AsyncSlackResponse:  # noqa: ANN401
        sent = given.get("json") or {}
        if method == POST and ASKED in (said := words(sent.get("blocks"))):
            drawn = self.record.drawn[sent["metadata"]["event_payload"]["k"]]
            for title in PARCEL.findall(said):
                self.record.asked[title] = (drawn, self.record.step())
        return await super()._call(method, **given)

    async def answers(
        self, who: str, title: str, line: str, step: int, moved: asyncio.Task[None]
    ) -> None:
        """Somebody answers by a command when so much has happened, or nothing more happens."""
        while True:
            if self.record.steps >= step or moved.done():
                break
            await asyncio.sleep(0.001)
        await self._stage.command(who, INFRA, line)
        if self.carried_out(who):
            self.record.answered[title] = self.record.step()

    def carried_out(self, who: str) -> bool:
        """Whether their newest answer is more than that it takes a while, or that it was not."""
        mine = [m for m in self.ws.ephemeral[INFRA].values() if m.to == who]
        said = words(mine[-1].blocks)
        return any(word in said for word in ("is done", "is due", "dropped"))

    async def numbers(self) -> dict[str, int]:
        """Each title with its number."""

        def read(work: WorkUnit) -> dict[str, int]:
            counter = range(1, 6 * MINUTES + 60)
            return {t.title.body: t.id for t in work.tasks(WHY).many(map(TaskId, counter)).values()}

        return dict(await self.work(read))

    def still_ask(self) -> set[str]:
        """Titles in messages that can still be answered."""
        every = (m for shelf in self.ws.messages.values() for m in shelf.values())
        said = (words(m.blocks) for m in every if m.user == BOT and buttons(m.blocks))
        return {title for text in said if ASKED in text for title in PARCEL.findall(text)}


@soak
async def test_nothing_is_asked_after_an_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each answered at any moment around its question: none that was drawn after the answer is
    sent, and one that crossed it on its way becomes what was answered."""
    luck = chance("answered")
    await furnish(tmp_path / "town.db")
    async with Watched(tmp_path / "town.db") as here:
        monkeypatch.setattr(Courier, "_draw", drawing(here.record))
        await here.bot.store.write(_nobodys_day_is_full(here), workspace=None)
        for number in range(MINUTES):
            if number % A_DAY == 0:
                await adds(here, number)
                known = await here.numbers()
            await minute(here, number, known, luck)
        record = here.record
        asked = {title: at for title, at in record.asked.items() if title in record.answered}
        late = [title for title, (drawn, _) in asked.items() if drawn > record.answered[title]]
        crossed = [
            title for title, (drawn, taken) in asked.items()
            if drawn < record.answered[title] < taken
        ]  # fmt: skip
        print(
            f"{len(record.answered)} answers, {len(asked)} questions stood, "
            f"{len(crossed)} crossed their answer on their way, {len(late)} drawn after it"
        )
        assert late == []
        assert here.still_ask() & set(record.answered) == set()
        assert len(asked) >= MINUTES


def drawing(record: Record) -> Callable[[Courier, Post], Coroutine[Any, Any, Drawing]]:
    """Courier's, written down."""
    real = Courier._draw

    async def draw(self: Courier, post: Post) -> Drawing:
        record.drawn[post.key] = record.step()
        return await real(self, post)

    return draw


def _nobodys_day_is_full(here: Town) -> Callable[[Any], None]:
    def raise_it(unit: Any) -> None:  # noqa: ANN401
        home = unit.directory.find("slack", "T0SANDBOX")
        people = unit.of(home.workspace).people
        people.save_workspace(replace(people.workspace(), interruptions=5000))

    return raise_it


def due_at(number: int) -> datetime:
    """When the questions of a minute come due."""
    return FIRST + timedelta(days=number // A_DAY, minutes=number % A_DAY)


async def adds(here: Watched, first: int) -> None:
    """In the morning everybody notes what is due at each minute of their day."""
    await here.hand.move_to(due_at(first) - timedelta(minutes=30))
    for number in range(first, min(first + A_DAY, MINUTES)):
        for at, who in enumerate(OWNERS):
            title = f"Parcel {number * len(OWNERS) + at:05}"
            await here.types(who, INFRA, f"/task add {title} <@{who}> today {due_at(number):%H:%M}")


async def minute(
    here: Watched, number: int, known: dict[str, int], luck: random.Random
) -> None:  # fmt: skip
    """All are asked at once, and all answer at about that moment."""
    moved = asyncio.create_task(here.hand.move_to(due_at(number)))
    answers = []
    for at, who in enumerate(OWNERS):
        title = f"Parcel {number * len(OWNERS) + at:05}"
        line = luck.choice(ANSWERS).format(known[title])
        step = here.record.steps + luck.randrange(STEPS)
        answers.append(here.answers(who, title, line, step, moved))
    await asyncio.gather(moved, *answers)
    await here._adapter.settle()
    await here.hand.move_to(due_at(number) + timedelta(seconds=30))


async def test_what_waited_for_its_turn_is_read_again(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A message that waits for the second in which its conversation takes it: done meanwhile, it
    is never sent."""
    waits, answered = asyncio.Event(), asyncio.Event()

    async def turn(_self: SlackMessenger, _letter: Letter) -> bool:
        first = not waits.is_set()
        waits.set()
        await answered.wait()
        return first

    monkeypatch.setattr(SlackMessenger, "turn", turn)
    await team.types(ANA, INFRA, "/task add Renew the certificate @maria tomorrow 17:00")
    async with asyncio.timeout(60):
        await waits.wait()
    await team.types(MARIA, INFRA, "/task done T-1")
    answered.set()
    await team.settled()
    assert (await told(team, MARIA), calls(team, POST)) == (0, 0)
    await asks(team, "/task add Other parcel @maria friday")
    assert await told(team, MARIA) == 1
