"""Units that wait: withdrawing them, turning them away, and who goes first."""

import asyncio
import threading

import pytest

from adapters.db.store import SqlStore
from adapters.db.units import Idle, Unit, UnitQueue
from core.kernel.errors import Busy, NotSaved
from tests.storage.conftest import (
    PATIENCE,
    Gate,
    MakeStore,
    Store,
    Work,
    create_tables,
    lock_workspace,
    queue,
)


async def test_a_unit_cancelled_while_it_waits_never_runs(single: Store, gate: Gate) -> None:
    """Cancelling takes a queued unit back, and the place in the queue is free again."""
    await gate.stand_in(single)
    ran: list[str] = []
    (task,) = await queue(single.write(lambda work: ran.append("it"), workspace=1))
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert single.health().interactive == 0
    gate.opened.set()
    await single.write(lambda work: work.note("after"), workspace=1)
    assert ran == []


async def test_a_unit_cancelled_while_it_runs_is_committed(single: Store, gate: Gate) -> None:
    """What has begun runs to its end, although nobody waits for it any more."""

    def unit(work: Work) -> None:
        gate(work)
        work.note("kept")

    task = asyncio.create_task(single.write(unit, workspace=1))
    assert await asyncio.to_thread(gate.entered.wait, PATIENCE)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    gate.opened.set()
    await single.write(lambda work: work.note("next"), workspace=1)
    assert await single.read(Work.keys) == ["kept", "next"]


async def test_a_cancelled_unit_leaves_its_batch_alone(single: Store, gate: Gate) -> None:
    """One of three queued units is cancelled; its neighbours are saved."""
    await gate.stand_in(single)
    tasks = await queue(*(single.write(lambda w, n=n: w.note(n), workspace=1) for n in "abc"))
    tasks[1].cancel()
    gate.opened.set()
    await asyncio.wait(tasks)
    assert await single.read(Work.keys) == ["a", "c"]


async def test_a_unit_that_does_not_begin_in_time_is_withdrawn(single: Store, gate: Gate) -> None:
    """`begin_within` answers while the writer is still held up, and the unit never runs."""
    await gate.stand_in(single)
    with pytest.raises(NotSaved):
        await single.write(lambda work: work.note("late"), workspace=1, begin_within=0.01)
    assert single.health().interactive == 0
    gate.opened.set()
    await single.write(lambda work: work.note("next"), workspace=1)
    assert await single.read(Work.keys) == ["next"]


def test_a_unit_that_has_begun_in_time_may_take_longer() -> None:
    """`begin_within` bounds the wait for the beginning, neither the work nor running it again."""
    loop = asyncio.new_event_loop()
    pending: UnitQueue[Work] = UnitQueue()
    unit = Unit(Work.keys, loop.create_future(), deadline=float("inf"))
    pending.put(unit)
    assert pending.take(32) == [unit]
    assert pending.begin(unit)
    unit.deadline = 0.0
    assert not pending.withdraw(unit)
    assert pending.begin(unit)
    loop.close()


def test_a_deadline_holds_when_the_event_loop_is_late() -> None:
    """The writer looks at the deadline itself and does not begin what is overdue."""
    loop = asyncio.new_event_loop()
    pending: UnitQueue[Work] = UnitQueue()
    unit = Unit(Work.keys, loop.create_future(), deadline=0.0)
    pending.put(unit)
    assert pending.take(32) == [unit]
    assert not pending.begin(unit)
    assert isinstance(unit.error, NotSaved)
    loop.close()


def test_a_unit_whose_caller_has_just_gone_does_not_begin() -> None:
    """The writer sees the cancellation before the caller's own task had its turn to withdraw."""
    loop = asyncio.new_event_loop()
    pending: UnitQueue[Work] = UnitQueue()
    unit = Unit(Work.keys, loop.create_future())
    pending.put(unit)
    unit.future.cancel()
    assert pending.take(32) == [unit]
    assert not pending.begin(unit)
    loop.close()


async def test_the_five_hundred_and_first_unit_is_turned_away(single: Store, gate: Gate) -> None:
    """A full queue says busy at once; those that wait are all saved."""
    await gate.stand_in(single)
    tasks = await queue(
        *(single.write(lambda work, n=n: work.note(f"{n:03}"), workspace=1) for n in range(500))
    )
    with pytest.raises(Busy):
        await single.write(lambda work: work.note("no"), workspace=1)
    gate.opened.set()
    await asyncio.gather(*tasks)
    assert len(await single.read(Work.keys)) == 500


async def test_a_full_queue_takes_background_units(
    make_store: MakeStore, database_url: str, gate: Gate
) -> None:
    """The bound is for what people wait for; a reminder is never turned away by it."""
    store = await make_store(database_url, writers=1, queue_limit=1)
    await gate.stand_in(store)
    tasks = await queue(
        store.write(lambda work: work.note("a"), workspace=1),
        store.write(lambda work: work.note("b"), workspace=1, background=True),
    )
    gate.opened.set()
    assert await asyncio.gather(*tasks) == ["a", "b"]


