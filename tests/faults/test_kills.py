"""kill -9 at any moment and at every failpoint: nothing owed is lost, nothing is seen twice."""

import asyncio
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest

from tests.faults.office import Bot, Office, office
from tests.support.postgres import PostgresServer
from tests.support.soak import chance as chance_of
from tests.support.soak import counted, soak

POINTS = (
    "committed", "composing", "composed", "claimed", "before_send", "after_send", "recorded",
    "between_looks", "worked_off",
)  # fmt: skip
KILLS = counted(100, 1000)
PEOPLE = ("maria", "jonas", "priya", "sam", "ana")
INFRA = "C0INFRA"
LONGEST_LIFE = 0.35
"""Seconds until a process is killed that did not come across its failpoint."""


def busy_people(at: Office, chance: random.Random, number: int) -> None:
    """A few things that people ask of the bot at about the same time."""
    who, owner = (chance.choice(PEOPLE) for _ in range(2))
    title = f"Parcel {number}"
    at.ask(f"U0{who.upper()}", INFRA, f"/task add {title} @{owner} tomorrow 17:00", title)
    if number % 3 == 0:
        at.mention(f"U0{who.upper()}", INFRA, f"@Chivvy add Letter {number} @{owner} friday")
    if number % 3 == 1:
        at.ask(f"U0{who.upper()}", INFRA, f"/task add Orphan {number}", f"Orphan {number}")
    if number % 3 == 2:
        at.ask("U0ANA", INFRA, f"/task start T-{chance.randint(1, max(1, number))}")


async def short_life(at: Office, chance: random.Random, number: int) -> None:
    """One process, from its birth to its sudden death."""
    point = POINTS[number % len(POINTS)] if number % 2 else ""
    bot = await at.hire(**({point: chance.randint(1, 2)} if point else {}))
    busy_people(at, chance, number)
    if await bot.ready:
        life = LONGEST_LIFE if point else chance.uniform(0, LONGEST_LIFE)
        await dies_within(bot, life)
    assert not bot.last_words, bot.last_words
    bot.kill()
    await bot.dead.wait()


async def dies_within(bot: Bot, seconds: float) -> None:
    """Returns when the failpoint has struck, or the moment to kill it has come."""
    try:
        async with asyncio.timeout(seconds):
            await bot.dead.wait()
    except TimeoutError:
        return


async def ends_well(at: Office, bots: int = 1) -> None:
    """One more life, in which everything that is owed arrives."""
    last = [await at.hire() for _ in range(bots)]
    for bot in last:
        assert await bot.ready, bot.last_words
    await at.answered()
    await at.quiet()
    for bot in last:
        bot.kill()
        await bot.dead.wait()


def nothing_lost(at: Office) -> None:
    """What was promised is stored, and what was owed is visible."""
    stored = {row[0] for row in at.rows("SELECT body FROM texts")}
    assert at.accepted <= stored, f"acknowledged, not stored: {at.accepted - stored}"
    visible = at.keyed()
    said = {
        row[0]
        for row in at.rows(
            "SELECT DISTINCT posts.key FROM notices JOIN posts ON posts.id = notices.post_id"
            " AND posts.workspace_id = notices.workspace_id"
            " WHERE notices.state IN ('said', 'answered')"
        )
    }
    assert said
    assert said <= set(visible), f"said, but not visible: {said - set(visible)}"
    # Who owns a task that nobody has touched was told so, or told of it later in stronger words.
    untold = at.rows(
        "SELECT id FROM tasks WHERE owner_id <> requester_id AND status = 'todo' AND NOT EXISTS"
        " (SELECT 1 FROM notices WHERE notices.workspace_id = tasks.workspace_id"
        " AND notices.subject_kind = 'task' AND notices.subject_id = tasks.id"
        " AND notices.recipient_id = tasks.owner_id AND notices.state IN ('said', 'answered'))"
    )
    assert not untold


def nothing_twice(at: Office) -> None:
    """Every message of ours stands once, and belongs to a post that knows it."""
    visible = at.keyed()
    assert {key: n for key, n in visible.items() if n > 1} == {}
    known = {row[0] for row in at.rows("SELECT key FROM posts WHERE state = 'sent'")}
    assert set(visible) == known


