"""What only several writers at once can go wrong in: deadlocks, races, lost connections."""

import asyncio
from collections.abc import Callable
from threading import Barrier, BrokenBarrierError, Event

import psycopg
import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from core.kernel.errors import Busy, NotSaved, Unavailable
from tests.storage.conftest import PATIENCE, Gate, MakeStore, Store, Work, workspaces
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


async def test_a_lock_that_cannot_be_had_is_busy(make_store: MakeStore, postgres_url: str) -> None:
    """After four attempts at a locked workspace the caller hears busy, and the unit has not run."""
    attempts: list[int] = []
    ran = Event()

    def impatient(work: Work, workspace: int) -> None:
        attempts.append(workspace)
        where = workspaces.c.id == workspace
        locking = select(workspaces.c.id).where(where).with_for_update(nowait=True, key_share=True)
        work.connection.execute(locking).one()

    store = await make_store(postgres_url, lock=impatient)
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
