"""Units of work waiting for a thread, and the way of their outcome back to the event loop."""

import asyncio
import time
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Mapping, Sequence
from contextvars import Context, copy_context
from dataclasses import dataclass, field
from enum import Enum, auto
from itertools import islice
from threading import Lock
from typing import Generic, TypeVar

from core.kernel.errors import Busy, NotSaved, Unavailable

U = TypeVar("U")


class Phase(Enum):
    """A unit that has begun runs to its end; only one that waits can be withdrawn."""

    WAITING = auto()
    BEGUN = auto()
    WITHDRAWN = auto()


@dataclass(eq=False, slots=True)
class Unit(Generic[U]):
    """One function to be run in one transaction, and the future that awaits its outcome."""

    fn: Callable[[U], object]
    future: asyncio.Future[object]
    workspace: int | None = None
    background: bool = False
    deadline: float | None = None
    """By `time.monotonic()`, the instant after which it may no longer begin."""
    phase: Phase = Phase.WAITING
    result: object = None
    error: BaseException | None = None
    context: Context = field(default_factory=copy_context)
    """Of whoever asked: what the unit logs names the same request."""
    attempts: int = 0
    settled: bool = False
    """Whether whoever asked was told."""

    def run(self, uow: U) -> object:
        """One attempt."""
        self.attempts += 1
        return self.context.run(self.fn, uow)

    def succeeded(self, result: object) -> None:
        self.result, self.error = result, None

    def failed(self, error: BaseException) -> None:
        self.result, self.error = None, error


class Idle:
    """Threads that wait for work. Who came last goes first: its memory, and what its connection
    remembers, is still at hand, so that where one thread is enough the others stay asleep.

    To be used under the lock of whoever has the work.
    """

    def __init__(self) -> None:
        self._bells: list[Lock] = []

    def come(self) -> Lock:
        """What the thread is to acquire once it has let that lock go."""
        bell = Lock()
        bell.acquire()
        self._bells.append(bell)
        return bell

    def wake(self) -> None:
        """One of them, if there is any."""
        if self._bells:
            self._bells.pop().release()

    def wake_all(self) -> None:
        """Every one of them."""
        while self._bells:
            self._bells.pop().release()


