"""What docs/reliability.md promises of what goes out, on Discord."""

import re
from collections import Counter
from collections.abc import AsyncIterator
from itertools import pairwise
from pathlib import Path

import pytest

from tests.discord_adapter.discord_server import permissions as may
from tests.discord_adapter.guild_at_work import AtWork, at_work
from tests.discord_adapter.test_at_work import added
from tests.support.soak import chance, counted, soak

POST = "POST /channels/{channel_id}/messages"


@pytest.fixture
async def guild(tmp_path: Path) -> AsyncIterator[AtWork]:
    """A guild at work, in which people may be told as often as there is something to tell."""
    async with at_work(tmp_path) as found:
        await added(found, title="The first one")
        await found.patient()
        yield found


@soak
async def test_order_in_a_conversation(guild: AtWork) -> None:
    """Each message stands once, in the order in which their causes were committed, whatever went
    wrong: limits, lost answers and server errors, taken or not."""
    faults, luck, most = guild.world.faults, chance("discord order"), counted(10, 200)
    for number in range(most):
        applied = luck.random() < 0.5
        match luck.randrange(4):
            case 0:
                faults.rate_limit(POST, 0.05)
            case 1:
                faults.drop_next(POST, applied=applied)
            case 2:
                faults.fail_next(POST, 503, applied=applied)
        await added(guild, title=f"Parcel {number:04}")
    words = ""
    for _ in range(most):  # Each failure waits longer than the one before.
        words = " ".join(seen.text for seen in guild.world.dms_of(guild.maria))
        if f"Parcel {most - 1:04}" in words:
            break
        await guild.later(minutes=20)
    at = [words.find(f"Parcel {number:04}") for number in range(most)]
    assert -1 not in at
    assert at == sorted(at)
    assert set(Counter(re.findall(r"Parcel \d{4}", words)).values()) == {1}


async def test_who_cannot_be_reached_is_tried_once_a_day(guild: AtWork) -> None:
    """No direct messages, and no channel with room for a private thread: tried when a day begins,
    with what is owed then, and at no other hour."""
    guild.world.allow(
        guild.infra, guild.world.bot, deny=may.CREATE_PRIVATE_THREADS | may.VIEW_CHANNEL
    )
    guild.world.refuse_dms(guild.jonas)
    await added(guild, owner=guild.jonas)
    tried = [refused(guild)]
    for _ in range(3 * 24 // 4):
        await guild.later(hours=4)
        tried.append(refused(guild))
    moments = [now for before, now in pairwise(tried) if now > before]
    assert tried[0] == 1
    assert len(moments) == 3


def refused(guild: AtWork) -> int:
    """How often Discord has refused a message so far."""
    return len([one for one in guild.world.asked(POST) if one.status == 403])


@soak
async def test_buttons_work_after_a_restart(guild: AtWork) -> None:
    """Cards that another process has sent: each button of theirs is answered by this one."""
    cards = counted(6, 250)
    for number in range(cards):
        await added(guild, title=f"Parcel {number:04}")
    told = [one for one in guild.world.dms_of(guild.maria) if "Parcel" in one.text]
    assert len(told) == cards
    await guild.restarts()
    for seen in told:
        pressed = await guild.world.press(seen.message, "Take it", guild.maria)
        assert pressed.failed is None
        assert "is yours now" in pressed.text
