"""Events that wait: in the order of their conversation, past what fails and what is slow."""

import asyncio
from collections.abc import AsyncIterator, Callable, Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from adapters.db.store import SqlStore
from adapters.db.uow import UnitRows, lock_workspace, make_uow
from bot.gateways import Gateways
from core.kernel.errors import Busy
from core.unit import Arrival
from scheduler.inbox import AT_ONCE, BATCH, WAITED_FOR, InboxWorker
from tests.support.tables import lay_tables

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
Store = SqlStore[UnitRows]


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[Store]:
    """The product's own store, on each database."""
    lay_tables(database_url)
    store: Store = SqlStore(database_url, make_uow, lock_workspace=lock_workspace)
    async with store:
        yield store


@dataclass
class Worked:
    """What an inbox's handler was asked to do. Keys are ``conversation number``."""

    poison: Collection[str] = ()
    failure: Exception = field(default_factory=lambda: KeyError("a bug"))
    slow: str = ""
    """A conversation in which the platform does not answer before it is told to."""
    answers: asyncio.Event = field(default_factory=asyncio.Event)
    done: list[str] = field(default_factory=list)

    async def __call__(self, arrival: Arrival) -> None:
        if arrival.lane == self.slow:
            await self.answers.wait()
        self.done.append(arrival.key)
        if arrival.key in self.poison:
            raise self.failure


async def receive(store: Store, *keys: str) -> None:
    """Stores events in this order."""
    for number, key in enumerate(keys):
        at = NOW + timedelta(seconds=number)
        arrival = Arrival(key, "slack", "{}", at, key.partition(" ")[0])
        await store.write(lambda unit, a=arrival: unit.inbox.put(a), workspace=None)


async def working(store: Store, handler: Worked, rest: float = 0.0) -> InboxWorker:
    """A worker that may begin."""
    inbox = InboxWorker(store, {"slack": handler}, rest=rest)
    await inbox.listen()
    return inbox


async def turn(inbox: InboxWorker) -> int:
    """What was begun has ended; how many events that were."""
    begun = await inbox.once()
    await inbox.rest()
    return begun


async def test_a_poisoned_event(store: Store) -> None:
    """It is parked after five tries; the others are worked off at the first, in their order."""
    await receive(store, "x a", "x bad", "x c")
    worked = Worked({"x bad"})
    inbox = await working(store, worked)
    while await turn(inbox):
        continue
    assert worked.done == ["x a", "x bad", "x c", *["x bad"] * 4]
    assert await store.read(lambda unit: [a.key for a in unit.inbox.parked()]) == ["x bad"]


async def test_an_event_that_fails_for_a_while(store: Store) -> None:
    """What is nobody's fault is no reason to park an event, however often it happens."""
    await receive(store, "x a")
    worked = Worked({"x a"}, Busy())
    inbox = await working(store, worked)
    for _ in range(9):
        assert await turn(inbox) == 1
    worked.poison = ()
    assert (await turn(inbox), await turn(inbox)) == (1, 0)


async def test_what_was_said_later_waits_for_what_could_not_be_saved(store: Store) -> None:
    """ "done T-1" is not tried before the "add" that the store could not take yet; what was said
    elsewhere goes on."""
    await receive(store, "x 1", "x 2", "y 1")
    worked = Worked({"x 1"}, Busy())
    inbox = await working(store, worked, rest=3600.0)
    await turn(inbox)
    assert worked.done == ["x 1", "y 1"]
    worked.poison, inbox._resting = (), {}
    await turn(inbox)
    assert worked.done[2:] == ["x 1", "x 2"]


async def test_what_was_said_later_does_not_wait_for_ever(store: Store) -> None:
    """Where what is nobody's fault happens to one event again and again, the others follow it."""
    await receive(store, "x 1", "x 2")
    worked = Worked({"x 1"}, Busy())
    inbox = await working(store, worked)
    while "x 2" not in worked.done:
        assert await turn(inbox)
    assert worked.done == [*["x 1"] * (WAITED_FOR + 1), "x 2"]


