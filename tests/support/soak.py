"""How often the tests of docs/reliability.md do what they do, and from which seed.

``CHIVVY_SOAK=1`` is the whole count of each, ``0.2`` a fifth of it; without it the suite's short
count. ``CHIVVY_SEED`` repeats a run: a failing test prints the seed it ran from.
"""

import os
import random
from collections.abc import Callable
from typing import TypeVar

import pytest

Test = TypeVar("Test", bound=Callable[..., object])
SOAK = float(os.environ.get("CHIVVY_SOAK", "0"))
SEED = int(os.environ.get("CHIVVY_SEED", "20261123"))
PATIENCE = 600 + 7200 * SOAK
"""Seconds that such a test may take."""


def counted(short: int, whole: int) -> int:
    """*short* in the suite, the part of *whole* that was asked for in ``make soak``."""
    return max(short, round(whole * SOAK))


def chance(name: str) -> random.Random:
    """What is left to chance in a test, the same in each run from one seed."""
    print(f"CHIVVY_SEED={SEED}")
    return random.Random(f"{name}:{SEED}")


def soak(test: Test) -> Test:
    """A test that ``make soak`` runs at length."""
    return pytest.mark.soak(pytest.mark.timeout(PATIENCE)(test))  # type: ignore[no-any-return]
