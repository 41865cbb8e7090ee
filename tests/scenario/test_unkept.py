"""What a line says and Chivvy does not keep yet is said, or stays in the title."""

from tests.scenario.cast import ANA, INFRA, MONDAY, open_infra
from tests.support.team import team_at_work


async def test_every_friday_is_friday_once_and_the_echo_says_so() -> None:
    """The first date is kept; that nothing repeats is said at once."""
    async with team_at_work(start=MONDAY) as team:
        await open_infra(team)
        echo = await team.types(ANA, INFRA, "/task add Check the backups every friday @maria")
        assert "T-1 Check the backups" in echo.text
        assert "I keep the first date, Fri 27 Nov. “every friday” is not repeated" in echo.text
