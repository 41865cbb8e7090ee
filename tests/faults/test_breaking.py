"""A platform that takes nothing for a while: it is left alone, and nothing is lost meanwhile."""

from core.screens.delivery import PostState
from tests.faults.test_delivery import ANA, MARIA, POST, asks, calls, posts, told, until_sent
from tests.support.team import Team


async def test_a_storm_of_errors_is_not_walked_into(team: Team) -> None:
    """After five failures in a row nothing more is tried; the platform back, all of it arrives: as
    much as a day takes, and the rest the morning after."""
    faults = team.run.sandbox.faults
    down = ("chat.postMessage", "conversations.open", "conversations.history", "auth.test")
    for method in down:
        faults.fail_next(method, 1000, status=503, error="service_unavailable")
    for n in range(12):
        await team.types(ANA, "C0INFRA", f"/task add Parcel {n:02} @{('maria', 'jonas')[n % 2]}")
        await team.run.bot.until_idle()
    assert not team.run.bot.health()["delivery"]
    tried = calls(team, "conversations.open") + calls(team, POST)
    await team.run.bot.until_idle()
    assert calls(team, "conversations.open") + calls(team, POST) == tried < 12
    for method in down:
        faults.heal(method)
    await until_closed(team)
    await team.later(minutes=20)
    await until_sent(team)
    assert team.run.bot.health()["delivery"]
    await team.later(days=1)
    await until_sent(team)
    said = [m.text for who in (MARIA, "U0JONAS") for m in await team.dm(who)]
    assert [sum(f"Parcel {n:02}" in text for text in said) for n in range(12)] == [1] * 12


async def until_closed(team: Team) -> None:
    """Turns until the platform was asked and found to be there."""
    for _ in range(200):
        if team.run.bot.deliverer.takes:
            return
        await team.run.bot.until_idle()
    raise AssertionError("the platform is back, and nobody asked")


async def test_quiet_hours_are_looked_at_when_it_is_sent(team: Team) -> None:
    """What was due by day and could not be sent by night waits for the morning."""
    faults = team.run.sandbox.faults
    faults.fail_next("conversations.open", 1000, status=503, error="service_unavailable")
    faults.fail_next("auth.test", 1000, status=503, error="service_unavailable")
    await asks(team)
    await team.later(hours=12)
    faults.heal("conversations.open")
    faults.heal("auth.test")
    await until_closed(team)
    await team.later(hours=2)
    assert await told(team, MARIA) == 0
    await team.later(hours=11)
    assert await told(team, MARIA) == 1
    assert [p for p in await posts(team) if p.state is PostState.PENDING] == []


async def test_a_token_that_is_taken_again(team: Team) -> None:
    """Nobody restarts Chivvy: it asks now and again, and what waited is sent."""
    team.run.sandbox.faults.revoke_token()
    await asks(team)
    assert not team.run.bot.health()["delivery"]
    team.run.sandbox.faults.restore_token()
    await until_closed(team)
    await team.later(minutes=5)
    assert await told(team, MARIA) == 1
