"""After a restore the platform holds what the database does not know of: nothing stands twice."""

import asyncio

from bot import deadletters
from bot.app import Chivvy
from bot.keeping import back_up, restore
from core.screens.delivery import PostState
from tests.faults.test_delivery import ANA, MARIA, POST, asks, calls, posts, told
from tests.support.team import Team


async def restored_team(team: Team) -> None:
    """Maria's message was waiting in the backup; it is sent, and then the backup restored."""
    faults = team.run.sandbox.faults
    faults.rate_limit(POST, 60)
    await asks(team)
    settings = team.run.bot.settings
    copy = settings.data_dir / "copy.db"
    back_up(settings.database, copy, replace=False)
    await team.later(minutes=5)
    assert await told(team, MARIA) == 1
    await team.run.bot.stop()
    now = team.run.hand.now()
    await asyncio.to_thread(restore, settings.database, copy, now, replace=True)
    bot = Chivvy(settings, team.run.bot.clock, team.run.bot.tuning)
    team.run.hand.attach(bot)
    await bot.start()
    team.run.bot = bot
    await team.run.sandbox.connected()


async def decided(team: Team) -> None:
    """What the admin decided is carried out."""
    await team.run.bot.deliverer.recover()
    await team.settled()


async def test_nothing_is_sent_by_itself(team: Team) -> None:
    """What waited in the backup waits for an admin, whatever time it is by then."""
    await restored_team(team)
    sent = calls(team, POST)
    await team.later(hours=2)
    [waiting] = await deadletters.restored_letters(team.run.bot.settings)
    assert waiting.state is PostState.DEAD
    assert calls(team, POST) == sent
    assert await told(team, MARIA) == 1


async def test_what_the_platform_has_is_recognised(team: Team) -> None:
    """Told to send it, Chivvy finds it there: it stands once, and its buttons work."""
    await restored_team(team)
    sent = calls(team, POST)
    settings = team.run.bot.settings
    [waiting] = await deadletters.restored_letters(settings)
    await deadletters.revive(settings, 1, waiting.id)
    await decided(team)
    assert calls(team, POST) == sent
    assert await told(team, MARIA) == 1
    [post] = [post for post in await posts(team) if post.id == waiting.id]
    assert (post.state, post.remote_place) == (PostState.SENT, "D0MARIA")
    await team.presses(MARIA, (await team.dm(MARIA))[0], "I'm on it")
    assert "in progress" in (await team.types(ANA, "C0INFRA", "/task show T-1")).text.lower()


async def test_what_the_platform_lost_is_sent(team: Team) -> None:
    """It was deleted there, or never sent: it is looked for in vain, and goes out once."""
    await restored_team(team)
    [message] = await team.dm(MARIA)
    team.run.sandbox.faults.delete_message(message.channel, message.ts)
    settings = team.run.bot.settings
    [waiting] = await deadletters.restored_letters(settings)
    await deadletters.revive(settings, 1, waiting.id)
    await decided(team)
    assert await told(team, MARIA) == 1


async def test_what_is_dropped_is_never_sent(team: Team) -> None:
    """And the ladder goes on with the next step."""
    await restored_team(team)
    settings = team.run.bot.settings
    [waiting] = await deadletters.restored_letters(settings)
    await deadletters.give_up(settings, 1, waiting.id)
    await decided(team)
    assert await deadletters.restored_letters(settings) == []
    assert [p.state for p in await posts(team) if p.id == waiting.id] == [PostState.CANCELLED]
