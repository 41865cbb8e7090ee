"""Row 8: the digest of a large project, beside fetching its bare rows and asking networkx.

The other side reads four columns of each open task and the edges between them, and finds what may
slip and the longest chain: no titles, no days off, no people's eyes. The digest is the whole one.
"""

import asyncio
import gc
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from time import perf_counter
from typing import Final

from sqlalchemy import create_engine

from adapters.db.engines import parse
from adapters.db.store import SqlStore
from adapters.db.uow import Units, lock_workspace
from benchmarks.big_project import CHAIN, DAG, NOW, Shape, ground, project, put, sound
from benchmarks.databases import KINDS, POSTGRES, SQLITE, Fresh
from benchmarks.figures import Figure, middle
from core.digest.model import ProjectHealth
from core.digest.service import health_for
from core.kernel.audience import InPlace
from core.kernel.refs import PlaceId, ProjectId, WorkspaceId
from core.unit import Unit

FEW: Final = 10_000
MANY: Final = 100_000
DENSE: Final = 1_600
FOREIGN: Final = 100_000
QUICK: Final = 10
"""A quick run has a tenth of the tasks, but for the chain."""
_NAMES: Final = {SQLITE: "SQLite", POSTGRES: "PostgreSQL"}
_FIRST, _SECOND, _DENSE = ProjectId(501), ProjectId(502), ProjectId(503)
_THEIRS: Final = """
import json, sys, time
sys.path.insert(0, sys.argv[1])
import networkx as nx
tasks, edges = json.load(sys.stdin)
taken = []
for _ in range(5):
    begun = time.perf_counter()
    graph = nx.DiGraph()
    graph.add_nodes_from(number for number, _, _ in tasks)
    graph.add_edges_from(edges)
    takes = {number: estimate for number, estimate, _ in tasks}
    risk, ends = {number for number, _, late in tasks if late}, {}
    for number in nx.topological_sort(graph):
        before = list(graph.predecessors(number))
        ends[number] = takes[number] + max((ends[one] for one in before), default=0)
        if any(one in risk for one in before):
            risk.add(number)
    taken.append((time.perf_counter() - begun) * 1000)
print(json.dumps(sorted(taken)[2]))
"""
_TASKS: Final = (
    "SELECT id, estimate, status, due_at FROM tasks"
    " WHERE workspace_id = 1 AND project_id = {} AND status NOT IN ('done', 'dropped')"
)
_EDGES: Final = (
    "SELECT d.earlier_id, d.later_id FROM dependencies d"
    " JOIN tasks a ON a.workspace_id = d.workspace_id AND a.id = d.earlier_id"
    " JOIN tasks b ON b.workspace_id = d.workspace_id AND b.id = d.later_id"
    " WHERE d.workspace_id = 1 AND b.project_id = {}"
    " AND a.status NOT IN ('done', 'dropped') AND b.status NOT IN ('done', 'dropped')"
)


def figures(fresh: Fresh, folder: Path, *, quick: bool) -> list[Figure]:
    """On both databases; beside networkx where pip can bring it."""
    with tempfile.TemporaryDirectory(dir=folder) as where:
        graphs = _networkx(Path(where))
        scale = QUICK if quick else 1
        return [
            f for kind in KINDS for f in asyncio.run(_measure(fresh(kind), kind, scale, graphs))
        ]


async def _measure(url: str, kind: str, scale: int, graphs: Path | None) -> list[Figure]:
    few, many = FEW // scale, MANY // scale
    shapes = {_FIRST: Shape(few, DAG), _SECOND: Shape(many, DAG), _DENSE: Shape(DENSE, CHAIN)}
    ground(url, FOREIGN // scale)
    for number, shape in shapes.items():
        put(url, number, shape)
    taken = await measured(url, shapes)
    dense, ours, large = taken[_DENSE], taken[_FIRST], taken[_SECOND]
    found = []
    if graphs is not None:
        theirs = _other(url, _FIRST, graphs)
        name = f"digest of {few:,} tasks, of fetch + networkx, {_NAMES[kind]}"
        told = f"{ours:.1f} of {theirs:.1f} ms"
        found.append(Figure("8", name, ours / theirs, 0.5, 0.5, more=False, measured=told))
    name = f"digest of a dense chain of {DENSE:,}, {_NAMES[kind]}"
    found.append(Figure("8", name, dense, 50, 50, more=False, measured="", unit=" ms"))
    name = f"digest of {many:,} tasks, of {few:,}, {_NAMES[kind]}"
    told = f"{large:.1f} of {ours:.1f} ms"
    found.append(Figure("8", name, large / ours, 12, 12, more=False, measured=told))
    return found


async def measured(url: str, shapes: Mapping[ProjectId, Shape]) -> dict[ProjectId, float]:
    """Milliseconds that the digest of each project takes."""
    gc.freeze()  # As bot/entry.py does it.
    async with SqlStore(url, Units(), lock_workspace=lock_workspace) as store:
        return {number: await _digest(store, number, shape) for number, shape in shapes.items()}


async def _digest(store: SqlStore[Unit], number: ProjectId, shape: Shape) -> float:
    """Milliseconds of the median; RuntimeError when it counts others than there are."""
    taken = []
    for _ in range(6):
        began = perf_counter()
        health = await store.read(lambda unit: _health(unit, number))
        taken.append((perf_counter() - began) * 1000)
    sound(health, shape)
    return middle(taken[1:])


def _health(unit: Unit, number: ProjectId) -> ProjectHealth:
    here = InPlace(PlaceId(1))
    return health_for(unit.of(WorkspaceId(1)), project(number), here, NOW)


def _networkx(where: Path) -> Path | None:
    """networkx in a temporary folder, never among what the product stands on; None without it."""
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(where)]
    try:
        subprocess.run([*command, "networkx"], capture_output=True, check=True, timeout=120)
    except (OSError, subprocess.SubprocessError):
        print("networkx not measured: pip could not install it", file=sys.stderr)
        return None
    return where


def _other(url: str, number: ProjectId, graphs: Path) -> float:
    """Milliseconds of fetching bare rows, and of the graph of them in a process of its own."""
    engine = create_engine(parse(url))
    with engine.connect() as connection:

        def fetch() -> tuple[list[tuple[object, ...]], list[list[int]]]:
            rows = connection.exec_driver_sql(_TASKS.format(int(number)))
            edges = connection.exec_driver_sql(_EDGES.format(int(number)))
            return [tuple(row) for row in rows], [list(edge) for edge in edges]

        fetching = middle(_timed(fetch) for _ in range(5))
        rows, edges = fetch()
    engine.dispose()
    late = [(row[0], row[1] or 0, str(row[3]) < NOW.isoformat(" ")) for row in rows]
    done = subprocess.run(
        [sys.executable, "-c", _THEIRS, str(graphs)], input=json.dumps([late, edges]),
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return fetching + float(json.loads(done.stdout))


def _timed(do: Callable[[], object]) -> float:
    began = perf_counter()
    do()
    return (perf_counter() - began) * 1000
