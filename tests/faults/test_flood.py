"""Somebody who floods is asked to wait, and keeps nobody else waiting."""

import asyncio
import time
from collections import Counter
from pathlib import Path

import pytest

from bot.allowance import KNOWN, Allowance
from core.people.model import Sender
from tests.scenario.cast import ANA, INFRA, MARIA, MONDAY
from tests.support.soak import SOAK, counted, soak
from tests.support.team import Team, team_at_work


class Hours:
    """Time that goes on when somebody says so."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        """Seconds so far."""
        return self.now


def test_a_minutes_worth_at_once_and_then_evenly() -> None:
    """Sixty at once, then one a second, and never more than sixty saved up."""
    hours = Hours()
    allowance = Allowance(60, hours)
    who = ("slack", "T1", "U1")
    assert [allowance.take(who) for _ in range(62)] == [0] * 60 + [1, 1]
    hours.now += 2.5
    assert [allowance.take(who) for _ in range(3)] == [0, 0, 1]
    hours.now += 3600
    assert [allowance.take(who) for _ in range(61)] == [0] * 60 + [1]


def test_each_has_their_own() -> None:
    """One's flood takes nothing from another, nor from a namesake in another workspace."""
    allowance = Allowance(1, Hours())
    people = [("slack", "T1", "U1"), ("slack", "T1", "U2"), ("slack", "T2", "U1")]
    assert [allowance.take(who) for who in people] == [0, 0, 0]
    assert [allowance.take(who) for who in people] == [60, 60, 60]


def test_what_is_remembered_is_bounded() -> None:
    """Any number of people costs a bounded memory."""
    allowance = Allowance(5, Hours())
    for number in range(KNOWN + 50):
        allowance.take(("slack", "T1", f"U{number}"))
    assert len(allowance._left) == KNOWN


@pytest.fixture
async def team(tmp_path: Path) -> "Team":
    """A team in which everybody may ask sixty times a minute."""
    async with team_at_work(start=MONDAY, data_dir=tmp_path / "data") as team:
        await team.restarts(commands_per_minute=60)
        yield team


@soak
async def test_a_thousand_commands_at_once(team: Team) -> None:
    """A person sends a thousand; sixty are carried out, the others are told when to come again.
    Meanwhile a colleague is answered within a second of the bot's own work, each time; in a soak,
    on a machine with nothing else to do, within a second."""
    desk, home = team.run.bot.desk, team.run.sandbox.workspace.team.id
    flooding = Sender("slack", home, ANA, "ana", place=INFRA)
    working = Sender("slack", home, MARIA, "maria", place=INFRA)
    spent: list[float] = []
    seconds = time.monotonic if SOAK else time.process_time

    async def works() -> None:
        for number in range(30):
            began = seconds()
            view = await desk.words(working, f"add Real work {number}", f"work{number}")
            spent.append(seconds() - began)
            assert getattr(view, "code", "") == ""
            await asyncio.sleep(0.01)

    count = counted(1000, 5_000)
    lines = (desk.words(flooding, f"add Flood {n}", f"flood{n}") for n in range(count))
    *views, _ = await asyncio.gather(*lines, works())
    codes = Counter(getattr(view, "code", "") for view in views)
    assert codes["slow_down"] >= count - 60 - 60, codes
    assert 60 <= codes[""] <= 120
    assert max(spent) < 1.0, f"slowest of {len(spent)}: {max(spent):.3f} s"


async def test_the_answer_is_friendly_and_gives_the_words_back(team: Team) -> None:
    """What was typed is not lost, and the answer says when to send it again."""
    await team.restarts(commands_per_minute=1)
    await team.types(ANA, INFRA, "/task add First")
    answer = await team.types(ANA, INFRA, "/task add Renew the certificate @maria")
    assert "That is a lot at once" in answer.text and "again in 60 s" in answer.text
    assert "Renew the certificate @maria" in answer.text
    assert "First" in (await team.types(MARIA, INFRA, "/task list all")).text


async def test_buttons_and_forms_count_as_well(team: Team) -> None:
    """Pressing as fast as a script does is answered in the same way."""
    shown = await team.types(ANA, INFRA, "/task add First @ana")
    await team.restarts(commands_per_minute=1)
    await team.run.bot.desk.home(Sender("slack", "T0SANDBOX", ANA, "ana"))
    pressed = await team.presses(ANA, shown, "Undo")
    assert pressed is not None and "That is a lot at once" in pressed.text
