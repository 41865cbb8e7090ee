"""The threads that run units, and the three ways of running them.

SQLite has one writer, which commits up to 32 units together: the disk is waited for once.
PostgreSQL has several, each with units of another workspace: those have to wait for one another
anyway, so up to 32 share a commit. Units of several workspaces do not: each would keep its locks
until the last is done, and the threads would deadlock. Either way a unit may run twice.
"""

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from threading import Thread, local
from typing import TYPE_CHECKING, Final, Generic, Protocol, TypeVar, cast

from sqlalchemy import Connection, Engine

from adapters.db import put_off
from adapters.db.engines import require_transaction
from adapters.db.failures import TransactionVanished, Trouble, diagnose, typed
from adapters.db.prepared import plainly
from adapters.db.units import Phase, Unit, UnitQueue, settle
from core.kernel.errors import ChivvyError, NotSaved, Unavailable
from core.kernel.incidents import incident

if TYPE_CHECKING:
    import psycopg

U = TypeVar("U")

GROUP: Final = 32
"""Units in one commit; more gain nothing and make the event loop stutter."""
SAVEPOINT, RELEASE, ROLLBACK = "SAVEPOINT unit", "RELEASE unit", "ROLLBACK TO unit"
PAUSES: Final = {Trouble.CONTENDED: (0.005, 0.010, 0.040), Trouble.LOST: (0.0, 0.1, 0.4)}
"""Seconds before the second, third and fourth attempt of a unit."""

log = logging.getLogger(__name__)


class Runner(Protocol[U]):
    """Runs the units of a batch and leaves each with its result or error."""

    batch: int

    def run(self, units: Sequence[Unit[U]]) -> None: ...

    def close(self) -> None:
        """Lets go of what the thread held to run units."""


class OwnConnections:
    """One for each thread that asks, kept from unit to unit.

    To take one from the pool and to give it back costs as much as several statements. After a
    failure it does go back: the pool makes it sound, or makes another.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._own = local()

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """A transaction on the thread's own connection, committed at the end of the block."""
        connection: Connection | None = getattr(self._own, "connection", None)
        if connection is None:
            connection = self._own.connection = self._engine.connect()
        try:
            with connection.begin():
                yield connection
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Gives the thread's connection back."""
        connection: Connection | None = getattr(self._own, "connection", None)
        self._own.connection = None
        if connection is not None:
            connection.close()


class Workers(Generic[U]):
    """Threads that take batches from a queue, run them and settle them."""

    def __init__(self, name: str, queue: UnitQueue[U], runner: Runner[U], *, threads: int) -> None:
        self.queue = queue
        self._runner = runner
        self._threads = [
            Thread(target=self._serve, name=f"{name}-{n}", daemon=True) for n in range(threads)
        ]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def drain(self) -> None:
        """Refuses new units, runs those that wait, and returns when the threads have ended."""
        self.queue.close()
        for thread in self._threads:
            thread.join()

    def alive(self) -> bool:
        return all(thread.is_alive() for thread in self._threads)

    def _serve(self) -> None:
        while batch := self.queue.take(self._runner.batch):
            try:
                self._runner.run(batch)
            except BaseException as error:  # The thread must outlive whatever a unit does.
                log.error("the store failed outside of a unit: %s", incident(error))
                for unit in batch:
                    unit.failed(error)
            self.queue.finished(batch)
            settle(batch)
            del batch  # Nothing of a settled unit may live on while this thread waits.
        self._runner.close()


class GroupCommit(Generic[U]):
    """SQLite: the units of a batch share one transaction, each in a SAVEPOINT.

    A SAVEPOINT does not protect the batch: a full disk rolls back the whole transaction, the next
    SAVEPOINT would silently open another one, and units would be reported saved that are gone. So
    the engine refuses statements outside of a transaction. When the transaction has vanished, or
    COMMIT fails, nobody has failed yet and every unit is run again alone.
    """

    batch = GROUP

    def __init__(
        self, engine: Engine, queue: UnitQueue[U], make_uow: Callable[[Connection], U]
    ) -> None:
        self._connections = OwnConnections(engine)
        self._queue = queue
        self._make_uow = make_uow

    def close(self) -> None:
        self._connections.close()

    def run(self, units: Sequence[Unit[U]]) -> None:
        if len(units) > 1 and self._together(units):
            return
        for unit in units:
            self._alone(unit)

    def _together(self, units: Sequence[Unit[U]]) -> bool:
        try:
            with self._connections.begin() as connection:
                for unit in units:
                    if self._queue.begin(unit):
                        self._in_savepoint(connection, unit)
        except BaseException as error:
            if any(unit.phase is Phase.BEGUN for unit in units):
                log.warning("%d units are run again one by one: %s", len(units), incident(error))
                return False
            for unit in units:  # Another process holds the file: trying each would take ages.
                unit.failed(typed(error))
        return True

    def _in_savepoint(self, connection: Connection, unit: Unit[U]) -> None:
        plainly(connection, SAVEPOINT)
        try:
            unit.succeeded(unit.run(self._make_uow(connection)))
            plainly(connection, RELEASE)
        except BaseException as error:
            # Raises where there is nothing left to roll back.
            plainly(connection, ROLLBACK)
            plainly(connection, RELEASE)
            unit.failed(typed(error))

    def _alone(self, unit: Unit[U]) -> None:
        try:
            with self._connections.begin() as connection:
                if not self._queue.begin(unit):
                    return
                result = unit.run(self._make_uow(connection))
                require_transaction(connection)
            unit.succeeded(result)
        except BaseException as error:
            unit.failed(typed(error))


