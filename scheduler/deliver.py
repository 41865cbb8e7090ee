"""Turns posts into messages: claim, read again, send, record. No transaction is open meanwhile.

Every destination is a lane of its own: a slow or limited one delays nobody else.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import replace
from itertools import count
from typing import Any

from core import dispatch
from core.kernel.clock import Clock
from core.kernel.errors import STORE
from core.kernel.incidents import incident
from core.kernel.meter import Meter, Unmeasured
from core.kernel.refs import PersonId, WorkspaceId
from core.kernel.tracing import CAUSE
from core.people.model import Capabilities
from core.screens.delivery import UNHURRIED, Post, PostKind, PostState, Turn
from core.screens.messenger import Gone, Messenger
from core.trial import FREE, Trial
from core.unit import Unit
from scheduler.courier import Courier, Pace
from scheduler.failpoints import reach
from scheduler.outcomes import End
from scheduler.ports import Store
from scheduler.turns import Turns

log = logging.getLogger("chivvy.deliver")
BATCH = 50
"""Posts that are on their way at once."""
SPARE = 10
"""Of them, as many as are kept for what somebody waits for."""
ALL_RUNS = -1.0
"""No heartbeat is younger than this: every other run counts as gone."""
LONGEST_PAUSE = 60.0
LONGEST_GAP = 6
"""Times the gap between two looks, at which the pauses between tries to find out grow no more."""
STOP_WITHIN = 4.0
"""Seconds that a stop waits for what is on its way."""


class Deliverer:
    """One run's delivery. *run* names it in leases; late writes are fenced by epoch.

    *alone*: no other run can live beside this one (SQLite), so all foreign leases are void.
    *commands*: what our slash commands are called here.
    """

    def __init__(
        self,
        store: Store,
        messengers: Mapping[str, Messenger],
        clock: Clock,
        run: str,
        pace: Pace | None = None,
        *,
        alone: bool = False,
        commands: Mapping[str, str] | None = None,
        trial: Trial = FREE,
        meter: Meter | None = None,
    ) -> None:
        pace = pace or Pace()
        self._beaten = clock.elapsed()
        self._store = store
        self._clock = clock
        self._run = run
        self._courier = Courier(
            store, messengers, clock, pace, commands, trial, meter or Unmeasured()
        )
        self._silence = ALL_RUNS if alone else pace.run_dies_after
        self._sending: dict[asyncio.Task[None], Post] = {}
        self._looking: dict[asyncio.Task[None], Post] = {}
        self._turns = Turns()
        self._taking = asyncio.Lock()
        self._freed: Callable[[], None] = lambda: None
        self._refused: Callable[[WorkspaceId, PersonId], None] = lambda _, __: None

    def adapt(self, found: Capabilities) -> None:
        """Looks for what is uncertain as late and as seldom as was measured to be needed."""
        self._courier.adapt(found)

    @property
    def _pace(self) -> Pace:
        return self._courier.pace

    @property
    def takes(self) -> bool:
        """Whether every platform takes what it is sent."""
        return self._courier.breakers.closed

    async def ask(self) -> int:
        """Asks the platforms that took nothing whether they are there again."""
        there = await self._courier.ask()
        if there:
            self._freed()
        return there

    def listen(self, freed: Callable[[], None]) -> None:
        """*freed* is called when a destination can take its next message."""
        self._freed = freed

    def hear_no(self, refused: Callable[[WorkspaceId, PersonId], None]) -> None:
        """*refused* is called for whoever could not be written to."""
        self._refused = refused

    async def once(self) -> int:
        """Begins to send what has come due, one post per destination; says how many."""
        room = BATCH - len(self._sending)
        if room <= 0:
            return 0
        now, turn, trial = self._clock.now(), self._turn(), self._trial()

        def claim(unit: Unit) -> tuple[Sequence[Post], Sequence[Post]]:
            taken = unit.outbox.claim(self._run, now, room, turn)
            return taken, unit.outbox.claim(self._run, now, 1, trial) if trial else ()

        async with self._taking:
            taken, tried = await self._store.write(claim, workspace=None, background=True)
            reach("claimed")
            self._turns.took(taken, room - turn.spare)
            posts = [*taken, *tried]
            for post in posts:
                self._begin(self._deliver(post), post, self._sending)
        return len(posts)

    def _turn(self) -> Turn:
        """Of installations that take what they are sent."""
        hurried = sum(not post.dirty and _hurried(post) for post in self._sending.values())
        breakers = self._courier.breakers
        return Turn(
            self._turns.served, breakers.shut() | breakers.trying(), max(0, SPARE - hurried)
        )

    def _trial(self) -> Turn | None:
        """Of those too that have yet to show it, one post at a time; the others need not wait."""
        breakers = self._courier.breakers
        trying = breakers.trying()
        under_way = any((p.workspace, p.installation) in trying for p in self._sending.values())
        return Turn(shut=breakers.shut()) if trying and not under_way else None

    async def rest(self) -> bool:
        """Returns when nothing is on its way, or must be waited for; whether anything was."""
        if not self._sending and not self._looking:
            return False
        if self._sending:
            await asyncio.wait(self._sending, timeout=LONGEST_PAUSE)
        if self._looking:
            patience = self._pace.settle + 2 * self._pace.look_gap + 1.0
            await asyncio.wait(self._looking, timeout=patience)
        return not self._looking

    async def recover(self) -> int:
        """Looks for posts whose run is gone, and for what this run has lost sight of."""
        dead = await self._store.read(lambda unit: unit.outbox.dead_runs(self._silence))
        room = BATCH - len(self._looking)
        if room <= 0:
            return 0
        async with self._taking:
            runs = sorted({*dead, self._run})
            held = [p.key for p in (*self._sending.values(), *self._looking.values())]
            posts = await self._store.write(
                lambda unit: list(unit.outbox.orphans(runs, room, self._run, held)),
                workspace=None,
                background=True,
            )
            for post in posts:
                self._begin(self._resolve(post), post, self._looking)
        return len(posts)

    async def beat(self) -> None:
        """Says that this run lives."""
        await self._store.write(
            lambda unit: unit.outbox.beat(self._run), workspace=None, background=True
        )
        self._beaten = self._clock.elapsed()

    def beaten(self) -> float:
        """Seconds since the store last took a heartbeat."""
        return self._clock.elapsed() - self._beaten

    async def stop(self, within: float = STOP_WITHIN) -> None:
        """Lets what is on its way arrive; the next run sends or looks for the rest, at once."""
        if self._sending:
            await asyncio.wait(self._sending, timeout=within)
        unsent = [p.key for p in self._sending.values() if p.key not in self._courier.out]
        left = [*self._sending, *self._looking]
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        try:
            await self._store.write(
                lambda unit: unit.outbox.leave(self._run, unsent), workspace=None
            )
        except STORE as error:
            log.warning("what this run holds is free when it counts as dead: %s", error.code)

    def _begin(
        self, work: Coroutine[Any, Any, None], post: Post, tasks: dict[asyncio.Task[None], Post]
    ) -> None:
        before = CAUSE.set(post.key)
        task = asyncio.create_task(work)
        CAUSE.reset(before)
        tasks[task] = post

        def ended(task: asyncio.Task[None]) -> None:
            self._courier.out.discard(tasks.pop(task).key)
            if not task.cancelled() and (error := task.exception()) is not None:
                log.error("a delivery failed: %s", incident(error))
            self._freed()

        task.add_done_callback(ended)

    async def _deliver(self, post: Post) -> None:
        end = await self._courier.act(post)
        if end is None:
            return
        await self._record(end)
        if end.uncertain:
            self._begin(self._resolve(end.post), end.post, self._looking)

    async def _resolve(self, post: Post) -> None:
        """An uncertain send: looked for until it is known, then recorded or sent once more."""
        for attempt in count():
            end = await self._courier.find_out(post)
            if end is not None:
                await self._record(end)
                if _sent_again(end):
                    await self._courier.take_away_double(end)
                if not end.uncertain:
                    return
                post = end.post
            gaps = min(LONGEST_GAP, 2 ** min(attempt, 10))
            await asyncio.sleep(min(LONGEST_PAUSE, self._pace.look_gap * gaps))

    async def _record(self, end: End) -> None:
        """Written down, however long the store takes: what was sent must not be sent again."""
        for attempt in count():
            try:
                await self._write(end)
                reach("recorded")
                if end.post.kind is PostKind.ATTENTION:
                    reach("parent_recorded")
                self._courier.recorded(end)
                return
            except STORE as error:
                log.warning("post %s waits to be recorded: %s", end.post.id, error.code)
                await asyncio.sleep(min(LONGEST_PAUSE, 0.1 * 2 ** min(attempt, 10)))
            except Exception as error:
                if end.told is None:
                    raise
                log.error("post %s is recorded bare: %s", end.post.id, incident(error))
                end = replace(end, told=None, failure=None)

    async def _write(self, end: End) -> None:
        now = self._clock.now()
        if end.lost:
            return
        lost = await self._store.write(
            lambda unit: dispatch.record(unit, end.post, end.told, now, end.failure),
            workspace=end.post.workspace,
            background=True,
        )
        if isinstance(end.failure, Gone) and end.post.person is not None:
            self._refused(end.post.workspace, end.post.person)
        if lost:
            log.info("post %s was taken over by another run", end.post.id)


def _hurried(post: Post) -> bool:
    return post.kind not in UNHURRIED


def _sent_again(end: End) -> bool:
    """What was found is drawn anew; what was not is new."""
    return end.post.state is PostState.SENT and not end.post.dirty and not end.lost
