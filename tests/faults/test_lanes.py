"""Order in a conversation, whatever happens while one of its messages is in somebody's hands.

Each case strikes at one step, between the claim of the first message and its sending. Meanwhile a
second one is made for the same conversation; it never stands before the first.
"""

from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from adapters.slack.messenger import SlackMessenger
from core import dispatch
from core.kernel.refs import InstallationId, WorkspaceId
from core.screens.delivery import Door
from core.screens.messenger import Letter, Remote, Uncertain
from core.unit import Unit
from scheduler.breaker import IN_A_ROW, Breakers
from tests.support.team import Team

ANA, MARIA, INFRA = "U0ANA", "U0MARIA", "C0INFRA"
HERE: Door = (WorkspaceId(1), InstallationId(1))
POST = "chat.postMessage"
Strike = Callable[[Team], Awaitable[None]]


def breakers(team: Team) -> Breakers:
    """Those of the run."""
    return team.run.bot.deliverer._courier.breakers


async def opens(team: Team) -> None:
    """Messages to others found the platform away, five in a row; nobody asks it for an hour."""
    breakers(team)._first = 3600.0
    for _ in range(IN_A_ROW):
        breakers(team).failed(HERE, "slack", "T0SANDBOX", Uncertain("timeout"))


async def closes(team: Team) -> None:
    """The platform was asked, and answers: one message at a time."""
    breakers(team).answers(HERE)


async def pauses(team: Team, *, paused: bool = True) -> None:
    """An admin stops all messages."""
    at = team.run.hand.now() if paused else None

    def pause(unit: Unit) -> None:
        people = unit.of(HERE[0]).people
        people.save_workspace(replace(people.workspace(), paused_at=at))

    await team.run.bot.store.write(pause, workspace=HERE[0])


async def goes_on(team: Team) -> None:
    """An admin lets messages out again."""
    await pauses(team, paused=False)


async def suspends(team: Team) -> None:
    """The app was removed: an event says so."""
    await team.run.bot.store.write(
        lambda unit: dispatch.suspend(unit, "slack", "T0SANDBOX"), workspace=HERE[0]
    )


async def resumes(team: Team) -> None:
    """It was added again."""
    await team.run.bot.store.write(
        lambda unit: dispatch.resume(unit, "slack", "T0SANDBOX"), workspace=HERE[0]
    )


async def refuses(team: Team) -> None:
    """Our token was refused to somebody else's message."""
    courier = team.run.bot.deliverer._courier
    courier._refused["T0SANDBOX"] = team.run.bot.clock.elapsed()


async def nothing(team: Team) -> None:
    """What is drawn from now on knows the new token."""


STRIKES = [(opens, closes), (pauses, goes_on), (suspends, resumes), (refuses, nothing)]


@pytest.fixture
def struck(team: Team, monkeypatch: pytest.MonkeyPatch) -> Callable[[Strike], None]:
    """Says what happens while the first message waits for its turn in its conversation."""
    real = SlackMessenger.turn

    def arm(strike: Strike) -> None:
        left = [strike]

        async def turn(messenger: SlackMessenger, letter: Letter) -> bool:
            if not left:
                return await real(messenger, letter)
            await left.pop()(team)
            return True

        monkeypatch.setattr(SlackMessenger, "turn", turn)

    return arm


async def asks(team: Team, title: str) -> None:
    """Ana gives something to Maria, and all that follows has happened."""
    await team.types(ANA, INFRA, f"/task add {title} @maria friday")
    await team.settled()


async def order(team: Team) -> list[str]:
    """What Maria was asked, as it stands in her conversation."""
    said = [message.text for message in await team.dm(MARIA)]
    return [word for text in said for word in ("First", "Second", "Third") if word in text]


@pytest.mark.parametrize(("strike", "over"), STRIKES)
async def test_what_was_held_back_keeps_its_place(
    team: Team, struck: Callable[[Strike], None], strike: Strike, over: Strike
) -> None:
    """It was claimed, and may not go: what was made after it waits behind it."""
    struck(strike)
    await asks(team, "First")
    assert await order(team) == []
    await over(team)
    await asks(team, "Second")
    await team.later(minutes=2)
    assert await order(team) == ["First", "Second"]


