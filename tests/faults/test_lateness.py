"""How long after its moment an escalation stands on the platform, while others type."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp

from bot.app import Tuning
from bot.story import Page
from core import dispatch
from core.kernel.refs import InstallationId
from core.screens.delivery import Post, PostKind
from core.unit import Unit
from scheduler.courier import Pace
from tests.faults.test_delivery import ANA, INFRA
from tests.support.soak import SOAK, counted, soak
from tests.support.team import Team, team_at_work

MONDAY = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
OWNERS = ("maria", "jonas", "ana")
ESCALATIONS = frozenset({PostKind.NAG, PostKind.HELP_LINE, PostKind.ATTENTION})
AS_IT_RUNS = Tuning(pace=Pace(settle=0.05, look_gap=0.05, ask_after=0.05), per_message=0.0, hold=0)
"""The engine looks once a second, as it does in production."""
DAYS = counted(3, 120)
LATEST = timedelta(seconds=2 if SOAK else 10)
"""Beside the rest of the suite a second may take several."""
PATIENCE = 300
"""Tenths of a second until everything is sent."""


@soak
async def test_an_escalation_comes_on_time(tmp_path: Path) -> None:
    """Each morning at nine in Berlin, with twenty commands typed around it; 99 of 100."""
    found: list[timedelta] = []
    async with team_at_work(start=MONDAY, data_dir=tmp_path, tuning=AS_IT_RUNS) as team:
        for day in range(DAYS):
            found += await morning(team, MONDAY.replace(hour=8, minute=0) + timedelta(days=day + 1))
    assert len(found) >= DAYS
    found.sort()
    print(f"{len(found)} escalations, p99 {found[int(0.99 * len(found))]}, worst {found[-1]}")
    assert found[int(0.99 * len(found))] <= LATEST


async def morning(team: Team, nine: datetime) -> list[timedelta]:
    """How late each escalation of that morning was; new tasks are due by the evening. Nobody
    turns the engine but itself."""
    await team.until(nine - timedelta(seconds=2))
    typed = [asyncio.create_task(types(team, nine, number)) for number in range(20)]
    await asyncio.gather(*typed)
    begun = nine + timedelta(seconds=1) - team.run.bot.clock.now()
    await asyncio.sleep(begun.total_seconds())
    for _ in range(PATIENCE):
        if not await left(team):
            break
        await asyncio.sleep(0.1)
    return [
        post.sent_at - nine for post in await sent(team)
        if post.sent_at is not None and is_of(post, nine)
    ]  # fmt: skip


async def left(team: Team) -> bool:
    """Whether something is still to be decided or sent."""
    now = team.run.bot.clock.now()
    due, _ = await team.run.bot.store.read(lambda unit: dispatch.outlook(unit, now, now))
    return due or await team.run.bot.deliverer.rest()


async def sent(team: Team) -> Sequence[Post]:
    """The newest that stand on the platform."""

    def read(unit: Unit) -> Sequence[Post]:
        home = unit.directory.find("slack", "T0SANDBOX")
        assert home is not None
        return unit.of(home.workspace).posts.standing(InstallationId(home.id), 500)

    return await team.run.bot.store.read(read)


def is_of(post: Post, nine: datetime) -> bool:
    """An escalation that was decided then."""
    return post.kind in ESCALATIONS and nine <= post.created_at < nine + timedelta(minutes=1)


async def types(team: Team, nine: datetime, number: int) -> None:
    """A task that is late the next morning, of one of three people."""
    owner = OWNERS[number % len(OWNERS)]
    line = f"/task add Parcel {nine:%d} {number} @{owner} today 17:00"
    # A connection of its own: one that idled since yesterday may be closed just then.
    async with aiohttp.ClientSession() as session:
        page = Page(session, team.run.address)
        await page.post("command", **{"as": ANA, "channel": INFRA, "text": line})
