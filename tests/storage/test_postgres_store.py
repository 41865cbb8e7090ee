"""What only several writers at once can go wrong in: deadlocks, races, lost connections."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from threading import Barrier, BrokenBarrierError, Event

import psycopg
import pytest
from sqlalchemy import bindparam, insert, select
from sqlalchemy.exc import DBAPIError, IntegrityError

from adapters.db.prepared import Prepared, PreparedInsert
from core.kernel.errors import Busy, NotSaved, Unavailable
from tests.storage.conftest import (
    PATIENCE,
    Gate,
    MakeStore,
    Store,
    Work,
    notes,
    queue,
    workspaces,
)
from tests.support.postgres import PostgresServer


@pytest.fixture
async def store(make_store: MakeStore, postgres_url: str) -> Store:
    return await make_store(postgres_url)


def backend(work: Work) -> int:
    ((process,),) = work.sql("SELECT pg_backend_pid()")
    return int(str(process))


async def test_a_killed_backend_costs_nothing(
    store: Store, postgres_server: PostgresServer, gate: Gate
) -> None:
    """A unit whose connection is cut in the middle is run again and stored once."""
    processes: list[int] = []

    def unit(work: Work) -> str:
        processes.append(backend(work))
        gate(work)
        return work.note("kept")

    task = asyncio.create_task(store.write(unit, workspace=1))
    assert await asyncio.to_thread(gate.entered.wait, PATIENCE)
    await asyncio.to_thread(
        postgres_server.execute, f"SELECT pg_terminate_backend({processes[0]}, 5000)"
    )
    gate.opened.set()
    assert await task == "kept"
    assert len(set(processes)) == 2
    assert await store.read(Work.keys) == ["kept"]


async def test_all_backends_killed_at_once_cost_nothing(
    store: Store, postgres_server: PostgresServer
) -> None:
    """Connections that died while they lay idle are replaced without anybody noticing."""
    await asyncio.gather(*(store.write(backend, workspace=None) for _ in range(8)))
    await store.read(backend)
    await asyncio.to_thread(
        postgres_server.execute,
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
        " WHERE datname LIKE 'test_%' AND pid <> pg_backend_pid()",
    )
    await asyncio.gather(
        *(store.write(lambda work, n=n: work.note(f"n{n}"), workspace=1) for n in range(8))
    )
    assert len(await store.read(Work.keys)) == 8


async def test_a_deadlock_is_run_again(store: Store) -> None:
    """Two units that lock two rows in opposite order are both stored; a victim runs again."""
    meeting = Barrier(2)
    runs: list[int] = []

    def crossing(first: int, second: int) -> Callable[[Work], None]:
        def unit(work: Work) -> None:
            runs.append(first)
            work.set_counter(first, work.counter(first) + 1)
            if runs.count(first) == 1:
                _meet(meeting)
            work.set_counter(second, work.counter(second) + 1)

        return unit

    await asyncio.gather(
        store.write(crossing(1, 2), workspace=None),
        store.write(crossing(2, 1), workspace=None),
    )
    # On a busy machine each may be a victim of its own.
    assert len(runs) in {3, 4}
    both = await store.read(lambda work: (work.counter(1), work.counter(2)))
    assert both == (2, 2)


async def test_without_its_lock_a_workspace_would_have_cycles(store: Store) -> None:
    """The race is real: units that name no workspace both miss the other's edge."""
    meeting = Barrier(2)

    def connect(before: str, after: str) -> Callable[[Work], None]:
        def unit(work: Work) -> None:
            assert (after, before) not in work.edges(1)
            _meet(meeting)
            work.add_edge(1, before, after)

        return unit

    await asyncio.gather(
        store.write(connect("a", "b"), workspace=None),
        store.write(connect("b", "a"), workspace=None),
    )
    assert await store.read(lambda work: work.edges(1)) == {("a", "b"), ("b", "a")}


async def test_one_workspace_does_not_wait_for_another(store: Store, gate: Gate) -> None:
    """A unit that holds one workspace leaves the others to the other threads."""
    held = asyncio.create_task(store.write(gate, workspace=1))
    assert await asyncio.to_thread(gate.entered.wait, PATIENCE)
    assert await store.write(lambda work: work.note("other"), workspace=2) == "other"
    gate.opened.set()
    await held


