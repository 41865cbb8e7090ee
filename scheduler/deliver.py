"""Turns posts into messages: claim, read again, send, record. No transaction is open meanwhile."""

import asyncio
import logging
import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from core import dispatch
from core.drawing import Drawing, Fate
from core.kernel.clock import Clock
from core.kernel.refs import WorkspaceId
from core.screens.delivery import (
    DeliveryFailure,
    Gone,
    Messenger,
    Post,
    PostState,
    Refused,
    Remote,
    RetryAt,
    Suspended,
    Uncertain,
)
from scheduler.failpoints import reach
from scheduler.ports import Store

log = logging.getLogger("chivvy.deliver")
BATCH = 50
ATTEMPTS = 12
LONGEST_BACKOFF = 900.0


@dataclass(frozen=True, slots=True)
class Pace:
    """How patient delivery is: seconds of real time; short in the suite."""

    settle: float = 15.0
    """Before an uncertain send is looked for: the platform may still be applying it."""
    look_gap: float = 10.0
    """Between the two looks that must both find nothing before it is sent again."""
    run_dies_after: float = 15.0


class Deliverer:
    """One run's delivery. *run* names it in leases; late writes are fenced by epoch."""

    def __init__(
        self,
        store: Store,
        messengers: Mapping[str, Messenger],
        clock: Clock,
        run: str,
        pace: Pace | None = None,
    ) -> None:
        self._store = store
        self._messengers = messengers
        self._clock = clock
        self._run = run
        self._pace = pace or Pace()
        self._looking: set[asyncio.Task[None]] = set()

    async def once(self) -> int:
        """Sends everything whose time has come, one post per destination at a time."""
        now = self._clock.now()
        posts = await self._store.write(
            lambda unit: list(unit.outbox.claim(self._run, now, BATCH)),
            workspace=None,
            background=True,
        )
        reach("claimed")
        await asyncio.gather(*(self._deliver(post) for post in posts))
        return len(posts)

    async def recover(self) -> int:
        """Posts whose run is gone: looked for on the platform before they are sent again."""
        dead = await self._store.read(lambda u: u.outbox.dead_runs(self._pace.run_dies_after))
        dead = [run for run in dead if run != self._run]
        if not dead:
            return 0
        posts = await self._store.write(
            lambda unit: list(unit.outbox.orphans(dead, BATCH, self._run)),
            workspace=None,
            background=True,
        )
        await asyncio.gather(*(self._resolve(post) for post in posts))
        return len(posts)

    async def beat(self) -> None:
        """Says that this run lives."""
        await self._store.write(
            lambda unit: unit.outbox.beat(self._run), workspace=None, background=True
        )

    async def _draw(self, post: Post) -> Drawing:
        now = self._clock.now()
        return await self._store.read(lambda unit: dispatch.draw(unit, post, now))

    async def _deliver(self, post: Post) -> None:
        drawing: Drawing | None = None
        try:
            drawing = await self._draw(post)
            if drawing.fate is Fate.WAIT:
                await self._record(_waiting(post, drawing.again or self._clock.now()))
            elif drawing.letter is None:
                await self._withdraw(post, drawing)
            elif post.remote_id is None:
                await self._send(post, drawing)
            else:
                await self._redraw(post, drawing)
        except Exception as failure:
            await self._failed(post, drawing, failure)

    def _messenger(self, drawing: Drawing) -> Messenger:
        return self._messengers[drawing.platform]

    async def _send(self, post: Post, drawing: Drawing) -> None:
        assert drawing.letter is not None  # noqa: S101 - _deliver asked
        messenger = self._messenger(drawing)
        reach("before_send")
        remote = await messenger.send(drawing.letter)
        reach("after_send")
        await self._sent(post, drawing, remote)
        reach("recorded")

    async def _sent(self, post: Post, drawing: Drawing, remote: Remote) -> None:
        now = self._clock.now()
        shown = self._fingerprint(drawing)
        sent = replace(
            post, state=PostState.SENT, remote_place=remote.place, remote_id=remote.message,
            sent_at=now, shown=shown, lease=None, error="", attempts=0, dirty=False,
        )  # fmt: skip
        await self._record(sent, drawing, now)

    def _fingerprint(self, drawing: Drawing) -> str:
        letter = drawing.letter
        return self._messenger(drawing).fingerprint(letter) if letter is not None else ""

    async def _redraw(self, post: Post, drawing: Drawing) -> None:
        assert drawing.letter is not None  # noqa: S101 - _deliver asked
        shown = self._fingerprint(drawing)
        if shown != post.shown:
            await self._messenger(drawing).edit(_remote(post), drawing.letter)
        done = replace(post, state=PostState.SENT, shown=shown, lease=None, dirty=False, error="")
        await self._record(done)

    async def _withdraw(self, post: Post, drawing: Drawing) -> None:
        """Nothing in it is still true: never sent, or taken down."""
        if post.remote_id is not None:
            await self._messenger(drawing).delete(_remote(post), drawing.installation)
        gone = replace(post, state=PostState.CANCELLED, lease=None, dirty=False)
        await self._record(gone, drawing, self._clock.now())

    async def _resolve(self, post: Post) -> None:
        """An uncertain send: two looks after the settle time, then once more."""
        drawing: Drawing | None = None
        try:
            drawing = await self._draw(post)
            found = await self._look(post, drawing)
            if found is not None:
                await self._sent(post, drawing, found)
            elif drawing.letter is None:
                await self._withdraw(post, drawing)
            else:
                await self._send(post, drawing)
        except Exception as failure:
            await self._failed(post, drawing, failure)

    def _look_later(self, post: Post) -> None:
        """Looking takes its time; nobody else's message waits for it."""
        task = asyncio.create_task(self._resolve(post))
        self._looking.add(task)
        task.add_done_callback(self._looking.discard)

    async def settle(self) -> None:
        """Gives up looking: the next run finds these posts among the orphans."""
        for task in self._looking:
            task.cancel()
        await asyncio.gather(*self._looking, return_exceptions=True)

    async def _look(self, post: Post, drawing: Drawing) -> Remote | None:
        if drawing.address is None:
            return None
        messenger = self._messenger(drawing)
        since = post.sending_at or post.created_at
        for pause in (self._pace.settle, self._pace.look_gap):
            await asyncio.sleep(pause)
            found = await messenger.find(drawing.address, since)
            if found is not None:
                return found
        return None

    async def _failed(self, post: Post, drawing: Drawing | None, failure: Exception) -> None:
        now = self._clock.now()
        after = failed(post, failure, now)
        if isinstance(failure, Uncertain):
            await self._record(after)
            self._look_later(after)
            return
        level = logging.WARNING if isinstance(failure, RetryAt) else logging.ERROR
        unknown = None if isinstance(failure, DeliveryFailure) else failure
        log.log(
            level, "post %s of workspace %s: %s", post.id, post.workspace, after.error,
            exc_info=unknown,
        )  # fmt: skip
        settle = drawing if after.state is not PostState.PENDING else None
        await self._record(after, settle, now, failure)

    async def _record(
        self,
        post: Post,
        drawing: Drawing | None = None,
        now: datetime | None = None,
        failure: Exception | None = None,
    ) -> None:
        told = drawing if now is not None else None
        lost = await self._store.write(
            lambda unit: dispatch.record(unit, post, told, now, failure),
            workspace=_workspace(post, told),
            background=True,
        )
        if lost:
            log.info("post %s was taken over by another run", post.id)


