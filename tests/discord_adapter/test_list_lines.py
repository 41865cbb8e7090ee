"""A pasted list on Discord: its ticks in one window, each line's owner and date in another."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.discord_adapter.discord_server import Message, Outcome
from tests.discord_adapter.guild_at_work import AtWork, at_work

LIST = "add Order the disks\nRenew the certificate tomorrow\nCall the printer friday"


@pytest.fixture
async def guild(tmp_path: Path) -> AsyncIterator[AtWork]:
    """Everybody has been seen once; Ana is an admin, who may add several tasks at once."""
    async with at_work(tmp_path) as found:
        for who in found.people.values():
            await found.world.slash(who, found.infra, "task list")
        code = {"what": "code", "words": found.bot.admin_code}
        await found.world.slash(found.ana, found.infra, "task more admin", code)
        yield found


async def pasted(guild: AtWork, **filled: object) -> Message:
    """Ana sends a list and hands its window in; what becomes of it is shown."""
    await guild.says(guild.ana, guild.world.dm(guild.ana), LIST)
    offer = guild.world.dms_of(guild.ana)[-1]
    opened = await guild.world.press(offer.message, "Open the form", guild.ana)
    shown = await guild.world.submit_modal(opened, filled)
    assert shown.response is not None, shown
    return shown.response


async def changed(guild: AtWork, review: Message, line: str, **filled: object) -> Outcome:
    """One line is chosen in the menu, and its window handed in."""
    opened = await guild.world.select(review, line, guild.ana)
    assert opened.modal is not None
    return await guild.world.submit_modal(opened, filled)


async def listed(guild: AtWork) -> str:
    """Ana's tasks."""
    shown = await guild.world.slash(guild.ana, guild.infra, "task list", {"filters": "mine"})
    return shown.text


async def test_nothing_is_saved_before_it_was_seen(guild: AtWork) -> None:
    """Each line with whose it is and until when; then Save makes the tasks."""
    review = await pasted(guild)
    text = guild.world.finds(guild.ana, "Nothing is saved yet").text
    assert "Order the disks" in text and "Tue 1 Dec" in text
    assert "T-1" not in await listed(guild)
    saved = await guild.world.press(review, "Save", guild.ana)
    assert saved.failed is None
    assert "T-3" in await listed(guild)


async def test_a_line_gets_its_own_owner_and_date(guild: AtWork) -> None:
    """The others stay as they were."""
    review = await pasted(guild)
    again = await changed(guild, review, "Order the disks", owner=guild.jonas, due="next friday")
    assert "jonas · Fri 11 Dec" in again.text
    assert again.response is not None
    await guild.world.press(again.response, "Save", guild.ana)
    shown = await guild.world.slash(guild.ana, guild.infra, "task show", {"task": "T-1"})
    assert "Fri 11 Dec" in shown.text
    await guild.settled()
    assert guild.world.finds(guild.jonas, "ana asks whether you take", "Order the disks")
    other = await guild.world.slash(guild.ana, guild.infra, "task show", {"task": "T-2"})
    assert "ana" in other.text and "Tue 1 Dec" in other.text


async def test_a_list_of_fifty_fits(guild: AtWork) -> None:
    """Two selects of ticks, two menus of lines, and no limit of Discord's is broken."""
    lines = "\n".join(f"Renew certificate number {n} of the old data centre" for n in range(50))
    await guild.says(guild.ana, guild.world.dm(guild.ana), f"add {lines}")
    offer = guild.world.dms_of(guild.ana)[-1]
    opened = await guild.world.press(offer.message, "Open the form", guild.ana)
    step = await guild.world.submit_modal(opened)
    while step.response is not None and "Nothing is saved yet" not in step.text:
        step = await guild.world.submit_modal(
            await guild.world.press(step.response, "Go on", guild.ana)
        )
    assert "number 0" in step.text and "number 49" in step.text
    assert str(step.response.components if step.response else "").count("draft_line~") >= 50


async def test_a_date_that_cannot_be_read_loses_nothing(guild: AtWork) -> None:
    """It is said with an example; the window opens again with the words and the owner."""
    review = await pasted(guild)
    wrong = await changed(guild, review, "Order the disks", owner=guild.jonas, due="some day")
    assert "friday 17:00" in wrong.text and wrong.response is not None
    again = await guild.world.press(wrong.response, "Correct it", guild.ana)
    assert "some day" in str(again.modal) and guild.jonas.id in str(again.modal)
    fixed = await guild.world.submit_modal(again, {"due": "friday"})
    assert "jonas · Fri 4 Dec" in fixed.text


async def test_back_to_the_list_keeps_what_was_changed(guild: AtWork) -> None:
    """Another tick is taken away; the changed line is as it was changed."""
    review = await pasted(guild)
    again = await changed(guild, review, "Order the disks", owner=guild.jonas, due="friday")
    assert again.response is not None
    back = await guild.world.press(again.response, "Back to the list", guild.ana)
    assert "jonas · Fri 4 Dec" in str(back.modal)
    shown = await guild.world.submit_modal(back)
    assert "jonas · Fri 4 Dec" in shown.text
