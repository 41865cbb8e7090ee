"""Whatever people do, the platform fails at and the power supply cuts: what is promised holds."""

from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.machine.machine import Machine
from tests.support.soak import SOAK, counted, soak

RUNS = settings(
    max_examples=counted(4, 2000), stateful_step_count=counted(12, 50), deadline=None,
    phases=set(Phase) - {Phase.explain}, suppress_health_check=list(HealthCheck),
    database=None, derandomize=not SOAK, print_blob=True,
)  # fmt: skip


@soak
def test_what_is_promised_holds(furnished_all: Path) -> None:
    """A team and a club, a guest, private channels, two platforms and a power supply that fail."""
    Machine.furnished = furnished_all
    run_state_machine_as_test(Machine, settings=RUNS)
