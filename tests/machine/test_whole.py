"""Whatever people do, the platform fails at and the power supply cuts: what is promised holds."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.machine.house import House, house
from tests.machine.machine import Machine
from tests.support.soak import SEED, SOAK, counted

ROUND = 5 if SOAK else 4
"""Runs from one seed: so few that what a seed has found is found again within a minute."""
ROUNDS = counted(1, 2000)
THREADED = 5
"""Of so many rounds one has the store with its threads; the others do without, and so each request
meets the same ones whenever their seed is played again."""
PATIENCE = 600 + 60_000 * SOAK
RUNS = settings(
    max_examples=ROUND, stateful_step_count=50 if SOAK else 12, deadline=None,
    phases=set(Phase) - {Phase.explain}, suppress_health_check=list(HealthCheck),
    database=None, print_blob=True,
)  # fmt: skip


@pytest.mark.soak
@pytest.mark.timeout(PATIENCE)
def test_what_is_promised_holds(furnished_all: Path) -> None:
    """A team and a club, a guest, private channels, two platforms and a power supply that fail.

    Each round has a seed of its own; the last that is printed is the one that failed.
    """
    for number in range(ROUNDS):
        direct = (SEED + number) % THREADED != 0

        def built(folder: Path, direct: bool = direct) -> House:
            return house(folder, furnished_all, direct=direct)

        Machine.houses = staticmethod(built)
        print(f"CHIVVY_SEED={SEED + number}", flush=True)
        run_state_machine_as_test(seed(SEED + number)(Machine), settings=RUNS)