@pytest.mark.parametrize(("strike", "over"), STRIKES[:3])
async def test_what_was_held_back_goes_as_soon_as_it_may(
    team: Team, struck: Callable[[Strike], None], strike: Strike, over: Strike
) -> None:
    """Nobody waits a minute for what could not go for a moment."""
    struck(strike)
    await asks(team, "First")
    await over(team)
    await team.settled()
    assert await order(team) == ["First"]


async def test_what_is_tried_again_keeps_its_place(
    team: Team, struck: Callable[[Strike], None]
) -> None:
    """A limit of the platform's, and the breaker opens as it is tried again: still the first."""
    team.run.sandbox.faults.rate_limit(POST, 30)
    await asks(team, "First")
    await asks(team, "Second")
    struck(opens)
    await team.later(seconds=31)
    await closes(team)
    await team.settled()
    assert await order(team) == ["First", "Second"]


async def test_what_was_looked_for_keeps_its_place(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing was found where it may stand, and the breaker opened meanwhile: it goes first."""
    real = SlackMessenger.find

    async def find(messenger: SlackMessenger, *asked: object) -> Remote | None:
        found = await real(messenger, *asked)  # type: ignore[arg-type]
        await opens(team)
        return found

    monkeypatch.setattr(SlackMessenger, "find", find)
    team.run.sandbox.faults.drop_next(POST, applied=False)
    await asks(team, "First")
    monkeypatch.undo()
    await closes(team)
    await asks(team, "Second")
    await team.later(minutes=2)
    assert await order(team) == ["First", "Second"]


async def test_what_a_dead_run_held_keeps_its_place(
    team: Team, struck: Callable[[Strike], None]
) -> None:
    """Nothing overtakes what may stand there: it is looked for, then it goes, then the next."""
    struck(pauses)
    await asks(team, "First")

    def dies(unit: Unit) -> int:
        people = unit.of(HERE[0]).people
        people.save_workspace(replace(people.workspace(), paused_at=None))
        return len(unit.outbox.claim("a run that died", team.run.hand.now(), 10))

    assert await team.run.bot.store.write(dies, workspace=HERE[0]) == 1
    await asks(team, "Second")
    assert await order(team) == []
    assert await team.run.bot.deliverer.recover() == 1
    await team.settled()
    assert await order(team) == ["First", "Second"]


async def test_what_is_changed_while_it_waits_is_said_as_it_is_now(
    team: Team, struck: Callable[[Strike], None]
) -> None:
    """It keeps its place too, and stands there once."""
    struck(opens)
    await asks(team, "Fourth")
    await asks(team, "Second")
    await team.types(ANA, INFRA, "/task title T-1 First")
    await closes(team)
    await team.settled()
    assert await order(team) == ["First", "Second"]
    assert not any("Fourth" in message.text for message in await team.dm(MARIA))


async def test_what_is_taken_back_while_it_waits_holds_up_nothing(
    team: Team, struck: Callable[[Strike], None]
) -> None:
    """The trial of an installation goes to the next that is still true."""
    struck(opens)
    await asks(team, "First")
    await team.types(ANA, INFRA, "/task undo")
    await asks(team, "Second")
    await asks(team, "Third")
    await closes(team)
    await team.settled()
    assert await order(team) == ["Second", "Third"]


async def test_a_trial_that_fails_changes_no_order(
    team: Team, struck: Callable[[Strike], None]
) -> None:
    """The one message that is tried meets a limit, then an outage: it is still the first."""
    struck(opens)
    await asks(team, "First")
    await asks(team, "Second")
    team.run.sandbox.faults.rate_limit(POST, 30)
    team.run.sandbox.faults.drop_next(POST, applied=False)
    await closes(team)
    await asks(team, "Third")
    assert await order(team) == []
    await team.later(seconds=31)
    await team.settled()
    assert await order(team) == ["First", "Second", "Third"]
