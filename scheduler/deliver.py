"""Turns posts into messages: claim, read again, send, record. No transaction is open meanwhile.

Every destination is a lane of its own: a slow or limited one delays nobody else.
"""

import asyncio
import logging
import math
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from core import dispatch
from core.drawing import Drawing, Fate
from core.kernel.clock import Clock
from core.kernel.errors import STORE
from core.kernel.incidents import incident
from core.kernel.meter import Meter, Unmeasured
from core.kernel.tracing import CAUSE
from core.people.model import Capabilities
from core.screens.delivery import (
    Gone,
    Messenger,
    Post,
    PostKind,
    Refused,
    Remote,
    Suspended,
)
from core.trial import FREE, Trial
from scheduler.failpoints import reach
from scheduler.outcomes import End, failed, found, found_out, redrawn, sent, waiting, withdrawn
from scheduler.ports import Store

log = logging.getLogger("chivvy.deliver")
BATCH = 50
"""Posts that are on their way at once."""
ALL_RUNS = -1.0
"""No heartbeat is younger than this: every other run counts as gone."""
LONGEST_PAUSE = 60.0
MARGIN = 3
"""A message may take so many times as long to show as it did when that was measured."""
LIMITED_GAP = 65.0
"""Seconds between two looks where the history may be read once a minute."""
STOP_WITHIN = 4.0
"""Seconds that a stop waits for what is on its way."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How patient delivery is: seconds of real time; short in the suite."""

    settle: float = 15.0
    """Before an uncertain send is looked for: the platform may still be applying it."""
    look_gap: float = 10.0
    """Between the two looks that must both find nothing before it is sent again."""
    run_dies_after: float = 15.0


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
        self._trial = trial
        self._commands = commands
        self._meter = meter or Unmeasured()
        self._beaten = clock.elapsed()
        self._store = store
        self._messengers = messengers
        self._clock = clock
        self._run = run
        self._pace = pace or Pace()
        self._silence = ALL_RUNS if alone else self._pace.run_dies_after
        self._sending: dict[asyncio.Task[None], str] = {}
        self._looking: dict[asyncio.Task[None], str] = {}
        self._out: set[str] = set()
        """Keys of the posts that the platform may have seen."""
        self._taking = asyncio.Lock()
        self._refused: dict[str, float] = {}
        """Installation → until when what was drawn does not know that its token was refused."""
        self._freed: Callable[[], None] = lambda: None
        self.resent_blind = 0
        """Sends repeated although nobody could say whether the first had arrived."""

    def adapt(self, found: Capabilities) -> None:
        """Looks for what is uncertain as late and as seldom as was measured to be needed."""
        pace = self._pace
        self._pace = replace(
            pace,
            settle=max(pace.settle, found.delay * MARGIN),
            look_gap=max(pace.look_gap, LIMITED_GAP) if found.limited else pace.look_gap,
        )

    def listen(self, freed: Callable[[], None]) -> None:
        """*freed* is called when a destination can take its next message."""
        self._freed = freed

    async def once(self) -> int:
        """Begins to send what has come due, one post per destination; says how many."""
        room = BATCH - len(self._sending)
        if room <= 0:
            return 0
        now = self._clock.now()
        async with self._taking:
            posts = await self._store.write(
                lambda unit: list(unit.outbox.claim(self._run, now, room)),
                workspace=None,
                background=True,
            )
            reach("claimed")
            for post in posts:
                self._begin(self._deliver(post), post, self._sending)
        return len(posts)

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
        async with self._taking:
            runs = sorted({*dead, self._run})
            held = (*self._sending.values(), *self._looking.values())
            posts = await self._store.write(
                lambda unit: list(unit.outbox.orphans(runs, BATCH, self._run, held)),
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
        unsent = [key for key in self._sending.values() if key not in self._out]
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
        self, work: Coroutine[Any, Any, None], post: Post, tasks: dict[asyncio.Task[None], str]
    ) -> None:
        before = CAUSE.set(post.key)
        task = asyncio.create_task(work)
        CAUSE.reset(before)
        tasks[task] = post.key

        def ended(task: asyncio.Task[None]) -> None:
            self._out.discard(tasks.pop(task))
            if not task.cancelled() and (error := task.exception()) is not None:
                log.error("a delivery failed: %s", incident(error))
            self._freed()

        task.add_done_callback(ended)

    async def _deliver(self, post: Post) -> None:
        end = await self._act(post)
        if end is None:
            return
        await self._record(end)
        if end.uncertain:
            self._begin(self._resolve(end.post), end.post, self._looking)

    async def _act(self, post: Post) -> End | None:
        """Draws and sends; None when another run took the post over."""
        drawing: Drawing | None = None
        began = self._clock.elapsed()
        try:
            drawing = await self._draw_fresh(post)
            if drawing.fate is Fate.LOST:
                return None
            if drawing.fate is Fate.WAIT or not self._open(drawing, began):
                return waiting(post, drawing, self._clock.now())
            if drawing.fate is Fate.LEAVE:
                return redrawn(post, drawing, post.shown)
            if drawing.fate is Fate.WITHDRAW:
                return await self._withdraw(post, drawing)
            if post.remote_id is not None:
                return await self._redraw(post, drawing)
            return await self._send(post, drawing)
        except Exception as failure:
            return self._failed(post, drawing, failure)

    async def _draw_fresh(self, post: Post) -> Drawing:
        """Drawn just now: a run that was stopped meanwhile may have lost the post to another."""
        while True:
            began = self._clock.elapsed()
            drawing = await self._draw(post)
            if self._clock.elapsed() - began < self._pace.run_dies_after / 2:
                return drawing

    async def _draw(self, post: Post) -> Drawing:
        now = self._clock.now()
        return await self._store.read(
            lambda unit: dispatch.draw(unit, post, now, self._commands, self._trial)
        )

    def _open(self, drawing: Drawing, began: float) -> bool:
        """Whether this run speaks the platform, and our token was not refused since *began*."""
        refused = began <= self._refused.get(drawing.installation, -1.0)
        return drawing.platform in self._messengers and not refused

    def _messenger(self, drawing: Drawing) -> Messenger:
        return self._messengers[drawing.platform]

    async def _send(self, post: Post, drawing: Drawing) -> End:
        assert drawing.letter is not None  # noqa: S101 - its fate is SHOW
        messenger = self._messenger(drawing)
        shown = messenger.fingerprint(drawing.letter)
        reach("before_send")
        self._out.add(post.key)
        remote = await messenger.send(drawing.letter)
        reach("after_send")
        now = self._clock.now()
        log.info("post %s of workspace %s is sent", post.id, post.workspace)
        self._meter.post(post.kind.value, "sent")
        self._meter.said(post.kind.value, (now - post.not_before).total_seconds())
        return sent(post, drawing, remote, shown, now)

    async def _redraw(self, post: Post, drawing: Drawing) -> End:
        assert drawing.letter is not None  # noqa: S101 - its fate is SHOW
        shown = self._messenger(drawing).fingerprint(drawing.letter)
        if shown != post.shown:
            await self._messenger(drawing).edit(_remote(post), drawing.letter)
        self._meter.post(post.kind.value, "redrawn")
        return redrawn(post, drawing, shown)

    async def _withdraw(self, post: Post, drawing: Drawing) -> End:
        """Nothing in it is still true: never sent, or taken down."""
        if post.remote_id is not None:
            await self._messenger(drawing).delete(_remote(post), drawing.installation)
        self._meter.post(post.kind.value, "withdrawn")
        return withdrawn(post, drawing)

    def _failed(self, post: Post, drawing: Drawing | None, failure: Exception) -> End:
        if isinstance(failure, Suspended) and drawing is not None:
            self._refused[drawing.installation] = math.inf
        end = failed(post, drawing, failure, self._clock.now())
        self._meter.post(post.kind.value, end.trouble)
        level = logging.WARNING if end.passing else logging.ERROR
        log.log(level, "post %s of workspace %s: %s", post.id, post.workspace, end.post.error)
        if end.unexpected:
            log.error("post %s: %s", post.id, incident(failure))
        return end

    async def _resolve(self, post: Post) -> None:
        """An uncertain send: looked for until it is known, then recorded or sent once more."""
        for attempt in count():
            end = await self._find_out(post)
            if end is not None:
                await self._record(end)
                if not end.uncertain:
                    return
                post = end.post
            await asyncio.sleep(min(LONGEST_PAUSE, self._pace.look_gap * 2 ** min(attempt, 10)))

    async def _find_out(self, post: Post) -> End | None:
        """None: it cannot be known for now. Then it stays uncertain, and is never just sent."""
        drawing: Drawing | None = None
        began = self._clock.elapsed()
        try:
            drawing = await self._draw(post)
            if drawing.fate is Fate.LOST:
                return found_out(post)
            if drawing.address is None or not self._open(drawing, began):
                return None
            remote = await self._look(post, drawing)
        except Refused as refused:
            # Where it cannot be known, once more is better than never.
            self.resent_blind += 1
            self._meter.post(post.kind.value, "resent_blind")
            log.error("post %s is sent again unseen: %s", post.id, refused)
            remote = None
        except Gone as gone:
            return self._failed(post, drawing, gone)
        except Exception as failure:
            return self._unknown(post, drawing, failure)
        if remote is not None and drawing is not None:
            self._meter.post(post.kind.value, "repaired")
            return found(post, drawing, remote, self._clock.now())
        return await self._act(post) or found_out(post)

    def _unknown(self, post: Post, drawing: Drawing | None, failure: Exception) -> End | None:
        log.warning("post %s cannot be looked for: %s", post.id, incident(failure))
        if not isinstance(failure, Suspended) or drawing is None:
            return None
        self._refused[drawing.installation] = math.inf
        return End(post, failure=failure)

    async def _look(self, post: Post, drawing: Drawing) -> Remote | None:
        assert drawing.address is not None  # noqa: S101 - _find_out asked
        messenger = self._messenger(drawing)
        since = post.sending_at or post.created_at
        for pause in (self._pace.settle, self._pace.look_gap):
            await asyncio.sleep(pause)
            reach("between_looks")
            remote = await messenger.find(drawing.address, since)
            if remote is not None:
                return remote
        return None

    async def _record(self, end: End) -> None:
        """Written down, however long the store takes: what was sent must not be sent again."""
        for attempt in count():
            try:
                await self._write(end)
                reach("recorded")
                if end.post.kind is PostKind.ATTENTION:
                    reach("parent_recorded")
                self._known_refused(end)
                return
            except STORE as error:
                log.warning("post %s waits to be recorded: %s", end.post.id, error.code)
                await asyncio.sleep(min(LONGEST_PAUSE, 0.1 * 2 ** min(attempt, 10)))
            except Exception as error:
                if end.told is None:
                    raise
                log.error("post %s is recorded bare: %s", end.post.id, incident(error))
                end = replace(end, told=None, failure=None)

    def _known_refused(self, end: End) -> None:
        """From now on the store says that the installation is suspended, and when no more."""
        if isinstance(end.failure, Suspended):
            now = self._clock.elapsed()
            self._refused = {name: min(until, now) for name, until in self._refused.items()}

    async def _write(self, end: End) -> None:
        now = self._clock.now()
        if end.lost:
            return
        lost = await self._store.write(
            lambda unit: dispatch.record(unit, end.post, end.told, now, end.failure),
            workspace=end.post.workspace,
            background=True,
        )
        if lost:
            log.info("post %s was taken over by another run", end.post.id)


def _remote(post: Post) -> Remote:
    return Remote(post.remote_place or "", post.remote_id or "")
