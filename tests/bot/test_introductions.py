"""Who speaks for the first time, where the platform tells it too late for the answer."""

import asyncio

from bot.introductions import Introductions, Sources
from core.dispatch import Unknown
from core.kernel.errors import Busy
from core.people.model import Profile, Sender, Spot

SENDER = Sender("slack", "T1", "U1")
MARIA = Profile("U1", "Maria", "maria")


async def test_a_profile_that_came_late_is_learnt_once_the_store_takes_it() -> None:
    """Busy as it is at first, nobody passes for a guest because of it."""
    told, learnt = asyncio.Event(), []

    async def profile(_: Sender) -> Profile:
        await told.wait()
        return MARIA

    async def spot(_: Sender) -> Spot:
        raise AssertionError("the place is known")

    async def learn(_: Sender, found: Profile) -> None:
        learnt.append(found)
        if len(learnt) == 1:
            raise Busy(waiting=500)

    introductions = Introductions({"slack": Sources(profile, spot)}, patience=0.0, pause=0.0)
    looked = await introductions.look(SENDER, Unknown(person=True, place=False), learn)
    assert looked.profile is None
    told.set()
    async with asyncio.timeout(60):
        await introductions.settle()
    assert learnt == [MARIA, MARIA]
