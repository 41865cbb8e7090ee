"""One process of the bot on a real store: desk, inbox, scheduler and deliverer, and its death."""

import asyncio
import contextlib
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, TypeVar

from adapters.db.engines import parse, reader_engine, writer_engine
from adapters.db.store import SqlStore
from adapters.db.uow import UnitRows, Units, lock_workspace
from bot.allowance import SparingDesk
from core.context import MessageRef
from core.people.model import PlaceNews, Sender
from core.unit import Arrival, Unit
from scheduler.courier import Pace
from scheduler.deliver import Deliverer
from scheduler.inbox import InboxWorker
from scheduler.loop import Engine
from scheduler.play import play_to
from tests.machine.cast import OWNERS, profile
from tests.machine.far import FarEnd, Killed, Line
from tests.machine.ledger import Ledger, Overheard, hearing

T = TypeVar("T")
PACE = Pace(settle=0.0, look_gap=0.0, ask_after=0.0)
DEATHS = (
    "before write", "in write", "after write", "before send", "after send", "between looks"
)  # fmt: skip


class Clock:
    """Business time, which stands until it is moved; nobody moves the real seconds."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def now(self) -> datetime:
        """The present."""
        return self._now

    def elapsed(self) -> float:
        """Real seconds."""
        return time.monotonic()

    def hold(self, moment: datetime) -> None:
        """Forward, never back."""
        self._now = max(self._now, moment.astimezone(UTC))

    def release(self) -> None:
        """It stands all the same."""


class Direct:
    """A SQLite store without threads: one unit after the other, and whoever waits in between.

    What is committed waits for no disk: a process dies here, never the machine.
    """

    def __init__(self, url: str, units: Units) -> None:
        self._engines = [writer_engine(parse(url), threads=1), reader_engine(parse(url), threads=1)]
        self._write, self._read = (engine.connect() for engine in self._engines)
        self._units = units

    async def start(self) -> None:
        """Before the first unit."""
        raw: Any = self._write.connection.dbapi_connection
        raw.execute("PRAGMA synchronous=OFF")

    async def write(
        self, fn: Callable[[Unit], T], *, workspace: int | None, background: bool = False,
        begin_within: float | None = None,
    ) -> T:  # fmt: skip
        """One transaction; others may go first."""
        await asyncio.sleep(0)
        with self._write.begin():
            return fn(self._units(self._write))

    async def read(self, fn: Callable[[Unit], T]) -> T:
        """One snapshot; others may go first."""
        await asyncio.sleep(0)
        with self._read.begin():
            return fn(self._units(self._read))

    async def close(self) -> None:
        """Lets the file go."""
        for connection, engine in zip((self._write, self._read), self._engines, strict=True):
            connection.close()
            engine.dispose()


class Mortal:
    """A store whose process may die before a unit, in it, or before it hears of its commit."""

    def __init__(
        self, store: SqlStore[UnitRows] | Direct, reach: Callable[[str], None], ledger: Ledger
    ) -> None:
        self._store = store
        self._reach = reach
        self._ledger = ledger

    async def write(
        self, fn: Callable[[Unit], T], *, workspace: int | None, background: bool = False,
        begin_within: float | None = None,
    ) -> T:  # fmt: skip
        """A unit that commits, or none."""
        self._reach("before write")
        mine: set[str] = set()

        def unit(work: Unit) -> T:
            mine.clear()  # Whatever an earlier try has written was taken back.
            with hearing(mine):
                found = fn(work)
            self._reach("in write")
            return found

        try:
            done = await self._store.write(unit, workspace=workspace, background=background)
        except asyncio.CancelledError:
            self._ledger.touched(mine)
            raise
        self._ledger.touched(mine)
        self._reach("after write")
        return done

    async def read(self, fn: Callable[[Unit], T]) -> T:
        """The dead read nothing."""
        self._reach("read")
        found = await self._store.read(fn)
        self._reach("read")
        return found


class Brisk(Deliverer):
    """It waits for what is uncertain no longer than a far end in this process needs."""

    async def rest(self) -> bool:
        """As the deliverer's, with less patience."""
        if not self._sending and not self._looking:
            return False
        if self._sending:
            await asyncio.wait(self._sending)
        if self._looking:
            await asyncio.wait(self._looking, timeout=0.1)
        return not self._looking

    @property
    def looks(self) -> bool:
        """Whether something is still uncertain."""
        return bool(self._looking)