def impatient(attempts: list[int]) -> Callable[[Work, int], None]:
    """Locks a workspace or fails at once."""

    def lock(work: Work, workspace: int) -> None:
        attempts.append(workspace)
        where = workspaces.c.id == workspace
        locking = select(workspaces.c.id).where(where).with_for_update(nowait=True, key_share=True)
        work.connection.execute(locking).one()

    return lock


async def test_a_lock_that_cannot_be_had_is_busy(make_store: MakeStore, postgres_url: str) -> None:
    """After four attempts at a locked workspace the caller hears busy, and the unit has not run."""
    attempts: list[int] = []
    ran = Event()
    store = await make_store(postgres_url, lock=impatient(attempts))
    with psycopg.connect(postgres_url) as other:
        other.execute("SELECT 1 FROM workspaces WHERE id = 1 FOR NO KEY UPDATE")
        with pytest.raises(Busy):
            await store.write(lambda work: ran.set(), workspace=1)
    assert attempts == [1] * 4
    assert not ran.is_set()
    await store.write(lambda work: ran.set(), workspace=1)


async def test_a_swallowed_error_is_not_reported_saved(store: Store) -> None:
    """PostgreSQL answers the COMMIT of a failed transaction with a rollback, without an error."""

    def swallowing(work: Work) -> str:
        work.note("gone")
        try:
            work.sql("SELECT 1 / 0")
        except DBAPIError:
            return "saved"
        return "not reached"

    with pytest.raises(NotSaved):
        await store.write(swallowing, workspace=1)
    assert await store.read(Work.keys) == []


@pytest.fixture
async def one_writer(make_store: MakeStore, postgres_url: str) -> Store:
    """While its one thread stands still, whatever is asked of it becomes one batch."""
    return await make_store(postgres_url, writers=1)


async def test_units_of_a_workspace_share_a_commit(one_writer: Store, gate: Gate) -> None:
    """What waited for the workspace is committed together; another one's units are not."""
    standing = await gate.stand_in(one_writer)

    def transaction(work: Work) -> str:
        return str(work.sql("SELECT pg_current_xact_id()::text")[0][0])

    tasks = await queue(*(one_writer.write(transaction, workspace=w) for w in (1, 2, 1, 1, 2)))
    gate.opened.set()
    await standing
    first, other, second, third, another = await asyncio.gather(*tasks)
    assert first == second == third
    assert other == another != first


async def test_a_swallowed_error_in_a_batch_is_told_of_its_unit_alone(
    one_writer: Store, gate: Gate
) -> None:
    """Its savepoint is taken back; the units around it are saved."""
    await gate.stand_in(one_writer)

    def swallowing(work: Work) -> str:
        work.note("gone")
        with suppress(DBAPIError):
            work.sql("SELECT 1 / 0")
        return "saved"

    tasks = await queue(
        one_writer.write(lambda work: work.note("a"), workspace=1),
        one_writer.write(swallowing, workspace=1),
        one_writer.write(lambda work: work.note("c"), workspace=1),
    )
    gate.opened.set()
    first, second, third = await asyncio.gather(*tasks, return_exceptions=True)
    assert (first, third) == ("a", "c")
    assert isinstance(second, NotSaved)
    assert await one_writer.read(Work.keys) == ["a", "c"]


async def test_a_unit_that_fails_before_it_asks_anything_takes_nobody_along(
    one_writer: Store, gate: Gate
) -> None:
    """Its savepoint was never sent, and is not gone back to."""
    await gate.stand_in(one_writer)

    def fail(work: Work) -> None:
        raise ValueError("mine")

    tasks = await queue(
        one_writer.write(lambda work: work.note("a"), workspace=1),
        one_writer.write(fail, workspace=1),
        one_writer.write(lambda work: work.note("c"), workspace=1),
    )
    gate.opened.set()
    outcomes = await asyncio.gather(*tasks, return_exceptions=True)
    assert [str(outcome) for outcome in outcomes] == ["a", "mine", "c"]
    assert one_writer.health().units["replayed"] == 0


