"""The benchmarks go with the product: what they take from it is there."""

import importlib
from pathlib import Path

import pytest

import benchmarks

MODULES = sorted(
    path.stem for path in Path(benchmarks.__path__[0]).glob("*.py") if not path.stem.startswith("_")
)


@pytest.mark.parametrize("name", MODULES)
def test_a_benchmark_finds_what_it_measures(name: str) -> None:
    """Every module of the benchmarks can be imported."""
    importlib.import_module(f"benchmarks.{name}")
