"""Works off stored events: those of a conversation in their order, conversations side by side."""

import asyncio
import contextlib
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from itertools import islice
from typing import NamedTuple, Protocol

from core.kernel.errors import STORE
from core.kernel.incidents import incident
from core.kernel.meter import Meter, Unmeasured
from core.kernel.tracing import CAUSE
from core.screens.messenger import RetryAt, Suspended, Uncertain
from core.unit import Arrival
from scheduler.failpoints import reach
from scheduler.ports import Store

log = logging.getLogger("chivvy.inbox")
BATCH = 20
AT_ONCE = 8
"""Conversations: while a platform takes seconds to answer in one, the others go on."""
REST = 1.0
LONGEST_REST = 60.0
"""Seconds of real time between two tries of one event; each rest is twice the one before."""
WAITED_FOR = 4
"""Tries for which a conversation waits for an event that is not to blame: 15 seconds in all."""
STOP_WITHIN = 4.0
"""Seconds that a stop waits for what has begun."""
PASSING = (*STORE, RetryAt, Uncertain, Suspended)
"""Not the event's fault: it waits, and is never parked for it."""
Handler = Callable[[Arrival], Awaitable[None]]


class Events(Protocol):
    """What the engine does with events that wait."""

    def when_free(self, again: Callable[[], None]) -> None:
        """*again* is called whenever there may be more to begin."""
        ...

    async def once(self) -> int:
        """Begins what can be begun; says how many events."""
        ...

    async def rest(self) -> bool:
        """Waits for what has begun; False when nothing has."""
        ...

    async def hang_up(self) -> None:
        """Begins nothing any more, and lets what has begun end."""
        ...


class NoEvents:
    """Of a run that no platform reaches."""

    def when_free(self, again: Callable[[], None]) -> None:
        """Never."""

    async def once(self) -> int:
        """None."""
        return 0

    async def rest(self) -> bool:
        """At once."""
        return False

    async def hang_up(self) -> None:
        """Nothing has begun."""


class _Rest(NamedTuple):
    """Of an event that failed."""

    lane: str
    until: float
    """By the loop's clock."""
    times: int
    """How often it failed."""
    holds: bool
    """Whether what was said after it waits with it."""


class InboxWorker:
    """Hands each arrival to its platform's handler.

    Of several processes on one database one is ``listening``: its answers would come twice.
    """

    def __init__(
        self, store: Store, handlers: Mapping[str, Handler], *, rest: float = REST,
        at_once: int = AT_ONCE, meter: Meter | None = None,
    ) -> None:  # fmt: skip
        self._meter = meter or Unmeasured()
        self._store = store
        self._handlers = handlers
        self._rest = rest
        self._at_once = at_once
        self._lanes: dict[str, asyncio.Task[None]] = {}
        """Conversations whose events are worked off now."""
        self._resting: dict[str, _Rest] = {}
        self._again: Callable[[], None] = lambda: None
        self.listening = False

    def when_free(self, again: Callable[[], None]) -> None:
        """*again* is called whenever a conversation was worked off."""
        self._again = again

    async def listen(self) -> None:
        """It is for this process to work events off."""
        self.listening = True
        self._again()

    async def hang_up(self) -> None:
        """Begins nothing any more, and lets what has begun end, for so long."""
        self.listening = False
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(STOP_WITHIN):
                await self.rest()
        running = list(self._lanes.values())
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    async def rest(self) -> bool:
        """Until every conversation that was begun is worked off; False when none was."""
        if not self._lanes:
            return False
        ended, _ = await asyncio.wait(list(self._lanes.values()))
        for task in ended:
            task.result()
        return True

    async def once(self) -> int:
        """Begins what waits in conversations that nobody is busy with, in the order of arrival;
        says how many events."""
        begun = 0
        while self.listening and (room := self._at_once - len(self._lanes)):
            ready = await self._ready()
            for lane, arrivals in islice(ready.items(), room):
                self._lanes[lane] = asyncio.create_task(self._through(lane, arrivals))
                begun += len(arrivals)
            if not ready:
                break
        return begun

    async def _ready(self) -> Mapping[str, Sequence[Arrival]]:
        """What may be begun, by conversation."""
        now = asyncio.get_running_loop().time()
        held = {rest.lane for rest in self._resting.values() if rest.holds and rest.until > now}
        most, busy = BATCH + len(self._resting), tuple(self._lanes.keys() | held)
        waiting = await self._store.read(lambda unit: unit.inbox.waiting(most, busy))
        self._forget({arrival.key for arrival in waiting}, busy)
        ready = defaultdict[str, list[Arrival]](list)
        for arrival in waiting:
            if not self._rests(arrival.key):
                ready[arrival.lane].append(arrival)
        return ready

    def _rests(self, key: str) -> bool:
        rest = self._resting.get(key)
        return rest is not None and rest.until > asyncio.get_running_loop().time()

    def _forget(self, waiting: set[str], busy: Collection[str]) -> None:
        """Of what has ended; what waits in conversations that were *busy* was not asked for, though
        they may be free by now."""
        unknown = {*busy, *self._lanes}
        self._resting = {
            key: rest
            for key, rest in self._resting.items()
            if key in waiting or rest.lane in unknown
        }

    async def _through(self, lane: str, arrivals: Sequence[Arrival]) -> None:
        """One conversation's, one after another."""
        try:
            for arrival in arrivals:
                CAUSE.set(arrival.key)
                if not await self._work_off(arrival):
                    break
            self._again()
        except Exception as error:
            log.error("the inbox failed; it will be tried again: %s", incident(error))
        finally:
            del self._lanes[lane]

    async def _work_off(self, arrival: Arrival) -> bool:
        """Whether what was said after it may follow."""
        try:
            await self._handlers[arrival.platform](arrival)
        except PASSING as failure:
            log.warning("event %s must wait: %s", arrival.key, type(failure).__name__)
            self._meter.event("retried")
            return not self._put_off(arrival, passing=True)
        except Exception as failure:
            self._meter.event("failed")
            log.error("event %s could not be worked off: %s", arrival.key, incident(failure))
            await self._failed(arrival, type(failure).__name__)
        else:
            reach("worked_off")
            self._meter.event("done")
            await self._store.write(
                lambda unit: unit.inbox.done(arrival.key), workspace=None, background=True
            )
        return True

    async def _failed(self, arrival: Arrival, error: str) -> None:
        self._put_off(arrival, passing=False)
        await self._store.write(
            lambda unit: unit.inbox.failed(arrival.key, error), workspace=None, background=True
        )

    def _put_off(self, arrival: Arrival, *, passing: bool) -> bool:
        """Whether its conversation waits for it: of an event that fails by itself it never does."""
        known = self._resting.get(arrival.key)
        times = known.times if known is not None else 0
        rest = min(LONGEST_REST, self._rest * 2**times)
        until = asyncio.get_running_loop().time() + rest
        holds = passing and times < WAITED_FOR
        self._resting[arrival.key] = _Rest(arrival.lane, until, times + 1, holds)
        return holds