class ByWorkspace(Generic[U]):
    """PostgreSQL: the units of a batch are of one workspace and share a transaction, each in a
    savepoint; first it locks the row of the workspace.

    A unit that is alone has a transaction of its own. One that lost a deadlock, a race or its
    connection is run again, four times in all, and takes its batch apart: each runs alone.
    """

    batch = GROUP

    def __init__(
        self,
        engine: Engine,
        queue: UnitQueue[U],
        make_uow: Callable[[Connection], U],
        lock_workspace: Callable[[U, int], None],
    ) -> None:
        self._connections = OwnConnections(engine)
        self._queue = queue
        self._make_uow = make_uow
        self._lock_workspace = lock_workspace

    def close(self) -> None:
        self._connections.close()

    def run(self, units: Sequence[Unit[U]]) -> None:
        if len(units) > 1 and self._share(units):
            return
        for unit in units:
            if self._queue.begin(unit):
                attempt_repeatedly(unit, self._once)

    def _share(self, units: Sequence[Unit[U]]) -> bool:
        """False when the transaction was lost after some of them had begun."""
        tried = 0
        while True:
            try:
                self._together(units)
                return True
            except BaseException as error:
                if any(unit.phase is Phase.BEGUN for unit in units):
                    log.info("%d units are run again one by one: %s", len(units), incident(error))
                    return False
                pauses = PAUSES.get(diagnose(error), ())
                if tried >= len(pauses):  # None would have the lock where another has not.
                    for unit in units:
                        unit.failed(typed(error))
                    return True
            time.sleep(pauses[tried])
            tried += 1

    def _together(self, units: Sequence[Unit[U]]) -> None:
        with self._connections.begin() as connection:
            uow = self._make_uow(connection)
            self._lock_workspace(uow, cast(int, units[0].workspace))
            put_off.send(connection)  # Without the lock none of them has begun.
            for unit in units:
                if self._queue.begin(unit):
                    self._in_savepoint(connection, unit, uow)
                    uow = self._make_uow(connection)  # What another unit changed is read anew.

    def _in_savepoint(self, connection: Connection, unit: Unit[U], uow: U) -> None:
        put_off.wait(connection, put_off.Said(SAVEPOINT))
        try:
            result = unit.run(uow)
            _require_sound(connection)
            put_off.wait(connection, put_off.Said(RELEASE))
            put_off.send(connection)
            unit.succeeded(result)
        except BaseException as error:
            if diagnose(error) in PAUSES:
                raise  # It may do better in a transaction of its own.
            if not put_off.drop(connection, SAVEPOINT):
                connection.exec_driver_sql(ROLLBACK)
                connection.exec_driver_sql(RELEASE)
            unit.failed(typed(error))

    def _once(self, unit: Unit[U]) -> object:
        with self._connections.begin() as connection:
            uow = self._make_uow(connection)
            if unit.workspace is not None:
                self._lock_workspace(uow, unit.workspace)
            result = unit.run(uow)
            _require_sound(connection)
        return result


class Snapshot(Generic[U]):
    """Reading, on both databases: one snapshot per unit, nothing to commit. So nobody waits for its
    end: on PostgreSQL that is a round trip of its own."""

    batch = 1

    def __init__(
        self, engine: Engine, queue: UnitQueue[U], make_uow: Callable[[Connection], U]
    ) -> None:
        self._connections = OwnConnections(engine)
        self._queue = queue
        self._make_uow = make_uow

    def close(self) -> None:
        self._connections.close()

    def run(self, units: Sequence[Unit[U]]) -> None:
        for unit in units:
            if self._queue.begin(unit):
                attempt_repeatedly(unit, self._once, storage=Unavailable)

    def _once(self, unit: Unit[U]) -> object:
        with self._connections.begin() as connection:
            result = unit.run(self._make_uow(connection))
            unit.succeeded(result)
            settle((unit,))
        return result


def attempt_repeatedly(
    unit: Unit[U],
    once: Callable[[Unit[U]], object],
    *,
    storage: type[ChivvyError] = NotSaved,
) -> None:
    """Runs `unit` until it succeeds, fails by its own doing, or its attempts are used up."""
    for attempt in count():
        try:
            unit.succeeded(once(unit))
            return
        except BaseException as error:
            pauses = PAUSES.get(diagnose(error), ())
            if attempt >= len(pauses):
                unit.failed(typed(error, storage=storage))
                return
        time.sleep(pauses[attempt])


def _require_sound(connection: Connection) -> None:
    """Raises when the unit swallowed an error: PostgreSQL would answer COMMIT with a rollback."""
    from psycopg.pq import TransactionStatus  # SQLite does without psycopg.

    raw = cast("psycopg.Connection[tuple[object, ...]]", connection.connection.dbapi_connection)
    if raw.info.transaction_status == TransactionStatus.INERROR:
        raise TransactionVanished
