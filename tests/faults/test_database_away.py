"""A disk that is full, a database that is held or gone: what is acknowledged is stored."""

import asyncio
import contextlib
import resource
import socket
import socketserver
import sqlite3
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from adapters.sandbox.link import NoAnswerError
from bot.readiness import checks
from tests.faults.test_again import NUM, brought, mention, titles
from tests.scenario.cast import ANA, INFRA, MONDAY
from tests.support.over_http import Doors, by_http
from tests.support.postgres import PostgresServer
from tests.support.soak import SOAK, counted, soak
from tests.support.team import Team, team_at_work

__all__ = ["by_http"]


async def brings(doors: Doors, numbers: range) -> tuple[set[int], set[int]]:
    """Brings events, some at a time: those that were acknowledged, and those that were not."""
    taken: set[int] = set()

    async def bring(number: int) -> None:
        with contextlib.suppress(NoAnswerError):
            await doors.ask("events_api", mention(number, f"Parcel {number}"), None)
            taken.add(number)

    for start in range(numbers.start, numbers.stop, 10):
        await asyncio.gather(*map(bring, range(start, min(start + 10, numbers.stop))))
    return taken, set(numbers) - taken


async def stored(team: Team) -> set[int]:
    """The events that became tasks, each of them once; none still waits, none was parked."""
    async with asyncio.timeout(120 + 600 * SOAK):
        while await team.run.bot.store.read(lambda unit: list(unit.inbox.waiting(1))):
            await brought(team)
            await asyncio.sleep(0.02)
    assert await team.run.bot.store.read(lambda unit: list(unit.inbox.parked())) == []
    found = {name: n for name, n in (await titles(team)).items() if name.startswith("Parcel")}
    assert set(found.values()) <= {1}
    return {int(name.split()[1]) for name in found}


async def told(team: Team, line: str) -> str:
    """What somebody reads who types this now."""
    return (await team.types(ANA, INFRA, line)).text


@pytest.fixture(autouse=True)
def short_rests(monkeypatch: pytest.MonkeyPatch) -> None:
    """An event that could not be worked off is tried again soon."""
    monkeypatch.setattr("scheduler.inbox.LONGEST_REST", 0.2)


@pytest.fixture
async def team(by_http: Doors, tmp_path: Path) -> AsyncIterator[Team]:
    """A bot on SQLite, reached by HTTP."""
    async with team_at_work(start=MONDAY, data_dir=tmp_path / "data") as team:
        await team.types(ANA, INFRA, "/task add First @ana")
        yield team


@contextmanager
def full_disk(folder: Path, room: int) -> Iterator[None]:
    """No file grows beyond what the largest of *folder* and *room* come to: the kernel refuses."""
    largest = max(path.stat().st_size for path in folder.iterdir())
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest + room, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def well(team: Team) -> bool:
    """Whether the database took a heartbeat within the last second."""
    return checks(replace(team.run.bot.signs, stale=1.0))["database"]


async def until(team: Team, *, is_well: bool) -> None:
    """Turns until readiness says so, looked at each second: while everything fails and is tried
    again, one turn of all that waits may take minutes."""
    async with asyncio.timeout(120 + 60 * SOAK):
        while well(team) is not is_well:
            with contextlib.suppress(Exception):
                async with asyncio.timeout(1.0):
                    await team.run.bot.until_idle()
            await asyncio.sleep(0.05)


@soak
async def test_a_full_disk(team: Team, by_http: Doors, tmp_path: Path) -> None:
    """In the middle of the work the disk is full: what was acknowledged is stored, the rest is
    refused, people are told so, readiness says so, and with room it goes on as before."""
    data, most = tmp_path / "data", counted(120, 5_000)
    before, _ = await brings(by_http, range(10))
    with full_disk(data, room=120_000):
        during, refused = await brings(by_http, range(10, most))
        assert refused, "the disk was never full"
        said = await told(team, "/task add Lost words @ana")
        assert "nothing was saved" in said and "Lost words" in said
        await until(team, is_well=False)
    await until(team, is_well=True)
    assert "Kept words" in await told(team, "/task add Kept words @ana")
    again, left = await brings(by_http, range(most))
    assert left == set()
    assert before | during <= again == await stored(team)
    with closing(sqlite3.connect(data / "chivvy.db")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        kept = {body for (body,) in connection.execute("SELECT body FROM texts")}
    assert "Lost words" not in kept and "Kept words" in kept


async def test_a_database_that_is_held(team: Team, by_http: Doors, tmp_path: Path) -> None:
    """Somebody else holds the file: no event is acknowledged that is not stored; then all are."""
    path = tmp_path / "data" / "chivvy.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        during, refused = await brings(by_http, range(8))
        assert during == set()
        other.execute("ROLLBACK")
    again, left = await brings(by_http, range(8))
    assert left == set() and refused <= again
    assert await stored(team) == again


class Wire(socketserver.ThreadingUnixStreamServer):
    """A way to a PostgreSQL server that can be cut; it has a thread of its own."""

    daemon_threads = True

    def __init__(self, folder: Path, server: Path) -> None:
        self.far = str(next(server.glob(".s.PGSQL.*[0-9]")))
        self.whole = True
        self.ends: set[socket.socket] = set()
        super().__init__(str(folder / Path(self.far).name), Piped)

    def cut(self) -> None:
        """Every connection breaks, and new ones are refused."""
        self.whole = False
        for end in list(self.ends):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def mend(self) -> None:
        """The server is back."""
        self.whole = True


class Piped(socketserver.BaseRequestHandler):
    """One connection."""

    server: Wire

    def handle(self) -> None:
        """Until one of the two ends hangs up."""
        if not self.server.whole:
            return
        with socket.socket(socket.AF_UNIX) as far:
            far.connect(self.server.far)
            ends = {self.request, far}
            self.server.ends |= ends
            back = threading.Thread(target=_pipe, args=(far, self.request), daemon=True)
            back.start()
            _pipe(self.request, far)
            back.join()
            self.server.ends -= ends


def _pipe(source: Any, target: Any) -> None:  # noqa: ANN401 - two sockets
    with contextlib.suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
    for end in (source, target):
        with contextlib.suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)


