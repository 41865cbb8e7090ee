"""Prints the figures of PERFORMANCE rows 1 to 11, each measured side by side in one run.

    python -m benchmarks [--quick] [--json] [--rows 1,2,...]

Everything runs on loopback and in a temporary folder. Whatever else the machine does is noise: it
shifts all variants, so only the ratios say something, and a busy machine makes even them coarse.
"""

import argparse
import os
import platform
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from time import perf_counter
from typing import Final

from benchmarks import (
    claims,
    commands,
    digests,
    discord_commands,
    finding,
    jobs,
    readings,
    sharing,
    starts,
    ticks,
)
from benchmarks.databases import Fresh, databases, folder
from benchmarks.figures import Figure, as_json, as_table

Part = Callable[[Fresh, Path, bool], list[Figure]]
PARTS: Final[dict[frozenset[str], Part]] = {
    frozenset("12"): lambda fresh, where, quick: commands.figures(fresh, where, quick=quick),
    frozenset("3"): lambda fresh, where, quick: discord_commands.figures(fresh, where, quick=quick),
    frozenset("4"): lambda fresh, where, quick: ticks.figures(fresh, quick=quick),
    frozenset("5"): lambda fresh, where, quick: jobs.figures(fresh, quick=quick),
    frozenset("6"): lambda fresh, where, quick: claims.figures(fresh, quick=quick),
    frozenset("7"): lambda fresh, where, quick: sharing.figures(fresh, quick=quick),
    frozenset("8"): lambda fresh, where, quick: digests.figures(fresh, where, quick=quick),
    frozenset("9"): lambda fresh, where, quick: starts.figures(fresh, where, quick=quick),
    frozenset({"11"}): lambda fresh, where, quick: finding.figures(fresh, quick=quick),
}
"""What measures which rows."""
ALONE: Final[dict[str, Callable[[bool], list[Figure]]]] = {
    "10": lambda quick: readings.figures(quick=quick),
}
"""The same for rows without a database."""


def main() -> None:
    """Measures what was asked for and prints it."""
    asked = _asked()
    began = perf_counter()
    found: list[Figure] = []
    for figure in _figures(frozenset(asked.rows.split(",")), quick=asked.quick):
        found.append(figure)
        if asked.json:
            print(as_json(figure), flush=True)
    if not asked.json:
        print(as_table(found))
        print(f"\n{_machine()}; {perf_counter() - began:.0f} s{_caution()}")


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--quick", action="store_true", help="under 90 seconds, coarser")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.add_argument(
        "--rows", default="1,2,3,4,5,6,7,8,9,10,11", help="which rows, such as 1,2 (default: all)"
    )
    return parser.parse_args()


def _figures(rows: frozenset[str], *, quick: bool) -> Iterator[Figure]:
    for row, measure in ALONE.items():
        if row in rows:
            print(f"measuring row {row} ...", file=sys.stderr)
            yield from measure(quick)
    for measures, part in PARTS.items():
        if measures & rows:
            print(f"measuring row {' and '.join(sorted(measures))} ...", file=sys.stderr)
            with ExitStack() as stack:  # Each part gets a folder of its own, and gives it back.
                where = stack.enter_context(folder())
                fresh = stack.enter_context(databases(where))
                yield from part(fresh, where, quick)


def _machine() -> str:
    return f"{os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()}"


def _caution() -> str:
    """A word when others keep the machine busy."""
    load = os.getloadavg()[0]
    busy = load > 1.5 * (os.cpu_count() or 1)
    return f"; load {load:.1f}: the machine is busy, so the figures are coarse" if busy else ""


if __name__ == "__main__":
    main()
