"""A team at work whose platform can be made to fail."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.support.team import Team, team_at_work

START = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
"""A Monday morning in Berlin."""


@pytest.fixture
async def team(tmp_path: Path) -> AsyncIterator[Team]:
    """The sandbox with the real bot, on a Monday morning."""
    async with team_at_work(start=START, data_dir=tmp_path / "data") as team:
        yield team
