"""A run of the sandbox leaves nothing behind."""

from tests.support.team import team_at_work


async def test_the_folder_of_a_run_goes_with_it() -> None:
    """The data that was made for a run is deleted when it stops."""
    async with team_at_work() as team:
        folder = team.run.bot.settings.data_dir
        assert (folder / "chivvy.db").exists()
    assert not folder.exists()
