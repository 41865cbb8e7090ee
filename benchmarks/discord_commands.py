"""Row 3: a durable `/task add` on Discord, beside discord.py's empty command."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

from sqlalchemy import create_engine, func, select

from adapters.db.engines import parse
from adapters.db.tables import tasks
from benchmarks.databases import KINDS, POSTGRES, SQLITE, Fresh
from benchmarks.discord_bots import CHIVVY, NO_OP
from benchmarks.discord_side import Order
from benchmarks.figures import Figure, middle
from benchmarks.processes import child, cpu_of

TOGETHER: Final = 16
_ENDED: Final = '{"bad": 1, "complaint": "the Discord ended; its log is in the folder"}'
_HANDLE: Final = "T-"
_NAMES: Final = {SQLITE: "SQLite FULL", POSTGRES: "PostgreSQL"}


@dataclass
class Seen:
    """What the turns of one bot showed: milliseconds of CPU a command, commands a second, p50."""

    cpu: list[float] = field(default_factory=list)
    rate: list[float] = field(default_factory=list)
    p50: list[float] = field(default_factory=list)

    def told(self) -> str:
        """Medians of the turns."""
        return f"CPU {middle(self.cpu):.2f} ms, {middle(self.rate):.0f}/s"


@dataclass
class Pair:
    """A bot and the Discord that it alone is logged into."""

    side: "subprocess.Popen[str]"
    bot: "subprocess.Popen[str]"
    means_done: str
    sent: int = 0
    seen: Seen = field(default_factory=Seen)

    def measure(self, count: int, *, counts: bool = True) -> None:
        """So many commands; RuntimeError when one got no good answer."""
        assert self.side.stdin and self.side.stdout
        order = Order(self.sent, count, TOGETHER, self.means_done)
        self.sent += count
        used = cpu_of(self.bot.pid)
        self.side.stdin.write(json.dumps(asdict(order)) + "\n")
        self.side.stdin.flush()
        line = self.side.stdout.readline()
        used = cpu_of(self.bot.pid) - used
        found: dict[str, Any] = json.loads(line or _ENDED)
        if found["bad"]:
            raise RuntimeError(f"{found['bad']} bad answers, the first: {found['complaint']}")
        if counts:
            self.seen.cpu.append(used * 1000 / count)
            self.seen.rate.append(count / found["seconds"])
            self.seen.p50.append(found["p50"])


def figures(fresh: Fresh, folder: Path, *, quick: bool) -> list[Figure]:
    """Measures the row; RuntimeError when a task that was acknowledged is not stored."""
    turns, count = (2, 300) if quick else (5, 600)
    databases = {kind: fresh(kind) for kind in KINDS}
    with _pairs(databases, folder / "bots.log") as pairs:
        for pair in pairs.values():
            pair.measure(100, counts=False)
        for _ in range(turns):
            for pair in pairs.values():
                pair.measure(count)
    for kind, url in databases.items():
        _require_stored(url, pairs[kind].sent)
    bare = pairs[NO_OP].seen
    return [_figure(kind, pairs[kind].seen, bare) for kind in KINDS]


@contextmanager
def _pairs(databases: dict[str, str], log: Path) -> Iterator[dict[str, Pair]]:
    with ExitStack() as stack:
        pairs = {NO_OP: _pair(stack, log, NO_OP, "-", "ok")}
        for kind, url in databases.items():
            pairs[kind] = _pair(stack, log, CHIVVY, url, _HANDLE)
        yield pairs


def _pair(stack: ExitStack, log: Path, variant: str, database: str, means_done: str) -> Pair:
    side = stack.enter_context(child("discord_side", log=log))
    assert side.stdout
    place = side.stdout.readline().strip()
    bot = stack.enter_context(child("discord_bots", variant, place, database, log=log))
    assert bot.stdout
    if not bot.stdout.readline():
        raise RuntimeError(f"{variant} did not start:\n{log.read_text()[-3000:]}")
    return Pair(side, bot, means_done)


def _require_stored(url: str, sent: int) -> None:
    """Durable means that what was acknowledged is there."""
    engine = create_engine(parse(url))
    with engine.connect() as connection:
        stored = connection.scalar(select(func.count()).select_from(tasks))
    engine.dispose()
    if stored != sent:
        raise RuntimeError(f"{sent} acknowledged, {stored} stored")


def _figure(kind: str, ours: Seen, bare: Seen) -> Figure:
    name = f"/task add on Discord, CPU, of a no-op reply, {_NAMES[kind]}"
    told = f"{ours.told()}, p50 {middle(ours.p50):.1f} ms, of {bare.told()}"
    ratio = middle(ours.cpu) / middle(bare.cpu)
    return Figure("3", name, ratio, 1.5, 1.3, more=False, measured=told)