def test_a_loop_that_closed_loses_no_unit(database_url: str) -> None:
    """A unit whose event loop is gone is committed, and the store serves the next loop."""
    create_tables(database_url)
    store = SqlStore(database_url, Work, lock_workspace=lock_workspace)
    asyncio.run(store.start())
    gate = Gate()

    def unit(work: Work) -> None:
        gate(work)
        work.note("kept")

    async def leave() -> None:
        task = asyncio.create_task(store.write(unit, workspace=1))
        assert await asyncio.to_thread(gate.entered.wait, PATIENCE)
        task.cancel()

    asyncio.run(leave())
    gate.opened.set()
    asyncio.run(store.write(lambda work: work.note("next"), workspace=1))
    assert asyncio.run(store.read(Work.keys)) == ["kept", "next"]
    asyncio.run(store.close())


async def test_background_units_do_not_delay_people(single: Store, gate: Gate) -> None:
    """A command that comes after twenty queued background units is run before all of them."""
    await gate.stand_in(single)
    order: list[str] = []
    tasks = await queue(
        *(
            single.write(lambda work: order.append("background"), workspace=1, background=True)
            for _ in range(20)
        ),
        single.write(lambda work: order.append("person"), workspace=1),
    )
    gate.opened.set()
    await asyncio.gather(*tasks)
    assert order == ["person"] + ["background"] * 20


def test_a_batch_holds_one_background_unit() -> None:
    """However many wait, no commit carries more than one of them."""
    pending, loop = _pending(interactive=0, background=3)
    assert [unit.background for unit in pending.take(32)] == [True]
    loop.close()


def test_people_wait_behind_no_background_unit_in_their_batch() -> None:
    """While people's units wait, they are committed without one of the background."""
    pending, loop = _pending(interactive=40, background=1)
    batch = pending.take(32)
    assert len(batch) == 32
    assert not any(unit.background for unit in batch)
    loop.close()


def test_a_busy_day_does_not_starve_the_background() -> None:
    """After four batches without it, a background unit takes its turn."""
    pending, loop = _pending(interactive=20, background=1)
    turns = [pending.take(2) for _ in range(6)]
    assert [sum(unit.background for unit in turn) for turn in turns] == [0, 0, 0, 0, 1, 0]
    loop.close()


def test_background_units_leave_a_thread_to_people() -> None:
    """No more background units run at once than allowed; the next begins when one is finished."""
    pending, loop = _pending(interactive=0, background=3, at_once=2)
    first, second = pending.take(1), pending.take(1)
    person = Unit(Work.keys, loop.create_future())
    pending.put(person)
    assert pending.take(1) == [person]
    got: list[list[Unit[Work]]] = []
    waiting = threading.Thread(target=lambda: got.append(pending.take(1)))
    waiting.start()
    pending.finished(first)
    waiting.join(PATIENCE)
    assert [unit.background for unit in got[0]] == [True]
    assert first != second != got[0]
    loop.close()


def _pending(
    *, interactive: int, background: int, at_once: int = 1
) -> tuple[UnitQueue[Work], asyncio.AbstractEventLoop]:
    loop = asyncio.new_event_loop()
    pending: UnitQueue[Work] = UnitQueue(background_at_once=at_once)
    for _ in range(interactive):
        pending.put(Unit(Work.keys, loop.create_future()))
    for _ in range(background):
        pending.put(Unit(Work.keys, loop.create_future(), background=True))
    return pending, loop


def test_a_batch_is_of_one_workspace_where_they_are_kept_apart() -> None:
    """Units of a workspace are taken together, in their order; those of others stay."""
    pending, loop = _apart(1, 2, 1, 2, 1)
    assert _taken(pending) == [1, 1, 1]
    assert _taken(pending) == [2, 2]
    loop.close()


def test_a_workspace_that_a_thread_is_busy_with_is_left_to_it() -> None:
    """What comes for a busy workspace waits until that batch is finished; others pass it."""
    pending, loop = _apart(1)
    first = pending.take(32)
    for workspace in (1, 1, 2):
        pending.put(Unit(Work.keys, loop.create_future(), workspace))
    assert _taken(pending) == [2]
    pending.finished(first)
    assert _taken(pending) == [1, 1]
    loop.close()


def test_units_of_no_workspace_are_taken_one_by_one() -> None:
    """Where workspaces are kept apart nothing says that two of these may share a transaction."""
    pending, loop = _apart(None, None)
    assert [_taken(pending), _taken(pending)] == [[None], [None]]
    loop.close()


def test_a_background_unit_waits_for_its_workspace() -> None:
    """It is not begun beside others of its workspace, and one of another goes first."""
    pending, loop = _apart(1)
    first = pending.take(32)
    for workspace in (1, 2):
        pending.put(Unit(Work.keys, loop.create_future(), workspace, background=True))
    second = pending.take(32)
    assert [unit.workspace for unit in second] == [2]
    pending.finished(first)
    pending.finished(second)
    assert _taken(pending) == [1]
    loop.close()


def test_the_thread_that_rested_last_is_woken_first() -> None:
    """What comes one by one is done by one thread, whose connection is warm."""
    idle = Idle()
    first, second = idle.come(), idle.come()
    idle.wake()
    assert (first.locked(), second.locked()) == (True, False)
    idle.wake()
    idle.wake()
    assert not first.locked()


def _apart(*workspaces: int | None) -> tuple[UnitQueue[Work], asyncio.AbstractEventLoop]:
    loop = asyncio.new_event_loop()
    pending: UnitQueue[Work] = UnitQueue(apart=True)
    for workspace in workspaces:
        pending.put(Unit(Work.keys, loop.create_future(), workspace))
    return pending, loop


def _taken(pending: UnitQueue[Work]) -> list[int | None]:
    return [unit.workspace for unit in pending.take(32)]
