"""*@Chivvy capture this*, in reply to what somebody said, on Discord."""

from pathlib import Path

import pytest

from core.reading.orders import captures_it
from tests.discord_adapter.guild_at_work import AtWork, at_work

SAID = "We should order disks for db1"


async def _asks(guild: AtWork, words: str = "capture this") -> None:
    said = await guild.world.say(guild.ana, guild.infra, SAID)
    before = guild.heard
    line = f"<@{guild.world.bot.id}> {words}"
    await guild.world.say(guild.maria, guild.infra, line, reply_to=said)
    await guild.world.until(lambda: guild.heard > before)
    await guild.settled()


@pytest.mark.parametrize("words", ["capture this", "capture"])
async def test_the_message_becomes_a_task(tmp_path: Path, words: str) -> None:
    """A button opens the form of the message that was replied to."""
    async with at_work(tmp_path, content=True) as guild:
        await _asks(guild, words)
        offer = guild.world.dms_of(guild.maria)[-1]
        assert "Shall I make a task of it?" in offer.text
        opened = await guild.world.press(offer.message, "Make a task of it", guild.maria)
        kept = await guild.world.submit_modal(opened)
        await guild.settled()
        assert "order disks for db1" in kept.text.casefold()
        shown = await guild.world.slash(guild.ana, guild.infra, "task show", {"task": "T-1"})
        assert "disks" in shown.text


async def test_unread_words_name_the_menu(tmp_path: Path) -> None:
    """Discord shows no words of others without the intent: the menu works all the same."""
    async with at_work(tmp_path) as guild:
        guild.world.state.app.privileged = 0
        await _asks(guild)
        assert "Apps, Capture as task" in guild.world.dms_of(guild.maria)[-1].text


@pytest.mark.parametrize(
    ("text", "in_thread", "found"),
    [("capture this", True, True), ("Capture that!", False, True), ("task capture it", True, True),
     ("capture this as a task", False, True), ("capture", True, False), ("capture", False, True),
     ("capture this thread", False, False), ("capture the flag", False, False)],
)  # fmt: skip
def test_what_means_the_message(text: str, in_thread: bool, found: bool) -> None:
    """In a thread *capture* alone is about the whole of it."""
    assert captures_it(text, in_thread=in_thread) is found
