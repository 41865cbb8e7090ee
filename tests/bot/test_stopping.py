"""A stop is gone through to its end, whatever breaks on the way."""

from pathlib import Path

import pytest

from tests.support.team import team_at_work


async def test_a_platform_that_breaks_while_it_hangs_up_leaves_the_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The log tells of it; the next run has the database as its own, and answers."""
    async with team_at_work(data_dir=tmp_path) as team:
        slack = team.run.bot.platforms["slack"]
        hang_up, broken = slack.hang_up, []

        async def breaks_once() -> None:
            if not broken:
                broken.append(slack)
                raise LookupError
            await hang_up()

        monkeypatch.setattr(slack, "hang_up", breaks_once)
        await team.restarts()
        assert "a stop goes on without one of its steps: LookupError" in caplog.text
        assert "T-1" in str(await team.types("U0ANA", "C0INFRA", "/task add Parcel"))
