"""The machine's clock steps, as when it is set right: nothing is lost, nothing stands twice."""

import asyncio
from datetime import timedelta

import pytest

from bot.clocks import MovableClock
from core.followup.model import Notice, NoticeKind, NoticeState
from core.kernel.refs import TaskId, task_ref
from core.unit import Unit
from tests.faults.test_delivery import MARIA, WORKSPACE, asks, told
from tests.support.team import Team

STEPS = [
    timedelta(hours=1), timedelta(hours=-1), timedelta(days=1), timedelta(days=-1),
]  # fmt: skip
QUESTION = "Renew the certificate was due"


def step(team: Team, by: timedelta) -> None:
    """From one instant to the next, while the bot runs; nothing in between is played."""
    clock = team.run.bot.clock
    assert isinstance(clock, MovableClock)
    clock._start += by


@pytest.mark.parametrize("by", STEPS, ids=str)
async def test_a_step_loses_and_doubles_nothing(team: Team, by: timedelta) -> None:
    """What was said is not said again, what is said now comes once, so does what comes due."""
    await asks(team)
    step(team, by)
    await asyncio.gather(
        asks(team, "/task add Other parcel @maria friday"),
        asks(team, "/task add Third parcel @maria friday"),
    )
    step(team, -by)
    await team.later(days=2)
    assert await said(team) == [1, 1, 1]
    assert await told(team, MARIA, QUESTION) == 1


async def said(team: Team) -> list[int]:
    """How often Maria was told of each task that it is hers."""

    def read(unit: Unit) -> list[int]:
        notices = unit.of(WORKSPACE).notices
        of = [notices.of(task_ref(TaskId(number))) for number in (1, 2, 3)]
        return [sum(map(_is_said, found)) for found in of]

    return await team.run.bot.store.read(read)


def _is_said(notice: Notice) -> bool:
    return notice.wanted.kind is NoticeKind.ASSIGNED and notice.state is NoticeState.SAID
