"""What `write` and `read` promise on both databases."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Connection, event
from sqlalchemy.exc import IntegrityError

from adapters.db.store import SqlStore
from core.kernel.errors import Unavailable
from tests.storage.conftest import PATIENCE, Gate, MakeStore, Store, Work, queue
from tests.support.soak import counted, soak


async def test_read_your_writes(store: Store) -> None:
    """A read that starts after a write was answered sees it."""
    for n in range(50):
        await store.write(lambda work, n=n: work.note(f"n{n:02}"), workspace=1)
        assert len(await store.read(Work.keys)) == n + 1


async def test_the_result_is_handed_over_as_it_is(store: Store) -> None:
    """Nothing copies or converts what a unit returns."""
    result = object()
    assert await store.write(lambda work: result, workspace=None) is result
    assert await store.read(lambda work: result) is result


async def test_a_failing_unit_hurts_nobody_else(single: Store, gate: Gate) -> None:
    """Units queued around one that breaks a constraint are saved; only that one fails."""
    await gate.stand_in(single)
    tasks = await queue(
        single.write(lambda work: work.note("a"), workspace=1),
        single.write(lambda work: (work.note("b"), work.note("a")), workspace=1),
        single.write(lambda work: work.note("c"), workspace=1),
    )
    gate.opened.set()
    first, second, third = await asyncio.gather(*tasks, return_exceptions=True)
    assert (first, third) == ("a", "c")
    assert isinstance(second, IntegrityError)
    assert await single.read(Work.keys) == ["a", "c"]


@pytest.mark.parametrize("error", [ValueError("mine"), SystemExit(3), KeyboardInterrupt()])
async def test_the_units_own_error_reaches_its_caller(store: Store, error: BaseException) -> None:
    """Whatever a unit raises undoes it and is raised where it was awaited, not in the thread."""

    def fail(work: Work) -> None:
        work.note("gone")
        raise error

    task = await _outcome(store, fail)
    assert task is error
    assert await store.read(Work.keys) == []
    assert store.health().alive


async def _outcome(store: Store, fn: Callable[[Work], object]) -> BaseException | None:
    # A SystemExit must not pass through a task of its own: the loop would take it personally.
    try:
        await store.write(fn, workspace=None)
    except BaseException as error:
        return error
    return None


async def test_a_unit_that_raises_stop_iteration_is_answered(store: Store) -> None:
    """StopIteration, which futures refuse, arrives as a RuntimeError instead of never."""
    with pytest.raises(RuntimeError, match="StopIteration"):
        await store.write(lambda work: next(iter([])), workspace=None)


@soak
async def test_forty_increments_at_once_lose_none(store: Store) -> None:
    """Reading a counter and writing it back is safe under the lock of its workspace."""

    def increment(work: Work) -> None:
        work.set_counter(1, work.counter(1) + 1)

    rounds = counted(1, 250)
    for _ in range(rounds):
        await asyncio.gather(*(store.write(increment, workspace=1) for _ in range(40)))
    assert await store.read(lambda work: work.counter(1)) == 40 * rounds


async def test_opposite_edges_at_once_never_make_a_cycle(store: Store) -> None:
    """Of two units that each look for the other's edge and then add theirs, one sees the other."""

    def connect(before: str, after: str) -> Callable[[Work], bool]:
        def unit(work: Work) -> bool:
            if (after, before) in work.edges(1):
                return False
            work.add_edge(1, before, after)
            return True

        return unit

    for race in range(100):
        one, other = f"a{race}", f"b{race}"
        outcomes = await asyncio.gather(
            store.write(connect(one, other), workspace=1),
            store.write(connect(other, one), workspace=1),
        )
        assert sorted(outcomes) == [False, True]
    found = await store.read(lambda work: work.edges(1))
    assert len(found) == 100
    assert not any((after, before) in found for before, after in found)