def _workspace(post: Post, told: Drawing | None) -> WorkspaceId | None:
    """Settling notices changes the workspace, so it takes its lock; a bare record does not."""
    return post.workspace if told is not None else None


def _remote(post: Post) -> Remote:
    return Remote(post.remote_place or "", post.remote_id or "")


def _waiting(post: Post, until: datetime) -> Post:
    return replace(post, state=_rested(post), not_before=until, lease=None)


def _rested(post: Post) -> PostState:
    return PostState.PENDING if post.remote_id is None else PostState.SENT


def failed(post: Post, failure: Exception, now: datetime) -> Post:
    """What becomes of a post after *failure*: retried, looked for, gone, or dead."""
    error = f"{type(failure).__name__}: {failure}"[:500]
    attempts = post.attempts + 1
    if isinstance(failure, Uncertain):
        return replace(post, state=PostState.SENDING, attempts=attempts, error=error)
    if isinstance(failure, Gone):
        return replace(post, state=PostState.GONE, lease=None, attempts=attempts, error=error)
    unknown = not isinstance(failure, RetryAt | Suspended)
    if isinstance(failure, Refused) or unknown or attempts >= ATTEMPTS:
        return replace(post, state=PostState.DEAD, lease=None, attempts=attempts, error=error)
    wait = failure.after if isinstance(failure, RetryAt) and failure.after else backoff(attempts)
    return replace(
        post, state=_rested(post), lease=None, attempts=attempts, error=error,
        dirty=post.remote_id is not None, not_before=now + timedelta(seconds=wait),
    )  # fmt: skip


def backoff(attempts: int) -> float:
    """Full jitter, from 2 seconds to 15 minutes."""
    return random.uniform(0, min(LONGEST_BACKOFF, 2.0 * 2**attempts))  # noqa: S311 - no secret
