"""The engine: runners, jumps of the clock, housekeeping."""

import asyncio
import math
import threading
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from core.kernel.refs import PersonId, PostId, WorkspaceId
from core.screens.delivery import Post, PostKind, PostState
from core.unit import Arrival, Unit
from scheduler import loop as loops
from scheduler.housekeeping import KEPT, tidy
from scheduler.inbox import NoEvents
from scheduler.loop import Engine, Runner
from scheduler.play import play_to
from tests.support.team import Team, team_at_work

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


class Stopped:
    """A clock that stands where it is held."""

    def __init__(self) -> None:
        self.moment = NOW
        self.held: list[datetime] = []

    def now(self) -> datetime:
        return self.moment

    def hold(self, moment: datetime) -> None:
        self.moment = max(self.moment, moment)
        self.held.append(moment)

    def release(self) -> None:
        self.held.append(self.moment)


async def test_a_jump_stops_at_everything_that_is_due() -> None:
    """Each moment at which something is due is played at that moment, then the target."""
    clock, dues = Stopped(), [NOW + timedelta(hours=h) for h in (1, 3, 30)]

    async def earliest() -> datetime | None:
        return next((due for due in dues if due > clock.moment), None)

    async def until_idle() -> None:
        return None

    await play_to(NOW + timedelta(hours=5), clock, earliest, until_idle)
    assert clock.held[1:4] == [*dues[:2], NOW + timedelta(hours=5)]


async def test_a_jump_never_passes_its_target() -> None:
    """What stays due though it was worked on does not push the clock beyond where it was sent."""
    clock, target = Stopped(), NOW + timedelta(minutes=7)

    async def earliest() -> datetime | None:
        return NOW

    async def until_idle() -> None:
        return None

    await play_to(target, clock, earliest, until_idle)
    assert clock.moment == target


async def test_a_runner_outlives_its_work() -> None:
    """A fault is logged, and it runs again when it is woken."""
    ran = asyncio.Queue[int]()

    async def work() -> None:
        ran.put_nowait(1)
        raise KeyError("a bug")

    runner = Runner("work", work)
    runner.start()
    for _ in range(2):
        runner.wake()
        async with asyncio.timeout(60):
            await ran.get()
    await runner.stop()


async def test_a_log_of_a_fault_quotes_nobody(caplog: pytest.LogCaptureFixture) -> None:
    """Kind and place of an error, never its text."""

    async def work() -> None:
        raise KeyError("secret title")

    assert await Runner("work", work).once() is None
    assert "KeyError in" in caplog.text
    assert "secret title" not in caplog.text


@pytest.fixture
async def team(tmp_path: Path) -> AsyncIterator[Team]:
    """The sandbox with the real bot."""
    async with team_at_work(start=NOW, data_dir=tmp_path / "data") as team:
        yield team


