"""A platform that applies a message late, and a history that cannot be read."""

import asyncio
from datetime import datetime

import pytest

from core.screens.delivery import PostState
from core.screens.messenger import Letter, Remote
from tests.faults.test_delivery import ADD, MARIA, POST, asks, calls, posts, told, until_sent
from tests.support.team import Team


class Late:
    """Slack's messenger, of which a look can be made to see the message land just before it."""

    def __init__(self, team: Team, looks: int) -> None:
        self._messenger = team.run.bot.platforms["slack"].messenger
        self._find = self._messenger.find
        self._team = team
        self._looks = looks
        self._hold = team.run.sandbox.faults.hold_next(POST, drop=True)
        self._seen = 0

    async def find(
        self, letter: Letter, since: datetime, besides: Remote | None = None
    ) -> Remote | None:
        """Before the n-th look it lands."""
        self._seen += 1
        if self._seen == self._looks:
            self._hold.release()
            for _ in range(2000):
                if self._landed():
                    break
                await asyncio.sleep(0.01)
        return await self._find(letter, since, besides)

    def _landed(self) -> bool:
        shelf = self._team.run.sandbox.workspace.messages["D0MARIA"]
        return len(shelf) > (self._looks > 2)


@pytest.mark.parametrize("look", [1, 2])
async def test_it_lands_before_a_look(
    team: Team, monkeypatch: pytest.MonkeyPatch, look: int
) -> None:
    """Found at the first or at the second look: sent once, standing once."""
    late = Late(team, look)
    monkeypatch.setattr(team.run.bot.platforms["slack"].messenger, "find", late.find)
    await asks(team)
    await until_sent(team)
    assert (await told(team, MARIA), calls(team, POST)) == (1, 1)


async def test_it_lands_after_it_was_sent_again(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It stands twice for a moment; then the late one is taken away, and the other one is ours."""
    late = Late(team, 3)
    monkeypatch.setattr(team.run.bot.platforms["slack"].messenger, "find", late.find)
    await asks(team, ADD)
    await until_sent(team)
    async with asyncio.timeout(60):
        while await told(team, MARIA) != 1 or calls(team, "chat.delete") != 1:
            await team.run.bot.until_idle()
            await asyncio.sleep(0.01)
    [post] = [p for p in await posts(team) if p.state is PostState.SENT]
    assert [m.ts for m in await team.dm(MARIA)] == [post.remote_id]


async def test_a_history_that_is_limited_is_read_later(team: Team) -> None:
    """429 at the look: neither sent again nor given up until it was looked for."""
    faults = team.run.sandbox.faults
    faults.drop_next(POST, applied=True)
    faults.rate_limit("conversations.history", 1, times=2)
    await asks(team)
    await until_sent(team)
    assert (await told(team, MARIA), calls(team, POST)) == (1, 1)


async def test_a_history_that_may_not_be_read(team: Team) -> None:
    """Once more is better than never, and it is counted."""
    faults = team.run.sandbox.faults
    faults.drop_next(POST, applied=True)
    faults.fail_next("conversations.history", 5, error="missing_scope")
    await asks(team)
    await until_sent(team)
    assert (await told(team, MARIA), calls(team, POST)) == (2, 2)


async def test_a_history_that_holds_nothing_of_it(team: Team) -> None:
    """The conversation is gone: it is not looked for again and again, nor sent there."""
    faults = team.run.sandbox.faults
    faults.drop_next(POST, applied=False)
    faults.fail_next("conversations.history", 5, error="channel_not_found")
    await asks(team)
    await until_sent(team)
    assert calls(team, POST) == 0
    assert all(p.state is not PostState.SENDING for p in await posts(team))
