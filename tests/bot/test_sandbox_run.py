"""A run of the sandbox leaves nothing behind."""

from bot.sandbox import start_sandbox


async def test_the_folder_of_a_run_goes_with_it() -> None:
    """The data that was made for a run is deleted when it stops."""
    run = await start_sandbox()
    folder = run.bot.settings.data_dir
    assert (folder / "chivvy.db").exists()
    await run.stop()
    assert not folder.exists()