@dataclass(slots=True)
class UnitQueue(Generic[U]):
    """Two queues under one lock: interactive units go before background units.

    `background_at_once` bounds how many background units run at a time. One that was passed over
    `patience` times takes its turn all the same, so that a busy day cannot starve the digests.

    `apart`: a batch is of one workspace, and while it runs no other thread takes units of that
    workspace: they would only wait for its lock. What waits meanwhile is the next batch.
    """

    limit: int = 500
    background_at_once: int = 1
    patience: int = 4
    apart: bool = False
    _interactive: deque[Unit[U]] = field(default_factory=deque)
    _background: deque[Unit[U]] = field(default_factory=deque)
    _lock: Lock = field(default_factory=Lock)
    _idle: Idle = field(default_factory=Idle)
    _held: set[int] = field(default_factory=set)
    """Workspaces whose units some thread runs now, where they are kept apart."""
    _background_running: int = 0
    _passed_over: int = 0
    _closed: bool = False
    _totals: Counter[str] = field(default_factory=Counter)

    def put(self, unit: Unit[U]) -> None:
        """Raises `Busy` when too many interactive units wait, `Unavailable` after `close`."""
        with self._lock:
            if self._closed:
                raise Unavailable("store_closed")
            if not unit.background and len(self._interactive) >= self.limit:
                self._totals["busy"] += 1
                raise Busy(waiting=len(self._interactive))
            (self._background if unit.background else self._interactive).append(unit)
            if unit.workspace not in self._held:  # Else whoever runs it takes this one next.
                self._idle.wake()

    def take(self, most: int) -> list[Unit[U]]:
        """Waits for work; an empty list means closed and drained."""
        while True:
            with self._lock:
                if batch := self._next(most):
                    return batch
                if self._closed and not self._background:
                    return []
                woken = self._idle.come()
            woken.acquire()

    def _next(self, most: int) -> list[Unit[U]]:
        first, later = self._free(self._interactive), self._free(self._background)
        due = later is not None and self._background_running < self.background_at_once
        turn = due and (first is None or self._passed_over >= self.patience)
        if self.apart:
            batch = self._together(first, most) if first is not None and not turn else []
        else:
            room = most - 1 if turn else most
            batch = [self._interactive.popleft() for _ in range(min(room, len(self._interactive)))]
        if turn and later is not None:
            self._background.remove(later)
            batch.append(later)
            self._background_running += 1
        if batch:
            self._passed_over = self._passed_over + 1 if due and not turn else 0
            self._hold(batch)
        return batch

    def _free(self, queue: deque[Unit[U]]) -> Unit[U] | None:
        """The first whose workspace no thread is busy with."""
        if not self._held:
            return queue[0] if queue else None
        return next((unit for unit in queue if unit.workspace not in self._held), None)

    def _together(self, first: Unit[U], most: int) -> list[Unit[U]]:
        """*first*, and those of its workspace that wait behind it."""
        if first.workspace is None:
            self._interactive.remove(first)
            return [first]
        queue = self._interactive
        batch = list(islice((u for u in queue if u.workspace == first.workspace), most))
        taken = set(map(id, batch))
        self._interactive = deque(unit for unit in queue if id(unit) not in taken)
        return batch

    def _hold(self, batch: Sequence[Unit[U]]) -> None:
        if self.apart:
            self._held |= {unit.workspace for unit in batch if unit.workspace is not None}

    def begin(self, unit: Unit[U]) -> bool:
        """Whether `unit` may run: it waited and is not too late, or runs again after a failure."""
        with self._lock:
            if unit.phase is Phase.WAITING:
                late = unit.deadline is not None and time.monotonic() >= unit.deadline
                if late:
                    unit.failed(NotSaved())
                withdrawn = late or unit.future.cancelled()
                self._totals["withdrawn"] += withdrawn
                unit.phase = Phase.WITHDRAWN if withdrawn else Phase.BEGUN
            return unit.phase is Phase.BEGUN

    def withdraw(self, unit: Unit[U]) -> bool:
        """Takes back a unit that has not begun; False when it is too late for that."""
        with self._lock:
            if unit.phase is not Phase.WAITING:
                return False
            unit.phase = Phase.WITHDRAWN
            self._totals["withdrawn"] += 1
            queue = self._background if unit.background else self._interactive
            if unit in queue:
                queue.remove(unit)
            self._idle.wake_all()
            return True

    def finished(self, batch: Sequence[Unit[U]]) -> None:
        """Frees the places that background units of `batch` took, and counts what was done."""
        done = sum(unit.background for unit in batch)
        with self._lock:
            for unit in batch:
                self._totals["done" if unit.error is None else "failed"] += unit.attempts > 0
                self._totals["replayed"] += max(0, unit.attempts - 1)
            self._held.difference_update(unit.workspace for unit in batch if unit.workspace)
            if done:
                self._background_running -= done
                self._idle.wake_all()

    def close(self) -> None:
        """Refuses new units; those that wait are still served."""
        with self._lock:
            self._closed = True
            self._idle.wake_all()

    def totals(self) -> Mapping[str, int]:
        """Units since the start: done, failed, busy, withdrawn, and attempts beyond the first."""
        with self._lock:
            return dict(self._totals)

    def depth(self) -> tuple[int, int]:
        """How many interactive and background units wait."""
        with self._lock:
            return len(self._interactive), len(self._background)


def settle(batch: Sequence[Unit[U]]) -> None:
    """Hands over what was not yet: one wake-up per event loop, whatever the size of the batch."""
    by_loop: dict[asyncio.AbstractEventLoop, list[Unit[U]]] = defaultdict(list)
    for unit in batch:
        if not unit.settled:
            unit.settled = True
            by_loop[unit.future.get_loop()].append(unit)
    for loop, units in by_loop.items():
        try:
            loop.call_soon_threadsafe(_deliver, units)
        except RuntimeError:
            continue  # The loop is closed: what was committed stays, and nobody is left to be told.


def _deliver(units: Sequence[Unit[U]]) -> None:
    for unit in units:
        if unit.future.done():
            continue
        if unit.error is None:
            unit.future.set_result(unit.result)
        else:
            unit.future.set_exception(_acceptable(unit.error))


def _acceptable(error: BaseException) -> BaseException:
    """Futures refuse StopIteration, which would leave the caller waiting for ever."""
    if not isinstance(error, StopIteration):
        return error
    wrapped = RuntimeError("the unit raised StopIteration")
    wrapped.__cause__ = error
    return wrapped
