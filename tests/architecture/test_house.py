"""The plan of the house: imports go down only, functions and modules stay small."""

import ast
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("bot", "adapters", "core", "scheduler")


def _modules() -> list[Path]:
    return [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]


def _functions() -> Iterator[tuple[str, int]]:
    for path in _modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                yield f"{path.relative_to(ROOT)}:{node.name}", lines


def test_imports_follow_the_plan() -> None:
    """The import contracts of pyproject.toml hold."""
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_no_function_is_longer_than_sixty_lines() -> None:
    """Functions: none over 60 lines."""
    assert [name for name, lines in _functions() if lines > 60] == []


def test_functions_are_small() -> None:
    """Functions: median at most 10 lines, nine of ten at most 30."""
    sizes = sorted(lines for _, lines in _functions())
    assert statistics.median(sizes) <= 10
    assert sizes[int(len(sizes) * 0.9)] <= 30


def test_modules_are_cut_at_400_lines() -> None:
    """Modules: none over 400 lines, half at most 150."""
    sizes = {path: path.read_text(encoding="utf-8").count("\n") for path in _modules()}
    assert [str(path) for path, lines in sizes.items() if lines > 400] == []
    assert statistics.median(sizes.values()) <= 150


@pytest.mark.parametrize("room", ["core", "scheduler"])
def test_nobody_inside_reads_the_clock(room: str) -> None:
    """Time is an argument: core and scheduler never ask the machine what time it is."""
    asking = {"now", "utcnow", "today", "time", "monotonic"}
    found = []
    for path in sorted((ROOT / room).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in asking:
                owner = ast.unparse(node.value)
                if owner in {"datetime", "date", "time", "datetime.datetime"}:
                    found.append(f"{path.name}: {ast.unparse(node)}")
    assert found == []


def test_there_is_no_catch_all_module() -> None:
    """No utils.py, no helpers.py: a line knows its room."""
    names = {path.name for path in _modules()}
    assert names.isdisjoint({"utils.py", "helpers.py", "misc.py", "common.py"})
