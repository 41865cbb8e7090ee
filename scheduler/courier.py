"""One post on its way: drawn anew, sent or looked for, and what the platform said of it."""

import asyncio
import logging
import math
from collections.abc import Mapping
from dataclasses import replace

from core import dispatch
from core.drawing import Drawing, Fate
from core.kernel.clock import Clock
from core.kernel.incidents import incident
from core.kernel.meter import Meter
from core.kernel.values import dataclass
from core.people.model import Capabilities
from core.screens.delivery import Door, Post
from core.screens.messenger import DeliveryFailure, Gone, Messenger, Refused, Remote, Suspended
from core.trial import Trial
from scheduler.breaker import Breakers, Question
from scheduler.failpoints import reach
from scheduler.outcomes import (
    End,
    failed,
    found,
    found_out,
    let_go,
    redrawn,
    sent,
    unheard,
    waiting,
    withdrawn,
)
from scheduler.ports import Store

log = logging.getLogger("chivvy.deliver")
MARGIN = 3
"""A message may take so many times as long to show as it did when that was measured."""
LIMITED_GAP = 65.0
"""Seconds between two looks where the history may be read once a minute."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How patient delivery is: seconds of real time; short in the suite."""

    settle: float = 15.0
    """Before an uncertain send is looked for: the platform may still be applying it."""
    look_gap: float = 10.0
    """Between the two looks that must both find nothing before it is sent again."""
    run_dies_after: float = 15.0
    ask_after: float = 30.0
    """Before a platform that takes nothing is asked whether it is there again."""