async def test_until_idle_ends(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    """Something that is due again by being worked on does not hold the clock for ever."""
    monkeypatch.setattr("scheduler.loop.ROUNDS", 5)
    turns = 0

    async def again() -> int:
        nonlocal turns
        turns += 1
        return 1

    monkeypatch.setattr(team.run.bot.engine, "_inbox", Runner("the inbox", again))
    async with asyncio.timeout(60):
        await team.run.bot.until_idle()
    assert turns == 5


async def test_housekeeping_forgets_what_is_old(team: Team) -> None:
    """Keys, kept texts and worked-off events go after 30 days; what still waits stays."""
    store = team.run.bot.store
    await team.run.bot.engine.stop()
    old, fresh = NOW - KEPT - timedelta(days=1), NOW - timedelta(days=1)
    for key, at in (("old", old), ("fresh", fresh)):
        await store.write(lambda u, k=key, a=at: u.inbox.begin(k, a), workspace=None)
        for state in ("done", "waiting"):
            event = Arrival(f"{key} {state}", "slack", "{}", at)
            await store.write(lambda u, e=event: u.inbox.put(e), workspace=None)
        await store.write(lambda u, k=key: u.inbox.done(f"{k} done"), workspace=None)
    assert await tidy(store, NOW, store.checkpoint) == 2
    looked = await store.read(lambda u: (u.inbox.look("old"), u.inbox.look("fresh")))
    assert (looked[0], looked[1] is not None) == (None, True)
    assert await store.read(lambda u: [a.key for a in u.inbox.waiting(9)]) == [
        "old waiting", "fresh waiting",
    ]  # fmt: skip
    assert not await store.write(
        lambda u: u.inbox.put(Arrival("fresh done", "slack", "{}", NOW)), workspace=None
    )


async def test_housekeeping_writes_only_where_something_is_to_go(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A look first; a brief of long ago is a reason, and the next time there is none."""
    store, wrote = team.run.bot.store, list[int | None]()
    await team.run.bot.engine.stop()
    write = store.write

    async def counted(step: Any, *, workspace: int | None, **more: Any) -> Any:  # noqa: ANN401
        wrote.append(workspace)
        return await write(step, workspace=workspace, **more)

    monkeypatch.setattr(store, "write", counted)
    await tidy(store, NOW, store.checkpoint)
    assert wrote == []

    def brief(unit: Unit) -> PostId:
        work = unit.of(WorkspaceId(1))
        home, old = work.people.installations()[0], NOW - timedelta(days=91)
        number = PostId(work.new_id())
        work.posts.add(Post(
            work.workspace, number, "old", PostKind.BRIEF, home.id, old, old,
            state=PostState.SENT, person=PersonId(1),
        ))  # fmt: skip
        return number

    number = await write(brief, workspace=1)
    await tidy(store, NOW, store.checkpoint)
    assert wrote == [1]
    assert await store.read(lambda u: u.of(WorkspaceId(1)).posts.get(number)) is None
    await tidy(store, NOW, store.checkpoint)
    assert wrote == [1]


async def test_housekeeping_of_one_workspace_keeps_none_of_the_others_from_it(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """What cannot be forgotten in the first is told; the others have their turn, and the log is
    emptied."""
    done: list[object] = []

    class Poisoned:
        async def read(self, _: object) -> list[int]:
            return [1, 2]

        async def write(self, _: object, *, workspace: int | None, background: bool) -> int:
            if workspace == 1:
                raise LookupError
            done.append(workspace)
            return 0

    async def checkpoint() -> bool:
        done.append("emptied")
        return True

    await tidy(Poisoned(), NOW, checkpoint)
    assert done == [None, 2, "emptied"]
    assert "nothing of workspace 1 is forgotten for now: LookupError" in caplog.text


async def test_a_stopped_engine_stops_again(team: Team) -> None:
    """Stopping is safe to repeat: whoever closes up need not know who was there first."""
    await team.run.bot.engine.stop()
    await team.run.bot.engine.stop()


async def test_interval_jobs_that_cannot_begin_are_told_and_tried_again(
    team: Team, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The log says it as an error and the scheduler is not ready, until they have begun."""
    bot, made, broken = team.run.bot, loops._scheduler, asyncio.Event()
    may_begin = threading.Event()
    await bot.engine.stop()  # Its own jobs may not have begun: it would meet the error meant here.

    def scheduler() -> object:
        if not broken.is_set():
            broken.set()
            raise ImportError("gone")
        may_begin.wait(60)
        return made()

    monkeypatch.setattr(loops, "_scheduler", scheduler)
    engine = Engine(bot.store, bot.clock, bot.deliverer, NoEvents(), seconds=0.001)
    await engine.start()
    async with asyncio.timeout(60):
        await until(lambda: engine.turned() == math.inf)
        assert "no interval jobs; it will be tried again: ImportError" in caplog.text
        may_begin.set()
        await until(lambda: engine.turned() < math.inf)
    await engine.stop()


async def test_a_stop_leaves_no_alarm(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    """The turn that a stop waits for may set one for what comes due soon."""
    bot, asked, answered = team.run.bot, asyncio.Event(), asyncio.Event()

    class Slow:
        async def read(self, _: object) -> tuple[bool, datetime]:
            asked.set()
            await answered.wait()
            return False, bot.clock.now() + timedelta(hours=1)

    engine = Engine(Slow(), bot.clock, bot.deliverer, NoEvents(), seconds=3600)
    await engine.start()
    engine.came()
    async with asyncio.timeout(60):
        await asked.wait()
        stop = asyncio.create_task(engine.stop())
        for _ in range(50):  # Until it waits for the turn, and for nothing else.
            await asyncio.sleep(0)
        answered.set()
        await stop
    assert engine._alarm is None


async def test_what_people_do_has_a_turn_and_leaves_the_inbox_alone(team: Team) -> None:
    """Nothing comes into the inbox by a command: it is not looked through after each."""
    bot, looked = team.run.bot, []

    class Events(NoEvents):
        async def once(self) -> int:
            looked.append("inbox")
            return 0

    class Turned:
        async def read(self, _: object) -> tuple[bool, None]:
            looked.append("turn")
            return False, None

    engine = Engine(Turned(), bot.clock, bot.deliverer, Events(), seconds=3600)
    await engine.start()
    engine.changed()
    async with asyncio.timeout(60):
        await until(lambda: "turn" in looked)
        assert looked == ["turn"]
        engine.came()
        await until(lambda: "inbox" in looked)
    await engine.stop()


async def until(holds: Callable[[], bool]) -> None:
    """Lets everything else go on meanwhile."""
    while True:
        if holds():
            return
        await asyncio.sleep(0)


async def test_what_is_asked_before_anything_is_sent_is_asked_once(team: Team) -> None:
    """At the first turn in which something is due: a start has nothing to wait for."""
    bot, asked = team.run.bot, []

    class Due:
        async def read(self, _: object) -> tuple[bool, None]:
            asked.append("due")
            return asked.count("due") > 1, None

    async def first() -> None:
        asked.append("first")

    engine = Engine(Due(), bot.clock, bot.deliverer, NoEvents(), seconds=3600, first=first)
    engine._steps = ()  # Only how a turn begins is looked at.
    await engine.start()
    assert asked == []
    for _ in range(3):
        await engine._turn.once()
    await engine.stop()
    assert asked == ["due", "due", "first", "due"]
