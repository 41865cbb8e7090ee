"""Who wants no messages now: asked of few, not too often, and never in the way."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from bot.quiet import AT_ONCE, DoNotDisturb
from core.screens.messenger import Refused, RetryAt

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


class Clock:
    """Stands still until it is told."""

    def __init__(self) -> None:
        self.real = 0.0

    def now(self) -> datetime:
        """Business time."""
        return NOW

    def elapsed(self) -> float:
        """Real seconds."""
        return self.real


class Store:
    """Says who is due; counts what is written."""

    def __init__(self, *users: str) -> None:
        self.due: Mapping[tuple[str, str], Sequence[str]] = {("slack", "T1"): list(users)}
        self.written = 0

    async def read(self, fn: object) -> Any:  # noqa: ANN401
        """Those of whom something is due."""
        return self.due

    async def write(self, fn: object, **kwargs: object) -> None:
        """One unit."""
        self.written += 1


class Slack:
    """Answers, or fails as it is told."""

    def __init__(self, failure: Exception | None = None) -> None:
        self.asked: list[list[str]] = []
        self.failure = failure

    async def quiet(self, team: str, users: Sequence[str]) -> dict[str, None]:
        """Nobody minds."""
        self.asked.append(list(users))
        if self.failure is not None:
            raise self.failure
        return dict.fromkeys(users)


def looking(store: Store, slack: Slack) -> tuple[DoNotDisturb, Clock]:
    """At work on these."""
    clock = Clock()
    return DoNotDisturb(store, {"slack": slack.quiet}, clock), clock  # type: ignore[arg-type]


async def test_each_is_asked_for_once_in_an_hour() -> None:
    """However often it is looked."""
    store, slack = Store("U1", "U2"), Slack()
    quiet, clock = looking(store, slack)
    assert await quiet.look() == 2
    assert await quiet.look() == 0
    clock.real += 3601
    assert await quiet.look() == 2
    assert slack.asked == [["U1", "U2"]] * 2 and store.written == 2


async def test_nobody_is_asked_for_of_whom_nothing_is_due() -> None:
    """No question at all."""
    slack = Slack()
    quiet, _ = looking(Store(), slack)
    assert await quiet.look() == 0 and slack.asked == []


async def test_many_are_asked_for_together(monkeypatch: Any) -> None:  # noqa: ANN401
    """Fifty in one question, and a pause before the next."""
    monkeypatch.setattr("bot.quiet.PACE", 0.0)
    slack = Slack()
    quiet, _ = looking(Store(*(f"U{n}" for n in range(120))), slack)
    assert await quiet.look() == 120
    assert [len(users) for users in slack.asked] == [AT_ONCE, AT_ONCE, 20]


async def test_without_the_scope_it_is_not_asked_again() -> None:
    """An app that reads less: working hours hold all the same."""
    slack = Slack(Refused("missing_scope"))
    quiet, clock = looking(Store("U1"), slack)
    assert await quiet.look() == 0
    clock.real += 3601
    await quiet.look()
    assert len(slack.asked) == 1


async def test_a_fault_is_no_reason_to_give_up() -> None:
    """After a while it is asked again."""
    slack = Slack(RetryAt("ratelimited"))
    quiet, clock = looking(Store("U1"), slack)
    await quiet.look()
    clock.real += 3601
    await quiet.look()
    assert len(slack.asked) == 2