class Courier:
    """Carries posts of one run, each by itself."""

    def __init__(
        self, store: Store, messengers: Mapping[str, Messenger], clock: Clock, pace: Pace,
        commands: Mapping[str, str] | None, trial: Trial, meter: Meter,
    ) -> None:  # fmt: skip
        self._store = store
        self._messengers = messengers
        self._clock = clock
        self.pace = pace
        self._commands = commands
        self._trial = trial
        self._meter = meter
        self.breakers = Breakers(clock.elapsed, meter, pace.ask_after)
        self.out: set[str] = set()
        """Keys of the posts that the platform may have seen."""
        self._refused: dict[str, float] = {}
        """Installation → until when what was drawn does not know that its token was refused."""

    def adapt(self, found: Capabilities) -> None:
        """Looks for what is uncertain as late and as seldom as was measured to be needed."""
        pace = self.pace
        self.pace = replace(
            pace,
            settle=max(pace.settle, found.delay * MARGIN),
            look_gap=max(pace.look_gap, LIMITED_GAP) if found.limited else pace.look_gap,
        )

    async def ask(self) -> int:
        """Asks the platforms that took nothing whether they are there again; says how many are."""
        return sum([await self._ask(question) for question in self.breakers.due()])

    async def _ask(self, question: Question) -> bool:
        try:
            await self._messengers[question.platform].probe(question.team)
        except Exception as failure:
            log.info("%s is still away: %s", question.platform, incident(failure))
            self.breakers.still_away(question.door)
            return False
        if question.suspended:
            where = (question.platform, question.team)
            await self._store.write(lambda unit: dispatch.resume(unit, *where), workspace=None)
        self.breakers.answers(question.door)
        return True

    async def act(self, post: Post) -> End | None:
        """Draws and sends; None when another run took the post over."""
        drawing: Drawing | None = None
        began = self._clock.elapsed()
        try:
            drawing = await self._draw_fresh(post)
            while await self._had_to_wait(post, drawing, began):
                drawing = await self._draw_fresh(post)
            if drawing.fate is Fate.LOST:
                return None
            if drawing.fate is Fate.WAIT or not self._open(post, drawing, began):
                return self._held_back(post, drawing)
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
            if self._clock.elapsed() - began < self.pace.run_dies_after / 2:
                return drawing

    async def _had_to_wait(self, post: Post, drawing: Drawing, began: float) -> bool:
        """For its turn in its conversation: what it asks may have been answered meanwhile."""
        if drawing.fate is not Fate.SHOW or post.remote_id is not None or drawing.letter is None:
            return False
        here = self._open(post, drawing, began)
        return here and await self._messenger(drawing).turn(drawing.letter)

    async def _draw(self, post: Post) -> Drawing:
        now = self._clock.now()
        return await self._store.read(
            lambda unit: dispatch.draw(unit, post, now, self._commands, self._trial)
        )

    def _open(self, post: Post, drawing: Drawing, began: float) -> bool:
        """Whether this run speaks the platform, and our token was not refused since *began*."""
        refused = began <= self._refused.get(drawing.installation, -1.0)
        known = drawing.platform in self._messengers and not refused
        return known and self.breakers.open_to(_door(post))

    def _held_back(self, post: Post, drawing: Drawing) -> End:
        """Until its own time; what keeps its whole conversation waiting costs it no place there."""
        if drawing.again is not None:
            return waiting(post, drawing.again)
        if drawing.fate is Fate.WAIT or not self.breakers.open_to(_door(post)):
            return let_go(post)
        return unheard(post, self._clock.now())

    def _messenger(self, drawing: Drawing) -> Messenger:
        return self._messengers[drawing.platform]

    async def _send(self, post: Post, drawing: Drawing) -> End:
        assert drawing.letter is not None  # noqa: S101 - its fate is SHOW
        messenger = self._messenger(drawing)
        shown = messenger.fingerprint(drawing.letter)
        reach("before_send")
        self.out.add(post.key)
        remote = await messenger.send(drawing.letter)
        reach("after_send")
        self.breakers.took(_door(post))
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
            self.breakers.took(_door(post))
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
        if drawing is not None:
            self.breakers.failed(_door(post), drawing.platform, drawing.installation, failure)
        end = failed(post, drawing, failure, self._clock.now())
        self._meter.post(post.kind.value, end.trouble)
        level = logging.WARNING if end.passing else logging.ERROR
        log.log(level, "post %s of workspace %s: %s", post.id, post.workspace, end.post.error)
        if end.unexpected:
            log.error("post %s: %s", post.id, incident(failure))
        return end

    async def find_out(self, post: Post) -> End | None:
        """None: it cannot be known for now. Then it stays uncertain, and is never just sent."""
        drawing: Drawing | None = None
        began = self._clock.elapsed()
        try:
            drawing = await self._draw(post)
            if drawing.fate is Fate.LOST:
                return found_out(post)
            if drawing.address is None or not self._open(post, drawing, began):
                return None
            remote = await self._look(post, drawing)
        except Refused as refused:
            # Where it cannot be known, once more is better than never.
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
        return await self.act(post) or found_out(post)

    def _unknown(self, post: Post, drawing: Drawing | None, failure: Exception) -> End | None:
        log.warning("post %s cannot be looked for: %s", post.id, incident(failure))
        if drawing is not None:
            self.breakers.failed(_door(post), drawing.platform, drawing.installation, failure)
        if not isinstance(failure, Suspended) or drawing is None:
            return None
        self._refused[drawing.installation] = math.inf
        return End(post, failure=failure)

    async def _look(self, post: Post, drawing: Drawing) -> Remote | None:
        assert drawing.address is not None  # noqa: S101 - find_out asked
        messenger = self._messenger(drawing)
        since = post.sending_at or post.created_at
        for pause in (self.pace.settle, self.pace.look_gap):
            await asyncio.sleep(pause)
            reach("between_looks")
            remote = await messenger.find(drawing.address, since)
            if remote is not None:
                return remote
        return None

    async def take_away_double(self, end: End) -> None:
        """A post was sent once more, and then the first one landed after all: that goes."""
        post, drawing = end.post, end.told
        if drawing is None or drawing.address is None or post.remote_id is None:
            return
        messenger, ours = self._messenger(drawing), _remote(post)
        await asyncio.sleep(self.pace.settle + self.pace.look_gap)
        try:
            double = await messenger.find(drawing.address, post.sending_at or post.created_at, ours)
            if double is None:
                return
            await messenger.delete(double, drawing.installation)
        except DeliveryFailure as failure:
            log.warning("post %s may stand twice: %s", post.id, incident(failure))
            return
        self._meter.post(post.kind.value, "double_removed")
        log.warning("post %s stood twice; the one that came late is gone", post.id)

    def recorded(self, end: End) -> None:
        """From now on the store says that the installation is suspended, and when no more."""
        if isinstance(end.failure, Suspended):
            now = self._clock.elapsed()
            self._refused = {name: min(until, now) for name, until in self._refused.items()}


def _door(post: Post) -> Door:
    return post.workspace, post.installation


def _remote(post: Post) -> Remote:
    return Remote(post.remote_place or "", post.remote_id or "")
