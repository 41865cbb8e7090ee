"""The drill of docs/operations.md with a full database, on a machine that has nothing but the copy.

A few hundred tasks in the suite; in ``make soak`` a hundred thousand, and a million events.
"""

import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from adapters.db.migrate import upgrade
from bot.cli import app
from tests.storage.filled import count
from tests.storage.test_upgrade import EACH, TASKS, old
from tests.support.soak import soak

__all__ = ["old"]
WITHIN = 600.0
"""Seconds from the copy to a Chivvy that may be started."""


def typed(data: Path, *words: str) -> str:
    """A command of the drill, and what it says."""
    return CliRunner().invoke(app, words, env={"CHIVVY_DATA_DIR": str(data)}).stdout


@soak
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_drill_with_a_full_database(old: str, tmp_path: Path) -> None:
    """Backup here; restore, verify and review there: all of it is there, within ten minutes."""
    upgrade(old, backup=False)
    here, there, copy = tmp_path, tmp_path / "other" / "machine", tmp_path / "copy.db"
    began = time.monotonic()
    assert "whole" in typed(here, "backup", str(copy))
    backed = time.monotonic()
    said = typed(there, "restore", str(copy))
    assert typed(there, "verify") == "✓ the database is sound\n", said
    assert "No message waits for you" in typed(there, "review", "list")
    took = time.monotonic() - backed
    print(f"{TASKS} tasks, {EACH * TASKS} events: copied in {backed - began:.1f} s, {took:.1f} s")
    restored = f"sqlite:///{there / 'chivvy.db'}"
    assert (count(restored, "tasks"), count(restored, "events")) == (TASKS, EACH * TASKS)
    assert took <= WITHIN
