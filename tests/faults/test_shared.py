"""Two processes on PostgreSQL and thousands of things that come due at the same moment."""

import json
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from adapters.db.store import SqlStore
from adapters.db.uow import lock_workspace, make_uow
from adapters.sandbox.model import Person
from core import dispatch
from core.kernel.context import Context
from core.kernel.refs import WorkspaceId
from core.screens.delivery import PostKind
from core.tasks.commands_adding import AddTask, Draft
from core.tasks.model import Due
from core.unit import Unit
from tests.faults.crowd import PARCEL, crowd, known
from tests.faults.office import MONDAY, Office, office
from tests.scenario.cast import BOT
from tests.support.postgres import PostgresServer
from tests.support.soak import counted, soak

EACH = 10
PEOPLE = counted(12, 500)
DUE = MONDAY + timedelta(minutes=10)
SAID = "notices WHERE kind = 'overdue' AND state = 'said'"


@soak
@pytest.mark.slow
async def test_what_is_due_at_once_is_said_once(
    tmp_path: Path, postgres_server: PostgresServer
) -> None:
    """Both begin at the moment when it is late: each is asked about once, none is left out."""
    url, people = postgres_server.fresh(), crowd(PEOPLE)
    async with office(url, tmp_path, furnished=False) as at:
        await furnish(at, url, people)
        at.jump(minutes=15)
        bots = [await at.hire() for _ in range(2)]
        for bot in bots:
            assert await bot.ready, bot.last_words
        await at.quiet()
        worked = {row[0] for row in at.rows("SELECT run FROM runs")}
        for bot in bots:
            bot.kill()
            await bot.dead.wait()
        said = at.rows(f"SELECT count(*), count(DISTINCT subject_id) FROM {SAID}")[0]  # noqa: S608
        shown = told(at, people)
        sent = at.rows("SELECT count(*) FROM posts WHERE kind = :kind", kind=PostKind.NAG.value)
    print(f"{said[0]} due, {sent[0][0]} messages to {PEOPLE} people by {len(worked)} processes")
    assert len(worked) == 2
    assert tuple(said) == (PEOPLE * EACH, PEOPLE * EACH)
    assert shown == Counter({f"Parcel {number:05}": 1 for number in range(PEOPLE * EACH)})
    assert {number for number in at.keyed().values()} == {1}
    postgres_server.drop(url)


async def furnish(at: Office, url: str, people: Sequence[Person]) -> None:
    """Everybody has so many things of their own that are late at the same moment."""
    for person in people:
        at.sandbox.workspace.people[person.id] = person
        at.sandbox.workspace.im_between(person.id, BOT)
    async with SqlStore(url, make_uow, lock_workspace=lock_workspace) as store:
        home = await store.write(lambda unit: known(unit, people, MONDAY, 1000), workspace=None)
        for number, person in enumerate(people):
            await store.write(
                lambda unit, n=number, p=person: _adds(unit, home, p, n), workspace=home
            )


def _adds(unit: Unit, home: WorkspaceId, person: Person, number: int) -> None:
    found = unit.of(home).people.by_account("slack", person.id)
    assert found is not None
    for nth in range(number * EACH, number * EACH + EACH):
        ctx = Context(home, found.id, "slack", MONDAY, f"adds {nth}")
        due = Due(DUE, person.tz, has_time=True)
        draft = Draft(f"Parcel {nth:05}", owner=found.id, due=due)
        dispatch.handle(unit, AddTask(draft), ctx)


def told(at: Office, people: Sequence[Person]) -> Counter[str]:
    """In how many messages each parcel stands."""
    shelves = (at.sandbox.workspace.messages.get(f"D{p.id[1:]}", {}) for p in people)
    every = (m for shelf in shelves for m in shelf.values() if m.user == BOT and not m.tombstone)
    return Counter(t for m in every for t in set(PARCEL.findall(m.text + json.dumps(m.blocks))))