@soak
@pytest.mark.slow
async def test_a_hundred_kills(tmp_path: Path) -> None:
    """0 lost, 0 visible twice, and the database is whole, after kill -9 at 100 moments."""
    chance = chance_of("kills")
    async with office(f"sqlite:///{tmp_path / 'chivvy.db'}", tmp_path, many=True) as at:
        for number in range(KILLS):
            await short_life(at, chance, number)
            # Time goes on between two lives: now and then something has come due meanwhile.
            # Later it would be evening in Berlin, and what is said then waits for the morning.
            at.jump(minutes=chance.choice((0, 0, 0, 1, 2)) if number < 100 else 0)
        await ends_well(at)
        at.jump(days=1)
        await ends_well(at)
        nothing_lost(at)
        nothing_twice(at)
    with closing(sqlite3.connect(tmp_path / "chivvy.db")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@soak
@pytest.mark.slow
async def test_each_failpoint_strikes(tmp_path: Path) -> None:
    """A process dies at each point for sure, five times in a soak: 0 lost, 0 twice."""
    luck, numbers = chance_of("each failpoint"), count(1)
    async with office(f"sqlite:///{tmp_path / 'chivvy.db'}", tmp_path, many=True) as at:
        for _ in range(counted(1, 5)):
            for point in POINTS:
                if point == "between_looks":  # What is looked for must have been left behind.
                    await struck(at, luck, numbers, "after_send")
                await struck(at, luck, numbers, point)
        await ends_well(at)
        at.jump(days=1)
        await ends_well(at)
        nothing_lost(at)
        nothing_twice(at)


async def struck(at: Office, luck: random.Random, numbers: Iterator[int], point: str) -> None:
    """One life after the other until one has died there."""
    for _ in range(20):
        bot = await at.hire(**{point: 1})
        busy_people(at, luck, 3 * next(numbers))
        if await bot.ready:
            await dies_within(bot, 10.0)
        died = bot.dead.is_set()
        assert not bot.last_words, bot.last_words
        bot.kill()
        await bot.dead.wait()
        if died:
            return
    raise AssertionError(f"nobody came across {point}")


@soak
@pytest.mark.slow
@pytest.mark.parametrize("_time", range(counted(1, 5)))
async def test_a_kill_between_a_message_and_its_thread(tmp_path: Path, _time: int) -> None:
    """The day's message stands, its lines do not yet: they join it, and it stands once."""
    async with office(f"sqlite:///{tmp_path / 'chivvy.db'}", tmp_path) as at:
        first = await at.hire()
        assert await first.ready, first.last_words
        for number in range(3):
            at.ask("U0ANA", INFRA, f"/task add Orphan {number}", f"Orphan {number}")
        await at.answered()
        first.kill()
        await first.dead.wait()
        at.jump(days=1)
        struck = await at.hire(parent_recorded=1)
        async with asyncio.timeout(20):
            await struck.dead.wait()
        await ends_well(at)
        nothing_lost(at)
        nothing_twice(at)
        lines = at.rows("SELECT count(*) FROM posts WHERE kind = 'claim' AND state = 'sent'")
        days = at.rows("SELECT count(*) FROM posts WHERE kind = 'attention'")
        assert (lines[0][0], days[0][0]) == (3, 1)


@soak
@pytest.mark.slow
async def test_two_bots_on_postgresql(tmp_path: Path, postgres_server: PostgresServer) -> None:
    """Two processes share the work, one is killed again and again, and everything is said once."""
    chance, url = chance_of("two bots"), postgres_server.fresh()
    async with office(url, tmp_path, many=True) as at:
        steady = await at.hire()
        assert await steady.ready, steady.last_words
        for number in range(KILLS // 5):
            await short_life(at, chance, number)
        steady.kill()
        await steady.dead.wait()
        await ends_well(at, bots=2)
        nothing_lost(at)
        nothing_twice(at)
    postgres_server.drop(url)
