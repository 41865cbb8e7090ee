"""Row 9: from the start of the process to the first answered command, and its idle memory."""

import socket
import time
from collections import defaultdict
from http.client import HTTPResponse
from itertools import count
from pathlib import Path
from time import perf_counter
from typing import Final

from benchmarks.databases import KINDS, POSTGRES, SQLITE, Fresh
from benchmarks.figures import Figure, middle
from benchmarks.processes import Servers, servers
from benchmarks.servers import CHIVVY, PBR
from benchmarks.slack_side import MEANS_DONE, requests

PATIENCE: Final = 30.0
_NAMES: Final = {SQLITE: "SQLite", POSTGRES: "PostgreSQL"}
Seen = dict[str, list[tuple[float, float]]]
"""Milliseconds and megabytes of each start, by what was started."""


def figures(fresh: Fresh, folder: Path, *, quick: bool) -> list[Figure]:
    """All start in turn, each turn anew; the first turn only writes bytecode and learns people."""
    databases = {PBR: "-"} | {kind: fresh(kind) for kind in KINDS}
    numbers, seen = count(1), defaultdict[str, list[tuple[float, float]]](list)
    for turn in range(1 + (3 if quick else 7)):
        for variant, database in databases.items():
            started = _start(variant, database, folder, numbers, idle=1.0 if quick else 3.0)
            if turn:
                seen[variant].append(started)
    return [figure for kind in KINDS for figure in _figures(kind, seen)]


def _start(
    variant: str, database: str, folder: Path, numbers: "count[int]", *, idle: float
) -> tuple[float, float]:
    """One start; the Web API that the bot asks for its people is there before."""
    with servers(folder / "servers.log") as start:
        began = perf_counter()
        port = start.start(variant if variant == PBR else CHIVVY, database)
        _first_answer(port, numbers, "" if variant == PBR else MEANS_DONE)
        taken = (perf_counter() - began) * 1000
        time.sleep(idle)  # Until what starts beside the first command has ended.
        return taken, _memory(start, port)


def _first_answer(port: int, numbers: "count[int]", wanted: str) -> None:
    until = perf_counter() + PATIENCE
    while perf_counter() < until:
        status, body = _ask(port, next(iter(requests(next(numbers), 1, port))))
        if status == 200 and wanted in body:
            return
    raise RuntimeError(f"no good answer within {PATIENCE:.0f} s, the last one: {status} {body}")


def _ask(port: int, request: bytes) -> tuple[int, str]:
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
        connection.sendall(request)
        response = HTTPResponse(connection, method="POST")
        response.begin()
        return response.status, response.read().decode()


def _memory(start: Servers, port: int) -> float:
    """Megabytes of the process on *port* that are in memory; 0 where none can tell."""
    status = Path(f"/proc/{start.pid(port)}/status")
    lines = status.read_text().splitlines() if status.exists() else ()
    return next((int(x.split()[1]) / 1024 for x in lines if x.startswith("VmRSS")), 0.0)


def _figures(kind: str, seen: Seen) -> list[Figure]:
    ours, bare = (
        [middle(values) for values in zip(*seen[which], strict=True)] for which in (kind, PBR)
    )
    parts = (
        ("start to first answered command", "ms", (2.0, 1.8)),
        ("idle memory", "MB", (2.0, 1.6)),
    )
    return [
        Figure(
            "9", f"{name}, of pbr no-op, {_NAMES[kind]}", mine / theirs, *limits, more=False,
            measured=f"{mine:.0f} of {theirs:.0f} {unit}",
        )
        for (name, unit, limits), mine, theirs in zip(parts, ours, bare, strict=True)
    ]  # fmt: skip
