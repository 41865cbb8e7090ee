"""The benchmarks go with the product: what they take from it is there."""

import importlib
import json
from io import StringIO
from pathlib import Path

import pytest
from sqlalchemy import create_engine

import benchmarks
from adapters.db.engines import parse
from benchmarks.big_project import CHAIN, DAG, Shape, ground, put
from benchmarks.claims import fill
from benchmarks.digests import measured
from benchmarks.finding import QUESTIONS, asked, stock
from benchmarks.jobs import compared
from benchmarks.sharing import take_part
from core.kernel.refs import ProjectId
from tests.support.tables import lay_tables

JUST_A_FEW = 60
MODULES = sorted(
    path.stem for path in Path(benchmarks.__path__[0]).glob("*.py") if not path.stem.startswith("_")
)


@pytest.mark.parametrize("name", MODULES)
def test_a_benchmark_finds_what_it_measures(name: str) -> None:
    """Every module of the benchmarks can be imported."""
    importlib.import_module(f"benchmarks.{name}")


@pytest.fixture
def url(tmp_path: Path) -> str:
    """An empty SQLite database with the product's tables."""
    found = f"sqlite:///{tmp_path / 'bench.db'}"
    lay_tables(found)
    return found


@pytest.mark.parametrize("kind", [DAG, CHAIN])
async def test_a_digest_of_a_made_project_is_measured(url: str, kind: str) -> None:
    """It counts as many open tasks as were made, or ends with an error."""
    ground(url, 5)
    shape = Shape(JUST_A_FEW, kind)
    put(url, ProjectId(501), shape)
    taken = await measured(url, {ProjectId(501): shape})
    assert taken[ProjectId(501)] > 0


async def test_every_list_and_search_is_asked(url: str) -> None:
    """Of people and projects that were made for it; one that is refused ends it."""
    stock(url, JUST_A_FEW)
    (taken,) = await asked([url], asks=1)
    assert taken.keys() == QUESTIONS.keys()


async def test_jobs_and_due_tasks_are_measured_side_by_side(url: str, tmp_path: Path) -> None:
    """Each job is submitted and each task leads to a notice, or it ends with an error."""
    ours, theirs = await compared(url, f"sqlite:///{tmp_path / 'jobs.db'}", turns=1)
    assert min(ours, theirs) > 0


async def test_who_shares_what_is_due_takes_each_post_once(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The process of the race, alone, says when it is ready and takes all that waits."""
    posts = f"sqlite:///{tmp_path / 'posts.db'}"
    lay_tables(posts)
    engine = create_engine(parse(posts))
    fill(engine, JUST_A_FEW)
    engine.dispose()
    monkeypatch.setattr("sys.stdin", StringIO("go\n"))
    await take_part(url, posts)
    ready, taken = capsys.readouterr().out.splitlines()
    assert (ready, sorted(json.loads(taken))) == ("ready", list(range(1, JUST_A_FEW + 1)))
