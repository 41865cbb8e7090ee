"""Rows 1 and 2: a durable `/task add` over HTTP, beside Bolt's empty commands."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from sqlalchemy import create_engine, func, select

from adapters.db.engines import parse
from adapters.db.tables import tasks
from benchmarks.databases import KINDS, POSTGRES, SQLITE, Fresh
from benchmarks.figures import Figure, middle
from benchmarks.load import Order
from benchmarks.processes import Load, Measured, Servers, load, servers
from benchmarks.servers import CHIVVY, PBR, STOCK
from benchmarks.slack_side import MEANS_DONE

CLIENTS: Final = 32
PACE: Final = 50
_NAMES: Final = {SQLITE: "SQLite FULL", POSTGRES: "PostgreSQL"}
_FIRST_LIMIT: Final = {SQLITE: 0.25, POSTGRES: 0.10}
_THEN_LIMIT: Final = {SQLITE: 0.35, POSTGRES: 0.18}
_MOST: Final = {STOCK: 6000, PBR: 8000, **dict.fromkeys(KINDS, 2500)}
"""Requests a second that are signed in advance; more than any of them can answer."""


@dataclass(frozen=True, slots=True)
class Length:
    """How often each is measured, and for how many seconds."""

    turns: int
    alone: float
    together: float
    paced: float


WHOLE: Final = Length(turns=3, alone=1.5, together=3.0, paced=4.0)
QUICK: Final = Length(turns=1, alone=1.0, together=2.0, paced=3.0)


@dataclass
class Bench:
    """The servers' ports, what was sent so far, and what was measured."""

    send: Load
    start: Servers
    ports: dict[str, int]
    databases: dict[str, str]
    sent: int = 0
    answered: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    bad: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    seen: dict[tuple[str, str], list[Measured]] = field(default_factory=lambda: defaultdict(list))
    used: dict[tuple[str, str], list[float]] = field(default_factory=lambda: defaultdict(list))

    def measure(self, how: str, variant: str, seconds: float, clients: int, rate: int = 0) -> None:
        """One phase against one server."""
        count = int(seconds * (rate or _MOST[variant] / (4 if clients == 1 else 1))) + 10
        contains = MEANS_DONE if variant in KINDS else ""
        order = Order(
            self.ports[variant], self.sent, count, seconds, clients, rate, must_contain=contains
        )
        self.sent += count
        used = self.start.cpu(order.port)
        measured = self.send(order)
        used = self.start.cpu(order.port) - used
        self.used[how, variant].append(used * 1000 / measured.answered)
        self.answered[variant] += measured.answered
        self.bad[variant] += measured.bad
        self.seen[how, variant].append(measured)

    def p50(self, how: str, variant: str) -> float:
        """Median of the turns' medians, in milliseconds."""
        return middle(m.p50 for m in self.seen[how, variant])

    def p99(self, how: str, variant: str) -> float:
        """Median of the turns' 99th percentiles, in milliseconds."""
        return middle(m.p99 for m in self.seen[how, variant])

    def rate(self, how: str, variant: str) -> float:
        """Median of the turns' good answers a second."""
        return middle(m.rate for m in self.seen[how, variant])

    def cpu(self, how: str, variant: str) -> str:
        """Milliseconds of the server's CPU per good answer: what others do disturbs it least."""
        return f"CPU {middle(self.used[how, variant]):.2f} ms"

    def complaint(self, how: str, variant: str) -> str:
        """How many answers were late or refusals, when any was."""
        bad = sum(m.bad for m in self.seen[how, variant])
        total = bad + sum(m.answered for m in self.seen[how, variant])
        return f", {bad} of {total} late or refused" if bad else ""


def figures(fresh: Fresh, folder: Path, *, quick: bool) -> list[Figure]:
    """Measures both rows; RuntimeError when a task that was acknowledged is not stored."""
    with _bench(fresh, folder) as bench:
        _warm_up(bench)
        length = QUICK if quick else WHOLE
        for _ in range(length.turns):
            _turn(bench, length)
    _require_stored(bench)
    return [*_row_1(bench), *_row_2(bench)]


@contextmanager
def _bench(fresh: Fresh, folder: Path) -> Iterator[Bench]:
    databases = {kind: fresh(kind) for kind in KINDS}
    with load() as send, servers(folder / "servers.log") as start:
        ports = {variant: start.start(variant) for variant in (STOCK, PBR)}
        for kind in KINDS:
            ports[kind] = start.start(CHIVVY, databases[kind])
        yield Bench(send, start, ports, databases)


def _warm_up(bench: Bench) -> None:
    """Everybody is met, statements are compiled, and nothing of it is counted."""
    for variant in bench.ports:
        bench.measure("warm", variant, 1.5, 8)


def _turn(bench: Bench, length: Length) -> None:
    for variant in bench.ports:
        bench.measure("alone", variant, length.alone, 1)
    for variant in (PBR, *KINDS):
        bench.measure("together", variant, length.together, CLIENTS)
    for kind in KINDS:
        bench.measure("paced", kind, length.paced, CLIENTS, PACE)


def _require_stored(bench: Bench) -> None:
    """Durable means that what was acknowledged is there."""
    for kind, url in bench.databases.items():
        engine = create_engine(parse(url))
        with engine.connect() as connection:
            stored = connection.scalar(select(func.count()).select_from(tasks))
        engine.dispose()
        sure, perhaps = bench.answered[kind], bench.bad[kind]
        if not sure <= stored <= sure + perhaps:
            raise RuntimeError(
                f"{kind}: {sure} acknowledged, {perhaps} late or refused, {stored} stored"
            )


def _row_1(bench: Bench) -> list[Figure]:
    stock, bare = bench.p50("alone", STOCK), bench.p50("alone", PBR)
    found = []
    for kind in KINDS:
        ours = bench.p50("alone", kind)
        told = f"{ours:.2f} ms of {stock:.2f} ms (pbr no-op {bare:.2f} ms)"
        told += f", {bench.cpu('alone', kind)}"
        name = f"/task add, p50 with 1 connection, of a stock no-op, {_NAMES[kind]}"
        found.append(Figure("1", name, ours / stock, 0.5, 0.25, more=False, measured=told))
    return found


def _row_2(bench: Bench) -> list[Figure]:
    bare = bench.rate("together", PBR)
    found = []
    for kind in KINDS:
        ours = bench.rate("together", kind)
        told = f"{ours:.0f}/s of {bare:.0f}/s, p99 {bench.p99('together', kind):.0f} ms"
        told += f", {bench.cpu('together', kind)} of {bench.cpu('together', PBR)}"
        told += bench.complaint("together", kind)
        name = f"/task add a second, {CLIENTS} connections, of pbr no-op, {_NAMES[kind]}"
        limits = (_FIRST_LIMIT[kind], _THEN_LIMIT[kind])
        found.append(Figure("2", name, ours / bare, *limits, more=True, measured=told))
    for kind in KINDS:
        slow, usual = bench.p99("paced", kind), bench.p50("paced", kind)
        name = f"/task add, p99 at {PACE} a second, {_NAMES[kind]}"
        told = f"p50 {usual:.1f} ms" + bench.complaint("paced", kind)
        found.append(Figure("2", name, slow, 50, 25, more=False, measured=told, unit=" ms"))
    return found
