"""Who is asked about whether they have left: few at a time, once a day, refused ones first."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.leavers import MOST, Leavers
from core.dispatch import Sought
from core.kernel.errors import Unavailable
from core.kernel.refs import PersonId, WorkspaceId
from core.people.model import Profile, Sender
from core.screens.messenger import Gone, RetryAt

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


class Clock:
    """Stands still until it is told."""

    def __init__(self) -> None:
        self.at = NOW

    def now(self) -> datetime:
        """Business time."""
        return self.at

    def elapsed(self) -> float:
        """Real seconds."""
        return 0.0


class Store:
    """Says whose turn it is."""

    def __init__(self, *users: str, teams: tuple[str, ...] = ("G1",)) -> None:
        self.due = [Sought("discord", user, teams) for user in users]
        self.reads = 0

    async def read(self, fn: Any) -> Sequence[Sought]:  # noqa: ANN401
        """Everybody with open work."""
        self.reads += 1
        return list(self.due)


class Discord:
    """Tells who is where, or fails as it is told; keeps what was learnt."""

    def __init__(self, *gone: str, failure: Exception | None = None) -> None:
        self.gone = set(gone)
        self.failure = failure
        self.asked: list[str] = []
        self.learnt: list[tuple[str, str, bool]] = []

    async def anew(self, sender: Sender) -> Profile:
        """One person of one guild."""
        self.asked.append(sender.user)
        if self.failure is not None:
            raise self.failure
        gone = sender.user in self.gone or f"{sender.team}/{sender.user}" in self.gone
        return Profile(sender.user, "", "", active=not gone)

    async def learn(self, sender: Sender, profiles: tuple[Profile, ...]) -> None:
        """What was told."""
        self.learnt += [(sender.team, one.external_id, one.active) for one in profiles]


def looking(store: Store, discord: Discord) -> tuple[Leavers, Clock]:
    """At work on these."""
    clock = Clock()
    asks = {"discord": discord.anew}
    return Leavers(store, asks, discord.learn, clock, pace=0), clock  # type: ignore[arg-type]


async def test_each_is_asked_about_once_a_day() -> None:
    """However often it is looked."""
    store, discord = Store("1", "2"), Discord("2")
    leavers, clock = looking(store, discord)
    assert await leavers.look() == 2
    assert await leavers.look() == 0
    assert discord.learnt == [("G1", "1", True), ("G1", "2", False)]
    clock.at += timedelta(days=1)
    await leavers.look()
    assert discord.asked == ["1", "2"] * 2


async def test_a_look_between_two_rounds_asks_nobody() -> None:
    """Not the store either."""
    store = Store("1")
    leavers, _ = looking(store, Discord())
    await leavers.look()
    await leavers.look()
    assert store.reads == 1


async def test_so_many_a_look_and_the_rest_after_them() -> None:
    """A large guild is spread over the day."""
    store, discord = Store(*map(str, range(MOST + 5))), Discord()
    leavers, _ = looking(store, discord)
    assert await leavers.look() == MOST
    assert await leavers.look() == 5


async def test_who_could_not_be_written_to_is_asked_about_at_once() -> None:
    """Whatever their turn is."""
    store, discord = Store("1"), Discord("1")
    leavers, _ = looking(store, discord)
    await leavers.look()
    leavers.refused(WorkspaceId(1), PersonId(7))
    read: list[Sought] = [Sought("discord", "9", ("G1",))]

    async def about(fn: Any) -> Sequence[Sought]:  # noqa: ANN401
        return read

    store.read = about  # type: ignore[method-assign]
    await leavers.look()
    assert discord.asked[-1] == "9"


async def test_who_could_not_be_written_to_is_not_forgotten_while_the_store_is_away() -> None:
    """They are asked about at the first look that finds it there again."""
    store, discord = Store("9"), Discord("9")
    leavers, _ = looking(store, discord)
    leavers.refused(WorkspaceId(1), PersonId(7))
    read = store.read

    async def away(fn: Any) -> Sequence[Sought]:  # noqa: ANN401
        raise Unavailable

    store.read = away  # type: ignore[method-assign]
    with pytest.raises(Unavailable):
        await leavers.look()
    store.read = read  # type: ignore[method-assign]
    await leavers.look()
    assert discord.asked[0] == "9"
    assert store.reads == 2


async def test_one_guild_of_several_is_enough() -> None:
    """Whoever is in another guild of the workspace has not left."""
    store, discord = Store("1", teams=("G1", "G2")), Discord("G1/1")
    leavers, _ = looking(store, discord)
    await leavers.look()
    assert discord.learnt == [("G1", "1", True)]


async def test_what_is_not_told_means_nothing() -> None:
    """Out of the guild ourselves, or too fast: nobody has left for that."""
    for failure in (Gone("404 10004"), RetryAt("429")):
        discord = Discord(failure=failure)
        leavers, _ = looking(Store("1"), discord)
        assert await leavers.look() == 0 and not discord.learnt
