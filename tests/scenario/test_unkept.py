"""What a line says and Chivvy does not keep is said, or stays in the title."""

from tests.scenario.cast import ANA, INFRA, MONDAY, open_infra
from tests.support.team import team_at_work


async def test_several_times_a_day_is_once_and_the_echo_says_so() -> None:
    """The first date is kept; that nothing repeats, and what would, is said at once."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        echo = await team.types(ANA, INFRA, "/task add Check the backups every 2 hours @maria")
        assert "T-1 Check the backups" in echo.text
        assert "I keep the first date, Mon 23 Nov. “every 2 hours” is not repeated" in echo.text
        assert "such as every day 9:00" in echo.text
