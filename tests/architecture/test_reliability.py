"""The table of cases names tests that exist, and leaves no case out."""

import ast
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROW = re.compile(r"^\| ([RS]\d\d) \|(.+)\|$", re.MULTILINE)
NAMED = re.compile(r"`([\w/]+)::(\w+)`")
CASES = {f"R{n:02}" for n in range(1, 65)} | {f"S{n:02}" for n in range(1, 25)}
EXCUSES = ("not yet", "no such door", "performance.md")
"""A case without a test says one of these."""


def rows() -> list[tuple[str, list[str]]]:
    """Every case with its cells."""
    text = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")
    return [(case, [c.strip() for c in rest.split("|")]) for case, rest in ROW.findall(text)]


@cache
def named_in(path: Path) -> frozenset[str]:
    """The tests in a file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = (n for n in tree.body if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))
    return frozenset(f.name.removeprefix("test_") for f in functions if f.name[:5] == "test_")


def test_every_case_stands_in_the_table_once() -> None:
    """R01 to R64 and S01 to S24, each in one row of five cells."""
    found = [case for case, _ in rows()]
    assert sorted(found) == sorted(CASES)
    assert [case for case, cells in rows() if len(cells) != 4] == []


def test_every_test_that_is_named_exists() -> None:
    """A test that was renamed is renamed in the table too."""
    missing = []
    for case, cells in rows():
        for file, name in NAMED.findall(cells[-1]):
            path = ROOT / "tests" / f"{file}.py"
            there = path.exists() and name in named_in(path)
            missing += [] if there else [f"{case}: {file}::{name}"]
    assert missing == []


def test_a_case_without_a_test_says_why() -> None:
    """An empty last cell goes with one clause in the cell before it."""
    silent = [
        case for case, (_, _, measured, held) in rows()
        if not NAMED.search(held) and not any(excuse in measured for excuse in EXCUSES)
    ]  # fmt: skip
    assert silent == []