async def test_a_batch_whose_connection_is_cut_is_stored_once(
    one_writer: Store, postgres_server: PostgresServer, gate: Gate
) -> None:
    """Nothing of it was committed: each of its units is run again by itself."""
    await gate.stand_in(one_writer)
    second = Gate()
    processes: list[int] = []

    def cut(work: Work) -> str:
        processes.append(backend(work))
        second(work)
        return work.note("b")

    tasks = await queue(
        one_writer.write(lambda work: work.note("a"), workspace=1),
        one_writer.write(cut, workspace=1),
        one_writer.write(lambda work: work.note("c"), workspace=1),
    )
    gate.opened.set()
    assert await asyncio.to_thread(second.entered.wait, PATIENCE)
    await asyncio.to_thread(
        postgres_server.execute, f"SELECT pg_terminate_backend({processes[0]}, 5000)"
    )
    second.opened.set()
    assert await asyncio.gather(*tasks) == ["a", "b", "c"]
    assert await one_writer.read(Work.keys) == ["a", "b", "c"]


async def test_a_batch_that_cannot_have_its_lock_is_busy(
    make_store: MakeStore, postgres_url: str, gate: Gate
) -> None:
    """After four attempts all of it hears so, and nothing of it has run."""
    attempts: list[int] = []
    ran = Event()
    store = await make_store(postgres_url, writers=1, lock=impatient(attempts))
    await gate.stand_in(store)
    tasks = await queue(*(store.write(lambda work: ran.set(), workspace=1) for _ in range(3)))
    with psycopg.connect(postgres_url) as other:
        other.execute("SELECT 1 FROM workspaces WHERE id = 1 FOR NO KEY UPDATE")
        gate.opened.set()
        outcomes = await asyncio.gather(*tasks, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [Busy] * 3
    assert attempts == [1] * 4
    assert not ran.is_set()


_NOTE = PreparedInsert(insert(notes))


def put_off(work: Work, *keys: str) -> str:
    """Stores notes without asking what became of them."""
    for key in keys:
        _NOTE.later(work.connection, [{"key": key, "body": None}])
    return keys[0]


async def test_what_is_put_off_is_seen_by_the_next_question(store: Store) -> None:
    """A statement that waits goes before any other, whoever says that one."""

    def unit(work: Work) -> list[str]:
        put_off(work, "a", "b")
        return work.keys()

    assert await store.write(unit, workspace=1) == ["a", "b"]


async def test_what_is_put_off_is_committed(store: Store) -> None:
    """Nothing is asked after it: it goes with the COMMIT."""
    await store.write(lambda work: put_off(work, "a", "b"), workspace=1)
    assert await store.read(Work.keys) == ["a", "b"]


async def test_what_is_put_off_fails_its_unit(store: Store) -> None:
    """A row that is there already is an error of the unit, though it comes with the COMMIT."""
    await store.write(lambda work: work.note("a"), workspace=1)
    with pytest.raises(IntegrityError):
        await store.write(lambda work: put_off(work, "b", "a", "c"), workspace=1)
    assert await store.read(Work.keys) == ["a"]


async def test_what_is_put_off_fails_no_neighbour(one_writer: Store, gate: Gate) -> None:
    """In a batch it is sent before the next unit begins."""
    await gate.stand_in(one_writer)
    tasks = await queue(
        one_writer.write(lambda work: put_off(work, "a"), workspace=1),
        one_writer.write(lambda work: put_off(work, "b", "a"), workspace=1),
        one_writer.write(lambda work: put_off(work, "c"), workspace=1),
    )
    gate.opened.set()
    first, second, third = await asyncio.gather(*tasks, return_exceptions=True)
    assert (first, third) == ("a", "c")
    assert isinstance(second, IntegrityError)
    assert await one_writer.read(Work.keys) == ["a", "c"]


async def test_what_a_failed_unit_put_off_is_never_sent(store: Store) -> None:
    """Neither in its own transaction nor in the next one on the same connection."""

    def fail(work: Work) -> None:
        put_off(work, "gone")
        raise ValueError("mine")

    for _ in range(8):
        with pytest.raises(ValueError, match="mine"):
            await store.write(fail, workspace=1)
    await asyncio.gather(*(store.write(Work.keys, workspace=w) for w in (1, 2, 3)))
    assert await store.read(Work.keys) == []


async def test_a_server_that_went_away_is_unavailable(
    store: Store, postgres_server: PostgresServer
) -> None:
    """When the connection cannot be had again, writing and reading both say unavailable."""
    name = await store.read(lambda work: work.sql("SELECT current_database()")[0][0])
    await asyncio.to_thread(postgres_server.execute, f"DROP DATABASE {name} WITH (FORCE)")
    with pytest.raises(Unavailable):
        await store.write(lambda work: work.note("no"), workspace=1)
    with pytest.raises(Unavailable):
        await store.read(Work.keys)
    assert store.health().alive


async def test_limits_are_set_on_every_connection(store: Store) -> None:
    """No statement, lock or forgotten transaction can hold the others up for long."""

    def settings(work: Work) -> list[object]:
        names = ("lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout")
        return [work.sql(f"SHOW {name}")[0][0] for name in names]

    assert await store.write(settings, workspace=None) == ["3s", "8s", "10s"]
    assert await store.read(settings) == ["3s", "8s", "10s"]


def _meet(barrier: Barrier) -> None:
    try:
        barrier.wait(PATIENCE)
    except BrokenBarrierError:
        raise AssertionError("the other unit never came") from None


_ALONE = Prepared(insert(notes).values(key=bindparam("of_key")).returning(notes.c.key))


def alone(work: Work, key: str) -> str:
    """Stores a note in a transaction of its own, where that can be."""
    return str(_ALONE.alone(work.connection, {"of_key": key})[0][0])


async def test_what_is_said_alone_holds_at_once(store: Store) -> None:
    """One after the other, before the unit ends, and though it fails; what came after is not."""

    def fail(work: Work) -> None:
        alone(work, "first")
        alone(work, "second")
        work.note("gone")
        raise ValueError("mine")

    with pytest.raises(ValueError, match="mine"):
        await store.write(fail, workspace=None)
    assert await store.read(Work.keys) == ["first", "second"]
    assert await store.write(lambda work: alone(work, "third"), workspace=None) == "third"
    await store.write(lambda work: work.note("last"), workspace=None)
    assert await store.read(Work.keys) == ["first", "last", "second", "third"]


async def test_what_is_said_alone_later_is_of_its_unit(store: Store) -> None:
    """After another statement, or after one that still waits, it goes and falls with them."""

    def fail(work: Work, before: Callable[[Work], object]) -> None:
        before(work)
        alone(work, "gone")
        raise ValueError("mine")

    for before in (lambda work: work.note("a"), lambda work: put_off(work, "b")):
        with pytest.raises(ValueError, match="mine"):
            await store.write(lambda work, b=before: fail(work, b), workspace=None)
    with pytest.raises(ValueError, match="mine"):
        await store.write(lambda work: fail(work, lambda _: None), workspace=1)
    assert await store.read(Work.keys) == []


async def test_what_is_said_alone_reads_what_is_committed(store: Store) -> None:
    """By the isolation of a unit, whatever the server's own is."""
    said = "SHOW default_transaction_isolation"
    assert await store.write(lambda work: work.sql(said), workspace=1) == [("read committed",)]
    assert await store.read(lambda work: work.sql(said)) == [("repeatable read",)]


async def test_what_is_said_alone_fails_its_unit(store: Store) -> None:
    """And leaves nothing behind for the next one on the same connection."""
    await store.write(lambda work: work.note("a"), workspace=1)
    for _ in range(8):
        with pytest.raises(IntegrityError):
            await store.write(lambda work: alone(work, "a"), workspace=None)
    await asyncio.gather(*(store.write(Work.keys, workspace=w) for w in (1, 2, 3)))
    assert await store.read(Work.keys) == ["a"]
