"""Readiness: false whenever a promise is at risk, and why."""

import asyncio
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest

from adapters.db.store import Health
from bot.readiness import Signs, checks
from tests.support.team import Team, team_at_work

WELL = Health(alive=True, interactive=0, background=0, reading=0)


def signs(tmp_path: Path) -> Signs:
    """Of a run that is well."""
    return Signs(
        lambda: WELL, lambda: 1.0, lambda: 1.0, lambda: {"slack": True}, tmp_path / "chivvy.db"
    )


def test_a_run_that_is_well_is_ready(tmp_path: Path) -> None:
    """Every check holds."""
    assert all(checks(signs(tmp_path)).values())


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("store", {"store": lambda: replace(WELL, alive=False)}),
        ("queue", {"store": lambda: replace(WELL, full=True)}),
        ("database", {"beaten": lambda: 11.0}),
        ("scheduler", {"turned": lambda: 11.0}),
        ("slack", {"platforms": lambda: {"slack": False}}),
        ("delivery", {"takes": lambda: False}),
        ("disk", {"room": 1 << 62}),
    ],
)
def test_each_risk_is_named(name: str, change: dict[str, object], tmp_path: Path) -> None:
    """One sign that is bad fails its own check and no other."""
    found = checks(replace(signs(tmp_path), **change))
    assert [check for check, holds in found.items() if not holds] == [name]


def test_a_database_elsewhere_needs_no_disk_here(tmp_path: Path) -> None:
    """PostgreSQL looks after its own disk."""
    assert checks(replace(signs(tmp_path), file=None, room=1 << 62))["disk"]


async def test_a_writer_that_is_stuck_is_seen_and_its_end_too(tmp_path: Path) -> None:
    """While one unit holds the writer no heartbeat arrives; when it ends all is well again."""
    async with team_at_work(data_dir=tmp_path) as team:
        team.run.bot.signs = replace(team.run.bot.signs, stale=1.0)
        await _until(team, ready=True)
        let_go = Event()
        held = asyncio.create_task(
            team.run.bot.store.write(lambda _: let_go.wait(30), workspace=None)
        )
        await _until(team, ready=False)
        assert not team.run.bot.health()["database"]
        let_go.set()
        await held
        await _until(team, ready=True)


async def _until(team: Team, *, ready: bool) -> None:
    async with asyncio.timeout(60):
        while (found := team.run.bot.health())["ready"] is not ready:
            await asyncio.sleep(0.02)
            assert len(found) == 8
