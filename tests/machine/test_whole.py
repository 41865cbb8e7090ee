"""Whatever people do, the platform fails at and the power supply cuts: what is promised holds."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.machine.house import MONDAY, House, house
from tests.machine.life import Clock
from tests.machine.machine import Machine
from tests.support.postgres import PostgresServer
from tests.support.soak import SEED, SOAK, counted

ROUND = 5 if SOAK else 4
"""Runs from one seed: so few that what a seed has found is found again within a minute."""
ROUNDS = counted(1, 2000)
ON_POSTGRES = counted(1, 200)
THREADED = 5
"""Of so many rounds one has the store with its threads; the others do without, and so each request
meets the same ones whenever their seed is played again."""
PATIENCE = 600 + 60_000 * SOAK
PHASES = {Phase.generate} if SOAK >= 1 else set(Phase) - {Phase.explain}
"""A long run only finds; what it has found is made small when its seed is played again."""


def played(number: int, houses: Callable[[Path], House], runs: int, steps: int) -> None:
    """A round from a seed of its own; the last that is printed is the one that failed."""
    print(f"CHIVVY_SEED={number}", flush=True)
    Machine.houses = staticmethod(houses)
    how = settings(
        max_examples=runs, stateful_step_count=steps, deadline=None,
        phases=PHASES, suppress_health_check=list(HealthCheck), database=None, print_blob=True,
    )  # fmt: skip
    run_state_machine_as_test(seed(number)(Machine), settings=how)


@pytest.mark.soak
@pytest.mark.timeout(PATIENCE)
def test_what_is_promised_holds(furnished_all: Path) -> None:
    """A team and a club, a guest, private channels, two platforms and a power supply that fail."""
    for number in range(SEED, SEED + ROUNDS):
        houses = partial(house, furnished=furnished_all, direct=number % THREADED != 0)
        played(number, houses, ROUND, 50 if SOAK else 12)


@pytest.mark.soak
@pytest.mark.timeout(PATIENCE)
def test_what_is_promised_holds_on_postgresql(
    postgres_server: PostgresServer, furnished_postgres: str
) -> None:
    """The same, where a process that dies loses its connections, and what it did not commit."""
    urls: list[str] = []

    def houses(_: Path) -> House:
        while urls:
            postgres_server.drop(urls.pop())
        urls.append(postgres_server.fresh(furnished_postgres))
        return House(urls[0], Clock(MONDAY))

    for number in range(SEED, SEED + ON_POSTGRES):
        played(number, houses, ROUND if SOAK else 3, 50 if SOAK else 8)
