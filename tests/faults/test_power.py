"""The power is cut after an acknowledgement: whatever was not synced is gone, what was told is not.

The process runs with a shim before libc that keeps, of each file of the database, its bytes as of
its last sync; the database is opened from those alone. That shows that nothing is acknowledged
before it is synced. It does not show what a disk does that lies about syncing, nor what becomes
of writes of which some arrived without a sync and some did not.
"""

import asyncio
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.office import ROOT
from tests.support.soak import counted, soak
from tests.support.tables import lay_tables

STORED = "SELECT count(*) FROM arrivals"


@pytest.fixture(scope="module")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shim, compiled."""
    made = tmp_path_factory.mktemp("power") / "power.so"
    source = Path(__file__).with_name("power.c")
    command = ["gcc", "-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-o", str(made), str(source)]
    subprocess.run([*command, "-ldl"], check=True, capture_output=True)
    return made


async def cuts(folder: Path, shim: Path, pragma: str, most: int) -> list[tuple[int, int]]:
    """After each acknowledgement: how many were told so far, and how many a cut leaves. *pragma*
    comes after those that SQLite is set up with."""
    data, left = folder / "data", folder / "left"
    data.mkdir()
    left.mkdir()
    lay_tables(f"sqlite:///{data / 'house.db'}")
    shutil.copyfile(data / "house.db", left / "house.db")
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.faults.acknowledging",
        str(data / "house.db"), pragma, str(most), cwd=ROOT,
        env={**os.environ, "LD_PRELOAD": str(shim), "WATCHED": str(data), "LEFT": str(left)},
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    found = []
    async for line in process.stdout:
        found.append((int(line), survived(left, folder / "after")))
        process.stdin.write(b"\n")
        await process.stdin.drain()
    assert await process.wait() == 0
    return found


def survived(left: Path, after: Path) -> int:
    """How many events are in what the cut has left; the database is whole."""
    shutil.rmtree(after, ignore_errors=True)
    shutil.copytree(left, after)
    with sqlite3.connect(after / "house.db") as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        count: int = database.execute(STORED).fetchone()[0]
    database.close()
    return count


@soak
async def test_what_was_acknowledged_survives_a_cut(tmp_path: Path, shim: Path) -> None:
    """Every event that was told to be stored is there, whenever the power goes."""
    found = await cuts(tmp_path, shim, "", counted(80, 2000))
    assert len(found) == counted(80, 2000) // 4
    assert [told for told, left in found if left < told] == []


async def test_without_syncing_a_cut_would_lose_some(tmp_path: Path, shim: Path) -> None:
    """The measure itself: where a commit does not sync, the shim takes acknowledged events away."""
    found = await cuts(tmp_path, shim, "synchronous=NORMAL", 40)
    assert [told for told, left in found if left < told]