class Life:
    """From its start until it is stopped or killed."""

    def __init__(
        self, url: str, ends: Mapping[str, FarEnd], clock: Clock, name: str, *,
        direct: bool = False, ledger: Ledger | None = None, cut_off: Callable[[], None] = int,
        uncertain: Callable[[], bool] = lambda: True,
    ) -> None:  # fmt: skip
        """*cut_off* ends its connections; *uncertain* tells whether something is on its way."""
        self.clock = clock
        self.dead = False
        self._death: tuple[str, int] | None = None
        self._cut_off = cut_off
        self._uncertain = uncertain
        self._ledger = ledger or Ledger()
        units = Overheard(self._ledger)
        self.base: SqlStore[UnitRows] | Direct = (
            Direct(url, units)
            if direct
            else SqlStore(url, units, lock_workspace=lock_workspace, writers=2, readers=1)
        )
        self.store = Mortal(self.base, self.reach, self._ledger)
        self.desk = SparingDesk(self.store, clock, lambda: None)
        lines = {platform: Line(end, self.reach) for platform, end in ends.items()}
        self.deliverer = Brisk(self.store, lines, clock, name, PACE, alone=True)
        self._ends = ends
        # In the order of arrival: the same chances end the same.
        handlers = dict.fromkeys(ends, self._work_off)
        self.inbox = InboxWorker(self.store, handlers, rest=0.0, at_once=1)
        self.engine = Engine(self.store, clock, self.deliverer, self.inbox)

    async def start(self) -> None:
        """As the bot starts: what the last one left on its way is looked for."""
        await self.base.start()
        await self.inbox.listen()
        await self.deliverer.beat()
        await self.deliverer.recover()

    def dies(self, point: str, visit: int) -> None:
        """It is killed when it reaches *point* for the n-th time from now."""
        self._death = (point, visit)

    def reach(self, point: str) -> None:
        """Dies here, or has died before."""
        if self.dead:
            raise Killed
        if self._death is None or self._death[0] != point:
            return
        left = self._death[1] - 1
        self._death = (point, left)
        if left <= 0:
            self.dead = True
            self._cut_off()
            raise Killed

    async def idle(self) -> None:
        """Until nothing is due at the present moment."""
        if self._uncertain():  # Else it would find nothing, and ask for it again and again.
            await self.deliverer.recover()
        away = any(end.away for end in self._ends.values())
        for _ in range(1 if away else 20):
            await self.engine.until_idle()
            if not self.deliverer.looks:
                break
        # Whoever dies in a task of its own takes everything along.
        if self.dead:
            raise Killed

    async def play(self, until: datetime) -> None:
        """Time goes on; what is due in between is done when it is due."""
        await play_to(until, self.clock, self.engine.earliest, self.idle)

    async def _work_off(self, arrival: Arrival) -> None:
        """What an event says; as an adapter does, under a key of the event's own."""
        told: dict[str, Any] = json.loads(arrival.body)
        sender = Sender(**told["sender"])
        match told["what"]:
            case "spoke":
                await self.desk.spoke(sender, told["message"])
            case "edited" | "deleted":
                deleted = told["what"] == "deleted"
                await self.desk.source_changed(sender, told["message"], deleted=deleted)
            case "person":
                team, active = sender.team, told["active"] == "yes"
                owner = sender.user_name in OWNERS
                known = profile(sender.user_name, team, owner=owner, active=active)
                at = told["at"] if sender.platform == "slack" else ""  # Discord tells none.
                await self.desk.learn(replace(sender, place=None), (known,), at)
            case "moved":
                await self.desk.moved(sender, here=told["here"] == "yes", at=told["at"])
            case "place":
                news = PlaceNews(told["news"])
                await self.desk.place_news(replace(sender, user="CHIVVY"), news, told["at"])
            case "reacted":
                ref, key = MessageRef(**json.loads(told["ref"])), f"event:{arrival.key}"
                if await self.desk.reaction_wanted(sender, told["name"]):
                    await self.desk.reacted(sender, ref, told["at"], key)
            case "unreacted":
                key = f"event:{arrival.key}"
                if await self.desk.reaction_wanted(sender, told["name"]):
                    await self.desk.unreacted(sender, told["message"], told["at"], key)
            case _:
                await self.desk.words(sender, told["text"], f"event:{arrival.key}", "")

    async def end(self) -> None:
        """Nothing of it is left: by being stopped, or after its death."""
        if not self.dead:
            await self.deliverer.stop()
        self.dead = True
        left = [t for t in asyncio.all_tasks() if t is not asyncio.current_task()]
        for task in left:
            task.cancel()
        with contextlib.suppress(Killed):
            await asyncio.gather(*left, return_exceptions=True)
        await self.base.close()
        self._ledger.anything()