async def test_a_read_is_one_snapshot(store: Store, gate: Gate) -> None:
    """What is written while a read goes on does not show in the middle of it."""

    def twice(work: Work) -> tuple[list[str], list[str]]:
        before = work.keys()
        gate(work)
        return before, work.keys()

    reading = asyncio.create_task(store.read(twice))
    assert await asyncio.to_thread(gate.entered.wait, 20)
    await store.write(lambda work: work.note("later"), workspace=1)
    gate.opened.set()
    assert await reading == ([], [])
    assert await store.read(Work.keys) == ["later"]


async def test_reading_does_not_wait_for_a_unit_that_writes(single: Store, gate: Gate) -> None:
    """A writer that stands still holds up no reader."""
    await gate.stand_in(single)
    assert await single.read(Work.keys) == []


async def test_whoever_reads_does_not_wait_for_the_end_of_it(store: Store, gate: Gate) -> None:
    """A snapshot has nothing to commit: its answer is there before it has ended."""

    def ends(connection: Connection) -> None:
        gate.entered.set()
        assert gate.opened.wait(PATIENCE)

    def unit(work: Work) -> str:
        event.listen(work.connection, "commit", ends)
        return "read"

    assert await store.read(unit) == "read"
    assert await asyncio.to_thread(gate.entered.wait, PATIENCE)
    gate.opened.set()


async def test_a_reader_cannot_write(store: Store) -> None:
    """The database itself refuses a write on a reader's connection."""
    with pytest.raises(Exception, match=r"unavailable|read-only"):
        await store.read(lambda work: work.note("no"))
    assert await store.read(Work.keys) == []


async def test_closing_runs_what_waits(single: Store, gate: Gate) -> None:
    """Units that were queued before `close` are saved and answered; later ones are refused."""
    await gate.stand_in(single)
    tasks = await queue(
        *(single.write(lambda work, n=n: work.note(f"n{n}"), workspace=1) for n in range(5)),
        single.write(lambda work: work.note("z"), workspace=None, background=True),
    )
    health = single.health()
    assert (health.alive, health.interactive, health.background) == (True, 5, 1)
    closing = asyncio.create_task(single.close())
    gate.opened.set()
    await closing
    assert [task.result() for task in tasks] == ["n0", "n1", "n2", "n3", "n4", "z"]
    assert not single.health().alive
    with pytest.raises(Unavailable, match="store_closed"):
        await single.write(lambda work: work.note("late"), workspace=1)
    with pytest.raises(Unavailable, match="store_closed"):
        await single.read(Work.keys)


async def test_what_was_saved_is_there_after_a_restart(
    make_store: MakeStore, database_url: str
) -> None:
    """A second store on the same database sees what the first committed."""
    first = await make_store(database_url)
    await first.write(lambda work: work.note("kept"), workspace=1)
    await first.close()
    async with SqlStore(database_url, Work, lock_workspace=_no_lock) as second:
        assert await second.read(Work.keys) == ["kept"]


async def test_a_store_that_was_not_started_says_so(database_url: str) -> None:
    """Before `start` and after `close` the store is unavailable, not broken."""
    store = SqlStore(database_url, Work, lock_workspace=_no_lock)
    assert not store.health().alive
    with pytest.raises(Unavailable, match="store_closed"):
        await store.read(Work.keys)
    await store.close()


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "mysql://u@h/d", "not a url"])
def test_other_databases_are_refused(url: str) -> None:
    """Only a SQLite file or a PostgreSQL server will do, and the address is not repeated."""
    with pytest.raises(Unavailable, match="database_url") as refused:
        SqlStore(url, Work, lock_workspace=_no_lock)
    assert refused.value.fields == {}


async def test_a_server_that_does_not_answer_is_unavailable(tmp_path: Path) -> None:
    """A wrong address fails at the start, with a typed error."""
    url = f"postgresql://nobody@/none?host={tmp_path}"
    store = SqlStore(url, Work, lock_workspace=_no_lock)
    with pytest.raises(Unavailable, match="database_unreachable"):
        await store.start()
    await store.close()


def _no_lock(work: Work, workspace: int) -> None:
    raise AssertionError("nothing here writes to a workspace")