async def test_an_event_rests_between_tries(store: Store) -> None:
    """A failing event is not tried again in the next second; others are."""
    await receive(store, "x bad")
    inbox = await working(store, Worked({"x bad"}), rest=3600.0)
    assert (await turn(inbox), await turn(inbox)) == (1, 0)
    await receive(store, "x good")
    assert await turn(inbox) == 1


async def test_an_event_that_fails_during_a_look_rests(store: Store) -> None:
    """A look that leaves its conversation out and ends after it was worked off forgets nothing."""
    await receive(store, "x bad")
    inbox = await working(store, Worked({"x bad"}), rest=3600.0)

    class Late:
        write = store.write

        async def read(self, asked: Callable[[UnitRows], object]) -> object:
            found = await store.read(asked)
            await inbox.rest()
            return found

    inbox._store = Late()  # type: ignore[assignment]
    assert (await turn(inbox), await turn(inbox)) == (1, 0)


async def test_a_conversation_keeps_its_order(store: Store) -> None:
    """However many there are at once, each is worked off in the order of arrival."""
    keys = [f"{number % 5} {number:03}" for number in range(90)]
    await receive(store, *keys)
    worked = Worked()
    inbox = await working(store, worked)
    while await turn(inbox):
        continue
    assert sorted(worked.done) == sorted(keys)
    for lane in range(5):
        mine = [key for key in worked.done if key.startswith(f"{lane} ")]
        assert mine == sorted(mine)


async def test_a_slow_conversation_holds_up_no_other(store: Store) -> None:
    """While the platform does not answer in one, whose events are many and the first, all others
    are worked off; then that one is, in its order."""
    flood = [f"slow {number:03}" for number in range(2 * BATCH)]
    others = [f"other{number} 1" for number in range(2 * AT_ONCE)]
    await receive(store, *flood, *others)
    worked = Worked(slow="slow")
    inbox = await working(store, worked)
    async with asyncio.timeout(60):
        while len(worked.done) < len(others):
            await inbox.once()
            await asyncio.sleep(0)
        assert set(worked.done) == set(others)
        worked.answers.set()
        while await inbox.once() or await inbox.rest():
            continue
    assert worked.done[len(others) :] == flood


async def test_a_stop_ends_what_hangs(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a platform does not answer is given up after a while, and waits for the next run."""
    monkeypatch.setattr("scheduler.inbox.STOP_WITHIN", 0.05)
    await receive(store, "slow 1")
    inbox = await working(store, Worked(slow="slow"))
    assert await inbox.once() == 1
    await inbox.hang_up()
    assert await inbox.once() == 0
    assert await turn(await working(store, Worked())) == 1


async def test_of_two_runs_one_works_events_off(store: Store) -> None:
    """The other begins when the first is not heard of any more."""
    inboxes = [InboxWorker(store, {"slack": Worked()}) for _ in range(2)]
    runs = [
        Gateways(store, run, lambda inbox=inbox: {"inbox": inbox}, 60.0, lambda: 0.0, 60.0)
        for run, inbox in zip(("first", "second"), inboxes, strict=True)
    ]
    for run in ("first", "second"):
        await store.write(lambda unit, run=run: unit.outbox.beat(run), workspace=None)
    await receive(store, "x 1", "y 1")
    await asyncio.gather(*(each.look() for each in runs))
    begun = [await turn(inbox) for inbox in inboxes]
    assert sorted(begun) == [0, 2]
    holder = begun.index(2)
    await store.write(
        lambda unit: unit.outbox.leave(("first", "second")[holder], ()), workspace=None
    )
    await receive(store, "x 2")
    await runs[1 - holder].look()
    await runs[holder].look()
    assert (await turn(inboxes[holder]), await turn(inboxes[1 - holder])) == (0, 1)