@contextmanager
def wire(server: PostgresServer, folder: Path) -> Iterator[Wire]:
    """Runs one."""
    with Wire(folder, server.sockets) as found:
        thread = threading.Thread(target=found.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield found
        finally:
            found.cut()
            found.shutdown()
            thread.join()


@soak
async def test_postgresql_goes_away_and_comes_back(
    by_http: Doors, tmp_path_factory: pytest.TempPathFactory, postgres_server: PostgresServer
) -> None:
    """The connections break in the middle of the work: nothing that was acknowledged is lost,
    people are told that nothing was saved, readiness says so, and afterwards all goes on."""
    folder, most = tmp_path_factory.mktemp("w"), counted(30, 2_000)
    fresh = postgres_server.fresh()
    with wire(postgres_server, folder) as way:
        url = fresh.replace(str(postgres_server.sockets), str(folder))
        async with team_at_work(start=MONDAY, database_url=url) as team:
            await team.types(ANA, INFRA, "/task add First @ana")
            before, _ = await brings(by_http, range(most // 3))
            begun = asyncio.create_task(brings(by_http, range(most // 3, most)))
            await asyncio.sleep(0.02)
            way.cut()
            during, refused = await begun
            assert refused, "the server was never away"
            await until(team, is_well=False)
            said = await told(team, "/task add Lost words @ana")
            assert "saved nothing" in said and "Lost words" in said
            way.mend()
            await until(team, is_well=True)
            again, left = await brings(by_http, range(most))
            assert left == set()
            assert before | during <= again == await stored(team)
            assert "Lost words" not in await titles(team)
    postgres_server.drop(fresh)


AGAIN = (0.0, 1.0, 60.0, 360.0)
"""Seconds after an event at which Slack brings it: once more at once, after a minute, after five
more. Then it gives up."""
AWAY = 600.0
PACE = max(SOAK, 1 / 400)
"""How long such a second is here."""


@soak
async def test_ten_minutes_away_by_slacks_schedule(
    by_http: Doors, tmp_path_factory: pytest.TempPathFactory, postgres_server: PostgresServer
) -> None:
    """PostgreSQL is away for ten minutes and Slack repeats as it does: whatever comes again once it
    is back is kept, nothing is acknowledged and lost."""
    folder, most = tmp_path_factory.mktemp("w"), counted(24, 600)
    fresh = postgres_server.fresh()
    taken: set[int] = set()
    refused: set[int] = set()

    async def brings_by_schedule(number: int) -> None:
        """One event, from its moment until it is acknowledged or Slack gives up."""
        begins = began + (number * (AWAY + 300) / most - 120) * PACE
        for retry, after in enumerate(AGAIN):
            await asyncio.sleep(max(0.0, begins + after * PACE - loop.time()))
            with contextlib.suppress(NoAnswerError):
                told = mention(number, f"Parcel {number}")
                await by_http.ask("events_api", told, {NUM: retry} if retry else None)
                taken.add(number)
                return
            refused.add(number)

    with wire(postgres_server, folder) as way:
        url = fresh.replace(str(postgres_server.sockets), str(folder))
        async with team_at_work(start=MONDAY, database_url=url) as team:
            await team.types(ANA, INFRA, "/task add First @ana")
            loop = asyncio.get_running_loop()
            began = loop.time() + 120 * PACE
            coming = [asyncio.create_task(brings_by_schedule(number)) for number in range(most)]
            await asyncio.sleep(began - loop.time())
            way.cut()
            await asyncio.sleep(AWAY * PACE)
            way.mend()
            await asyncio.gather(*coming)
            await until(team, is_well=True)
            print(f"{most} events, {len(refused)} refused at first, {most - len(taken)} given up")
            assert refused and taken, "the server was never away"
            assert taken == await stored(team)
    postgres_server.drop(fresh)
