"""Whatever people do, the platform fails at and the power supply cuts: what is promised holds."""

from pathlib import Path

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.machine.machine import Machine
from tests.support.soak import SEED, SOAK, counted, soak

ROUND = 5 if SOAK else 4
"""Runs from one seed: so few that what a seed has found is found again within a minute."""
ROUNDS = counted(1, 400)
RUNS = settings(
    max_examples=ROUND, stateful_step_count=50 if SOAK else 12, deadline=None,
    phases=set(Phase) - {Phase.explain}, suppress_health_check=list(HealthCheck),
    database=None, print_blob=True,
)  # fmt: skip


@soak
def test_what_is_promised_holds(furnished_all: Path) -> None:
    """A team and a club, a guest, private channels, two platforms and a power supply that fail.

    Each round has a seed of its own; the last that is printed is the one that failed.
    """
    Machine.furnished = furnished_all
    for number in range(ROUNDS):
        print(f"CHIVVY_SEED={SEED + number}")
        run_state_machine_as_test(seed(SEED + number)(Machine), settings=RUNS)
